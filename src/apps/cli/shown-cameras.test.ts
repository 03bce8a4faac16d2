import assert from "node:assert/strict";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openFileCanvas } from "#adapters/canvas/canvas.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { runAgent } from "#apps/agent/run-agent.ts";
import { searchClosely } from "#apps/lens/person-free-picture.ts";
import { SCENE_BYTES_MAX } from "#domain/wire/scene-picture.ts";
import { type Answer, type Credentials, chainYaml, openServedShop, type ServedShop } from "#tools/shop/served-shop.ts";

// A real server, a real agent and real lenses: what is asked for at the pages comes from the camera, and nothing else does.

const SCENES = fileURLToPath(new URL("../../../scenes", import.meta.url));
const SHOWN = ["entrance", "queue", "showroom"] as const;
const NOBODY_SCORE = 0.3;
/** A picture is gathered in 53 seconds and searched in a few; three cameras of two lenses or more do it at a time. */
const SCENE_MS_MAX = 90_000;

const sensorYaml = (id: string, does: string) => `      - id: ${id}
        source: loop:${SCENES}/${id === "plain" ? "doorway" : id}.mp4
        does: [${does}]
`;
const storeYaml = (id: string, sensors: string) => `  - id: ${id}
    time_zone: UTC
    site: { jurisdiction: US-IL, public_place: true }
    sensors:
${sensors}`;
const YAML = chainYaml(
  storeYaml(
    "own",
    SHOWN.map((id) => sensorYaml(id, "count, scene-picture, setup-view")).join("") + sensorYaml("plain", "count"),
  ),
);

async function until<T>(ask: () => Promise<T | null | false>, msMax: number, what: string): Promise<T> {
  for (const beganMs = performance.now(); ; await pause(250)) {
    const answer = await ask();
    if (answer) return answer;
    assert.ok(performance.now() - beganMs < msMax, `waited in vain until ${what}`);
  }
}

/** An open stream of events, and what came of it so far. */
async function listen(shop: ServedShop, as: Credentials) {
  const hangUp = new AbortController();
  const { account: _a, login: _l, ...headers } = as;
  const response = await fetch(`${shop.url}/api/v1/events`, { headers, signal: hangUp.signal });
  const stream = { text: "" };
  void (async () => {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) stream.text += chunk;
  })().catch(() => {});
  return {
    stream,
    of: (kind: string) =>
      [...stream.text.matchAll(new RegExp(`^event: ${kind}\\ndata: (.*)$`, "gm"))].map(([, data]) => JSON.parse(data!)),
    [Symbol.dispose]: () => hangUp.abort(),
  };
}

