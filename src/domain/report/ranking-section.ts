import { HOUR_MINUTES } from "#domain/calendar/day.ts";
import { section } from "./figure.ts";
import type { Making } from "./make-report.ts";
import { errorOf } from "./quality-section.ts";
import type { ReportSection } from "./report.ts";
import type { StoreReading } from "./store-reading.ts";
import { changeOf, netVisits } from "./visitors-section.ts";

/** A store of which less was watched has no place, as on the page of all stores. */
const RANKED_COMPLETENESS_MIN = 0.5;

/** The stores side by side, by visitors per hour that they were open and watched. */
export function rankingSection({ words, readings }: Making): ReportSection {
  const { ranking: text } = words;
  const rows = readings
    .map((reading) => ({ reading, perHour: perWatchedHour(reading) }))
    .toSorted((a, b) => (b.perHour ?? -1) - (a.perHour ?? -1));
  const places = rows.map(({ perHour }) =>
    perHour === null ? null : 1 + rows.filter((other) => (other.perHour ?? -1) > perHour).length,
  );
  return section("ranking", words.sections.ranking, {
    note: rows.length === 0 ? words.why.noFigures : null,
    method: text.method,
    charts: [
      {
        kind: "bars",
        title: text.chart,
        measure: "tenths",
        entries: rows.map(({ reading, perHour }) => ({ label: reading.name, value: perHour })),
      },
    ],
    table: {
      columns: [
        { label: text.rank, measure: "count" },
        { label: text.store, measure: "text" },
        { label: text.visitors, measure: "count" },
        { label: text.net, measure: "count" },
        { label: text.perHour, measure: "tenths" },
        { label: text.change, measure: "change" },
        { label: text.watched, measure: "share" },
        { label: text.error, measure: "change" },
      ],
      rows: rows.map(({ reading, perHour }, index) => {
        const { visitors } = reading.figures!.total;
        return [
          places[index]!,
          reading.name,
          visitors.counted,
          netVisits(reading)?.value ?? null,
          perHour,
          changeOf([reading]),
          visitors.completeness,
          errorOf(reading.checks ?? [])?.value ?? null,
        ];
      }),
    },
  });
}

function perWatchedHour({ figures }: StoreReading): number | null {
  const { visitors, openMinutes } = figures!.total;
  const { completeness, counted } = visitors;
  if (completeness === null || completeness < RANKED_COMPLETENESS_MIN || openMinutes === 0) return null;
  return counted / ((openMinutes / HOUR_MINUTES) * completeness);
}
