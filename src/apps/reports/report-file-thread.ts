import assert from "node:assert/strict";
import { parentPort, workerData } from "node:worker_threads";
import type { Report } from "#domain/report/report.ts";
import { type ReportFormat, reportFile } from "./report-file.ts";
import type { FromPrinter } from "./report-file-worker.ts";

/** What runs in the thread of `reportFileInThread`. */
async function printOne({ report, format }: { readonly report: Report; readonly format: ReportFormat }): Promise<void> {
  const port = parentPort;
  assert.ok(port, "this file runs in a worker");
  const tell = (message: FromPrinter) => port.postMessage(message);
  try {
    tell({ file: new Uint8Array(await reportFile(report, format)) });
  } catch (error) {
    tell({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

await printOne(workerData);
