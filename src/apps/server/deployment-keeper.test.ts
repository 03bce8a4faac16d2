import assert from "node:assert/strict";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { demoDeploymentText } from "./demo.ts";
import { tellState } from "./ledger-state.ts";

const IN_FORCE_MS_MAX = 2000;
const START_MS = Date.UTC(2026, 2, 2, 12);
const MINUTE_MS = 60_000;

async function versionAfter(shop: ServedShop, version: number): Promise<number> {
  const untilMs = performance.now() + IN_FORCE_MS_MAX + 1000;
  while (shop.server.parts.keeper.current?.version === version && performance.now() < untilMs) await wait(50);
  return shop.server.parts.keeper.current!.version;
}

test("a file that is edited is in force within two seconds, and a broken one leaves what was", async () => {
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("own")) });
  const owner = await shop.person("owner");
  const path = join(shop.folder, "shop.yaml");
  const text = readFileSync(path, "utf8");
  const sinceMs = performance.now();
  writeFileSync(path, text.replace("The shop own", "Another name"));
  assert.equal(await versionAfter(shop, 1), 2);
  assert.ok(performance.now() - sinceMs < IN_FORCE_MS_MAX + 500);
  writeFileSync(path, "lintel: [");
  await shop.server.parts.keeper.look();
  const { version, deployment, fault } = (await shop.ask("GET /api/v1/deployment", { as: owner })).json;
  assert.deepEqual([version, deployment.stores[0].name, fault.code], [2, "Another name", "deployment/unreadable"]);
  await shop.restart();
  const after = (await shop.ask("GET /api/v1/deployment", { as: owner })).json;
  assert.deepEqual([after.version, after.fault.code], [2, "deployment/unreadable"]);
  assert.equal(readFileSync(path, "utf8"), "lintel: [");
});

test("a law that is broken while the server runs takes what it carried along within a minute, and brings it back", async (context) => {
  const laws = mkdtempSync(join(tmpdir(), "lintel-laws-"));
  context.after(() => rmSync(laws, { recursive: true, force: true }));
  cpSync(join(import.meta.dirname, "../../../laws"), laws, { recursive: true });
  const clock = { nowMs: START_MS };
  await using shop = await openServedShop({
    yaml: chainYaml(storeYaml("own")),
    nowMs: () => clock.nowMs,
    options: { lawFolder: laws },
  });
  const { parts } = shop.server;
  const told = { inForce: null, day: "" };
  const verdict = async () => {
    clock.nowMs += MINUTE_MS;
    await parts.keeper.look();
    await tellState(parts, told);
    parts.ledger.flush();
    const entry = parts.ledger.newestOf("decision own door count")!.entry;
    return entry.kind === "decision" ? [entry.verdict, entry.grant] : [];
  };
  assert.deepEqual(await verdict(), ["permit", "begun"]);
  const path = join(laws, "us.yaml");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, "jurisdiction: [");
  const [now, grant] = await verdict();
  assert.notEqual(now, "permit");
  assert.equal(grant, "ended");
  writeFileSync(path, text);
  assert.deepEqual(await verdict(), ["permit", "begun"]);
});

test("a paper that is taken away while the server runs ends what it carried within a minute, and begins it when it is back", async () => {
  const clock = { nowMs: START_MS };
  const yaml = demoDeploymentText("Europe/Paris", START_MS).replace(/(sign: .*\n)/, "$1          file: sign.pdf\n");
  await using shop = await openServedShop({ yaml, nowMs: () => clock.nowMs });
  const { parts } = shop.server;
  const told = { inForce: null, day: "" };
  const granted = async () => {
    clock.nowMs += MINUTE_MS;
    await parts.keeper.look();
    await tellState(parts, told);
    parts.ledger.flush();
    const entry = parts.ledger.newestOf("decision demo front count")!.entry;
    return entry.kind === "decision" && entry.grant;
  };
  assert.equal(await granted(), null, "there is no paper yet");
  writeFileSync(join(shop.folder, "sign.pdf"), "a sign");
  assert.equal(await granted(), "begun");
  rmSync(join(shop.folder, "sign.pdf"));
  assert.equal(await granted(), "ended");
});

