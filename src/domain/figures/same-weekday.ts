import { dayAfter, weekdayOf } from "#domain/calendar/day.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { LIKE_WEEKS_MAX } from "./estimate.ts";

/** A day's count as a comparison needs it. */
export type DayCount = {
  readonly day: Day;
  readonly isHoliday: boolean;
  readonly counted: number;
  readonly completeness: number | null;
};

export type SameWeekday = {
  /** The days that it is compared with, the latest first. */
  readonly days: readonly Day[];
  readonly mean: number;
  /** How far the day is above (or below, negative) the mean, as a share of it; null where the day is not complete enough. */
  readonly change: number | null;
};

/** Source: Bellwether compares with the last five same weekdays. */
export const SAME_WEEKDAYS = 5;
/** Days of which less was watched are compared with nothing. */
export const COMPARABLE_COMPLETENESS_MIN = 0.95;

/**
 * Same-weekday comparison: a day against the mean of the last five same weekdays of the eight weeks before it that are complete
 * enough and no holidays.
 *
 * Unit: people, and a share. Edge: null where there is no such day. Fewer than five are used where there are no more, and are
 * named. Only what was counted is compared, never an estimate; a day itself not complete enough has a mean and no change.
 * Source: Bellwether, foot traffic graphs ("last 5 same weekdays").
 */
export function sameWeekday(of: DayCount, days: readonly DayCount[]): SameWeekday | null {
  const weekday = weekdayOf(of.day);
  const earliest = dayAfter(of.day, -7 * LIKE_WEEKS_MAX);
  const like = days
    .filter(
      (one) =>
        earliest <= one.day &&
        one.day < of.day &&
        weekdayOf(one.day) === weekday &&
        !one.isHoliday &&
        isComparable(one),
    )
    .toSorted((a, b) => (a.day < b.day ? 1 : -1))
    .slice(0, SAME_WEEKDAYS);
  if (like.length === 0) return null;
  const mean = like.reduce((sum, { counted }) => sum + counted, 0) / like.length;
  const change = isComparable(of) && mean > 0 ? of.counted / mean - 1 : null;
  return { days: like.map(({ day }) => day), mean, change };
}

function isComparable({ completeness }: DayCount): boolean {
  return completeness !== null && completeness >= COMPARABLE_COMPLETENESS_MIN;
}
