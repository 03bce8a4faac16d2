import { DAY_MINUTES, dayAfter, daysFrom, weekdayOf } from "#domain/calendar/day.ts";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { Day } from "#domain/policy/evidence.ts";

/** Minutes since the epoch, the end not included. */
export type Span = { readonly start: number; readonly end: number };

export type Opening = Pick<Store, "hours" | "holidays">;

/**
 * When a store was open from one day to another, both included, as whole minutes that neither touch nor overlap. A holiday
 * takes the place of its weekday. Where nothing is said of hours, every day is open from midnight to midnight: nothing is
 * then left out, and `completeness` tells how much of the night was watched as well.
 */
export function openSpans(opening: Opening, calendar: StoreCalendar, first: Day, last: Day): Span[] {
  const from = calendar.minuteOf(first, 0);
  const to = calendar.minuteOf(dayAfter(last), 0);
  // The night before may reach into the first day.
  const spans = daysFrom(dayAfter(first, -1), last).flatMap((day) =>
    hoursOf(opening, day).map((text) => spanOn(calendar, day, text)),
  );
  const clipped = spans.map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, to) }));
  return joined(clipped.filter(({ start, end }) => start < end));
}

/** Whether the day is one of the holidays, so that it says nothing of its weekday. */
export function isHoliday({ holidays = [] }: Opening, day: Day): boolean {
  return holidays.some(({ date }) => date === day);
}

/** The parts of spans that lie within another. */
export function within(spans: readonly Span[], { start, end }: Span): Span[] {
  return spans
    .map((span) => ({ start: Math.max(span.start, start), end: Math.min(span.end, end) }))
    .filter((span) => span.start < span.end);
}

/** A span as it is written, `18:00-02:00`, on a day by the clock of a store: one that ends at or before its beginning ends on the next day. */
export function spanOn(calendar: StoreCalendar, day: Day, text: string): Span {
  const [start, end] = text.split("-").map(minuteOfDay) as [number, number];
  const endDay = end <= start ? dayAfter(day) : day;
  return { start: calendar.minuteOf(day, start), end: calendar.minuteOf(endDay, end) };
}

function hoursOf({ hours, holidays = [] }: Opening, day: Day): readonly string[] {
  const holiday = holidays.find(({ date }) => date === day);
  if (holiday) return holiday.hours;
  return hours ? hours[weekdayOf(day)] : ["00:00-24:00"];
}

function minuteOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(":").map(Number);
  return Math.min(DAY_MINUTES, hour * 60 + minute);
}

function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) result[result.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else result.push(span);
  }
  return result;
}
