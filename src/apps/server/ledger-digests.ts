import { setTimeout as pause } from "node:timers/promises";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { ServerParts } from "./server-parts.ts";

/** A day is digested when it has been over for so long: what an outbox held for a moment is in the first digest. */
const GRACE_MS = 900_000;
/** Between two days of a store, so that a history of years takes little of the machine. */
const PAUSE_MS = 200;

/**
 * Puts the digest of each day that is over into the ledger, and another one of each day that was added to since. Buckets are read and
 * hashed in the reader's thread. A disk that is full is told to whoever asks for something, and the next look comes.
 */
export async function digestDays(parts: ServerParts, signal?: AbortSignal, pauseMs = PAUSE_MS): Promise<void> {
  const { store, reader, ledger } = parts;
  try {
    const late = Map.groupBy(await reader.lateDays(), (one) => one.storeId);
    for (const storeId of await reader.stores()) {
      const lateHere = late.get(storeId) ?? [];
      for (const fromMinute of await dueDays(parts, storeId, new Set(lateHere.map((one) => one.fromMinute)))) {
        if (signal?.aborted) return;
        await digestDay(parts, storeId, fromMinute);
        await pause(pauseMs, undefined, { signal });
      }
      if (lateHere.length === 0) continue;
      // The marks go when the digests are safe, and not before.
      ledger.flush();
      await store.settleLateDays(lateHere);
    }
  } catch (error) {
    if (!(error instanceof Fault) && (error as Error).name !== "AbortError") throw error;
  }
}

/** The first minutes of a store's days to digest. */
async function dueDays({ reader, ledger, nowMs }: ServerParts, storeId: string, late: ReadonlySet<number>) {
  const calendar = await reader.calendarOf(storeId);
  const overMinute = (nowMs() - GRACE_MS) / MINUTE_MS;
  return (await reader.toldDays(storeId)).filter((fromMinute) => {
    const day = calendar.dayOf(fromMinute);
    if (calendar.minutesOf(day).toMinute > overMinute) return false;
    return late.has(fromMinute) || !ledger.knows(`day-digest ${storeId} ${day} `);
  });
}

async function digestDay({ reader, ledger, nowMs }: ServerParts, storeId: string, fromMinute: number): Promise<void> {
  const calendar = await reader.calendarOf(storeId);
  const day = calendar.dayOf(fromMinute);
  for (const digest of await reader.digests({ storeId, ...calendar.minutesOf(day) }))
    ledger.append({ kind: "day-digest", atMs: nowMs(), storeId, day, ...digest, supersedes: null });
}
