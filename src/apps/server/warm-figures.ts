import { dayAfter } from "#domain/calendar/day.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { DAYS_KEPT_MAX } from "#domain/figures/day-keep.ts";
import { type ServerParts, shopsOf } from "./server-parts.ts";

/** A year and the one that it is compared with would be more; the year is what pages offer at most. */
const WARM_DAYS_MAX = 371;
/** So many days are made at once; between them others are answered. */
const DAYS_AT_ONCE = 7;

/**
 * Makes the days of all stores before anybody asks, the latest first, so that the first question about a year is answered as fast as
 * the second. What goes wrong goes wrong again for whoever asks, and is told there.
 */
export async function warmFigures(parts: ServerParts): Promise<void> {
  const shops = shopsOf(parts);
  const daysEach = Math.min(WARM_DAYS_MAX, Math.floor(DAYS_KEPT_MAX / Math.max(1, shops.length)));
  try {
    for (let back = 0; back < daysEach; back += DAYS_AT_ONCE)
      for (const store of shops) {
        const nowMs = parts.nowMs();
        const last = dayAfter(storeDay(nowMs, store.time_zone), -back);
        const period = { first: dayAfter(last, 1 - DAYS_AT_ONCE), last };
        await parts.figures.figures({
          store,
          nowMs,
          period,
          by: "day",
          captureForm: "entries-per-passer-by",
          bounceMs: 1,
        });
      }
  } catch {
    // Closed meanwhile, or told when somebody asks.
  }
}
