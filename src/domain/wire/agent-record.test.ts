import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import test from "node:test";
import {
  AgentRecord,
  GATE_TEXT_LENGTH_MAX,
  HEALTH_TEXT_LENGTH_MAX,
  LinkRecord,
  WAITED_MS_MAX,
} from "./agent-record.ts";
import { MINUTE_MAX, MINUTE_MIN, UnitId, VERSION_MAX } from "./bucket-part.ts";
import { CROSSINGS_PER_MINUTE_MAX, PEOPLE_MAX } from "./lens-message.ts";

const LINE = {
  kind: "line",
  storeId: "mall-7",
  version: 1,
  minute: 29_900_000,
  agentId: "agent-1",
  seq: 0,
  watchedMs: 60_000,
  lineId: "main door",
  in: 3,
  out: 1,
  staffIn: 1,
  staffOut: 0,
  groupsIn: 2,
  uncertain: 1,
  method: "body-1",
};
const { in: _in, out, staffIn, staffOut, groupsIn, uncertain, lineId, ...told } = LINE;
const ZONE = { ...told, kind: "zone", zoneId: "till", entered: 1, dwellHistogram: {}, occupancyMax: 1, personMs: 900 };
const HAPPENED = { storeId: "mall-7", sensorId: "door-cam", agentId: "agent-1", seq: 9, atMs: MINUTE_MIN * 60_000 };
const HEALTH = { kind: "health", ...HAPPENED, state: "frozen", why: "it stands still", remedy: "start it anew" };
const GATE = { kind: "gate", ...HAPPENED, stages: ["count", "zones"], why: "" };
const CUE = { kind: "cue", ...HAPPENED, zoneId: "door-cam.sofa", waitedMs: 0 };

function isRecord(record: unknown): boolean {
  return AgentRecord.safeParse(JSON.parse(JSON.stringify(record))).success;
}

test("every record that ever left an agent still parses to what it said", () => {
  for (const [name, schema] of [
    ["agent-records", AgentRecord],
    ["link-records", LinkRecord],
  ] as const) {
    const samples = globSync(`src/domain/wire/samples/${name}-*.ndjson`);
    assert.ok(samples.length > 0, "the samples are gone");
    for (const path of samples)
      for (const line of readFileSync(path, "utf8").trimEnd().split("\n"))
        assert.deepEqual(schema.parse(JSON.parse(line)), JSON.parse(line), line);
  }
});

test("a part at its limits is allowed", () => {
  const most = CROSSINGS_PER_MINUTE_MAX;
  assert.ok(isRecord({ ...LINE, minute: MINUTE_MAX, version: VERSION_MAX, seq: Number.MAX_SAFE_INTEGER }));
  assert.ok(isRecord({ ...LINE, minute: MINUTE_MIN, in: most, staffIn: most, groupsIn: most, uncertain: 2 * most }));
  assert.ok(isRecord({ ...ZONE, dwellHistogram: { 143: most }, occupancyMax: PEOPLE_MAX }));
  assert.ok(isRecord({ ...ZONE, zoneId: `${"s".repeat(63)}.${"试".repeat(40)}`, method: "body-spread-1" }));
  assert.ok(isRecord({ ...HEALTH, atMs: MINUTE_MAX * 60_000, why: "试".repeat(HEALTH_TEXT_LENGTH_MAX) }));
  assert.ok(isRecord({ ...GATE, stages: [], why: "w".repeat(GATE_TEXT_LENGTH_MAX) }));
  assert.ok(isRecord({ ...CUE, waitedMs: WAITED_MS_MAX }));
});

test("what no agent may tell is refused: a field too many, a figure out of its range, more staff than people", () => {
  const refused = [
    { ...LINE, faceId: 7 },
    { ...LINE, zoneId: "till" },
    { ...LINE, in: 1.5 },
    { ...LINE, in: CROSSINGS_PER_MINUTE_MAX + 1 },
    { ...LINE, watchedMs: 60_001 },
    { ...LINE, version: 0 },
    { ...LINE, seq: Number.MAX_SAFE_INTEGER + 1 },
    { ...LINE, seq: -1 },
    { ...LINE, minute: 12 },
    { ...LINE, minute: MINUTE_MAX + 1 },
    { ...LINE, staffIn: 4 },
    { ...LINE, staffOut: 2 },
    { ...LINE, groupsIn: 4 },
    { ...LINE, method: "face-1" },
    { ...LINE, lineId: "door,7" },
    { ...LINE, agentId: "Agent 1" },
    { ...ZONE, dwellHistogram: { 144: 1 } },
    { ...ZONE, dwellHistogram: { "07": 1 } },
    { ...ZONE, occupancyMax: PEOPLE_MAX + 1 },
    { ...ZONE, method: "sensor-1" },
    { kind: "store", storeId: "mall-7", timeZone: "Europe/Nowhere" },
    { kind: "line-version", storeId: "mall-7", lineId: "door", version: 1, role: "exit" },
    { kind: "person", storeId: "mall-7" },
    { ...ZONE, zoneId: `${"s".repeat(64)}.${"z".repeat(40)}` },
    { ...HEALTH, state: "sleepy" },
    { ...HEALTH, why: "w".repeat(HEALTH_TEXT_LENGTH_MAX + 1) },
    { ...HEALTH, sensorId: "door.cam" },
    { ...HEALTH, atMs: 12 },
    { ...HEALTH, picture: "" },
    { ...GATE, stages: ["face-recognition"] },
    { ...GATE, stages: ["count", "count"] },
    { ...GATE, why: "w".repeat(GATE_TEXT_LENGTH_MAX + 1) },
    { ...CUE, waitedMs: WAITED_MS_MAX + 1 },
    { ...CUE, waitedMs: -1 },
    { ...CUE, trackId: 4 },
  ];
  assert.ok(isRecord(LINE));
  assert.ok(isRecord(ZONE));
  for (const record of [HEALTH, GATE, CUE]) assert.ok(isRecord(record), record.kind);
  for (const record of refused) assert.ok(!isRecord(record), JSON.stringify(record));
});

test("over the link go parts and what happened, and no declarations: those are the server's", () => {
  for (const record of [{ ...ZONE, method: "body-1" }, LINE, HEALTH, GATE, CUE])
    assert.ok(LinkRecord.safeParse(record).success, record.kind);
  assert.ok(!LinkRecord.safeParse({ kind: "store", storeId: "mall-7", timeZone: "Europe/Zurich" }).success);
  assert.ok(UnitId.safeParse("main door").success, "what was told before sensors stood in names must stay readable");
});
