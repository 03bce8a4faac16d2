import { Worker } from "node:worker_threads";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { Checked } from "./backup.ts";

export type BackupOrder = { readonly folder: string; readonly path: string };

/** What the thread says at its end; what is no fault is a bug, and rises where the backup was asked for. */
export type FromBackup =
  | { readonly checked: Checked }
  | { readonly fault: { readonly code: FaultCode; readonly detail: string } };

/** Does what `backupStore` does in a thread of its own, as it reads each page twice and nobody is to wait for it. */
export function backupStoreBeside(folder: string, path: string): Promise<Checked> {
  const workerData: BackupOrder = { folder, path };
  const worker = new Worker(new URL("./backup-thread.ts", import.meta.url), { workerData });
  return new Promise((resolve, reject) => {
    worker.on("message", (message: FromBackup) => {
      if ("checked" in message) resolve(message.checked);
      else reject(new Fault(message.fault.code, message.fault.detail));
    });
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error(`the backup of \`${folder}\` ended without a word`)));
  });
}
