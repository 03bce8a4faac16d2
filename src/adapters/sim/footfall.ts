import { dayAfter, daysFrom, HOUR_MINUTES, weekdayOf } from "#domain/calendar/day.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { type Chance, openChance } from "./chance.ts";

/** How busy a day is against a usual one, inside and on the street. */
export type DayMood = { readonly visitors: number; readonly passersBy: number };

const WEEKDAY = { mon: 0.8, tue: 0.82, wed: 0.9, thu: 0.95, fri: 1.15, sat: 1.5, sun: 0.95 } as const;
/** January to December: sales, summer holidays, presents. */
const SEASON = [0.95, 0.82, 0.94, 1, 1.02, 1.04, 1.02, 0.9, 1, 1.02, 1.14, 1.45];
const HOLIDAY = 0.75;
const HOLIDAY_EVE = 1.15;
const RAIN = { visitors: 0.85, passersBy: 0.7 };
const RAIN_AFTER_RAIN = 0.55;
const RAIN_AFTER_SUN = 0.22;
/** What nobody can explain. */
const DAY_NOISE = 0.07;

/** How busy each of some days is. Rain comes in spells, one for all stores of a time zone. */
export function dayMoods(
  first: Day,
  last: Day,
  { seed, store, timeZone, holidays }: { seed: number; store: string; timeZone: string; holidays: readonly Day[] },
): ReadonlyMap<Day, DayMood> {
  const sky = openChance(`${seed} rain ${timeZone}`);
  let isWet = false;
  const moods = daysFrom(first, last).map((day): [Day, DayMood] => {
    isWet = sky.next() < (isWet ? RAIN_AFTER_RAIN : RAIN_AFTER_SUN);
    const noise = Math.exp(DAY_NOISE * openChance(`${seed} ${store} ${day} mood`).normal());
    const holiday = (holidays.includes(day) ? HOLIDAY : 1) * (holidays.includes(dayAfter(day)) ? HOLIDAY_EVE : 1);
    const usual = WEEKDAY[weekdayOf(day)] * (SEASON[Number(day.slice(5, 7)) - 1] ?? 1) * holiday * noise;
    return [day, { visitors: usual * (isWet ? RAIN.visitors : 1), passersBy: usual * (isWet ? RAIN.passersBy : 1) }];
  });
  return new Map(moods);
}

/** At night few are about, where anything is open. */
const NIGHT_SHARE = 0.15;
const MORNING_HOUR = 7;

/**
 * The part of a usual day's people that comes in a minute of the day: at noon and after work on weekdays, in the afternoon at
 * the end of the week. From 8 to 22 it comes to about 1.
 *
 *      weekday      .-.     .-.            weekend        .--.
 *              ___.'   '---'   '.___              ___..-''    ''-..___
 *                10  13  16  18                     10  13  16  19
 */
export function minuteShare(day: Day, minuteOfDay: number): number {
  const hour = minuteOfDay / HOUR_MINUTES;
  const hump = (at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2));
  const weekday = weekdayOf(day);
  const perHour =
    weekday === "sat" || weekday === "sun"
      ? 0.015 + 0.12 * hump(15.5, 3.2)
      : 0.02 + 0.06 * hump(12.8, 1.6) + 0.105 * hump(17.8, 2.1);
  return ((hour < MORNING_HOUR ? NIGHT_SHARE : 1) * perHour) / HOUR_MINUTES;
}

/** How many come together. */
export function groupSize(chance: Chance): number {
  const draw = chance.next();
  if (draw < 0.58) return 1;
  if (draw < 0.87) return 2;
  return draw < 0.95 ? 3 : 4;
}

/** The mean of `groupSize`. */
export const GROUP_SIZE_MEAN = 0.58 + 2 * 0.29 + 3 * 0.08 + 4 * 0.05;
