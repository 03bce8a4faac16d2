import type { CaptureForm } from "#domain/deployment/settings.ts";
import { jointCount, type Share } from "./jointly-watched.ts";
import type { StoreHour } from "./store-hour.ts";
import type { LineMinutes } from "./store-sources.ts";

/**
 * Capture rate (turn-in, draw-in): how many of those outside came in.
 *
 * `entries-per-passer-by`: visitors ÷ passers-by (Bumbee, retail metrics glossary). May pass 1.
 * `entries-per-all`: visitors ÷ (visitors + passers-by) (Aura Vision, "What is a capture rate"). 0..1.
 *
 * Unit: a share. Edge: null without passer-by lines, and where nobody passed. Only minutes in which all entrances and all
 * passer-by lines were watched.
 */
export function captureRate(
  entrances: readonly LineMinutes[],
  passerByLines: readonly LineMinutes[],
  hours: readonly StoreHour[],
  form: CaptureForm,
): Share {
  if (entrances.length === 0 || passerByLines.length === 0) return { share: null, completeness: null };
  const joint = jointCount(hours, [...entrances, ...passerByLines], (minute) => {
    const entered = entrances.reduce((sum, { minutes }) => sum + (minutes.get(minute)?.in ?? 0), 0);
    const passed = passerByLines.reduce((sum, { minutes }) => {
      const bucket = minutes.get(minute);
      return sum + (bucket?.in ?? 0) + (bucket?.out ?? 0);
    }, 0);
    return [entered, form === "entries-per-all" ? entered + passed : passed];
  });
  return { share: joint.whole === 0 ? null : joint.part / joint.whole, completeness: joint.completeness };
}