test("an edit by the API keeps comments, hits the right store in a file that was put in another order, and outlives a restart", async () => {
  const yaml = chainYaml(storeYaml("a"), storeYaml("b")).replace(
    "    time_zone: UTC",
    "    time_zone: UTC # of the sea",
  );
  await using shop = await openServedShop({ yaml });
  const owner = await shop.person("owner");
  const path = join(shop.folder, "shop.yaml");
  writeFileSync(
    path,
    chainYaml(storeYaml("b"), storeYaml("a")).replace("    time_zone: UTC", "    time_zone: UTC # of the sea"),
  );
  assert.equal((await shop.ask("PATCH /api/v1/stores/a", { as: owner, json: { name: "Only a" } })).status, 200);
  const line = { name: "door", from: [0.2, 0.5], to: [0.8, 0.5] };
  const sensor = { source: "rtsp://192.0.2.7/stream", does: ["count"], lines: [line] };
  const put = await shop.ask("PUT /api/v1/stores/a/sensors/door", { as: owner, json: sensor });
  assert.equal(put.status, 200, put.text);
  const text = readFileSync(path, "utf8");
  assert.match(text, /^# A chain\./);
  assert.match(text, /- id: b\n {4}name: The shop b\n {4}time_zone: UTC # of the sea/);
  const versionsOf = async (store: string) => {
    const { units } = (await shop.ask(`GET /api/v1/stores/${store}`, { as: owner })).json;
    return units.map(({ unit, version }: { unit: string; version: number }) => `${unit} ${version}`);
  };
  const [a, b] = [["door.door 2"], ["door.door 1", "door.fitting 1"]];
  assert.deepEqual([await versionsOf("a"), await versionsOf("b")], [a, b]);
  const before = shop.server.parts.keeper.current!.version;
  await shop.restart();
  assert.deepEqual([await versionsOf("a"), await versionsOf("b")], [a, b]);
  assert.equal(shop.server.parts.keeper.current!.version, before);
  assert.equal(readFileSync(path, "utf8"), text);
});

test("a store file alone brings its deployment along", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-restored-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const first = mkdtempSync(join(tmpdir(), "lintel-backed-up-"));
  context.after(() => rmSync(first, { recursive: true, force: true }));
  const yaml = chainYaml(storeYaml("own"));
  await (await openServedShop({ yaml, folder: first }))[Symbol.asyncDispose]();
  copyFileSync(join(first, "store.sqlite"), join(folder, "store.sqlite"));
  await using shop = await openServedShop({ folder });
  assert.equal(readFileSync(join(folder, "shop.yaml"), "utf8"), yaml);
  assert.equal(shop.server.parts.keeper.current?.version, 1);
});

test("a part is judged by its own minute: what was counted before the end is taken also late, what came after is not", async () => {
  let nowMs = START_MS;
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("own")), nowMs: () => nowMs });
  const as = await shop.agent(["own"]);
  let seq = 0;
  const tell = async (minutes: number) => {
    seq += 1;
    const told = {
      storeId: "own",
      version: 1,
      minute: START_MS / MINUTE_MS + minutes,
      agentId: as.agent,
      seq,
      watchedMs: 60_000,
    };
    const figures = { in: 1, out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, method: "body-1" };
    const body = JSON.stringify({ kind: "line", ...told, lineId: "door.door", ...figures });
    const headers = { "content-type": "application/x-ndjson" };
    const { json } = await shop.ask("POST /api/v1/agent/records", { as, body, headers });
    return json.added === 1 ? "taken" : json.refused[0].code;
  };
  assert.equal(await tell(-1), "ingest/not-permitted");
  assert.equal(await tell(5), "taken");
  // At 12:10:30 the camera may count no more.
  nowMs = START_MS + 10.5 * MINUTE_MS;
  await shop.server.parts.keeper.edit("somebody", (text) =>
    text!.replace("jurisdiction: US-IL", "jurisdiction: EU-FR"),
  );
  nowMs = START_MS + 30 * MINUTE_MS;
  assert.equal(await tell(9), "taken");
  assert.equal(await tell(10), "taken");
  assert.equal(await tell(11), "ingest/not-permitted");
  await shop.restart();
  const again = await shop.agent(["own"]);
  assert.notEqual(again.agent, as.agent);
  assert.equal((await shop.ask("GET /api/v1/agent/configuration", { as: again })).status, 200);
  assert.equal(
    (await shop.server.parts.keeper.at(START_MS + 9 * MINUTE_MS))[0]!.deployment.stores[0]!.site.jurisdiction,
    "US-IL",
  );
});
