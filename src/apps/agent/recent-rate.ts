/** How far back `recent` looks, in whole milliseconds: long enough that a burst of packets is no news. */
export const RECENT_MS = 10_000;
/** A camera of whose due frames a smaller share is looked at is told to be too slow. */
const LOOKED_SHARE_MIN = 0.9;

/** Frames of a live camera in the last ten seconds, or over all of a watch. */
export type FrameRate = {
  readonly analysedPerSecond: number;
  /** Analysed or dropped: what was ordered, or all that the camera sends where that is less. */
  readonly duePerSecond: number;
};

/** Running counts, as a lens tells them. */
type Counts = { readonly analysed: number; readonly dropped: number };

/** The rate over `elapsedMs`. Seconds in which nobody was watching count as time in which nothing was due. */
export function frameRate({ analysed, dropped }: Counts, elapsedMs: number): FrameRate {
  const seconds = elapsedMs / 1000;
  return { analysedPerSecond: analysed / seconds, duePerSecond: (analysed + dropped) / seconds };
}

/** Whether the machine sheds a noticeable share of what is due. A camera that sends little sheds nothing. */
export function isTooSlow({ analysedPerSecond, duePerSecond }: FrameRate): boolean {
  return analysedPerSecond < LOOKED_SHARE_MIN * duePerSecond;
}

/** Takes running counts with the time they were heard at; gives the rate of the last ten seconds, or null before. */
export function openRecentRate(): (counts: Counts, nowMs: number) => FrameRate | null {
  const heard: (Counts & { readonly nowMs: number })[] = [];
  return ({ analysed, dropped }, nowMs) => {
    heard.push({ analysed, dropped, nowMs });
    while (heard[1] && nowMs - heard[1].nowMs >= RECENT_MS) heard.shift();
    const first = heard[0]!;
    if (nowMs - first.nowMs < RECENT_MS) return null;
    return frameRate({ analysed: analysed - first.analysed, dropped: dropped - first.dropped }, nowMs - first.nowMs);
  };
}
