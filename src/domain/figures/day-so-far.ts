import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { completeness, sumOfWatches, watchOf } from "./completeness.ts";
import { type Inside, insideByMinute } from "./occupancy.ts";
import { COMPARABLE_COMPLETENESS_MIN, SAME_WEEKDAYS } from "./same-weekday.ts";
import { DAY_MINUTES, dayAfter, openStoreClock, type StoreClock } from "./store-clock.ts";
import { type StoreHour, storeHours } from "./store-hour.ts";
import { type LineMinutes, storeSources } from "./store-sources.ts";

/** A store's day as far as it has come. */
export type DaySoFar = {
  readonly day: Day;
  readonly isOpen: boolean;
  /** Entries over entrances in the open time so far. */
  readonly visitors: number;
  /** Watched open time ÷ open time, so far; null before opening. */
  readonly completeness: number | null;
  /** In less out over the entrances since it opened, never below 0; 0 while it is closed. */
  readonly occupancy: number;
  /** No minute since opening was unwatched. */
  readonly isOccupancySure: boolean;
  /** The same time of the day on the last same weekdays that were watched well; null where there is none. */
  readonly sameWeekday: { readonly days: readonly Day[]; readonly mean: number; readonly change: number | null } | null;
};

const WEEK_DAYS = 7;

/** The days whose minutes `daySoFar` wants: the present one and the same weekdays before it. */
export function daysBeside(store: Store, nowMs: number): Day[] {
  const today = openStoreClock(store.time_zone).dayOf(Math.floor(nowMs / MINUTE_MS));
  return Array.from({ length: SAME_WEEKDAYS + 1 }, (_, weeks) => dayAfter(today, -WEEK_DAYS * weeks));
}

/**
 * The figures of the present day, up to the last whole minute. Source: visitors, occupancy and the same-weekday comparison are those
 * of docs/figures.md, of the part of the day that has passed; nothing is estimated.
 */
export function daySoFar(store: Store, rows: readonly StoreMinute[], nowMs: number): DaySoFar {
  const clock = openStoreClock(store.time_zone);
  const nowMinute = Math.floor(nowMs / MINUTE_MS);
  const [day, ...before] = daysBeside(store, nowMs) as [Day, ...Day[]];
  const entrances = storeSources(store, rows).lines.filter(({ role }) => role === "entrance");
  const wholeDay = storeHours(store, clock, day, day);
  const today = countOf(entrances, upTo(wholeDay, nowMinute));
  const inside = entrances.length === 0 ? [] : insideByMinute(entrances, upTo(wholeDay, nowMinute), clock);
  const isOpen = wholeDay.some(({ open }) => open.some(({ start, end }) => start <= nowMinute && nowMinute < end));
  const last: Inside | undefined = isOpen ? inside.at(-1) : undefined;
  const like = before
    .map((one) => ({
      day: one,
      ...countOf(entrances, upTo(storeHours(store, clock, one, one), sameTime(clock, one, nowMinute))),
    }))
    .filter(({ completeness: share }) => share !== null && share >= COMPARABLE_COMPLETENESS_MIN);
  const mean = like.reduce((sum, { visitors }) => sum + visitors, 0) / like.length;
  const isComparable = today.completeness !== null && today.completeness >= COMPARABLE_COMPLETENESS_MIN && mean > 0;
  return {
    day,
    isOpen,
    ...today,
    occupancy: last?.people ?? 0,
    isOccupancySure: last?.isSure ?? true,
    sameWeekday:
      like.length === 0
        ? null
        : { days: like.map((one) => one.day), mean, change: isComparable ? today.visitors / mean - 1 : null },
  };
}

function countOf(entrances: readonly LineMinutes[], hours: readonly StoreHour[]) {
  let visitors = 0;
  for (const { open } of hours)
    for (const { start, end } of open)
      for (const { minutes } of entrances)
        for (let minute = start; minute < end; minute++) visitors += minutes.get(minute)?.in ?? 0;
  return { visitors, completeness: completeness(sumOfWatches(hours.map((hour) => watchOf(entrances, hour)))) };
}

/** The hours as far as they had come at a minute. */
function upTo(hours: readonly StoreHour[], end: number): StoreHour[] {
  const cut = (span: { readonly start: number; readonly end: number }) => ({ ...span, end: Math.min(span.end, end) });
  return hours
    .filter(({ span }) => span.start < end)
    .map((hour) => ({ ...hour, span: cut(hour.span), open: hour.open.filter(({ start }) => start < end).map(cut) }));
}

/** When the wall showed on another day what it shows now. */
function sameTime(clock: StoreClock, day: Day, nowMinute: number): number {
  return clock.minuteOf(day, clock.wallMinute(nowMinute) % DAY_MINUTES);
}
