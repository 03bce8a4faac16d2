import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { StoreHour } from "./store-hour.ts";
import type { MinutesOf } from "./store-sources.ts";

/** How much of the open time of some lines or zones was watched. */
export type Watch = {
  /** Watched open time, of all of them together. */
  readonly watchedMs: number;
  /** Open time, as often as there are lines or zones. */
  readonly openMs: number;
};

/**
 * Completeness: watched open time ÷ open time.
 *
 * Unit: a share, 0..1. Lines count alike, so that one of two doors watched is a half, however many people use each.
 * Edge: null where there was no open time at all (a closed day, no line): there was nothing to watch. Time outside the opening
 * hours adds nothing. A minute that was not told is a minute not watched.
 * Source: our own. Never compare stores or days of unlike completeness: every total stands beside its own.
 */
export function completeness({ watchedMs, openMs }: Watch): number | null {
  return openMs === 0 ? null : watchedMs / openMs;
}

/** How long each of some lines or zones was watched in the open time of an hour. */
export function watchOf(
  sources: readonly { readonly minutes: MinutesOf<{ readonly watchedMs: number }> }[],
  { open }: StoreHour,
): Watch {
  let [watchedMs, minutes] = [0, 0];
  for (const { start, end } of open) {
    minutes += end - start;
    for (const source of sources)
      for (let minute = start; minute < end; minute++) watchedMs += source.minutes.get(minute)?.watchedMs ?? 0;
  }
  return { watchedMs, openMs: minutes * MINUTE_MS * sources.length };
}

/** Watches put together. */
export function sumOfWatches(watches: Iterable<Watch>): Watch {
  let [watchedMs, openMs] = [0, 0];
  for (const watch of watches) {
    watchedMs += watch.watchedMs;
    openMs += watch.openMs;
  }
  return { watchedMs, openMs };
}
