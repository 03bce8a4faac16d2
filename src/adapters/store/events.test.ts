import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { AgentRecord, SensorEvent } from "#domain/wire/agent-record.ts";
import type { LinePart } from "#domain/wire/bucket-part.ts";
import { rebuildTotals } from "./rebuild.ts";
import { openStore, openStoreReader } from "./store.ts";

const NOON_MS = Date.parse("2026-10-25T12:00Z");
const DAY_MS = 86_400_000;
const ALWAYS = { storeId: "zurich", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
const DECLARED: readonly AgentRecord[] = [
  { kind: "store", storeId: "zurich", timeZone: "Europe/Zurich" },
  { kind: "line-version", storeId: "zurich", lineId: "cam-1.door", version: 1, role: "entrance" },
];
const told = { storeId: "zurich", sensorId: "cam-1", agentId: "agent-1" } as const;
const DARK: SensorEvent = {
  ...told,
  kind: "health",
  seq: 0,
  atMs: NOON_MS,
  state: "dark",
  why: "its picture is dark",
  remedy: "switch the light on",
};
const GATE: SensorEvent = {
  ...told,
  kind: "gate",
  seq: 1,
  atMs: NOON_MS + 1,
  stages: ["count"],
  why: "the notice hangs",
};
const CUE: SensorEvent = { ...told, kind: "cue", seq: 2, atMs: NOON_MS + 2, zoneId: "cam-1.till", waitedMs: 61_000 };
const DOOR: LinePart = {
  kind: "line",
  storeId: "zurich",
  lineId: "cam-1.door",
  version: 1,
  minute: NOON_MS / 60_000,
  agentId: "agent-1",
  seq: 3,
  in: 3,
  out: 1,
  staffIn: 0,
  staffOut: 0,
  groupsIn: 1,
  uncertain: 0,
  watchedMs: 60_000,
  method: "body-1",
};

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isFault(code: FaultCode) {
  return (error: unknown) => error instanceof Fault && error.code === code;
}

test("events are kept once, whatever is told twice, and are read as they were told, the newest first", async (context) => {
  const folder = folderFor(context);
  using store = await openStore(folder);
  const batch = [...DECLARED, DARK, GATE, CUE, DOOR, CUE];
  assert.deepEqual(await store.ingest(batch, NOON_MS), { added: 4, repeated: 1, contradicted: 0, eventsRemoved: 0 });
  assert.deepEqual(await store.ingest(batch, NOON_MS), { added: 0, repeated: 5, contradicted: 0, eventsRemoved: 0 });
  assert.deepEqual(await store.events(ALWAYS), [CUE, GATE, DARK]);
  using reader = openStoreReader(folder);
  assert.deepEqual(await reader.events({ ...ALWAYS, kinds: ["health", "cue"] }), [CUE, DARK]);
  assert.deepEqual(await reader.events({ ...ALWAYS, kinds: [] }), []);
  assert.deepEqual(await reader.events({ ...ALWAYS, fromMs: NOON_MS + 1, toMs: NOON_MS + 2 }), [GATE]);
  assert.deepEqual(await reader.events({ ...ALWAYS, storeId: "oslo" }), []);
});

test("a number is one record over all kinds: an event under a part's number, or a part under an event's, changes nothing and is counted", async (context) => {
  const folder = folderFor(context);
  {
    using store = await openStore(folder);
    await store.ingest([...DECLARED, DARK, GATE, DOOR], NOON_MS);
    const lies: AgentRecord[] = [
      { ...DARK, state: "covered" },
      { ...DARK, atMs: NOON_MS + 5 },
      { ...DARK, sensorId: "cam-2" },
      { ...CUE, seq: GATE.seq },
      { ...CUE, seq: DOOR.seq },
      { ...DOOR, seq: DARK.seq },
      { ...GATE, stages: [] },
    ];
    assert.deepEqual(await store.ingest([...lies, DARK, DOOR], NOON_MS), {
      added: 0,
      repeated: 2,
      contradicted: lies.length,
      eventsRemoved: 0,
    });
  }
  using again = await openStore(folder);
  // Another agent, or store, counts by itself.
  assert.equal((await again.ingest([{ ...CUE, agentId: "agent-2", seq: DOOR.seq }], NOON_MS)).added, 1);
  assert.equal((await again.ingest([{ ...DOOR, seq: DARK.seq }], NOON_MS)).contradicted, 1, "forgotten when closed");
  assert.deepEqual((await again.events(ALWAYS)).toReversed().slice(0, 2), [DARK, GATE]);
  assert.deepEqual(await rebuildTotals(folder), { totals: 2, different: 0, first: null, doubled: 0, untold: 0 });
});

test("events that have become too old go and are counted; told again they are repeated, and never doubled", async (context) => {
  using store = await openStore(folderFor(context));
  await store.ingest([...DECLARED, DARK, GATE], NOON_MS);
  const lateMs = NOON_MS + 400 * DAY_MS + 1;
  assert.equal((await store.ingest([DOOR], lateMs)).eventsRemoved, 1);
  assert.deepEqual(await store.events(ALWAYS), [GATE]);
  assert.deepEqual(await store.ingest([DARK, GATE], lateMs), {
    added: 0,
    repeated: 2,
    contradicted: 0,
    eventsRemoved: 0,
  });
  assert.deepEqual(await store.events(ALWAYS), [GATE]);
  const ancient = { ...CUE, atMs: NOON_MS - DAY_MS };
  assert.deepEqual(await store.ingest([ancient], lateMs), { added: 1, repeated: 0, contradicted: 0, eventsRemoved: 1 });
  // A clock that was set wrong for a moment takes nothing away.
  assert.equal((await store.ingest([], NOON_MS)).eventsRemoved, 0);
  assert.deepEqual(await store.events(ALWAYS), [GATE]);
});

test("of many events the newest thousand are answered", async (context) => {
  using store = await openStore(folderFor(context));
  const many = Array.from({ length: 1500 }, (_, seq) => ({ ...DARK, seq, atMs: NOON_MS + seq }));
  await store.ingest([...DECLARED, ...many], NOON_MS);
  const answer = await store.events(ALWAYS);
  assert.equal(answer.length, 1000);
  assert.deepEqual([answer[0], answer.at(-1)], [many[1499], many[500]]);
  assert.equal((await store.events({ ...ALWAYS, toMs: many[500]!.atMs })).length, 500);
});

test("an event of a store that nobody declared refuses its batch whole", async (context) => {
  using store = await openStore(folderFor(context));
  await assert.rejects(store.ingest([...DECLARED, DOOR, { ...DARK, storeId: "oslo" }]), isFault("store/undeclared"));
  assert.deepEqual(await store.stores(), []);
});

test("what a refused batch declared is forgotten before the next begins, however close they are", async (context) => {
  using store = await openStore(folderFor(context));
  const outcomes = await Promise.allSettled([
    store.ingest([...DECLARED, { ...DARK, storeId: "oslo" }], NOON_MS),
    store.ingest([DOOR], NOON_MS),
    store.ingest([...DECLARED, DOOR, DARK], NOON_MS),
    store.ingest([DOOR, { ...DARK, storeId: "oslo" }], NOON_MS),
    store.ingest([DOOR, DARK], NOON_MS),
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.added : outcome.reason.code)),
    ["store/undeclared", "store/undeclared", 2, "store/undeclared", 0],
  );
});

test("numbers far apart, at the ends of their blocks and out of order are each told once", async (context) => {
  const folder = folderFor(context);
  const seqs = [
    Number.MAX_SAFE_INTEGER,
    1023,
    1024,
    0,
    5_000_000_000,
    7,
    8,
    1025,
    2047,
    2048,
    Number.MAX_SAFE_INTEGER - 1,
  ];
  const parts = seqs.map((seq, index) => ({ ...DOOR, seq, minute: DOOR.minute + index }));
  {
    using store = await openStore(folder);
    await store.ingest(DECLARED);
    for (const part of parts) assert.equal((await store.ingest([part])).added, 1);
  }
  using store = await openStore(folder);
  const { added, repeated } = await store.ingest(parts.toReversed());
  assert.deepEqual([added, repeated], [0, parts.length]);
  assert.equal((await store.ingest(parts.map((part) => ({ ...part, seq: part.seq === 7 ? 6 : part.seq })))).added, 1);
});
