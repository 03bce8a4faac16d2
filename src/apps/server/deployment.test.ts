import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type As, openTestServer, type TestServer } from "#tools/chain/test-server.ts";

const MINUTE_MS = 60_000;
const NOON_MS = Date.UTC(2026, 10, 21, 12);
const PASSWORD = "s3cr:et@p/ss";

const SHOP = `# Our shop.
lintel: 1
name: Chain
stores:
  - id: lyon
    time_zone: UTC
    site: { jurisdiction: US-IL, public_place: true }
    sensors:
      - id: door # over the door
        source: rtsp://guard:$DOOR_PASSWORD@192.0.2.7/stream2
        does: [count]
        lines:
          - { name: main, from: [0.2, 0.6], to: [0.8, 0.6] }
`;
const FORBIDDEN = SHOP.replace("US-IL", "XX");

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const beganMs = performance.now(); !(await isSo()); await pause(50))
    assert.ok(performance.now() - beganMs < 10_000, "waited in vain");
}

async function deploymentSeen(server: TestServer, as: As) {
  return JSON.parse((await server.ask("GET", "/api/v1/deployment", as)).text);
}

function put(server: TestServer, text: string): void {
  writeFileSync(join(server.folder, "shop.yaml"), text);
}

test("what is written into the file is in force at once, and a file that is no deployment changes nothing and is told", async () => {
  await using server = await openTestServer({ deployment: SHOP });
  const owner = await server.person("owner");
  const version = async () => (await deploymentSeen(server, owner)).version;
  assert.equal(await version(), 1);
  put(server, SHOP.replace("name: Chain", "name: Other"));
  await until(async () => (await version()) === 2);
  put(server, "lintel: 1\nname: [");
  await until(async () => (await deploymentSeen(server, owner)).fault?.code === "deployment/unreadable");
  const seen = await deploymentSeen(server, owner);
  assert.deepEqual([seen.version, seen.deployment.name], [2, "Other"]);
  put(server, SHOP);
  await until(async () => (await version()) === 3 && (await deploymentSeen(server, owner)).fault === null);
});

