import assert from "node:assert/strict";
import test from "node:test";
import { EXPORT_COLUMNS, type ExportCell } from "#domain/export/export-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { SHEET_ROWS_MAX, workbookOf } from "./workbook.ts";
import { workbookInThread } from "./workbook-worker.ts";

/** What nobody who waits for another page notices; packing in place stands for seconds. */
const STANDSTILL_MS_MAX = 100;
const BEAT_MS = 2;
const AT_MS = Date.UTC(2026, 9, 25, 2, 15);

function rowsOf(count: number): ExportCell[][] {
  return Array.from({ length: count }, (_, index) =>
    EXPORT_COLUMNS.map(({ kind }, column): ExportCell => {
      if (kind === "text") return `=text ${index % 50} & <${column}>`;
      if (kind === "time") return { text: "", wallMs: AT_MS + index * 60_000 };
      return index % 7 === column % 7 ? null : (index * 31 + column) / (kind === "count" ? 1 : 8);
    }),
  );
}

/** The same file whenever it was packed: an archive says of each of its parts when that was. */
function withoutTimes(bytes: Uint8Array): Buffer {
  const file = Buffer.from(bytes);
  for (const [mark, at] of [
    ["PK\u0003\u0004", 10],
    ["PK\u0001\u0002", 12],
  ] as const)
    for (let from = file.indexOf(mark, 0, "latin1"); from >= 0; from = file.indexOf(mark, from + 4, "latin1"))
      file.fill(0, from + at, from + at + 4);
  return file;
}

test("a workbook from the thread is the same, byte by byte, as one that is packed in place", async () => {
  const rows = rowsOf(2500);
  const [inThread, inPlace] = [
    await workbookInThread(rows, { sheet: "mall-7" }),
    await workbookOf(rows, { sheet: "mall-7" }),
  ];
  assert.equal(Buffer.compare(withoutTimes(inThread), withoutTimes(inPlace)), 0);
  assert.ok(inThread.length > 10_000);
});

test("the most rows are packed while the loop goes on", async (context) => {
  const rows = rowsOf(SHEET_ROWS_MAX);
  // What this thread itself did between two turns of its loop: on a machine that others use as well, waiting for a core is no standstill.
  const workedMs = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [beforeMs, longestMs] = [workedMs(), 0];
  const beat = setInterval(() => {
    const nowMs = workedMs();
    longestMs = Math.max(longestMs, nowMs - beforeMs);
    beforeMs = nowMs;
  }, BEAT_MS);
  const beganMs = performance.now();
  const workbook = await workbookInThread(rows, { sheet: "mall-7" });
  const tookMs = performance.now() - beganMs;
  clearInterval(beat);
  context.diagnostic(
    `${rows.length} rows, ${workbook.length} bytes in ${Math.round(tookMs)} ms; the loop worked for ${Math.round(longestMs)} ms at once at most`,
  );
  assert.ok(tookMs > 5 * STANDSTILL_MS_MAX, "too little was packed to tell");
  assert.ok(longestMs < STANDSTILL_MS_MAX, `the loop stood still for ${Math.round(longestMs)} ms`);
});

test("too many rows are a fault at once, and a thread without memory is one that ends nobody else", async () => {
  const isTooLong = (error: unknown) => error instanceof Fault && error.code === "export/too-long";
  await assert.rejects(
    workbookInThread(new Array<ExportCell[]>(SHEET_ROWS_MAX + 1).fill([]), { sheet: "s" }),
    isTooLong,
  );
  await assert.rejects(workbookInThread(rowsOf(20_000), { sheet: "s", megabytesMax: 16 }), isTooLong);
  const both = await Promise.all([1, 2].map((count) => workbookInThread(rowsOf(count), { sheet: "s" })));
  assert.ok(both.every(({ length }) => length > 1000));
});
