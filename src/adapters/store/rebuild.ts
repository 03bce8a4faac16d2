import { join } from "node:path";
import type { Kysely } from "kysely";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { openToRead, openToWrite, openWriterLock, STORE_FILE, type StoreDatabase } from "./database.ts";
import { TOTAL_FIGURES, type TotalRow, type UnitOfStore } from "./figure-columns.ts";
import { minutesFromOf } from "./kept-rows.ts";
import type { Schema } from "./schema.ts";
import { type SeqsFound, seqSearch } from "./told-seqs.ts";
import { totalKeyText, totalsFromParts, unitsOf } from "./unit-totals.ts";

/** A total that is not what its parts say; null where one of the two is not there. */
export type TotalDifference = { readonly kept: TotalRow | null; readonly rebuilt: TotalRow | null };

export type Rebuilt = SeqsFound & {
  readonly totals: number;
  readonly different: number;
  readonly first: TotalDifference | null;
};

/**
 * Makes all hours and days anew from the parts, aside, and compares them with those that are kept; what is kept stays, and so do those whose
 * minutes were taken away. The same
 * for the numbers under which agents told. It reads one moment of the store, also while another process writes. The totals of one
 * line or zone are held in memory at a time, and the numbers of one store.
 */
export async function rebuildTotals(folder: string): Promise<Rebuilt> {
  using database = openToRead(join(folder, STORE_FILE));
  const { db } = database;
  return await db
    .transaction()
    .setAccessMode("read only")
    .execute((transaction) => compare(transaction, { mayMend: false }));
}

/**
 * The same, and puts what was made anew in the place of what differs, in one transaction. Records that are doubled stay: which of
 * them is true nobody knows.
 */
export async function mendTotals(folder: string): Promise<Rebuilt> {
  using _lock = openWriterLock(folder);
  using database: StoreDatabase = await openToWrite(join(folder, STORE_FILE));
  return await database.db.transaction().execute((transaction) => compare(transaction, { mayMend: true }));
}

async function compare(db: Kysely<Schema>, { mayMend }: { readonly mayMend: boolean }): Promise<Rebuilt> {
  let [totals, different, doubled, untold] = [0, 0, 0, 0];
  let first: TotalDifference | null = null;
  const search = seqSearch();
  for (const { storeId, timeZone } of await db.selectFrom("store").selectAll().orderBy("storeId").execute()) {
    const from = (await minutesFromOf(db, storeId)) ?? 0;
    for (const named of await unitsOf(db, storeId)) {
      const unit = { storeId, ...named };
      const rebuilt = await totalsFromParts(db, unit, storeCalendar(timeZone), search.see);
      const kept = new Map((await keptTotals(db, unit)).map((row) => [totalKeyText(row), row]));
      totals += rebuilt.size;
      for (const text of new Set([...rebuilt.keys(), ...kept.keys()])) {
        const difference = { kept: kept.get(text) ?? null, rebuilt: rebuilt.get(text) ?? null };
        if (isSame(difference) || (difference.kept ?? difference.rebuilt)!.fromMinute < from) continue;
        different += 1;
        first ??= difference;
        if (mayMend) await replace(db, difference);
      }
    }
    const events = db.selectFrom("event").select(["storeId", "agentId", "seq"]).where("storeId", "=", storeId);
    for await (const event of events.stream()) search.see(event);
    const found = await search.compare(db, { mayMend });
    doubled += found.doubled;
    untold += found.untold;
  }
  return { totals, different, first, doubled, untold };
}

function keptTotals(db: Kysely<Schema>, unit: UnitOfStore): Promise<TotalRow[]> {
  return db
    .selectFrom("total")
    .selectAll()
    .where("storeId", "=", unit.storeId)
    .where("kind", "=", unit.kind)
    .where("unitId", "=", unit.unitId)
    .where("version", "=", unit.version)
    .where("span", "in", ["hour", "day"])
    .execute();
}

function isSame({ kept, rebuilt }: TotalDifference): boolean {
  return kept !== null && rebuilt !== null && TOTAL_FIGURES.every((column) => kept[column] === rebuilt[column]);
}

async function replace(db: Kysely<Schema>, { kept, rebuilt }: TotalDifference): Promise<void> {
  const { storeId, span, kind, unitId, version, fromMinute } = (kept ?? rebuilt)!;
  await db
    .deleteFrom("total")
    .where("storeId", "=", storeId)
    .where("span", "=", span)
    .where("kind", "=", kind)
    .where("unitId", "=", unitId)
    .where("version", "=", version)
    .where("fromMinute", "=", fromMinute)
    .execute();
  if (rebuilt) await db.insertInto("total").values(rebuilt).execute();
}
