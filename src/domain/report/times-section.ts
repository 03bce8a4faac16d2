import { WEEKDAYS } from "#domain/calendar/day.ts";
import type { HourFigures } from "#domain/figures/store-figures.ts";
import { section } from "./figure.ts";
import type { Making } from "./make-report.ts";
import type { ReportSection } from "./report.ts";

/** Visitors of an average open day by hour and by weekday. */
export function timesSection({ words, format, readings }: Making): ReportSection {
  const withHours = readings.filter(({ shared }) => shared.figures !== "day");
  const hours = meansOf(withHours.flatMap(({ figures }) => figures!.rows));
  const weekdays = meansOf(readings.flatMap((reading) => reading.weekdays));
  const byHour = [...hours].toSorted(([a], [b]) => (a < b ? -1 : 1)).filter(([label]) => !label.includes(" "));
  return section("times", words.sections.times, {
    note: readings.length === 0 ? words.why.noFigures : withHours.length === 0 ? words.why.daysOnly : null,
    method: words.timesMethod,
    charts: [
      {
        kind: "columns",
        title: words.byHour,
        measure: "tenths",
        entries: byHour.map(([label, value]) => ({ label: label.slice(0, 2), value })),
      },
      {
        kind: "columns",
        title: words.byWeekday,
        measure: "tenths",
        entries: WEEKDAYS.map((weekday, index) => ({
          label: format.weekday(index),
          value: weekdays.get(weekday) ?? null,
        })),
      },
    ],
  });
}

/** Visitors per open day of each label, summed over stores; what was never open is not in it. */
function meansOf(rows: readonly HourFigures[]): ReadonlyMap<string, number> {
  const means = new Map<string, number>();
  for (const { label, openDays, visitors } of rows)
    if (openDays > 0) means.set(label, (means.get(label) ?? 0) + visitors.counted / openDays);
  return means;
}
