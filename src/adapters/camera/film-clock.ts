/** A step back this long is a new time line (films joined end to end); a shorter one is a time stamp gone astray. */
const STEP_BACK_MS_MAX = 1000;

/** The time of each frame in turn, in whole milliseconds since the film began; it never runs backwards. */
export type FilmClock = (stampMs: number | null) => number;

/**
 * Reads time stamps (milliseconds since the film began, null where a frame bears none). A frame without a stamp comes
 * one interval after the frame before it. Where the stamps start again, the film goes on from where it was.
 */
export function openFilmClock(options: { intervalMs: number }): FilmClock {
  let shiftMs = 0;
  let lastMs: number | null = null;
  return (stampMs) => {
    const expectedMs = lastMs === null ? 0 : lastMs + options.intervalMs;
    if (stampMs !== null && lastMs !== null && stampMs + shiftMs < lastMs - STEP_BACK_MS_MAX)
      shiftMs = expectedMs - stampMs;
    lastMs = Math.max(stampMs === null ? expectedMs : stampMs + shiftMs, lastMs ?? 0);
    return Math.round(lastMs);
  };
}

/** The clock of a film whose time stamps lie about the rate: frame k is at k / rate. */
export function openCountingClock(options: { framesPerSecond: number }): FilmClock {
  let index = 0;
  return () => Math.round((index++ * 1000) / options.framesPerSecond);
}
