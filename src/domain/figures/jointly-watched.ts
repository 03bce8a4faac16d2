import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { completeness } from "./completeness.ts";
import type { StoreHour } from "./store-hour.ts";

/** Two counts, of the minutes in which all that they need was watched; only such may be divided. */
export type JointCount = {
  readonly part: number;
  readonly whole: number;
  /** How much of the open time that is, 0..1; null where there was none. */
  readonly completeness: number | null;
};

/** A share with how much of the open time it speaks of. */
export type Share = { readonly share: number | null; readonly completeness: number | null };

type Minutes = { readonly minutes: ReadonlyMap<number, { readonly watchedMs: number }> };

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
  return { part, whole, completeness: completeness({ watchedMs: jointMinutes, openMs: openMinutes }) };
}
