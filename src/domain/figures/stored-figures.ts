import { dayAfter, daysBetween, daysFrom } from "#domain/calendar/day.ts";
import { type MinuteSpan, storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { Day } from "#domain/policy/evidence.ts";
import type { UnitTotal } from "#domain/totals/unit-total.ts";
import { MINUTE_MAX, MINUTE_MIN } from "#domain/wire/bucket-part.ts";
import type { DayKeep } from "./day-keep.ts";
import { LIKE_WEEKS_MAX } from "./estimate.ts";
import { makeStoreDay, type StoreDay } from "./store-day.ts";
import { type FigurePlan, figuresOfDays, type Period, type StoreFigures } from "./store-figures.ts";
import { type StoreNow, storeNow, toldUntil } from "./store-now.ts";
import { storeMinutesOf } from "./told-minutes.ts";

/** Answers what a store counted; a day's total changes with whatever is added to any of its minutes. */
export type TotalsReader = {
  totals(span: "minute" | "day", question: MinuteSpan & { readonly storeId: string }): Promise<UnitTotal[]>;
};

/** Which figures of which store; what is still to come at `nowMs` is in none. */
export type FigureQuestion = FigurePlan & { readonly nowMs: number };
export type NowQuestion = Pick<FigurePlan, "store" | "captureForm" | "bounceMs"> & { readonly nowMs: number };

/** So many days are read at once; the minutes of a month of a large store would not fit. */
const READ_DAYS_MAX = 7;
const LIKE_DAYS = 7 * LIKE_WEEKS_MAX;

/**
 * The figures of a store from what it counted; null where neither a period nor any minute says of which days. Only days that have
 * changed are read by minutes, the others are in the keep. Of the present day only what is over is counted.
 */
export async function storedFigures(
  reader: TotalsReader,
  keep: DayKeep,
  { nowMs, ...plan }: FigureQuestion,
): Promise<StoreFigures | null> {
  return figuresOfDays({ ...plan, ...(await daysAround(reader, keep, { ...plan, nowMs })) });
}

/**
 * The days of a period and those around it that estimates look at, as far as they were told. Where the present day is among them it
 * goes up to `endMinute`; what comes after it is still to come.
 */
export async function daysAround(
  reader: TotalsReader,
  keep: DayKeep,
  { store, period, nowMs }: Pick<FigureQuestion, "store" | "period" | "nowMs">,
): Promise<{ readonly days: readonly StoreDay[]; readonly endMinute?: number }> {
  const nowMinute = Math.floor(nowMs / MINUTE_MS);
  const today = storeCalendar(store.time_zone).dayOf(nowMinute);
  const around = period && {
    first: dayAfter(period.first, -LIKE_DAYS),
    last: dayAfter(period.last, LIKE_DAYS),
  };
  if (around && around.last < today) return { days: await storedDays(reader, keep, store, around) };
  const { made, endMinute } = await presentDay(reader, store, nowMinute);
  const days = await storedDays(reader, keep, store, around, today);
  return { days: [...days, made], endMinute };
}

/** How the present day of a store goes. */
export async function storedNow(
  reader: TotalsReader,
  keep: DayKeep,
  { store, nowMs, captureForm, bounceMs }: NowQuestion,
): Promise<StoreNow> {
  const nowMinute = Math.floor(nowMs / MINUTE_MS);
  const day = storeCalendar(store.time_zone).dayOf(nowMinute);
  const period = { first: dayAfter(day, -LIKE_DAYS), last: dayAfter(day, -1) };
  const before = await storedDays(reader, keep, store, period);
  const today = storeMinutesOf(store, await minutesOfDay(reader, store, day));
  return storeNow({ store, before, today, nowMinute, captureForm, bounceMs });
}

async function presentDay(reader: TotalsReader, store: Store, nowMinute: number) {
  const calendar = storeCalendar(store.time_zone);
  const day = calendar.dayOf(nowMinute);
  const told = storeMinutesOf(store, await minutesOfDay(reader, store, day));
  const endMinute = Math.max(calendar.minutesOf(day).fromMinute, toldUntil(told.rows, nowMinute));
  return { made: makeStoreDay(store, day, told, endMinute), endMinute };
}

async function minutesOfDay(reader: TotalsReader, store: Store, day: Day): Promise<UnitTotal[]> {
  return await reader.totals("minute", { storeId: store.id, ...storeCalendar(store.time_zone).minutesOf(day) });
}

/** The days of a store on which something was told, in their order: those of a period, or all; those before a day where one is named. */
async function storedDays(
  reader: TotalsReader,
  keep: DayKeep,
  store: Store,
  period: Period | null,
  beforeDay?: Day,
): Promise<StoreDay[]> {
  const marks = await dayMarks(reader, store, period);
  const asked = [...marks].filter(([day]) => beforeDay === undefined || day < beforeDay);
  const days = new Map<Day, StoreDay>();
  const unread: Day[] = [];
  for (const [day, mark] of asked) {
    const kept = keep.find(store, day, mark);
    if (kept) days.set(day, kept);
    else unread.push(day);
  }
  for (const run of runsOf(unread)) {
    const calendar = storeCalendar(store.time_zone);
    const totals = await reader.totals("minute", {
      storeId: store.id,
      fromMinute: calendar.minutesOf(run[0]!).fromMinute,
      toMinute: calendar.minutesOf(run.at(-1)!).toMinute,
    });
    const byDay = Map.groupBy(totals, ({ fromMinute }) => calendar.dayOf(fromMinute));
    for (const day of run) {
      const made = makeStoreDay(store, day, storeMinutesOf(store, byDay.get(day) ?? []));
      keep.put(store, made, marks.get(day)!);
      days.set(day, made);
    }
  }
  return asked.map(([day]) => days.get(day)!);
}

/**
 * For each day of the deployment's calendar on which something was told, a text that changes when anything is added.
 * INVARIANT: parts are only ever added and no figure of them is negative, so that what changes a minute changes its day's total.
 */
async function dayMarks(reader: TotalsReader, store: Store, period: Period | null): Promise<Map<Day, string>> {
  const calendar = storeCalendar(store.time_zone);
  // A day more at either end: the store may still keep its days by the time zone of an earlier deployment.
  const span = period
    ? {
        fromMinute: calendar.minutesOf(dayAfter(period.first, -1)).fromMinute,
        toMinute: calendar.minutesOf(dayAfter(period.last, 1)).toMinute,
      }
    : { fromMinute: MINUTE_MIN, toMinute: MINUTE_MAX + 1 };
  const marks = new Map<Day, string>();
  for (const { unit, fromMinute, toMinute, total } of await reader.totals("day", { storeId: store.id, ...span })) {
    const mark = JSON.stringify([unit, fromMinute, total]);
    for (const day of daysFrom(calendar.dayOf(fromMinute), calendar.dayOf(toMinute - 1)))
      if (!period || (period.first <= day && day <= period.last)) marks.set(day, `${marks.get(day) ?? ""}${mark}\n`);
  }
  return new Map([...marks].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Days that follow each other, up to `READ_DAYS_MAX` of them. */
function runsOf(days: readonly Day[]): Day[][] {
  const runs: Day[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run.length < READ_DAYS_MAX && daysBetween(run.at(-1)!, day) === 1) run.push(day);
    else runs.push([day]);
  }
  return runs;
}
