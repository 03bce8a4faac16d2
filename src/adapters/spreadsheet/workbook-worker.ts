import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { ExportCell, ExportColumn } from "#domain/export/export-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { assertPackable } from "./workbook.ts";

type Rows = readonly (readonly ExportCell[])[];

type Named = { readonly sheet: string; readonly columns?: readonly ExportColumn[] };

/** To the thread: rows, and after the last of them that they are all. */
export type ToPacker = { readonly rows: Rows } | Named;
/** From it: the workbook, or what was wrong, which is a bug. */
export type FromPacker = { readonly workbook: Uint8Array } | { readonly bug: string };

/** Memory that a thread may use: the most rows take half of it. */
const PACKER_MEGABYTES_MAX = 1024;
/** Rows that cross at a time: what takes a few milliseconds to copy. */
const ROWS_PER_MESSAGE = 250;

/** One workbook is packed at a time, or a few people who ask at once would fill the memory. */
let last: Promise<unknown> = Promise.resolve();

/**
 * The same workbook as `workbookOf`, packed in a thread of its own, so that the seconds that it takes hold up nobody. Who asks while
 * another is packed waits; a thread that has no memory left is a fault.
 */
export async function workbookInThread(
  rows: Rows,
  { megabytesMax = PACKER_MEGABYTES_MAX, ...named }: Named & { readonly megabytesMax?: number },
): Promise<Uint8Array> {
  assertPackable(rows);
  const packed = last.then(() => pack(rows, named, megabytesMax));
  last = packed.catch(() => {});
  return await packed;
}

async function pack(rows: Rows, named: Named, megabytesMax: number): Promise<Uint8Array> {
  const worker = new Worker(new URL("./workbook-thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: megabytesMax },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const crashed = (why: string) => new Fault("export/too-long", `packing ${rows.length} rows came to no end: ${why}`);
  worker.on("message", (told: FromPacker) =>
    "workbook" in told ? resolve(told.workbook) : reject(new Error(told.bug)),
  );
  worker.on("error", ({ message }: Error) => reject(crashed(message)));
  worker.on("exit", () => reject(crashed("its thread ended")));
  try {
    for (let from = 0; from < rows.length; from += ROWS_PER_MESSAGE) {
      worker.postMessage({ rows: rows.slice(from, from + ROWS_PER_MESSAGE) } satisfies ToPacker);
      await nextTurn();
    }
    worker.postMessage(named satisfies ToPacker);
    return await promise;
  } finally {
    promise.catch(() => {});
    await worker.terminate();
  }
}
