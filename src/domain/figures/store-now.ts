import { DAY_MINUTES, dayAfter } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { CaptureForm } from "#domain/deployment/settings.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { completeness } from "./completeness.ts";
import { type Inside, insideByMinute } from "./occupancy.ts";
import { type DayCount, type SameWeekday, sameWeekday } from "./same-weekday.ts";
import { makeStoreDay, type StoreDay, type ToldMinutes } from "./store-day.ts";
import { figuresOfDays, type HourFigures } from "./store-figures.ts";
import { storeHours } from "./store-hour.ts";

/** How a store's present day goes. */
export type StoreNow = {
  readonly store: string;
  readonly timeZone: string;
  readonly day: Day;
  /** The figures are of the minutes before this one. */
  readonly untilMinute: number;
  readonly isOpen: boolean;
  /** Of the day so far: what was counted, how complete that is, and what is estimated besides. Its comparison is `usual`. */
  readonly soFar: HourFigures;
  /** Who is inside; null without an entrance. While it is closed, nobody. */
  readonly inside: Pick<Inside, "people" | "isSure"> | null;
  /** The visitors against those of the same weekdays before, up to the same time of day; counts alone. */
  readonly usual: SameWeekday | null;
};

/** What was told of a minute may come so much later; what comes later yet was not watched as far as we know. */
const LATE_MINUTES_MAX = 3;

/**
 * The present day of a store: visitors so far, who is inside, how complete that is, and what is usual at this time of the weekday.
 *
 * `before` holds days before this one; what is usual and what is estimated comes from those of the last eight weeks, and who came
 * last night from yesterday. `today` is all that was told of this day.
 */
export function storeNow({
  store,
  before,
  today,
  nowMinute,
  captureForm,
  bounceMs,
}: {
  readonly store: Store;
  readonly before: readonly StoreDay[];
  readonly today: ToldMinutes;
  readonly nowMinute: number;
  readonly captureForm: CaptureForm;
  readonly bounceMs: number;
}): StoreNow {
  const calendar = storeCalendar(store.time_zone);
  const day = calendar.dayOf(nowMinute);
  const untilMinute = Math.max(calendar.minutesOf(day).fromMinute, toldUntil(today.rows, nowMinute));
  const made = makeStoreDay(store, day, today, untilMinute);
  const figures = figuresOfDays({
    store,
    days: [...before, made],
    period: { first: day, last: day },
    by: "day",
    captureForm,
    bounceMs,
    endMinute: untilMinute,
  });
  const soFar = figures!.total;
  const open = storeHours(store, calendar, day, day).flatMap((hour) => hour.open);
  const isOpen = open.some(({ start, end }) => start <= nowMinute && nowMinute < end);
  const atMinuteOfDay = calendar.wallMinute(untilMinute) % DAY_MINUTES;
  const count: DayCount = {
    day,
    isHoliday: (store.holidays ?? []).some(({ date }) => date === day),
    counted: soFar.visitors.counted,
    completeness: soFar.visitors.completeness,
  };
  const counts = before.map((one) => countUntil(one, calendar.minuteOf(one.day, atMinuteOfDay)));
  return {
    store: store.id,
    timeZone: store.time_zone,
    day,
    untilMinute,
    isOpen,
    soFar: { ...soFar, sameWeekday: null },
    inside:
      made.doors.length === 0
        ? null
        : isOpen
          ? insideNow([...before.filter((one) => one.day === dayAfter(day, -1)), made], store)
          : NOBODY,
    usual: soFar.openMinutes === 0 ? null : sameWeekday(count, counts),
  };
}

/** The minute up to which all has been told of the lines and zones that are being told of. */
export function toldUntil(rows: readonly StoreMinute[], nowMinute: number): number {
  const latest = new Map<string, number>();
  for (const { sensor, bucket } of rows) {
    if (bucket.minute >= nowMinute) continue;
    const unit = `${sensor}.${bucket.kind === "line" ? bucket.line : bucket.zone}`;
    latest.set(unit, Math.max(latest.get(unit) ?? 0, bucket.minute + 1));
  }
  const fresh = [...latest.values()].filter((minute) => minute >= nowMinute - LATE_MINUTES_MAX);
  return Math.min(nowMinute, ...fresh);
}

const NOBODY = { people: 0, isSure: true };

function insideNow(days: readonly StoreDay[], store: Store): Pick<Inside, "people" | "isSure"> {
  let last: Inside | null = null;
  for (const { inside } of insideByMinute(days, storeCalendar(store.time_zone))) last = inside;
  const ended = days
    .at(-1)
    ?.hours.flatMap((hour) => hour.open)
    .at(-1)?.end;
  // It has only just opened.
  if (last === null || ended === undefined || last.minute + 1 < ended) return NOBODY;
  return { people: last.people, isSure: last.isSure };
}

/** Who came in on a day before a minute, and how much of that time was watched. */
function countUntil({ day, hours, doors }: StoreDay, endMinute: number): DayCount {
  let [counted, watchedMs, minutes] = [0, 0, 0];
  for (const { open } of hours)
    for (const { start, end } of open)
      for (let minute = start; minute < Math.min(end, endMinute); minute++) {
        minutes += 1;
        for (const door of doors) {
          counted += door.in[minute - door.span.start]!;
          watchedMs += door.watchedMs[minute - door.span.start]!;
        }
      }
  return {
    day,
    isHoliday: hours[0]?.isHoliday ?? false,
    counted,
    completeness: completeness({ watchedMs, openMs: minutes * MINUTE_MS * doors.length }),
  };
}
