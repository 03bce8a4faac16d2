/** How long is waited after the first failure, and at the most; it doubles in between. */
const FIRST_MS = 1000;
const MOST_MS = 60_000;
/** A server that asks for more patience than this is asked again all the same. */
const ASKED_MS_MAX = 600_000;

type Failure = {
  /** Failures since it last went well; the first is 1. */
  readonly failuresInRow: number;
  /** What the server asked to wait, or null where it asked nothing. */
  readonly retryAfterMs: number | null;
  /** From 0 up to 1. */
  readonly chance: number;
};

/**
 * How long to wait before something is sent again. Half of the wait is by chance, so that a thousand shops do not come back
 * in the same moment when their server does. What the server asked for is the least, up to ten minutes.
 */
export function waitBeforeResending({ failuresInRow, retryAfterMs, chance }: Failure): number {
  const doubled = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failuresInRow - 1, 30));
  const asked = Math.min(ASKED_MS_MAX, retryAfterMs ?? 0);
  return Math.round(Math.max(asked, doubled / 2) + (chance * doubled) / 2);
}
