/** A rate this close to a multiple of the wanted one (as a share of that multiple) is sampled by whole strides. */
const STRIDE_TOLERANCE = 0.05;

/** How early a time stamp may be that was rounded to whole milliseconds. */
const ROUNDING_MS = 1;

/** Says of each frame, in order, whether it is to be analysed. */
export type Sampler = (atMs: number) => boolean;

/**
 * Chooses the frames to be analysed by their time.
 *
 *     25/s, wanted 5      |....|....|....      by stride: the next is due one stride after the last that was taken
 *     12.5/s, wanted 5    |..|.|..|.|..|.      by grid: the next is due at the next multiple of 200 ms
 *
 * `nativePerSecond` is null where the rate is not known; the grid is used then. At a native rate at or below the wanted
 * one every frame is taken. What a gap swallowed is not made up for.
 */
export function openSampler(options: { nativePerSecond: number | null; analysedPerSecond: number }): Sampler {
  const { nativePerSecond, analysedPerSecond } = options;
  const wantedMs = 1000 / analysedPerSecond;
  const strideMs = nativePerSecond === null ? null : strideMsOf(nativePerSecond, wantedMs);
  let dueMs = Number.NEGATIVE_INFINITY;

  if (nativePerSecond === null || strideMs === null)
    return (atMs) => {
      if (atMs < dueMs - ROUNDING_MS) return false;
      dueMs = (atMs < dueMs + wantedMs ? dueMs : atMs) + wantedMs;
      return true;
    };

  // Half a frame of slack keeps the stride exact although time stamps jitter.
  const slackMs = Math.min(500 / nativePerSecond, strideMs / 2);
  return (atMs) => {
    if (atMs < dueMs - slackMs) return false;
    dueMs = atMs + strideMs;
    return true;
  };
}

function strideMsOf(nativePerSecond: number, wantedMs: number): number | null {
  const ratio = (nativePerSecond * wantedMs) / 1000;
  if (ratio <= 1) return wantedMs;
  const stride = Math.round(ratio);
  return Math.abs(ratio - stride) <= STRIDE_TOLERANCE * stride ? (stride * 1000) / nativePerSecond : null;
}
