import assert from "node:assert/strict";
import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { keepPasswords, withMaskedPasswords, withStoredPasswords } from "./source-passwords.ts";

const LINES = [{ name: "door", from: [0.2, 0.6], to: [0.8, 0.6] }];
const FED = { shape: "lintel", lines: [{ theirs: "*", line: "door" }] };
const SECRETS = ["S3cret-of-door", "p@ss/w:rd-Q7", "K3y-of-push", "Br0ker-word", "Qu3ry-word"];
const SENSORS = [
  { id: "front", source: "rtsp://guard:S3cret-of-door@192.0.2.7/stream", does: ["count"], lines: LINES },
  { id: "side", source: "rtsp://guard:p%40ss%2Fw%3Ard-Q7@192.0.2.8/stream", does: ["count"], lines: LINES },
  { id: "query", source: "rtsp://192.0.2.9/stream?user=a&password=Qu3ry-word", does: ["count"], lines: LINES },
  { id: "beam", class: "beam", does: ["count"], feed: { ...FED, via: { push: { key: "K3y-of-push" } } } },
  {
    id: "tof",
    class: "tof_no_picture",
    does: ["count"],
    feed: {
      ...FED,
      via: { mqtt: { url: "mqtts://192.0.2.4:8883", topic: "t", username: "u", password: "Br0ker-word" } },
    },
  },
];
const ENCODED = SECRETS.flatMap((secret) => [secret, encodeURIComponent(secret)]);

function assertNoSecret(text: string, where: string): void {
  for (const secret of ENCODED) assert.ok(!text.includes(secret), `${where} holds \`${secret}\``);
}

test("no password is in an answer, a log, an export, an event or a file but the vault", async () => {
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("lyon"), storeYaml("paris")) });
  const [owner, installer] = [await shop.person("owner"), await shop.person("installer", { storeIds: ["lyon"] })];
  const stream = await fetch(`${shop.url}/api/v1/events`, { headers: { cookie: owner.cookie! } });
  const before = (await shop.ask("GET /api/v1/deployment", { as: owner })).json.deployment;
  const [lyon, paris] = before.stores;
  const { sensors: _, ...rest } = paris;
  const put = { ...before, stores: [lyon, { ...rest, sensors: SENSORS }] };
  const accepted = await shop.ask("PUT /api/v1/deployment", { as: owner, json: put });
  assert.equal(accepted.status, 200, accepted.text);
  assert.equal(accepted.json.passwordsKept.length, SENSORS.length);
  for (const sensor of SENSORS) {
    const one = await shop.ask(`PUT /api/v1/stores/lyon/sensors/${sensor.id}`, { as: installer, json: sensor });
    assert.equal(one.status, 200, one.text);
  }
  // What is refused must not be told back either, nor kept.
  const wrong = await shop.ask("PUT /api/v1/stores/lyon/sensors/front", {
    as: installer,
    json: { ...SENSORS[0], does: ["spy"] },
  });
  assert.equal(wrong.status, 400);
  const agent = await shop.agent(["lyon", "paris"]);
  const configuration = await shop.ask("GET /api/v1/agent/configuration", { as: agent });
  const { secrets, ...told } = configuration.json;
  assert.deepEqual([...new Set(Object.values(secrets))].toSorted(), SECRETS.toSorted());
  assertNoSecret(JSON.stringify(told), "the agent's configuration, but for its secrets");

  const days = "from=2026-03-02&to=2026-03-02";
  const versions = (await shop.ask("GET /api/v1/deployment/versions", { as: owner })).json.versions.length;
  const paths = ["/", "/metrics", "/api/docs/json"].concat(
    ["stores", "deployment", "deployment/versions", "accounts", "keys", "agents", "session"].map(
      (path) => `/api/v1/${path}`,
    ),
    Array.from({ length: versions }, (_none, index) => `/api/v1/deployment/versions/${index + 1}`),
    ["", "/now", `/figures?${days}`, `/totals?${days}`, `/export.csv?${days}`, "/events", "/sensors", "/decisions"].map(
      (path) => `/api/v1/stores/lyon${path}`,
    ),
  );
  for (const path of paths) {
    const { text, status } = await shop.ask(`GET ${path}`, { as: owner });
    assert.equal(status, 200, path);
    assertNoSecret(text, path);
  }
  for (const answer of [accepted, wrong]) assertNoSecret(answer.text, "an answer");
  assertNoSecret(readFileSync(join(shop.folder, "shop.yaml"), "utf8"), "shop.yaml");
  // A file that somebody broke by hand is told of without what stands in it.
  appendFileSync(join(shop.folder, "shop.yaml"), "  - {rtsp://guard:S3cret-of-door@192.0.2.7: [\n");
  await shop.server.parts.keeper.look();
  const { text, json } = await shop.ask("GET /api/v1/deployment", { as: owner });
  assert.equal(json.fault.code, "deployment/unreadable");
  assertNoSecret(text, "a fault");
  await shop.ask("PUT /api/v1/stores/lyon/sensors/front?password=S3cret-of-door", { as: owner, json: SENSORS[0] });
  assertNoSecret(shop.log.join("\n"), "the log");
  assert.ok(shop.log.length > paths.length);
  await stream.body!.cancel();
  for (const entry of readdirSync(shop.folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || /shop\.yaml$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    assertNoSecret(readFileSync(path, "latin1"), path);
  }
});

