import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Day } from "#domain/policy/evidence.ts";

/** A span of whole minutes since the epoch, up to but not with `toMinute`. */
export type MinuteSpan = { readonly fromMinute: number; readonly toMinute: number };

/**
 * The clocks and the calendar of one store.
 *
 * ```
 * UTC         23   0   1   2   3 …              a day of 23 hours, Europe/Zurich
 * the store    0   1   3   4   5 …  22  23 |0
 *             └── 2026-03-29 ──────────────┘
 * ```
 *
 * LIMIT: clocks are taken to change at quarters of an hour UTC, as all have since 2012. Where they change by half an hour
 * (Lord Howe), the hour of the change is kept as two.
 */
export type StoreCalendar = {
  /** The first minute of the store's hour that this minute is in. */
  hourOf(minute: number): number;
  /** The store's day that this minute is in: `2026-11-21`. */
  dayOf(minute: number): Day;
  /** What the store's clocks show at this minute: `09:41`. */
  clockOf(minute: number): string;
  /** The minutes of a store's day: 1440, and 1380 or 1500 where the clocks change. */
  minutesOf(storeDay: Day): MinuteSpan;
};

const QUARTER_MINUTES = 15;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1440;
/** Quarters of an hour whose clocks are remembered for a store: two months of them. */
const QUARTERS_MAX = 6000;
/** Days whose minutes are remembered for a store. */
const DAYS_MAX = 800;

/** The calendar of an IANA time zone, which must exist. */
export function storeCalendar(timeZone: string): StoreCalendar {
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
  const days = new Map<Day, MinuteSpan>();
  const offsetOf = (minute: number) => {
    const quarter = Math.floor(minute / QUARTER_MINUTES);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    if (offsets.size >= QUARTERS_MAX) offsets.clear();
    const atMs = quarter * QUARTER_MINUTES * MINUTE_MS;
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const shownMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    const offset = (shownMs - atMs) / MINUTE_MS;
    offsets.set(quarter, offset);
    return offset;
  };
  const dayNumberOf = (minute: number) => Math.floor((minute + offsetOf(minute)) / DAY_MINUTES);
  const startOf = (dayNumber: number) => {
    const noon = dayNumber * DAY_MINUTES + DAY_MINUTES / 2;
    // Back from noon by quarters, never by clocks: a day may begin at one o'clock, or show midnight twice.
    let start = noon - offsetOf(noon);
    while (dayNumberOf(start - QUARTER_MINUTES) === dayNumber) start -= QUARTER_MINUTES;
    return start;
  };
  return {
    hourOf: (minute) => {
      const shown = minute + offsetOf(minute);
      return minute - (shown - Math.floor(shown / HOUR_MINUTES) * HOUR_MINUTES);
    },
    dayOf: (minute) => dayText(dayNumberOf(minute)),
    clockOf: (minute) => new Date((minute + offsetOf(minute)) * MINUTE_MS).toISOString().slice(11, 16),
    minutesOf: (storeDay) => {
      const known = days.get(storeDay);
      if (known) return known;
      if (days.size >= DAYS_MAX) days.clear();
      const dayNumber = Date.parse(`${storeDay}T00:00Z`) / (DAY_MINUTES * MINUTE_MS);
      const span = { fromMinute: startOf(dayNumber), toMinute: startOf(dayNumber + 1) };
      days.set(storeDay, span);
      return span;
    },
  };
}

function dayText(dayNumber: number): Day {
  return new Date(dayNumber * DAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10);
}
