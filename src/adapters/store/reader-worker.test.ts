import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import test, { type TestContext } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import type { LinePart } from "#domain/wire/bucket-part.ts";
import { openStoreReaderWorker } from "./reader-worker.ts";
import { openStore, openStoreReader } from "./store.ts";

const FROM = Date.parse("2026-06-01T00:00Z") / 60_000;
const ALWAYS = { storeId: "zurich", fromMinute: 0, toMinute: Number.MAX_SAFE_INTEGER };
const DECLARED: readonly AgentRecord[] = [
  { kind: "store", storeId: "zurich", timeZone: "Europe/Zurich" },
  { kind: "line-version", storeId: "zurich", lineId: "cam-1.door", version: 1, role: "entrance" },
];
/** Parts of one long question. */
const MANY = 40_000;
/** Parts that are taken in at once beside it. */
const BATCH = 20;
/** How much of the time that it takes the event loop may stand still at once. */
const STANDSTILL_SHARE_MAX = 0.25;

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function part(seq: number): LinePart {
  const figures = { in: 1, out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, watchedMs: 60_000 };
  const unit = { kind: "line", storeId: "zurich", lineId: "cam-1.door", version: 1 } as const;
  return { ...unit, minute: FROM + seq, agentId: "agent-1", seq, ...figures, method: "body-1" };
}

async function storeOf(context: TestContext, parts: number): Promise<string> {
  const folder = folderFor(context);
  using store = await openStore(folder);
  await store.ingest(DECLARED);
  for (let from = 0; from < parts; from += 10_000)
    await store.ingest(Array.from({ length: Math.min(10_000, parts - from) }, (_, index) => part(from + index)));
  return folder;
}

function isFault(code: FaultCode) {
  return (error: unknown) => error instanceof Fault && error.code === code && error.detail !== "";
}

test("a reader in a thread answers as one without, also a fault, and long answers whole and in order", async (context) => {
  const folder = await storeOf(context, 5432);
  using reader = openStoreReaderWorker(folder);
  using beside = openStoreReader(folder);
  assert.deepEqual(await reader.stores(), ["zurich"]);
  assert.equal(await reader.timeZoneOf("zurich"), "Europe/Zurich");
  assert.equal((await reader.calendarOf("zurich")).clockOf(FROM), "02:00");
  assert.deepEqual(await reader.units("zurich"), await beside.units("zurich"));
  assert.deepEqual(await reader.parts(ALWAYS), await beside.parts(ALWAYS));
  for (const span of ["minute", "quarter", "hour", "day"] as const)
    assert.deepEqual(await reader.totals(span, ALWAYS), await beside.totals(span, ALWAYS));
  assert.deepEqual(await reader.events({ storeId: "zurich", fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }), []);
  await assert.rejects(reader.totals("day", { ...ALWAYS, storeId: "oslo" }), isFault("store/unknown"));
  await assert.rejects(reader.parts(undefined as never), (error) => !(error instanceof Fault));
  assert.deepEqual(await reader.stores(), ["zurich"]);
});

test("where there is no store to read, that is a fault before any question", (context) => {
  assert.throws(() => openStoreReaderWorker(folderFor(context)), isFault("store/not-found"));
});

test("what was acknowledged before a question is in its answer, and questions and counts hold each other up nowhere", async (context) => {
  const folder = await storeOf(context, MANY);
  using store = await openStore(folder);
  using reader = openStoreReaderWorker(folder);
  await reader.stores();
  const delays = monitorEventLoopDelay({ resolution: 5 });
  const beganMs = performance.now();
  const long = reader.parts(ALWAYS);
  let isAnswered = false;
  void long.then(() => {
    isAnswered = true;
  });
  delays.enable();
  let acknowledged = MANY;
  while (!isAnswered) {
    await store.ingest(Array.from({ length: BATCH }, (_, index) => part(acknowledged + index)));
    acknowledged += BATCH;
    // Ingest awaits nothing but itself; a server is between its requests here.
    await setImmediate();
  }
  delays.disable();
  const answered = (await long).length;
  assert.ok(answered >= MANY, "what was acknowledged before the question is not in its answer");
  assert.equal((answered - MANY) % BATCH, 0, "an answer has half of what was taken in at once");
  const tookMs = performance.now() - beganMs;
  context.diagnostic(
    `${MANY} parts in ${Math.round(tookMs)} ms beside ${acknowledged - MANY} that came; ` +
      `the loop stood still for ${Math.round(delays.max / 1e6)} ms at most`,
  );
  assert.ok(acknowledged > MANY + BATCH, "nothing was taken in beside the question");
  assert.ok(delays.max / 1e6 < tookMs * STANDSTILL_SHARE_MAX);
  for (let batch = 0; batch < 10; batch++) {
    await store.ingest([part(acknowledged)]);
    acknowledged += 1;
    const question = { ...ALWAYS, fromMinute: FROM + acknowledged - 1 };
    assert.equal((await reader.totals("minute", question)).length, 1);
  }
});

test("a thread that crashes breaks its questions off with a fault, and the next question has another", async (context) => {
  const folder = await storeOf(context, MANY);
  using reader = openStoreReaderWorker(folder, { megabytesMax: 16 });
  const [long, short] = [reader.parts(ALWAYS), reader.totals("minute", ALWAYS)];
  await assert.rejects(long, isFault("store/reader-ended"));
  await assert.rejects(short, isFault("store/reader-ended"));
  assert.deepEqual(await reader.stores(), ["zurich"]);
});

test("closed, a reader breaks off what is open and ends its thread; asked again it is a bug", async (context) => {
  const folder = await storeOf(context, 5000);
  const reader = openStoreReaderWorker(folder);
  await reader.stores();
  const open = reader.parts(ALWAYS);
  reader[Symbol.dispose]();
  await assert.rejects(open, isFault("store/reader-ended"));
  await assert.rejects(reader.stores(), /is closed/);
  reader[Symbol.dispose]();
});
