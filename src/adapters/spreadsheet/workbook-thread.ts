import assert from "node:assert/strict";
import { parentPort } from "node:worker_threads";
import type { ExportCell } from "#domain/export/export-table.ts";
import { workbookOf } from "./workbook.ts";
import type { FromPacker, ToPacker } from "./workbook-worker.ts";

/** What runs in the thread of `workbookInThread`: collects rows, and packs them once they are all there. */
function packRows(): void {
  const port = parentPort;
  assert.ok(port, "this file runs in a worker");
  const rows: (readonly ExportCell[])[] = [];
  port.on("message", async (told: ToPacker) => {
    if ("rows" in told) {
      for (const row of told.rows) rows.push(row);
      return;
    }
    try {
      // Bytes of their own, and not a part of a pool that other buffers are in: they are moved and not copied.
      const workbook = new Uint8Array(await workbookOf(rows, told));
      port.postMessage({ workbook } satisfies FromPacker, [workbook.buffer]);
    } catch (error) {
      port.postMessage({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

packRows();