test("a camera's empty scene and its dots are shown to whom they are for, when asked, and hold nobody", async (context) => {
  await using shop = await openServedShop({ yaml: YAML });
  const [owner, manager, analyst, installer, stranger] = [
    await shop.person("owner"),
    await shop.person("manager"),
    await shop.person("analyst"),
    await shop.person("installer"),
    await shop.person("manager", { storeIds: ["elsewhere"] }),
  ];
  const path = (sensor: string, what: string) => `/api/v1/stores/own/sensors/${sensor}/${what}`;
  const ask = (method: string, sensor: string, what: string, as: Credentials): Promise<Answer> =>
    shop.ask(`${method} ${path(sensor, what)}`, { as });

  const { code } = (await shop.ask("POST /api/v1/agents/codes", { as: owner, json: { name: "shop", stores: ["own"] } }))
    .json;
  const folder = mkdtempSync(join(tmpdir(), "lintel-shown-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const said: string[] = [];
  const agent = runAgent({
    serverUrl: shop.url,
    folder,
    enrolmentCode: code,
    addressOf: (source) => source,
    say: (text) => said.push(text),
  });
  context.after(() => agent.stop());
  await until(
    async () => {
      const { sensors } = (await shop.ask("GET /api/v1/stores/own/sensors", { as: owner })).json;
      return sensors.every(({ state }: { state: string }) => state === "running");
    },
    60_000,
    "all run",
  );

  // Before anybody asked there is nothing, and what is not permitted cannot be asked for.
  const unknown = await shop.ask("GET /api/v1/nothing-there", { as: owner });
  for (const [sensor, as] of [
    ["entrance", owner],
    ["plain", owner],
    ["unknown", owner],
  ] as const) {
    const { status, text } = await ask("GET", sensor, "scene", as);
    assert.deepEqual([status, text], [404, unknown.text], sensor);
  }
  for (const what of ["scene", "setup"]) {
    const refused = await ask("POST", "plain", what, owner);
    assert.deepEqual([refused.status, refused.json.code], [403, "scene/not-permitted"]);
    assert.equal((await ask("POST", "unknown", what, owner)).status, 404);
    assert.equal((await ask("POST", "entrance", what, stranger)).status, what === "scene" ? 404 : 403);
  }

  // The empty scenes.
  using hears = await listen(shop, analyst);
  using foreign = await listen(shop, stranger);
  const askedMs = performance.now();
  for (const sensor of SHOWN) {
    const first = await ask("POST", sensor, "scene", manager);
    assert.equal(first.status, 202);
    assert.deepEqual((await ask("POST", sensor, "scene", installer)).json, first.json, "one that is awaited is meant");
  }

  // Dots meanwhile.
  using dotsOfInstaller = await listen(shop, installer);
  using dotsOfManager = await listen(shop, manager);
  assert.equal((await ask("POST", "queue", "setup", installer)).status, 200);
  await until(async () => dotsOfInstaller.of("dots").length >= 4, 30_000, "dots came");
  const moments = dotsOfInstaller.of("dots").flatMap(({ sensor, store, moments: told, ...more }) => {
    assert.deepEqual([sensor, store, more], ["queue", "own", {}]);
    return told as { atMs: number; points: { x: number; y: number }[] }[];
  });
  assert.ok(moments.some(({ points }) => points.length > 0));
  for (const [index, { atMs, points, ...more }] of moments.entries()) {
    assert.deepEqual(more, {});
    if (index > 0) assert.ok(atMs - moments[index - 1]!.atMs >= 300, "twice a second");
    for (const { x, y, ...rest } of points)
      assert.ok(x >= 0 && x <= 1 && y >= 0 && y <= 1 && Object.keys(rest).length === 0);
  }
  assert.equal(dotsOfManager.of("dots").length, 0);
  assert.doesNotMatch(dotsOfInstaller.stream.text, /^id: .*\nevent: dots/m, "they have no name to come back to");
  assert.deepEqual((await ask("DELETE", "queue", "setup", owner)).json, { wasOpen: true });
  await pause(3000);
  const shownByThen = dotsOfInstaller.of("dots").length;
  await pause(5000);
  assert.equal(dotsOfInstaller.of("dots").length, shownByThen, "no dots after the end");
  assert.deepEqual((await ask("DELETE", "queue", "setup", owner)).json, { wasOpen: false });

  using detector = await openPersonDetector();
  for (const sensor of SHOWN) {
    const answer = await until(
      async () => {
        const { account: _a, login: _l, ...headers } = analyst;
        const response = await fetch(`${shop.url}${path(sensor, "scene")}`, { headers });
        return response.status === 200 && response;
      },
      SCENE_MS_MAX,
      `the scene of ${sensor} came: ${said.join("\n")}`,
    );
    context.diagnostic(`${sensor}: after ${Math.round((performance.now() - askedMs) / 1000)} s`);
    const file = new Uint8Array(await answer.arrayBuffer());
    assert.ok(file.length <= SCENE_BYTES_MAX);
    assert.equal(answer.headers.get("content-type"), "image/jpeg");
    assert.equal(answer.headers.get("cache-control"), "private, no-cache");
    assert.ok(Date.now() - Date.parse(answer.headers.get("last-modified")!) < SCENE_MS_MAX);
    const knownShare = Number(answer.headers.get("x-lintel-known-share"));
    assert.ok(knownShare > 0.3 && knownShare <= 1, `${knownShare} of ${sensor}`);
    const canvas = await openFileCanvas(file);
    const found = await searchClosely(detector, { size: canvas.size, rgb: canvas.rgb() });
    assert.deepEqual(
      found.filter(({ score }) => score >= NOBODY_SCORE),
      [],
    );
    const headers = { "if-none-match": answer.headers.get("etag")! };
    assert.equal((await shop.ask(`GET ${path(sensor, "scene")}`, { as: installer, headers })).status, 304);
    assert.equal((await ask("GET", sensor, "scene", stranger)).text, unknown.text);
    assert.equal((await ask("GET", sensor, "scene", await shop.program(["read"]))).status, 403);
  }
  assert.deepEqual(new Set(hears.of("scene").map(({ sensor }) => sensor)), new Set(SHOWN));
  assert.equal(foreign.of("scene").length, 0);

  // One picture for each camera; nothing of dots on any disk or in the log.
  assert.equal(globSync(join(shop.folder, "scenes", "*")).length, SHOWN.length);
  for (const file of [...globSync(join(folder, "**/*")), ...globSync(join(shop.folder, "**/*"))])
    if (!file.includes("/scenes/") && /\.(json|sqlite|sqlite-wal|yaml)$/.test(file))
      assert.doesNotMatch(readFileSync(file, "latin1"), /"points"|\/9j\//, file);
  assert.doesNotMatch(shop.log.join("\n"), /points|\/9j\//);

  // It outlives a restart; it goes with its camera, and where another one hangs in its place.
  await shop.restart();
  assert.equal((await ask("GET", "queue", "scene", owner)).status, 200);
  const other = { source: `loop:${SCENES}/staff.mp4`, does: ["count", "scene-picture"], lines: [] };
  assert.equal((await shop.ask(`PUT /api/v1/stores/own/sensors/queue`, { as: owner, json: other })).status, 200);
  assert.equal((await ask("GET", "queue", "scene", owner)).status, 404);
  const without = { source: `loop:${SCENES}/entrance.mp4`, does: ["count"], lines: [] };
  assert.equal((await shop.ask(`PUT /api/v1/stores/own/sensors/entrance`, { as: owner, json: without })).status, 200);
  assert.equal((await ask("GET", "entrance", "scene", owner)).status, 404, "not where it is no longer permitted");
  agent.stop();
  await agent.outcome;
});
