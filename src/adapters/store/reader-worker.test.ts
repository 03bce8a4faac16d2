import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { isDeepStrictEqual } from "node:util";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import { openStoreReaderWorker } from "./reader-worker.ts";
import { openStore } from "./store.ts";

const MINUTE = 29_900_000;
const DECLARED: readonly AgentRecord[] = [
  { kind: "store", storeId: "mall-7", timeZone: "Europe/Zurich" },
  { kind: "line-version", storeId: "mall-7", lineId: "door.main", version: 1, role: "entrance" },
];

function part(seq: number): AgentRecord {
  const figures = { in: 2, out: 1, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, watchedMs: 60_000 };
  const unit = { kind: "line", storeId: "mall-7", lineId: "door.main", version: 1, method: "body-1" } as const;
  return { ...unit, minute: MINUTE + seq, agentId: "agent-1", seq, ...figures };
}

test("a thread reads what the writer has committed, while it writes, and answers faults as faults", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-reader-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  using store = await openStore(folder);
  await store.ingest(DECLARED);
  using reader = openStoreReaderWorker(folder);
  const span = { storeId: "mall-7", fromMinute: 0, toMinute: 2 ** 40 };
  for (let seq = 0; seq < 50; seq++) {
    const [, seen] = await Promise.all([store.ingest([part(seq)]), reader.totals("minute", span)]);
    assert.ok(seen.length === seq || seen.length === seq + 1, `${seen.length} of ${seq}`);
  }
  const [read, own] = [await reader.totals("hour", span), await store.totals("hour", span)];
  assert.equal(JSON.stringify(read), JSON.stringify(own));
  assert.equal((await reader.calendarOf("mall-7")).clockOf(MINUTE), (await store.calendarOf("mall-7")).clockOf(MINUTE));
  const isUnknown = (error: unknown) => isDeepStrictEqual((error as { code?: string }).code, "store/unknown");
  await assert.rejects(reader.calendarOf("nowhere"), isUnknown);
  assert.deepEqual(await reader.stores(), ["mall-7"], "and it goes on");
});

test("where there is no store the question is a fault, and the reader can be asked again", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-reader-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  using reader = openStoreReaderWorker(folder);
  await assert.rejects(reader.stores(), (error: unknown) => /^store\//.test((error as { code?: string }).code ?? ""));
  using store = await openStore(folder);
  await store.ingest(DECLARED);
  assert.deepEqual(await reader.stores(), ["mall-7"]);
});
