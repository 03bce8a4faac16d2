import { dayAfter, WEEKDAYS, weekdayOf } from "#domain/calendar/day.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Period } from "#domain/figures/store-figures.ts";
import type { Day } from "#domain/policy/evidence.ts";

/** How often a report is made. */
export const REPORT_PERIODS = ["month", "week"] as const;
export type ReportPeriod = (typeof REPORT_PERIODS)[number];

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;
const WEEK_DAYS = 7;
/** The most months a report is of, since figures of longer take long: half a year. */
export const REPORT_DAYS_MAX = 184;

/** The days of a month, `2026-11`; a fault where it is none. */
export function monthOf(text: string): Period {
  const [, year, month] = MONTH.exec(text) ?? [];
  if (year === undefined || month === undefined)
    throw new Fault("report/period", `\`${text}\` is not a month such as \`2026-11\``);
  const next =
    Number(month) === 12 ? `${Number(year) + 1}-01` : `${year}-${String(Number(month) + 1).padStart(2, "0")}`;
  return { first: `${text}-01`, last: dayAfter(`${next}-01`, -1) };
}

/** The last month or week (Monday to Sunday) that is over on a day. */
export function lastPeriod(every: ReportPeriod, today: Day): Period {
  if (every === "month") return monthOf(dayAfter(`${today.slice(0, 7)}-01`, -1).slice(0, 7));
  const monday = dayAfter(today, -WEEKDAYS.indexOf(weekdayOf(today)));
  return { first: dayAfter(monday, -WEEK_DAYS), last: dayAfter(monday, -1) };
}

/** The period before one: the month before a month, else as many days. */
export function periodBefore({ first, last }: Period, days: number): Period {
  const end = dayAfter(first, -1);
  const month = monthOf(first.slice(0, 7));
  return month.first === first && month.last === last
    ? monthOf(end.slice(0, 7))
    : { first: dayAfter(first, -days), last: end };
}
