import type { Kysely } from "kysely";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import type { Total } from "#domain/totals/total.ts";
import type { Schema } from "./schema.ts";
import type { ToldBlocks } from "./told-seqs.ts";

/** A unit that was declared: its role (empty for zones) and the last minute that was ever told of it, -1 for none. */
export type KnownUnit = { readonly role: string; newestMinute: number };

export type KnownStore = {
  readonly timeZone: string;
  readonly calendar: StoreCalendar;
  /** By `unitText`. */
  readonly units: Map<string, KnownUnit>;
};

/** What the last transaction left in the database, so that it need not be read again. */
export type Remembered = {
  readonly stores: Map<string, KnownStore>;
  /** By the text of their keys; null where there is none. */
  readonly totals: Map<string, Total | null>;
  readonly told: ToldBlocks;
};

/**
 * Does its work in one transaction, after all that came before: when the promise is kept the work is on the disk, and when it is
 * broken nothing of it is there.
 */
export type Sequenced = <Answer>(
  work: (transaction: Kysely<Schema>, remembered: Remembered) => Promise<Answer>,
) => Promise<Answer>;

/** The one sequence of all that declares or counts. */
export function sequencerOf(db: Kysely<Schema>): Sequenced {
  // INVARIANT: it says what the last committed work left. Nobody else writes these tables; work that failed clears it.
  const remembered: Remembered = { stores: new Map(), totals: new Map(), told: new Map() };
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    // Waits here and not for the connection alone: that is free again before what failed has been forgotten.
    const done = last.then(() => db.transaction().execute((transaction) => work(transaction, remembered)));
    last = done.catch(() => {
      for (const kept of Object.values(remembered)) kept.clear();
    });
    return done;
  };
}