test("a password in the file is taken out of it at once, and what was shown and is sent back changes nothing", async () => {
  const source = "rtsp://guard:p@ss:w/rd@192.0.2.7/stream # by hand";
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("lyon", { source })) });
  const owner = await shop.person("owner");
  const shown = (await shop.ask("GET /api/v1/deployment", { as: owner })).json;
  assert.equal(shown.deployment.stores[0].sensors[0].source, "rtsp://guard:$LYON_DOOR_PASSWORD@192.0.2.7/stream");
  const text = readFileSync(join(shop.folder, "shop.yaml"), "utf8");
  assert.match(text, /\$LYON_DOOR_PASSWORD@192.0.2.7\/stream # by hand/);
  assert.equal((await shop.ask("PUT /api/v1/deployment", { as: owner, json: shown.deployment })).status, 200);
  const after = (await shop.ask("GET /api/v1/deployment", { as: owner })).json;
  assert.deepEqual(after.deployment.stores[0].sensors[0].lines, shown.deployment.stores[0].sensors[0].lines);
  const file = readFileSync(join(shop.folder, "shop.yaml"), "utf8");
  assert.equal(file, text);
  assert.equal(shop.server.parts.secrets.get("LYON_DOOR_PASSWORD"), "p@ss:w/rd");
  const again = (await shop.ask("PUT /api/v1/deployment", { as: owner, json: after.deployment })).json;
  assert.deepEqual([again.version, again.passwordsKept], [after.version, []]);
  const moved = { ...after.deployment.stores[0].sensors[0], source: "rtsp://guard:***@198.51.100.1/" };
  for (const json of [moved, { ...moved, id: "other" }]) {
    const { status } = await shop.ask(`PUT /api/v1/stores/lyon/sensors/${json.id}`, { as: owner, json });
    assert.equal(status, 400);
  }
  assert.equal(shop.server.parts.secrets.get("LYON_DOOR_PASSWORD"), "p@ss:w/rd");
});

test("who sets up one store cannot have another's password, or the environment, sent anywhere", async () => {
  const yaml = chainYaml(storeYaml("a"), storeYaml("b", { source: "rtsp://u:$B_DOOR_PASSWORD@192.0.2.7/" }));
  await using shop = await openServedShop({ yaml });
  const program = await shop.program(["configure"], { storeIds: ["a"] });
  for (const name of ["B_DOOR_PASSWORD", "LINTEL_SECRET_KEY", "HOME"]) {
    const json = { source: `rtsp://u:$${name}@198.51.100.1/`, does: ["count"], lines: LINES };
    const { status, json: told } = await shop.ask("PUT /api/v1/stores/a/sensors/door", { as: program, json });
    assert.deepEqual([status, told.code], [403, "access/not-allowed"]);
  }
  const own = { source: "rtsp://u:mine@192.0.2.9/", does: ["count"], lines: LINES };
  const first = await shop.ask("PUT /api/v1/stores/a/sensors/door", { as: program, json: own });
  assert.deepEqual(first.json.passwordsKept, ["A_DOOR_PASSWORD"]);
  const refused = { ...own, source: "rtsp://u:other@192.0.2.9/", does: ["spy"] };
  assert.equal((await shop.ask("PUT /api/v1/stores/a/sensors/door", { as: program, json: refused })).status, 400);
  assert.equal(shop.server.parts.secrets.get("A_DOOR_PASSWORD"), "mine");
});

test("passwords of any letters are masked and kept, names are left, and no two places share a name", () => {
  const cases: readonly (readonly [source: string, shown: string, kept: string | null])[] = [
    ["rtsp://u:plain@h/s", "rtsp://u:***@h/s", "plain"],
    ["rtsp://u:p%40ss@h/s", "rtsp://u:***@h/s", "p@ss"],
    ["rtsp://u:p@ss@h/s", "rtsp://u:***@h/s", "p@ss"],
    ["rtsp://u:a:b/c@h:554/s", "rtsp://u:***@h:554/s", "a:b/c"],
    ["rtsp://:only@h/s", "rtsp://:***@h/s", "only"],
    ["rtsp://u:$ecret@h/s", "rtsp://u:***@h/s", "$ecret"],
    ["rtsp://u:%zz@h/s", "rtsp://u:***@h/s", "%zz"],
    ["RTSP://u:plain@h/s", "RTSP://u:***@h/s", "plain"],
    ["rtsp://h/s?token=abc", "rtsp://h/s?token=***", "abc"],
    ["rtsp://u:$NAME@h/s", "rtsp://u:$NAME@h/s", null],
    ["rtsp://h:554/s", "rtsp://h:554/s", null],
    ["loop:film.mp4", "loop:film.mp4", null],
  ];
  for (const [source, shown, kept] of cases) {
    const data = { id: "door", source };
    const text = JSON.stringify(data);
    assert.deepEqual(withMaskedPasswords(text), { ...data, source: shown });
    assert.deepEqual(withStoredPasswords({ ...data, source: shown }, text), data);
    const { data: named, passwords } = keepPasswords(data, { around: ["lyon"] });
    assert.deepEqual([...passwords.values()], kept === null ? [] : [kept], source);
    assert.equal(withMaskedPasswords(JSON.stringify(named)).source, named.source);
  }
  const twins = keepPasswords({
    stores: [
      { id: "a-b", sensors: [{ id: "c", source: "rtsp://u:one@h/" }] },
      { id: "a", sensors: [{ id: "b-c", source: "rtsp://u:two@h/?password=three" }] },
      { id: "x".repeat(63), sensors: [{ id: "y".repeat(63), source: "rtsp://u:four@h/" }] },
    ],
  });
  assert.deepEqual([...twins.passwords.values()], ["one", "two", "three", "four"]);
  assert.ok([...twins.passwords.keys()].every((name) => /^[A-Z_][A-Z0-9_]{0,63}$/.test(name)));
});
