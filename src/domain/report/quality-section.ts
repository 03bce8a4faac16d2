import { completeness, sumOfWatches } from "#domain/figures/completeness.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import { type Estimated, figure, section } from "./figure.ts";
import type { Making } from "./make-report.ts";
import type { ReportSection } from "./report.ts";
import type { CheckedLine } from "./store-reading.ts";

/** How much was watched, and how far counts are from what people saw. */
export function qualitySection({ words, format, readings, isChain }: Making): ReportSection {
  const { doors } = words;
  const checked = readings.flatMap(({ name, checks }) => (checks ?? []).map((check) => ({ store: name, check })));
  const lines = checked.map(({ check }) => check);
  const people = lines.reduce((sum, { error }) => sum + error.people, 0);
  const isNoneShared = readings.length > 0 && readings.every(({ checks }) => checks === null);
  const columns = [
    { label: doors.line, measure: "text" },
    { label: doors.checked, measure: "text" },
    { label: doors.people, measure: "tenths" },
    { label: doors.counted, measure: "count" },
    { label: doors.error, measure: "change" },
    { label: `${doors.interval} −`, measure: "change" },
    { label: `${doors.interval} +`, measure: "change" },
  ] as const;
  return section("quality", words.sections.quality, {
    figures: [
      figure("completeness", words.completeness, {
        measure: "share",
        found: completeness(sumOfWatches(readings.map(({ figures }) => figures!.total.visitors))),
        why: words.why.noFigures,
      }),
      figure("error", words.error, {
        measure: "change",
        found: errorOf(lines),
        why: isNoneShared ? words.why.notShared : words.why.notMeasured,
        base:
          lines.length === 0 ? null : words.ofChecks(format.number(lines.length), format.number(Math.round(people))),
      }),
    ],
    method: checked.length === 0 ? null : doors.method,
    table:
      checked.length === 0
        ? null
        : {
            columns: isChain ? [{ label: doors.store, measure: "text" }, ...columns] : columns,
            rows: checked.map(({ store, check: { unitId, day, error } }) => [
              ...(isChain ? [store] : []),
              partsOfUnitId(unitId).name,
              format.day(day),
              error.people,
              error.counted,
              error.error,
              error.low,
              error.high,
            ]),
          },
  });
}

/** The error of several lines as one: weighed by the people who passed, the margins as those of lines that have nothing to do with each other. */
export function errorOf(lines: readonly CheckedLine[]): Estimated | null {
  const errors = lines.map(({ error }) => error).filter(({ people }) => people > 0);
  const people = errors.reduce((sum, one) => sum + one.people, 0);
  if (people === 0) return null;
  const value = errors.reduce((sum, one) => sum + one.counted, 0) / people - 1;
  const margin = (of: "low" | "high") =>
    errors.some((one) => one[of] === null)
      ? null
      : Math.sqrt(errors.reduce((sum, one) => sum + ((one[of]! - one.error!) * one.people) ** 2, 0)) / people;
  const [below, above] = [margin("low"), margin("high")];
  return {
    value,
    low: below === null ? null : Math.max(-1, value - below),
    high: above === null ? null : value + above,
  };
}
