import { parentPort, workerData } from "node:worker_threads";
import { Fault } from "#domain/fault/fault.ts";
import type { Asked, ThreadAnswer } from "./reader-worker.ts";
import { openStoreReader } from "./store.ts";

// The thread of `openStoreReaderWorker`: one question after the other, of its own connection.
const reader = openStoreReader(workerData as string);
const port = parentPort!;

port.on("message", async ({ id, question, words }: Asked) => {
  try {
    const answer = await (reader[question] as (...words: readonly unknown[]) => Promise<unknown>)(...words);
    port.postMessage({ id, answer } satisfies ThreadAnswer);
  } catch (error) {
    // A bug ends the thread, and with it every question that waits.
    if (!(error instanceof Fault)) throw error;
    port.postMessage({ id, fault: { code: error.code, detail: error.detail } } satisfies ThreadAnswer);
  }
});
