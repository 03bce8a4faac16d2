import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { completeness } from "./completeness.ts";
import type { StoreHour } from "./store-hour.ts";
import type { MinutesOf } from "./store-sources.ts";

/** Two counts, of the minutes in which all that they need was watched; only such may be divided. */
export type JointCount = {
  readonly part: number;
  readonly whole: number;
  readonly jointMinutes: number;
  /** All open minutes, watched or not. */
  readonly openMinutes: number;
};

/** A share with how much of the open time it speaks of. */
export type Share = { readonly share: number | null; readonly completeness: number | null };

type Minutes = { readonly minutes: MinutesOf<{ readonly watchedMs: number }> };

/** A minute of which less was watched is left out of a comparison. */
const WATCHED_MS_MIN = 0.9 * MINUTE_MS;

/**
 * Counts two things over the open minutes in which every source was watched. A door that was watched while the street was
 * not would otherwise raise the capture rate.
 */
export function jointCount(
  hours: readonly StoreHour[],
  sources: readonly Minutes[],
  countsAt: (minute: number) => readonly [part: number, whole: number],
): JointCount {
  let [part, whole, jointMinutes, openMinutes] = [0, 0, 0, 0];
  for (const { open } of hours)
    for (const { start, end } of open)
      for (let minute = start; minute < end; minute++) {
        openMinutes += 1;
        if (!sources.every(({ minutes }) => (minutes.get(minute)?.watchedMs ?? 0) >= WATCHED_MS_MIN)) continue;
        const [partThen, wholeThen] = countsAt(minute);
        part += partThen;
        whole += wholeThen;
        jointMinutes += 1;
      }
  return { part, whole, jointMinutes, openMinutes };
}

/** Joint counts of several hours as one. */
export function sumOfJointCounts(counts: readonly JointCount[]): JointCount {
  let [part, whole, jointMinutes, openMinutes] = [0, 0, 0, 0];
  for (const count of counts) {
    part += count.part;
    whole += count.whole;
    jointMinutes += count.jointMinutes;
    openMinutes += count.openMinutes;
  }
  return { part, whole, jointMinutes, openMinutes };
}

/** The part of a whole, with how much of the open time both were watched; no share of nobody. */
export function shareOf({ part, whole, jointMinutes, openMinutes }: JointCount): Share {
  return {
    share: whole === 0 ? null : part / whole,
    completeness: completeness({ watchedMs: jointMinutes, openMs: openMinutes }),
  };
}
