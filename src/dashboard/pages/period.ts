import type { Period } from "#dashboard/api/answers.ts";
import { dayAfter, daysBetween, WEEKDAYS, weekdayOf } from "#domain/calendar/day.ts";

const WEEK_DAYS = 7;
/** The same weekday a year ago: 52 weeks. */
const YEAR_DAYS = 52 * WEEK_DAYS;

/** What a period may be compared with. */
export const COMPARISONS = ["none", "before", "weekdays", "year"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const PRESETS = ["week", "four-weeks", "month", "last-month", "year"] as const;
export type Preset = (typeof PRESETS)[number];

/** How many days a period has. */
function daysIn({ from, to }: Period): number {
  return daysBetween(from, to) + 1;
}

/** The day that it is in a time zone. */
export function todayIn(timeZone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format();
}

/** The days of a preset that ends today, or with the last month. */
export function presetPeriod(preset: Preset, today: string): Period {
  const monthStart = `${today.slice(0, 7)}-01`;
  if (preset === "month") return { from: monthStart, to: today };
  if (preset === "last-month") {
    const to = dayAfter(monthStart, -1);
    return { from: `${to.slice(0, 7)}-01`, to };
  }
  const days = { week: WEEK_DAYS, "four-weeks": 4 * WEEK_DAYS, year: YEAR_DAYS + 1 }[preset];
  return { from: dayAfter(today, 1 - days), to: today };
}

/** The days that a period is compared with: as many, day for day. Same weekdays are whole weeks before. */
export function comparedPeriod(period: Period, comparison: Comparison): Period | null {
  if (comparison === "none") return null;
  const days = daysIn(period);
  const back =
    comparison === "before" ? days : comparison === "weekdays" ? Math.ceil(days / WEEK_DAYS) * WEEK_DAYS : YEAR_DAYS;
  return { from: dayAfter(period.from, -back), to: dayAfter(period.to, -back) };
}

/** As long as weeks of answers are looked back at. */
const MIX_WEEKS = 12;

/** The weeks of answers that are shown first: those of twelve weeks up to a day. */
export function mixPeriod(today: string): Period {
  return { from: dayAfter(mondayOf(today), -MIX_WEEKS * WEEK_DAYS), to: today };
}

/** The Mondays in some days. */
export function mondaysIn({ from, to }: Period): string[] {
  const mondays: string[] = [];
  const first = mondayOf(dayAfter(from, WEEK_DAYS - 1));
  for (let monday = first; monday <= to; monday = dayAfter(monday, WEEK_DAYS)) mondays.push(monday);
  return mondays;
}

function mondayOf(day: string): string {
  return dayAfter(day, -WEEKDAYS.indexOf(weekdayOf(day)));
}

/** What of a page's address says which days are shown; what cannot be read is left out. */
export function readPeriodSearch(search: Readonly<Record<string, unknown>>): {
  readonly from?: string;
  readonly to?: string;
  readonly compare?: Comparison;
} {
  const day = (value: unknown) =>
    typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
      ? value
      : undefined;
  const [from, to] = [day(search.from), day(search.to)];
  const compare = COMPARISONS.find((one) => one === search.compare);
  return { ...(from && to && from <= to && { from, to }), ...(compare && { compare }) };
}

/** Which report is looked at, as it stands in the address; what is no month or store is left out. */
export function readReportSearch(search: Record<string, unknown>): {
  readonly store?: string;
  readonly month?: string;
} {
  const { store, month } = search;
  return {
    ...(typeof store === "string" && { store }),
    ...(typeof month === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) && { month }),
  };
}
