import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Day } from "#domain/policy/evidence.ts";

/** Monday first, as ISO 8601 counts. */
export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const HOUR_MINUTES = 60;
export const DAY_MINUTES = 1440;
const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 3;

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

/** How many days a day is after 1 January 1970. */
export function dayNumber(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY_MS;
}

/** The day so many days after 1 January 1970. */
export function dayOfNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}
