import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { HourPassages } from "./passages.ts";
import type { CountOf, LinePassages } from "./total.ts";

/** What probably passed while nobody watched. */
export type Estimate = {
  /** People, a whole number; of the `estimatedMs` only. */
  readonly people: number;
  /** Unwatched open time that the estimate speaks of. */
  readonly estimatedMs: number;
  /** Unwatched open time of which too little is known for an estimate: it stays a gap. */
  readonly gapMs: number;
};

/** The passages of a line in the hours from the first to the last minute told of its store. */
export type FileHours = {
  readonly hours: ReadonlySet<HourPassages>;
  readonly bySlot: ReadonlyMap<string, readonly HourPassages[]>;
};

/** Only weeks so near are like this one. */
export const LIKE_WEEKS_MAX = 8;
/** An hour of which less was watched in all those weeks together is not estimated. */
const KNOWN_MS_MIN = 30 * MINUTE_MS;

/**
 * Estimate for unwatched minutes: for each line and hour, people per watched open time of the same hour of the same weekday
 * in the eight weeks before and after, × the time of this hour that was not watched.
 *
 * Unit: people, whole. Range: 0 and above. Edge: nothing unwatched, nothing estimated. Holidays are neither estimated nor
 * estimated from. Hours before the first and after the last minute on file are gaps and not estimated: they may be still
 * to come. INVARIANT: it never enters a count.
 * Source: our own. What it is not: a measurement. A day that was unlike its weekday is missed.
 */
export function estimateOf(lines: readonly LinePassages[], countOf: CountOf): Estimate {
  let [people, estimatedMs, gapMs] = [0, 0, 0];
  for (const { own, onFile } of lines) {
    for (const passage of own) {
      const missingMs = passage.openMs - passage.watchedMs;
      if (missingMs === 0) continue;
      const { isHoliday } = passage.hour;
      const known =
        isHoliday || !onFile.hours.has(passage)
          ? []
          : (onFile.bySlot.get(slotOf(passage)) ?? []).filter((one) => isLike(one, passage));
      const knownMs = known.reduce((sum, one) => sum + one.watchedMs, 0);
      if (knownMs < KNOWN_MS_MIN) gapMs += missingMs;
      else {
        estimatedMs += missingMs;
        people += (known.reduce((sum, one) => sum + countOf(one), 0) * missingMs) / knownMs;
      }
    }
  }
  return { people: Math.round(people), estimatedMs, gapMs };
}

/** The hours on file as an estimate asks for them; made once for each line. */
export function fileHours(passages: readonly HourPassages[]): FileHours {
  return { hours: new Set(passages), bySlot: Map.groupBy(passages, slotOf) };
}

function slotOf({ hour }: HourPassages): string {
  return `${hour.weekday} ${hour.hour}`;
}

function isLike({ hour }: HourPassages, to: HourPassages): boolean {
  return !hour.isHoliday && Math.abs(hour.dayNumber - to.hour.dayNumber) <= 7 * LIKE_WEEKS_MAX;
}