test("the API changes the same file and leaves its comments, and a restart loses neither", async () => {
  await using server = await openTestServer({ deployment: SHOP });
  const owner = await server.person("owner");
  const hours = { mon: ["10:00-19:00"], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
  const changed = await server.ask("PATCH", "/api/v1/stores/lyon", owner, { name: "Lyon", hours });
  assert.equal(changed.status, 200, changed.text);
  const text = readFileSync(join(server.folder, "shop.yaml"), "utf8");
  assert.match(text, /# Our shop\./);
  assert.match(text, /# over the door/);
  assert.match(text, /name: Lyon/);
  const refused = await server.ask("PATCH", "/api/v1/stores/lyon", owner, { hours: { mon: ["25:00-26:00"] } });
  assert.equal(refused.status, 400);
  assert.equal(readFileSync(join(server.folder, "shop.yaml"), "utf8"), text, "what was refused changed nothing");
  await server.restart();
  const after = await deploymentSeen(server, await server.person("owner"));
  assert.deepEqual([after.version, after.deployment.stores[0].name], [2, "Lyon"]);
});

test("the database alone brings the deployment back", async () => {
  await using server = await openTestServer({ deployment: SHOP });
  rmSync(join(server.folder, "shop.yaml"));
  await server.restart();
  assert.equal(readFileSync(join(server.folder, "shop.yaml"), "utf8"), SHOP);
  assert.equal((await deploymentSeen(server, await server.person("owner"))).version, 1);
});

test("a line that is moved is the next version of it, and the same drawing is the same", async () => {
  await using server = await openTestServer({ deployment: SHOP });
  const owner = await server.person("owner");
  const unit = async () => JSON.parse((await server.ask("GET", "/api/v1/stores/lyon", owner)).text).units[0];
  const draw = (to: readonly number[]) =>
    server.ask("PUT", "/api/v1/stores/lyon/sensors/door", owner, {
      source: "rtsp://guard:$DOOR_PASSWORD@192.0.2.7/stream2",
      does: ["count"],
      lines: [{ name: "main", from: [0.2, 0.6], to }],
    });
  assert.deepEqual([(await unit()).unit, (await unit()).version], ["door.main", 1]);
  await draw([0.8, 0.6]);
  assert.equal((await unit()).version, 1);
  await draw([0.8, 0.7]);
  assert.equal((await unit()).version, 2);
});

test("a bucket is judged by the law and the deployment of its own minute, not of its arrival", async () => {
  let nowMs = NOON_MS;
  await using server = await openTestServer({ deployment: SHOP, nowMs: () => nowMs });
  const agent = await server.agent(["lyon"]);
  let seq = 0;
  const tell = async (atMs: number, change: object = {}) => {
    seq += 1;
    const figures = { in: 3, out: 1, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, watchedMs: MINUTE_MS };
    const minute = Math.floor(atMs / MINUTE_MS);
    const unit = { kind: "line", storeId: "lyon", lineId: "door.main", version: 1, method: "body-1" };
    const record = { ...unit, minute, agentId: agent.agentId, seq, ...figures, ...change };
    const { status, text } = await server.ask("POST", "/api/v1/agent/records", agent, JSON.stringify(record));
    assert.equal(status, 200, text);
    return JSON.parse(text).refused[0]?.code ?? "taken";
  };
  nowMs = NOON_MS + 5 * MINUTE_MS;
  assert.equal(await tell(NOON_MS + MINUTE_MS), "taken");
  put(server, FORBIDDEN);
  await until(() => server.server.parts.keeper.current?.version === 2);
  nowMs = NOON_MS + 60 * MINUTE_MS;
  assert.equal(await tell(NOON_MS + 30 * MINUTE_MS), "ingest/not-permitted");
  assert.equal(await tell(NOON_MS + 2 * MINUTE_MS), "taken", "late, and of a minute in which it was permitted");
  put(server, SHOP);
  await until(() => server.server.parts.keeper.current?.version === 3);
  assert.equal(await tell(NOON_MS + 30 * MINUTE_MS), "ingest/not-permitted", "it was not permitted then");
  assert.equal(await tell(NOON_MS + 61 * MINUTE_MS), "taken");
  assert.equal(await tell(NOON_MS - 60 * MINUTE_MS), "ingest/not-permitted", "before anything was in force");
  assert.equal(await tell(NOON_MS + 61 * MINUTE_MS, { version: 9 }), "ingest/unknown-unit");
  assert.equal(await tell(NOON_MS + 61 * MINUTE_MS, { lineId: "door.other" }), "ingest/unknown-unit");
  assert.equal(await tell(NOON_MS + 61 * MINUTE_MS, { storeId: "other" }), "ingest/other-store");
  assert.equal(await tell(NOON_MS + 61 * MINUTE_MS, { agentId: "another" }), "ingest/other-store");
  assert.equal(await tell(NOON_MS + 3 * 86_400_000), "ingest/future");
  assert.equal(
    await tell(NOON_MS + 61 * MINUTE_MS, { face: "x" }),
    "ingest/unreadable",
    "one bad record blocks nobody",
  );
});

test("a code lets one agent in once, and a revoked agent is not let in again", async () => {
  await using server = await openTestServer({ deployment: SHOP });
  const owner = await server.person("owner");
  const made = JSON.parse(
    (await server.ask("POST", "/api/v1/agents/codes", owner, { name: "Lyon", stores: ["lyon"] })).text,
  );
  const key = (letter: string) => `MCowBQYDK2VwAyEA${letter.repeat(43)}`;
  const enrol = (publicKey: string) => server.ask("POST", "/api/v1/agent/enrol", {}, { code: made.code, publicKey });
  assert.equal((await enrol(key("A"))).status, 200);
  assert.equal((await enrol(key("B"))).status, 403);
  const agent = await server.agent(["lyon"]);
  assert.equal((await server.ask("GET", "/api/v1/agent/configuration", agent)).status, 200);
  assert.equal((await server.ask("DELETE", `/api/v1/agents/${agent.agentId}`, owner)).status, 200);
  assert.equal((await server.ask("GET", "/api/v1/agent/configuration", agent)).status, 404);
});

test("no password of a camera is in an answer, a log or a file but the encrypted one", async () => {
  await using server = await openTestServer({ deployment: SHOP });
  const owner = await server.person("owner");
  const encoded = encodeURIComponent(PASSWORD);
  const source = `rtsp://guard:${encoded}@192.0.2.7/stream2`;
  const sensor = { source, does: ["count"], lines: [{ name: "main", from: [0.2, 0.6], to: [0.8, 0.6] }] };
  const asked = await server.ask("PUT", "/api/v1/stores/lyon/sensors/door", owner, sensor);
  assert.equal(asked.status, 200, asked.text);
  assert.deepEqual(JSON.parse(asked.text).passwordsKept, ["LYON_DOOR_PASSWORD"]);
  assert.equal(server.server.parts.secrets.get("LYON_DOOR_PASSWORD"), PASSWORD);
  const whole = (await deploymentSeen(server, owner)).deployment;
  const again = await server.ask("PUT", "/api/v1/deployment", owner, whole);
  assert.equal(JSON.parse(again.text).passwordsKept.length, 0, "what was masked is not taken for a password");
  await server.ask("PUT", "/api/v1/stores/lyon/sensors/door/password", owner, { password: PASSWORD });
  // A person may also write one into the file itself.
  put(server, SHOP.replace("$DOOR_PASSWORD", encoded));
  await until(() => readFileSync(join(server.folder, "shop.yaml"), "utf8").includes("$LYON_DOOR_PASSWORD"));
  assert.match(readFileSync(join(server.folder, "shop.yaml"), "utf8"), /# over the door/);
  await until(() => server.server.parts.keeper.current?.version === 4);
  const answers: string[] = [];
  const period = "?from=2026-11-20&to=2026-11-21";
  for (const path of [
    "/api/v1/deployment",
    "/api/v1/deployment/versions",
    "/api/v1/deployment/versions/2",
    "/api/v1/deployment/versions/3",
    "/api/v1/deployment/versions/4",
    "/api/v1/stores",
    "/api/v1/stores/lyon",
    "/api/v1/stores/lyon/sensors",
    "/api/v1/stores/lyon/decisions",
    "/api/v1/stores/lyon/events",
    `/api/v1/stores/lyon/export.csv${period}`,
    `/api/v1/stores/lyon/totals${period}`,
    `/api/v1/stores/lyon/figures${period}`,
    "/api/v1/agents",
    "/api/v1/keys",
    "/metrics",
    "/api/docs/json",
  ])
    answers.push((await server.ask("GET", path, owner)).text);
  const files = readdirSync(server.folder)
    .filter((name) => statSync(join(server.folder, name)).isFile())
    .map((name) => readFileSync(join(server.folder, name), "latin1"));
  for (const text of [...answers, ...server.log, ...files]) {
    assert.ok(!text.includes(PASSWORD), text.slice(0, 300));
    assert.ok(!text.includes(encoded), text.slice(0, 300));
  }
  const agent = await server.agent(["lyon"]);
  const { secrets } = JSON.parse((await server.ask("GET", "/api/v1/agent/configuration", agent)).text);
  assert.deepEqual(secrets, { LYON_DOOR_PASSWORD: PASSWORD }, "an agent is told what its deployment names");
});

test("who comes back to the stream hears what was missed; who was away too long is told to ask anew", async () => {
  await using server = await openTestServer({ deployment: SHOP });
  const { cookie } = await server.person("owner");
  const { hub } = server.server.parts;
  const listen = async (lastId: string | null, enough: RegExp) => {
    const ended = new AbortController();
    const answer = await fetch(`${server.url}/api/v1/events`, {
      headers: { cookie: cookie!, ...(lastId !== null && { "last-event-id": lastId }) },
      signal: ended.signal,
    });
    assert.match(answer.headers.get("content-type") ?? "", /^text\/event-stream/);
    let text = "";
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    while (!enough.test(text)) text += (await reader.read()).value ?? "";
    ended.abort();
    return text;
  };
  hub.tell({ storeId: "lyon", kind: "cue", data: { n: 1 } });
  const first = hub.lastId;
  hub.tell({ storeId: "lyon", kind: "cue", data: { n: 2 } });
  hub.tell({ storeId: "elsewhere", kind: "cue", data: { n: 3 } });
  hub.tell({ storeId: "lyon", kind: "cue", data: { n: 4 } });
  const missed = await listen(first, /"n":4/);
  assert.ok(missed.includes('"n":2') && !missed.includes('"n":1') && !missed.includes('"n":3'), missed);
  assert.match(await listen("0123456789ab-7", /event: reset/), /event: reset/);
  assert.match(await listen(null, /event: hello/), /event: hello/);
});
