import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { DAY_MINUTES, dayNumber, dayOfNumber, HOUR_MINUTES } from "./day.ts";

/** A span of whole minutes since the epoch, up to but not with `toMinute`. */
export type MinuteSpan = { readonly fromMinute: number; readonly toMinute: number };

/**
 * The clock on a store's wall and the calendar beside it, over whole minutes since the epoch.
 *
 * ```
 * UTC         23   0   1   2   3 …              a day of 23 hours, Europe/Zurich
 * the store    0   1   3   4   5 …  22  23 |0
 *             └── 2026-03-29 ──────────────┘
 * ```
 *
 * LIMIT: clocks are taken to change at quarters of an hour UTC and not twice in one day UTC, as all have since 2012. Where they
 * change by half an hour (Lord Howe), the hour of the change is kept as two.
 */
export type StoreCalendar = {
  /** The minute that the wall shows, counted from the wall's own 1 January 1970. */
  wallMinute(minute: number): number;
  /** What the wall shows at this minute: `09:41`. */
  clockOf(minute: number): string;
  /** The first minute of the store's hour that this minute is in. */
  hourOf(minute: number): number;
  /** The store's day that this minute is in: `2026-11-21`. */
  dayOf(minute: number): Day;
  /**
   * The first minute of a day at which the wall shows this time or a later one. At the end of summer time, when an hour is
   * shown twice, its first showing; at the beginning, when an hour is left out, the minute after the gap.
   */
  minuteOf(storeDay: Day, minuteOfDay: number): number;
  /** The minutes of a store's day: 1440, and 1380 or 1500 where the clocks change. */
  minutesOf(storeDay: Day): MinuteSpan;
};

const QUARTER_MINUTES = 15;
const QUARTERS_PER_DAY = DAY_MINUTES / QUARTER_MINUTES;
/** Days whose clocks are remembered for a time zone: a decade of them. */
const DAYS_MAX = 4000;
/** There are fewer names of time zones; who writes them in many ways has them made again. */
const CALENDARS_MAX = 700;

const calendars = new Map<string, StoreCalendar>();

/** The calendar of an IANA time zone, which must exist. It is made once: a chain has many stores in few time zones. */
export function storeCalendar(timeZone: string): StoreCalendar {
  const known = calendars.get(timeZone);
  if (known) return known;
  if (calendars.size >= CALENDARS_MAX) calendars.clear();
  const made = calendarOf(timeZone);
  calendars.set(timeZone, made);
  return made;
}

/** The day that it is in a store at a moment, by its own time zone: `2026-11-21`. */
export function storeDay(atMs: number, timeZone: string): Day {
  return storeCalendar(timeZone).dayOf(Math.floor(atMs / MINUTE_MS));
}

function calendarOf(timeZone: string): StoreCalendar {
  const offsetAt = offsetsOf(timeZone);
  const wallMinute = (minute: number) => minute + offsetAt(minute);
  const names = remembered(DAYS_MAX, dayOfNumber);
  const minuteOf = (storeDay: Day, minuteOfDay: number) => {
    const wall = dayNumber(storeDay) * DAY_MINUTES + minuteOfDay;
    // One of the two offsets holds; the earlier minute is tried first.
    let minute = wall - Math.max(offsetAt(wall - DAY_MINUTES), offsetAt(wall + DAY_MINUTES));
    while (wallMinute(minute) < wall) minute += 1;
    return minute;
  };
  const spans = remembered(
    DAYS_MAX,
    (storeDay: Day): MinuteSpan => ({
      fromMinute: minuteOf(storeDay, 0),
      toMinute: minuteOf(dayOfNumber(dayNumber(storeDay) + 1), 0),
    }),
  );
  return {
    wallMinute,
    clockOf: (minute) => new Date(wallMinute(minute) * MINUTE_MS).toISOString().slice(11, 16),
    hourOf: (minute) => {
      const shown = wallMinute(minute);
      return minute - (shown - Math.floor(shown / HOUR_MINUTES) * HOUR_MINUTES);
    },
    dayOf: (minute) => names(Math.floor(wallMinute(minute) / DAY_MINUTES)),
    minuteOf,
    minutesOf: spans,
  };
}

/** How far the wall is ahead of UTC at a minute, in minutes. A clock is asked once a day, and each quarter where it changes. */
function offsetsOf(timeZone: string): (minute: number) => number {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const asked = (quarter: number) => {
    const atMs = quarter * QUARTER_MINUTES * MINUTE_MS;
    const shown = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
    const wallMs = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
    return (wallMs - atMs) / MINUTE_MS;
  };
  const atMidnight = remembered(DAYS_MAX, (utcDay: number) => asked(utcDay * QUARTERS_PER_DAY));
  const ofDay = remembered(DAYS_MAX, (utcDay: number): number | readonly number[] => {
    const offset = atMidnight(utcDay);
    if (offset === atMidnight(utcDay + 1)) return offset;
    return Array.from({ length: QUARTERS_PER_DAY }, (_, quarter) => asked(utcDay * QUARTERS_PER_DAY + quarter));
  });
  return (minute) => {
    const utcDay = Math.floor(minute / DAY_MINUTES);
    const offset = ofDay(utcDay);
    if (typeof offset === "number") return offset;
    return offset[Math.floor((minute - utcDay * DAY_MINUTES) / QUARTER_MINUTES)]!;
  };
}

/** A question whose answers are remembered, up to so many. */
function remembered<Key, Answer>(limit: number, ask: (key: Key) => Answer): (key: Key) => Answer {
  const answers = new Map<Key, Answer>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    if (answers.size >= limit) answers.clear();
    const answer = ask(key);
    answers.set(key, answer);
    return answer;
  };
}
