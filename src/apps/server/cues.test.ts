import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import test from "node:test";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";

const SECRET = "a secret of thirty-two letters..";

/** Hears what a webhook is called with. */
async function openListener(status = 204) {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    bodies.push(body);
    response.writeHead(status).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/waits`;
  return {
    url,
    bodies,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test("an owner says where cues go, sees how that does, and tries it", async () => {
  await using listener = await openListener();
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")) });
  const owner = await shop.person("owner");
  const nothing = { webhook: null, mqtt: null };
  assert.deepEqual((await shop.ask("GET /api/v1/cues", { as: owner })).json, {
    ...nothing,
    fault: null,
    state: nothing,
  });
  assert.deepEqual((await shop.ask("POST /api/v1/cues/test", { as: owner })).json, nothing);

  const put = await shop.ask("PUT /api/v1/cues", {
    as: owner,
    json: { webhook: { url: listener.url, secret: SECRET } },
  });
  assert.deepEqual([put.status, put.json.passwordsKept], [200, ["CUE_SECRET"]], put.text);
  const text = readFileSync(join(shop.folder, "shop.yaml"), "utf8");
  assert.ok(text.startsWith("# A chain.") && text.includes("$CUE_SECRET") && !text.includes(SECRET));
  const tested = (await shop.ask("POST /api/v1/cues/test", { as: owner })).json;
  assert.deepEqual(tested, { webhook: { hasArrived: true, problem: null }, mqtt: null });
  assert.equal(JSON.parse(listener.bodies[0]!).test, true);
  const told = await shop.ask("GET /api/v1/cues", { as: owner });
  assert.deepEqual(told.json.webhook, { url: listener.url, secret: "$CUE_SECRET" });
  assert.deepEqual(told.json.state.webhook, { waiting: 0, delivered: 1, givenUp: 0, problem: null });
  assert.ok(!told.text.includes(SECRET));

  // What was shown and is sent back changes nothing; nothing at all ends it.
  const again = await shop.ask("PUT /api/v1/cues", { as: owner, json: { webhook: told.json.webhook } });
  assert.deepEqual([again.status, again.json.passwordsKept], [200, []]);
  assert.equal((await shop.ask("PUT /api/v1/cues", { as: owner, json: {} })).status, 200);
  assert.deepEqual((await shop.ask("GET /api/v1/cues", { as: owner })).json.webhook, null);
  assert.ok(!readFileSync(join(shop.folder, "shop.yaml"), "utf8").includes("cues:"));
});

test("a test that does not arrive says why", async () => {
  await using listener = await openListener(410);
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")) });
  const owner = await shop.person("owner");
  await shop.ask("PUT /api/v1/cues", { as: owner, json: { webhook: { url: listener.url, secret: SECRET } } });
  const beganMs = performance.now();
  const { webhook } = (await shop.ask("POST /api/v1/cues/test", { as: owner })).json;
  assert.ok(performance.now() - beganMs < 5000, "what is refused for good is not waited for");
  assert.deepEqual(webhook, { hasArrived: false, problem: "it answered 410" });
});

test("what cannot be a way is refused and changes nothing, one without its secret says so, and another's chain is not there", async () => {
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")) });
  const owner = await shop.person("owner");
  for (const json of [
    { webhook: { url: "ftp://192.0.2.1/", secret: SECRET } },
    { webhook: { url: "https://ann:pass@192.0.2.1/", secret: SECRET } },
    { webhook: { url: "https://192.0.2.1/" } },
    { webhook: { url: "https://192.0.2.1/", secret: "***" } },
    { pager: {} },
  ]) {
    const { status, text } = await shop.ask("PUT /api/v1/cues", { as: owner, json });
    assert.equal(status, 400, text);
    assert.ok(!text.includes(SECRET) && !text.includes("pass@"));
  }
  assert.equal((await shop.ask("GET /api/v1/cues", { as: owner })).json.webhook, null);
  await shop.ask("PUT /api/v1/cues", {
    as: owner,
    json: { webhook: { url: "https://192.0.2.1/", secret: "$NOBODYS" } },
  });
  assert.equal((await shop.ask("GET /api/v1/cues", { as: owner })).json.fault.code, "deployment/secret-missing");
  assert.equal((await shop.ask("POST /api/v1/cues/test", { as: owner })).json.code, "deployment/secret-missing");
  // It is given, and needs no restart.
  shop.server.parts.secrets.put("NOBODYS", SECRET);
  assert.equal((await shop.ask("GET /api/v1/cues", { as: owner })).json.fault, null);
  const limited = await shop.person("owner", { storeIds: ["here"] });
  for (const name of ["GET /api/v1/cues", "POST /api/v1/cues/test"])
    assert.equal((await shop.ask(name, { as: limited })).status, 404);
  assert.equal((await shop.ask("PUT /api/v1/cues", { as: limited, json: {} })).status, 404);
});

test("a sensor is told as it stands, to be changed and put again, to those who set up its store", async () => {
  const yaml = chainYaml(storeYaml("here", { source: "rtsp://guard:S3cret@192.0.2.7/stream" }), storeYaml("there"));
  await using shop = await openServedShop({ yaml });
  const installer = await shop.person("installer", { storeIds: ["here"] });
  const { json, text } = await shop.ask("GET /api/v1/stores/here/sensors/door", { as: installer });
  assert.ok(!text.includes("S3cret"));
  assert.deepEqual(json.units, [
    { unit: "door.door", kind: "line", version: 1 },
    { unit: "door.fitting", kind: "zone", version: 1 },
  ]);
  assert.deepEqual(json.sensor.lines, [{ name: "door", from: [0.2, 0.6], to: [0.8, 0.6] }]);
  const flipped = { ...json.sensor, lines: [{ name: "door", from: [0.8, 0.6], to: [0.2, 0.6] }] };
  assert.equal((await shop.ask("PUT /api/v1/stores/here/sensors/door", { as: installer, json: flipped })).status, 200);
  const after = (await shop.ask("GET /api/v1/stores/here/sensors/door", { as: installer })).json;
  assert.deepEqual([after.sensor, after.units[0].version], [flipped, 2]);
  const nothing = (await shop.ask("GET /api/v1/nothing-there")).text;
  for (const path of ["here/sensors/none", "there/sensors/door"])
    assert.equal((await shop.ask(`GET /api/v1/stores/${path}`, { as: installer })).text, nothing, path);
});
