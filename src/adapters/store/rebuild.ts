import { join } from "node:path";
import type { Kysely } from "kysely";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { openToRead, openToWrite, openWriterLock, STORE_FILE, type StoreDatabase } from "./database.ts";
import { TOTAL_FIGURES, type TotalRow } from "./figure-columns.ts";
import type { Schema } from "./schema.ts";
import { totalKeyText, totalsFromParts, type UnitOfStore } from "./unit-totals.ts";

/** A total that is not what its parts say; null where one of the two is not there. */
export type TotalDifference = { readonly kept: TotalRow | null; readonly rebuilt: TotalRow | null };

export type Rebuilt = { readonly totals: number; readonly different: number; readonly first: TotalDifference | null };

/**
 * Makes all hours and days anew from the parts, aside, and compares them with those that are kept; what is kept stays. It reads
 * one moment of the store, also while another process writes. One line or zone is held in memory at a time.
 */
export async function rebuildTotals(folder: string): Promise<Rebuilt> {
  using database = openToRead(join(folder, STORE_FILE));
  const { db } = database;
  return await db
    .transaction()
    .setAccessMode("read only")
    .execute((transaction) => compare(transaction));
}

/** The same, and puts what was made anew in the place of what differs, in one transaction. */
export async function mendTotals(folder: string): Promise<Rebuilt> {
  using _lock = openWriterLock(folder);
  using database: StoreDatabase = await openToWrite(join(folder, STORE_FILE));
  return await database.db.transaction().execute((transaction) => compare(transaction, replace));
}

async function compare(
  db: Kysely<Schema>,
  onDifference?: (db: Kysely<Schema>, difference: TotalDifference) => Promise<void>,
): Promise<Rebuilt> {
  let [totals, different] = [0, 0];
  let first: TotalDifference | null = null;
  const units = await db
    .selectFrom("unit")
    .innerJoin("store", "store.storeId", "unit.storeId")
    .select(["unit.storeId", "kind", "unitId", "version", "timeZone"])
    .orderBy("unit.storeId")
    .orderBy("kind")
    .orderBy("unitId")
    .orderBy("version")
    .execute();
  for (const { timeZone, ...unit } of units) {
    const rebuilt = await totalsFromParts(db, unit, storeCalendar(timeZone));
    const kept = new Map((await keptTotals(db, unit)).map((row) => [totalKeyText(row), row]));
    totals += rebuilt.size;
    for (const text of new Set([...rebuilt.keys(), ...kept.keys()])) {
      const difference = { kept: kept.get(text) ?? null, rebuilt: rebuilt.get(text) ?? null };
      if (isSame(difference)) continue;
      different += 1;
      first ??= difference;
      await onDifference?.(db, difference);
    }
  }
  return { totals, different, first };
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
