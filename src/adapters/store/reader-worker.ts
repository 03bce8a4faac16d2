import { Worker } from "node:worker_threads";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { storeCalendar } from "#domain/totals/store-calendar.ts";
import type { StoreReader } from "./store.ts";

/** A question as it goes to the thread. */
export type Asked = {
  readonly id: number;
  readonly question: Exclude<keyof StoreReader, typeof Symbol.dispose | "calendarOf">;
  readonly words: readonly unknown[];
};
export type ThreadAnswer =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly fault: { readonly code: FaultCode; readonly detail: string } };

const THREAD = new URL("./reader-thread.ts", import.meta.url);

/**
 * Opens a store to read in a thread of its own: `node:sqlite` answers at once or not at all, and a question about a year would
 * keep a server from everybody else. A thread that dies costs the questions that wait a fault; the next one gets another.
 */
export function openStoreReaderWorker(folder: string): StoreReader {
  const waiting = new Map<
    number,
    { readonly resolve: (answer: unknown) => void; readonly reject: (why: Error) => void }
  >();
  let thread: Worker | null = null;
  let isClosed = false;
  let lastId = 0;

  const begin = () => {
    const begun = new Worker(THREAD, { workerData: folder });
    begun.unref();
    begun.on("message", (told: ThreadAnswer) => {
      const asked = waiting.get(told.id);
      waiting.delete(told.id);
      if ("fault" in told) asked?.reject(new Fault(told.fault.code, told.fault.detail));
      else asked?.resolve(told.answer);
    });
    let cause: unknown;
    begun.on("error", (error) => {
      cause = error;
    });
    begun.on("exit", () => {
      thread = null;
      const why =
        cause instanceof Fault ? cause : new Fault("store/reader-ended", "the reader of the store ended", { cause });
      for (const { reject } of waiting.values()) reject(why);
      waiting.clear();
    });
    return begun;
  };
  const ask = <Answer>(question: Asked["question"], ...words: readonly unknown[]): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    if (isClosed) throw new Error("a reader that is closed was asked");
    thread ??= begin();
    lastId += 1;
    waiting.set(lastId, { resolve: resolve as (answer: unknown) => void, reject });
    thread.postMessage({ id: lastId, question, words } satisfies Asked);
    return promise;
  };
  return {
    stores: () => ask("stores"),
    timeZoneOf: (storeId) => ask("timeZoneOf", storeId),
    calendarOf: async (storeId) => storeCalendar(await ask("timeZoneOf", storeId)),
    parts: (question) => ask("parts", question),
    totals: (span, question) => ask("totals", span, question),
    units: (storeId) => ask("units", storeId),
    events: (question) => ask("events", question),
    [Symbol.dispose]() {
      isClosed = true;
      void thread?.terminate();
    },
  };
}
