/** A wall clock that is further off than this was set, by hand or by NTP; what drifts less is followed at the next start. */
export const CLOCK_STEP_MS_MIN = 2000;

/** Our time, and what became of it. */
export type SteadyTime = {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Grows by one whenever the wall clock was set; within one timeline time never runs back and never leaps. */
  readonly timeline: number;
  /** By how much the clock was set at the last step; 0 before the first. */
  readonly steppedMs: number;
};

/**
 * Our time from one anchor on the wall clock and the monotonic clock since. When the wall clock is set by more than
 * `CLOCK_STEP_MS_MIN` a new timeline begins at what it says now.
 */
export function openSteadyClock(clocks: {
  readonly wallMs: () => number;
  readonly monotonicMs: () => number;
}): () => SteadyTime {
  let anchorMs = clocks.wallMs() - clocks.monotonicMs();
  let timeline = 0;
  let steppedMs = 0;
  return () => {
    const monotonicMs = clocks.monotonicMs();
    const wallMs = clocks.wallMs();
    const offMs = wallMs - monotonicMs - anchorMs;
    if (Math.abs(offMs) > CLOCK_STEP_MS_MIN) {
      anchorMs += offMs;
      timeline += 1;
      steppedMs = Math.round(offMs);
    }
    return { atMs: anchorMs + monotonicMs, timeline, steppedMs };
  };
}
