/** A time stamp this far from where it should be is the camera's clock being set, not a late packet. */
const STAMP_STEP_MS_MAX = 10_000;

/** How fast the offset may grow, as a share of time: twenty times the drift of a bad quartz, and no late packet shows. */
const OFFSET_DRIFT_MAX = 0.001;

/** The time of each frame in turn, in whole milliseconds since the epoch; it never runs backwards. */
export type LiveClock = (stampMs: number | null, arrivedAtMs: number) => number;

/**
 * Puts a camera's own time stamps on our time. The camera says how far frames lie apart, we say when.
 *
 *     arrived - stamp   .  ..  :   .  .:.          every packet is late by something;
 *                       ______________ . _____     the least late one shows the offset, and the offset
 *                                                  may creep up slowly, because clocks drift apart
 *
 * A frame without a stamp bears the time of its arrival. A camera whose clock is set anew is anchored anew.
 */
export function openLiveClock(): LiveClock {
  let offsetMs: number | null = null;
  let lastArrivedAtMs = 0;
  let lastStampMs = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  return (stampMs, arrivedAtMs) => {
    if (stampMs !== null) {
      const passedMs = arrivedAtMs - lastArrivedAtMs;
      const isStep = Math.abs(stampMs - lastStampMs - passedMs) > STAMP_STEP_MS_MAX;
      const seenMs = arrivedAtMs - stampMs;
      offsetMs = offsetMs === null || isStep ? seenMs : Math.min(seenMs, offsetMs + passedMs * OFFSET_DRIFT_MAX);
      lastArrivedAtMs = arrivedAtMs;
      lastStampMs = stampMs;
    }
    lastMs = Math.max(lastMs, Math.round(stampMs === null || offsetMs === null ? arrivedAtMs : stampMs + offsetMs));
    return lastMs;
  };
}
