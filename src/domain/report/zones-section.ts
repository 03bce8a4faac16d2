import { section } from "./figure.ts";
import type { Making } from "./make-report.ts";
import type { ReportSection } from "./report.ts";

/** So many zones are in a report, those with most entries first; the others are in the workbook of the export. */
const ZONES_MAX = 12;

/** Where people stayed, and for how long. */
export function zonesSection({ words, readings, isChain }: Making): ReportSection {
  const { zones: text } = words;
  const zones = readings
    .flatMap(({ name: store, figures }) => figures!.zones.map((zone) => ({ store, zone })))
    .toSorted((a, b) => b.zone.entered - a.zone.entered)
    .slice(0, ZONES_MAX);
  const columns = [
    { label: text.zone, measure: "text" },
    { label: text.entered, measure: "count" },
    { label: text.median, measure: "duration" },
    { label: text.p90, measure: "duration" },
    { label: text.draw, measure: "share" },
    { label: text.bounce, measure: "share" },
    { label: text.watched, measure: "share" },
  ] as const;
  return section("zones", words.sections.zones, {
    note: zones.length > 0 ? null : readings.length === 0 ? words.why.noFigures : words.why.noZones,
    method: zones.length === 0 ? null : text.method,
    grounds: ["zones"],
    table:
      zones.length === 0
        ? null
        : {
            columns: isChain ? [{ label: text.store, measure: "text" }, ...columns] : columns,
            rows: zones.map(({ store, zone }) => [
              ...(isChain ? [store] : []),
              zone.name,
              zone.entered,
              zone.dwell.medianMs,
              zone.dwell.p90Ms,
              zone.draw.share,
              zone.bounce,
              zone.completeness,
            ]),
          },
  });
}
