/** A cue that is older than this calls nobody to anything any more, and is given up. */
export const CUE_AGE_MS_MAX = 300_000;
/** Cues that wait to be delivered in one way; where one more comes the oldest is given up. */
export const CUES_WAITING_MAX = 100;
/** The pause after the first failure; it doubles with each. */
const RETRY_FIRST_MS = 1000;
const RETRY_MS_MAX = 30_000;
/** Failures that may pass: too early, too many, the server's own. What else an answer refuses, it refuses again. */
const PASSING_STATUSES: readonly number[] = [408, 425, 429];

/**
 * When a cue is tried again after so many failures (the first is 1); null where it would be too old by then and is given up.
 * `chance`, 0 up to 1, spreads the tries of several shops, by up to a quarter of the pause.
 */
export function cueRetryMs({
  failures,
  ageMs,
  chance,
  firstMs = RETRY_FIRST_MS,
}: {
  readonly failures: number;
  readonly ageMs: number;
  readonly chance: number;
  readonly firstMs?: number;
}): number | null {
  const pauseMs = Math.min(RETRY_MS_MAX, firstMs * 2 ** Math.min(failures - 1, 30));
  const waitMs = Math.round(pauseMs * (1 + chance / 4));
  return ageMs + waitMs > CUE_AGE_MS_MAX ? null : waitMs;
}

/** What the status of an answer says of a delivery. A redirection is a refusal: a cue goes where it was told to and nowhere else. */
export function outcomeOfStatus(status: number): "delivered" | "again" | "refused" {
  if (status >= 200 && status < 300) return "delivered";
  return status >= 500 || PASSING_STATUSES.includes(status) ? "again" : "refused";
}
