import { completeness } from "./completeness.ts";
import type { HourPassages } from "./passages.ts";
import type { StoreHour } from "./store-hour.ts";

export type PeakHour = Pick<StoreHour, "day" | "weekday" | "hour" | "isAgain"> & {
  readonly visitors: number;
  /** No other open hour was left unwatched, so that none can have had more without our knowing. */
  readonly isSure: boolean;
};

/** An hour of which less was watched may have had more visitors than were counted. */
const WATCHED_SHARE_MIN = 0.9;

/**
 * Peak hour: the hour in which most visitors came in. `hours` holds the sum over all entrances of each hour.
 *
 * Unit: an hour of a day. Edge: null where nobody came in. Of equals the first. Counts only, no estimates: where an hour was
 * hardly watched the peak is unsure, and says so.
 * Source: in common use; no author is known to us.
 */
export function peakHour(hours: readonly HourPassages[]): PeakHour | null {
  const most = hours.reduce<HourPassages | null>((best, one) => (one.in > (best?.in ?? 0) ? one : best), null);
  if (!most) return null;
  const { day, weekday, hour, isAgain } = most.hour;
  return {
    day,
    weekday,
    hour,
    isAgain,
    visitors: most.in,
    isSure: hours.every((one) => (completeness(one) ?? 1) >= WATCHED_SHARE_MIN),
  };
}
