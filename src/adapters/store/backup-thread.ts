import assert from "node:assert/strict";
import { parentPort, workerData } from "node:worker_threads";
import { Fault } from "#domain/fault/fault.ts";
import { backupStore } from "./backup.ts";
import type { BackupOrder, FromBackup } from "./backup-worker.ts";

/** What runs in the thread of `backupStoreBeside`. */
async function makeBackup({ folder, path }: BackupOrder): Promise<FromBackup> {
  try {
    return { checked: await backupStore(folder, path) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { fault: { code: error.code, detail: error.detail } };
  }
}

assert.ok(parentPort, "this file runs in a worker");
parentPort.postMessage(await makeBackup(workerData));
