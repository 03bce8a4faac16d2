import type { Kysely } from "kysely";
import type { MinuteSpan, StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { minuteTotal, sumOfTotals, type Total } from "#domain/totals/total.ts";
import type { Unit } from "#domain/totals/unit-total.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import {
  FIGURES_OF_KIND,
  partOf,
  type TOTAL_KEY,
  type TotalRow,
  totalColumns,
  type UnitOfStore,
} from "./figure-columns.ts";
import type { Schema } from "./schema.ts";

export type TotalKey = Pick<TotalRow, (typeof TOTAL_KEY)[number]>;

type SpanStarts = { readonly hour: number; readonly day: number };

/** A minute of a unit, with its parts put together. */
type UnitMinute = { readonly minute: number; readonly total: Total };

const ALWAYS: MinuteSpan = { fromMinute: 0, toMinute: Number.MAX_SAFE_INTEGER };
/** Parts that are read at a time. */
const ROWS_PER_READING = 5000;

/** One text for one total, to look it up by. Ids hold no tab. */
export function totalKeyText({ storeId, kind, unitId, version, span, fromMinute }: TotalKey): string {
  return `${storeId}\t${kind}\t${unitId}\t${version}\t${span}\t${fromMinute}`;
}

/** Where the hour and the day begin that a minute is in; asked again of the same minute, as a batch does, it knows. */
export function spanStarts(): (calendar: StoreCalendar, minute: number) => SpanStarts {
  let last: { readonly calendar: StoreCalendar; readonly minute: number; readonly starts: SpanStarts } | undefined;
  return (calendar, minute) => {
    if (last?.calendar !== calendar || last.minute !== minute) {
      const day = calendar.minutesOf(calendar.dayOf(minute)).fromMinute;
      last = { calendar, minute, starts: { hour: calendar.hourOf(minute), day } };
    }
    return last.starts;
  };
}

/** The hour and the day of the store that a minute of a unit adds to. */
export function keysOfMinute({ storeId, kind, unitId, version }: UnitOfStore, { hour, day }: SpanStarts): TotalKey[] {
  return [
    { storeId, kind, unitId, version, span: "hour", fromMinute: hour },
    { storeId, kind, unitId, version, span: "day", fromMinute: day },
  ];
}

/** All hours and days of one unit made anew from its parts, by the text of their keys; each part is shown on the way. */
export async function totalsFromParts(
  db: Kysely<Schema>,
  unit: UnitOfStore,
  calendar: StoreCalendar,
  onPart?: (part: BucketPart) => void,
): Promise<Map<string, TotalRow>> {
  const totals = new Map<string, { key: TotalKey; total: Total }>();
  const startsOf = spanStarts();
  for await (const minutes of minutesOf(db, unit, ALWAYS, onPart))
    for (const { minute, total } of minutes)
      for (const key of keysOfMinute(unit, startsOf(calendar, minute))) {
        const text = totalKeyText(key);
        const before = totals.get(text)?.total;
        totals.set(text, { key, total: before ? sumOfTotals(before, total) : total });
      }
  return new Map([...totals].map(([text, { key, total }]) => [text, { ...key, ...totalColumns(total) }]));
}

/** The question for the parts of a unit in some minutes, in the order of time. */
export function partRowsOf(
  db: Kysely<Schema>,
  { storeId, kind, unitId, version }: UnitOfStore,
  { fromMinute, toMinute }: MinuteSpan,
) {
  return db
    .selectFrom("part")
    .select(["minute", "agentId", "seq", ...FIGURES_OF_KIND[kind]])
    .where("storeId", "=", storeId)
    .where("kind", "=", kind)
    .where("unitId", "=", unitId)
    .where("version", "=", version)
    .where("minute", ">=", fromMinute)
    .where("minute", "<", toMinute)
    .orderBy("minute");
}

/**
 * The minutes of a unit in which something was told of it, in their order, each with its parts put together; so many at a time that
 * a history of any length fits into memory.
 */
export async function* minutesOf(
  db: Kysely<Schema>,
  unit: UnitOfStore,
  { fromMinute, toMinute }: MinuteSpan,
  onPart?: (part: BucketPart) => void,
): AsyncGenerator<UnitMinute[]> {
  let [from, rowsMax] = [fromMinute, ROWS_PER_READING];
  for (;;) {
    const rows = await partRowsOf(db, unit, { fromMinute: from, toMinute }).limit(rowsMax).execute();
    const isEnd = rows.length < rowsMax;
    const minutes: [BucketPart, ...BucketPart[]][] = [];
    for (const row of rows) {
      const part = partOf(unit, row);
      const last = minutes.at(-1);
      if (last?.[0].minute === part.minute) last.push(part);
      else minutes.push([part]);
    }
    // The rest of the last one may be among the next rows.
    const cut = isEnd ? undefined : minutes.pop();
    if (onPart) for (const part of minutes.flat()) onPart(part);
    yield minutes.map((parts) => ({ minute: parts[0].minute, total: minuteTotal(parts) }));
    if (!cut) return;
    // One minute of more parts than that: more at a time.
    if (cut[0].minute === from) rowsMax *= 2;
    from = cut[0].minute;
  }
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
  return rows.map((row) => ({ ...row }) as Unit);
}
