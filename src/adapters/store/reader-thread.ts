import assert from "node:assert/strict";
import { parentPort, workerData } from "node:worker_threads";
import { Fault } from "#domain/fault/fault.ts";
import type { FromReader, ToReader } from "./reader-worker.ts";
import { openStoreReader, type StoreReader } from "./store.ts";

/** Rows that cross at a time: what the other side takes a few milliseconds to unpack. */
const ROWS_PER_MESSAGE = 1000;

/** What runs in the thread of `openStoreReaderWorker`: answers its questions, long answers piece by piece. */
function answerQuestions(folder: string): void {
  const port = parentPort;
  assert.ok(port, "this file runs in a worker");
  let reader: StoreReader | undefined;
  const unsent = new Map<number, { readonly rows: readonly unknown[]; from: number }>();
  const answer = (message: FromReader) => port.postMessage(message);
  const sendRows = (id: number) => {
    const answered = unsent.get(id)!;
    const { rows, from } = answered;
    answered.from += ROWS_PER_MESSAGE;
    const isLast = answered.from >= rows.length;
    if (isLast) unsent.delete(id);
    answer({ id, rows: rows.slice(from, from + ROWS_PER_MESSAGE), isLast });
  };
  port.on("message", async (asked: ToReader) => {
    const { id } = asked;
    if ("more" in asked) return sendRows(id);
    const { name, words } = asked;
    try {
      reader ??= openStoreReader(folder);
      const ask = reader[name] as (...words: readonly unknown[]) => Promise<unknown>;
      const found = await ask(...words);
      if (!Array.isArray(found)) return answer({ id, value: found });
      unsent.set(id, { rows: found, from: 0 });
      sendRows(id);
    } catch (error) {
      if (error instanceof Fault) answer({ id, fault: { code: error.code, detail: error.detail } });
      else answer({ id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
}

answerQuestions(workerData);
