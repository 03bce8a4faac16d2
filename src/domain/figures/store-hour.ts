import {
  DAY_MINUTES,
  dayAfter,
  dayNumber,
  daysFrom,
  HOUR_MINUTES,
  type Weekday,
  weekdayOf,
} from "#domain/calendar/day.ts";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { isHoliday, type Opening, openSpans, type Span, within } from "./opening.ts";

/** One hour of a store's day, as its wall shows it: what all figures are made of. */
export type StoreHour = {
  readonly day: Day;
  /** Days after 1 January 1970, to count with. */
  readonly dayNumber: number;
  readonly weekday: Weekday;
  readonly isHoliday: boolean;
  /** 0..23. */
  readonly hour: number;
  /** The second showing of an hour, at the end of summer time. */
  readonly isAgain: boolean;
  readonly span: Span;
  /** When the store was open in it; empty where it was closed. */
  readonly open: readonly Span[];
};

/**
 * The hours of the days from one to another, both included: 24 a day, 23 where one is left out and 25 where one is shown
 * twice. They lie end to end, so that every minute is in one of them.
 */
export function storeHours(opening: Opening, calendar: StoreCalendar, first: Day, last: Day): StoreHour[] {
  const open = openSpans(opening, calendar, first, last);
  return daysFrom(first, last).flatMap((day) => {
    const spans = hourSpans(calendar, { start: calendar.minuteOf(day, 0), end: calendar.minuteOf(dayAfter(day), 0) });
    const openToday = within(open, { start: spans[0]!.start, end: spans.at(-1)!.end });
    const known = { day, dayNumber: dayNumber(day), weekday: weekdayOf(day), isHoliday: isHoliday(opening, day) };
    return spans.map((span, index): StoreHour => {
      const hour = hourShown(calendar, span.start);
      const isAgain = spans.slice(0, index).some(({ start }) => hourShown(calendar, start) === hour);
      return { ...known, hour, isAgain, span, open: within(openToday, span) };
    });
  });
}

/** How long the store was open in these hours, in whole minutes. */
export function openMinutes(hours: readonly StoreHour[]): number {
  return hours.reduce((sum, { open }) => sum + open.reduce((part, { start, end }) => part + end - start, 0), 0);
}

function hourSpans(calendar: StoreCalendar, day: Span): Span[] {
  const starts = [day.start];
  const shown = calendar.wallMinute(day.start);
  if (calendar.wallMinute(day.end - 1) - shown === day.end - 1 - day.start) {
    // No clock was changed.
    for (let minute = day.start + HOUR_MINUTES - (shown % HOUR_MINUTES); minute < day.end; minute += HOUR_MINUTES)
      starts.push(minute);
    return starts.map((start, index) => ({ start, end: starts[index + 1] ?? day.end }));
  }
  for (let minute = day.start + 1; minute < day.end; minute++) {
    const wall = calendar.wallMinute(minute);
    if (wall % HOUR_MINUTES === 0 || wall !== calendar.wallMinute(minute - 1) + 1) starts.push(minute);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? day.end }));
}

function hourShown(calendar: StoreCalendar, minute: number): number {
  return Math.floor((calendar.wallMinute(minute) % DAY_MINUTES) / HOUR_MINUTES);
}
