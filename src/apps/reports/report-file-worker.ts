import { Worker } from "node:worker_threads";
import type { Report } from "#domain/report/report.ts";
import { type ReportFormat, reportFile } from "./report-file.ts";

/** From the thread: the file, or what was wrong, which is a bug. */
export type FromPrinter = { readonly file: Uint8Array } | { readonly bug: string };

/** Memory that a thread may use: fonts of four scripts take a tenth of it. */
const PRINTER_MEGABYTES_MAX = 512;

/** One report is printed at a time, or a few people who ask at once would fill the memory. */
let last: Promise<unknown> = Promise.resolve();

/** The same file as `reportFile`, made in a thread of its own, so that drawing letters holds up nobody. */
export async function reportFileInThread(report: Report, format: ReportFormat): Promise<Uint8Array> {
  if (format === "json") return await reportFile(report, format);
  const printed = last.then(() => print(report, format));
  last = printed.catch(() => {});
  return await printed;
}

async function print(report: Report, format: ReportFormat): Promise<Uint8Array> {
  const worker = new Worker(new URL("./report-file-thread.ts", import.meta.url), {
    workerData: { report, format },
    resourceLimits: { maxOldGenerationSizeMb: PRINTER_MEGABYTES_MAX },
  });
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  worker.on("message", (told: FromPrinter) => ("file" in told ? resolve(told.file) : reject(new Error(told.bug))));
  worker.on("error", reject);
  worker.on("exit", () => reject(new Error("the thread that prints reports ended")));
  try {
    return await promise;
  } finally {
    promise.catch(() => {});
    await worker.terminate();
  }
}
