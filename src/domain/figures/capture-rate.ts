import type { CaptureForm } from "#domain/deployment/settings.ts";
import { type JointCount, jointCount, type Share, shareOf, sumOfJointCounts } from "./jointly-watched.ts";
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
export function captureRate(counts: readonly JointCount[], form: CaptureForm): Share {
  const { part: entered, whole: passed, ...minutes } = sumOfJointCounts(counts);
  return shareOf({ ...minutes, part: entered, whole: form === "entries-per-all" ? entered + passed : passed });
}

/** Visitors and passers-by of each hour, of the minutes in which all their lines were watched; none where one of them has no line. */
export function captureCounts(
  entrances: readonly LineMinutes[],
  passerByLines: readonly LineMinutes[],
  hours: readonly StoreHour[],
): JointCount[] {
  if (entrances.length === 0 || passerByLines.length === 0) return [];
  const sources = [...entrances, ...passerByLines];
  return hours.map((hour) =>
    jointCount([hour], sources, (minute) => {
      let [entered, passed] = [0, 0];
      for (const { minutes } of entrances) entered += minutes.get(minute)?.in ?? 0;
      for (const { minutes } of passerByLines) {
        const bucket = minutes.get(minute);
        if (bucket) passed += bucket.in + bucket.out;
      }
      return [entered, passed];
    }),
  );
}
