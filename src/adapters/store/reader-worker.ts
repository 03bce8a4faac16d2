import { Worker } from "node:worker_threads";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { openStoreReader, type StoreReader } from "./store.ts";

/** The questions that cross to the worker; a calendar is made on this side of its time zone. */
type CrossingQuestions = Omit<StoreReader, "calendarOf" | typeof Symbol.dispose>;
type QuestionName = keyof CrossingQuestions;

/** To the worker: a question, or that the next rows of its answer may come. */
export type ToReader =
  | { readonly id: number; readonly name: QuestionName; readonly words: readonly unknown[] }
  | { readonly id: number; readonly more: true };

/** From the worker, in answer to each. What is no fault is a bug, and rises where the question was asked. */
export type FromReader =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly rows: readonly unknown[]; readonly isLast: boolean }
  | { readonly id: number; readonly fault: { readonly code: FaultCode; readonly detail: string } }
  | { readonly id: number; readonly bug: string };

type Open = {
  readonly rows: unknown[];
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
};
type Reading = { readonly worker: Worker; readonly open: Map<number, Open> };

/** Memory that the worker may use for rows: twice what an answer of the most rows takes. */
const READER_MEGABYTES_MAX = 2048;

/**
 * Opens the store in a folder to read it in a thread of its own, so that a long question holds up nobody else; a fault where there
 * is none. Closed, the thread ends, and questions that are open are broken off. A thread that crashes breaks off the open
 * questions with a fault, and the next question starts another. An open question keeps the process running, nothing else does.
 */
export function openStoreReaderWorker(
  folder: string,
  { megabytesMax = READER_MEGABYTES_MAX }: { readonly megabytesMax?: number } = {},
): StoreReader {
  // What cannot be read is a fault at once, and not at the first question.
  openStoreReader(folder)[Symbol.dispose]();
  let [lastId, isClosed] = [0, false];
  let reading: Reading | undefined;

  const end = (ended: Reading, detail: string, cause?: unknown) => {
    if (reading === ended) reading = undefined;
    for (const { reject } of ended.open.values()) reject(new Fault("store/reader-ended", detail, { cause }));
    ended.open.clear();
  };
  const start = (): Reading => {
    const worker = new Worker(new URL("./reader-thread.ts", import.meta.url), {
      workerData: folder,
      resourceLimits: { maxOldGenerationSizeMb: megabytesMax },
    });
    const started: Reading = { worker, open: new Map() };
    worker.unref();
    worker.on("message", (message: FromReader) => hear(started, message));
    worker.on("error", (cause: Error) => end(started, `reading \`${folder}\` crashed: ${cause.message}`, cause));
    worker.on("exit", () => end(started, `reading \`${folder}\` ended`));
    return started;
  };
  const ask = (name: QuestionName, ...words: unknown[]): Promise<never> => {
    return new Promise((resolve, reject) => {
      if (isClosed) throw new Error(`the reader of \`${folder}\` is closed`);
      reading ??= start();
      const { worker, open } = reading;
      const id = ++lastId;
      open.set(id, { rows: [], resolve: resolve as (answer: unknown) => void, reject });
      worker.ref();
      worker.postMessage({ id, name, words } satisfies ToReader);
    });
  };
  reading = start();
  const reader: CrossingQuestions = {
    stores: () => ask("stores"),
    timeZoneOf: (storeId) => ask("timeZoneOf", storeId),
    parts: (question) => ask("parts", question),
    totals: (span, question) => ask("totals", span, question),
    units: (storeId) => ask("units", storeId),
    toldDays: (storeId) => ask("toldDays", storeId),
    lateDays: () => ask("lateDays"),
    digests: (question) => ask("digests", question),
    events: (question) => ask("events", question),
    checks: (question) => ask("checks", question),
    figures: (question) => ask("figures", question),
    sales: (question) => ask("sales", question),
    salesFigures: (question) => ask("salesFigures", question),
    now: (question) => ask("now", question),
    visitorMix: (question) => ask("visitorMix", question),
    deployments: (span) => ask("deployments", span),
    oldRows: (old) => ask("oldRows", old),
    retiredRows: (scope, beforeMs) => ask("retiredRows", scope, beforeMs),
  };
  return {
    ...reader,
    calendarOf: async (storeId) => storeCalendar(await reader.timeZoneOf(storeId)),
    [Symbol.dispose]() {
      isClosed = true;
      const ended = reading;
      if (!ended) return;
      end(ended, `the reader of \`${folder}\` was closed`);
      void ended.worker.terminate();
    },
  };
}

function hear({ worker, open }: Reading, message: FromReader): void {
  const question = open.get(message.id);
  if (!question) return;
  if ("rows" in message) {
    for (const row of message.rows) question.rows.push(row);
    // In the next turn of the loop, or many rows would hold it up as the question itself would.
    if (!message.isLast)
      return void setImmediate(() => worker.postMessage({ id: message.id, more: true } satisfies ToReader));
  }
  open.delete(message.id);
  if (open.size === 0) worker.unref();
  if ("fault" in message) question.reject(new Fault(message.fault.code, message.fault.detail));
  else if ("bug" in message) question.reject(new Error(message.bug));
  else question.resolve("rows" in message ? question.rows : message.value);
}
