import type { Kysely } from "kysely";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { minuteTotal, sumOfTotals, type Total } from "#domain/totals/total.ts";
import type { Unit } from "#domain/totals/unit-total.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { partOf, TOTAL_KEY, type TotalRow, totalColumns } from "./figure-columns.ts";
import type { Schema } from "./schema.ts";

export type TotalKey = Pick<TotalRow, (typeof TOTAL_KEY)[number]>;

/** Which unit, of which store. */
export type UnitOfStore = Pick<TotalRow, "storeId" | "kind" | "unitId" | "version">;

/** One text for one total, to look it up by. Ids hold no tab. */
export function totalKeyText(key: TotalKey): string {
  return TOTAL_KEY.map((column) => key[column]).join("\t");
}

/** The hour and the day of the store that a minute of a unit adds to. */
export function keysOfMinute(unit: UnitOfStore, minute: number, calendar: StoreCalendar): TotalKey[] {
  const { storeId, kind, unitId, version } = unit;
  const day = calendar.minutesOf(calendar.dayOf(minute)).fromMinute;
  return [
    { storeId, kind, unitId, version, span: "hour", fromMinute: calendar.hourOf(minute) },
    { storeId, kind, unitId, version, span: "day", fromMinute: day },
  ];
}

/** All hours and days of one unit made anew from its parts, by the text of their keys. */
export async function totalsFromParts(
  db: Kysely<Schema>,
  unit: UnitOfStore,
  calendar: StoreCalendar,
): Promise<Map<string, TotalRow>> {
  const totals = new Map<string, { key: TotalKey; total: Total }>();
  for await (const { minute, total } of minutesOf(db, unit, { fromMinute: 0, toMinute: Number.MAX_SAFE_INTEGER }))
    for (const key of keysOfMinute(unit, minute, calendar)) {
      const text = totalKeyText(key);
      const before = totals.get(text)?.total;
      totals.set(text, { key, total: before ? sumOfTotals(before, total) : total });
    }
  return new Map([...totals].map(([text, { key, total }]) => [text, { ...key, ...totalColumns(total) }]));
}

/** The minutes of a unit in which something was told of it, in their order, each with its parts put together. */
export async function* minutesOf(
  db: Kysely<Schema>,
  { storeId, kind, unitId, version }: UnitOfStore,
  { fromMinute, toMinute }: { readonly fromMinute: number; readonly toMinute: number },
): AsyncGenerator<{ readonly minute: number; readonly total: Total }> {
  const rows = db
    .selectFrom("part")
    .selectAll()
    .where("storeId", "=", storeId)
    .where("kind", "=", kind)
    .where("unitId", "=", unitId)
    .where("version", "=", version)
    .where("minute", ">=", fromMinute)
    .where("minute", "<", toMinute)
    .orderBy("minute")
    .stream();
  let parts: BucketPart[] = [];
  for await (const row of rows) {
    const part = partOf(row);
    if (parts[0] && parts[0].minute !== part.minute) {
      yield wholeMinute(parts);
      parts = [];
    }
    parts.push(part);
  }
  if (parts.length > 0) yield wholeMinute(parts);
}

/** The units of a store, in the order of their keys; of one line or zone where `unitId` is named. */
export async function unitsOf(db: Kysely<Schema>, storeId: string): Promise<Unit[]> {
  const rows = await db
    .selectFrom("unit")
    .select(["kind", "unitId", "version", "role"])
    .where("storeId", "=", storeId)
    .orderBy("kind")
    .orderBy("unitId")
    .orderBy("version")
    .execute();
  return rows as Unit[];
}

function wholeMinute(parts: readonly BucketPart[]) {
  const [first, ...rest] = parts;
  return { minute: first!.minute, total: minuteTotal([first!, ...rest]) };
}
