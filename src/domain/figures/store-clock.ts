import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Day } from "#domain/policy/evidence.ts";

/** Monday first, as ISO 8601 counts. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const DAY_MINUTES = 1440;
export const HOUR_MINUTES = 60;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** Clocks are changed on full quarters of an hour of UTC. */
const OFFSET_STEP_MINUTES = 15;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 3;

/** The clock on a store's wall, over minutes since the epoch. */
export type StoreClock = {
  /** The minute that the wall shows, counted from the wall's own 1 January 1970. */
  wallMinute(minute: number): number;
  /** The store's day at a minute. */
  dayOf(minute: number): Day;
  /**
   * The first minute of a day at which the wall shows this time or a later one. At the end of summer time, when an hour is
   * shown twice, its first showing; at the beginning, when an hour is left out, the minute after the gap.
   */
  minuteOf(day: Day, minuteOfDay: number): number;
};

/** Opens the clock of an IANA time zone; days have 23, 24 or 25 hours by it. */
export function openStoreClock(timeZone: string): StoreClock {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const offsets = new Map<number, number>();
  const offsetAt = (minute: number) => {
    const step = Math.floor(minute / OFFSET_STEP_MINUTES);
    const known = offsets.get(step);
    if (known !== undefined) return known;
    const at = step * OFFSET_STEP_MINUTES;
    const shown = new Map(format.formatToParts(at * MINUTE_MS).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    const wallMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    const offset = wallMs / MINUTE_MS - at;
    offsets.set(step, offset);
    return offset;
  };
  const wallMinute = (minute: number) => minute + offsetAt(minute);
  return {
    wallMinute,
    dayOf: (minute) => dayOfNumber(Math.floor(wallMinute(minute) / DAY_MINUTES)),
    minuteOf(day, minuteOfDay) {
      const wall = dayNumber(day) * DAY_MINUTES + minuteOfDay;
      // No clock is changed twice in two days, so that one of the two offsets holds; the earlier minute is tried first.
      let minute = wall - Math.max(offsetAt(wall - DAY_MINUTES), offsetAt(wall + DAY_MINUTES));
      while (wallMinute(minute) < wall) minute += 1;
      return minute;
    },
  };
}

/** The day so many days later; earlier where it is below 0. */
export function dayAfter(day: Day, days = 1): Day {
  return dayOfNumber(dayNumber(day) + days);
}

/** How many days lie between two days. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** All days from one to another, both included. */
export function daysFrom(first: Day, last: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, index) => dayAfter(first, index));
}

export function weekdayOf(day: Day): Weekday {
  return WEEKDAYS[(((dayNumber(day) + EPOCH_WEEKDAY) % 7) + 7) % 7]!;
}

function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

function dayOfNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
