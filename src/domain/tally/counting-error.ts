/** What a line counted in one minute, and how many people were seen to pass it. */
export type ComparedMinute = { readonly counted: number; readonly people: number };

/** How far a line's count is from people's. */
export type CountingError = {
  readonly counted: number;
  /** The mean of those who tapped. */
  readonly people: number;
  /** counted ÷ people − 1: a share, below 0 where people were missed. Null where nobody passed. */
  readonly error: number | null;
  /** The ends of its 95% interval; null of fewer than `PEOPLE_MIN`. */
  readonly low: number | null;
  readonly high: number | null;
};

/** Of fewer people no interval is given: even a count without a fault would leave the error open by a fifth either way. */
export const PEOPLE_MIN = 20;
/** Of the normal distribution, two-sided, 95%. */
const Z = 1.96;

/**
 * The error of a count with its 95% interval.
 *
 * Line and people look at the same passages, so that their two counts are no independent samples, and the usual interval of a ratio of
 * two counts would be far too wide. What varies are the faults. In each minute they are either more than people saw (`extra`) or fewer
 * (`missed`). Both are Poisson counts with Byar's limits, their difference gets its limits by MOVER, and where the faults come in lumps
 * (a whole group missed) the interval is widened by the root of their dispersion over minutes.
 *
 * Unit: shares of the people. Edge: without one fault the interval is still ±3.7 people wide, as the rule of three wants it; it never goes
 * below −1. LIMIT: a fault in each direction within a minute is none, and somebody who passes as the minute ends can be one of each, which
 * widens the interval. People's own faults are in the error; `Agreement` says how large they may be.
 * Source: Byar's limits: Breslow and Day, Statistical Methods in Cancer Research II (1987), p. 69. MOVER: Zou and Donner, Statistics in
 * Medicine 27 (2008), 1693. Dispersion: McCullagh and Nelder, Generalized Linear Models (1989), 6.2.3.
 */
export function countingError(minutes: readonly ComparedMinute[]): CountingError {
  let [counted, people, extra, missed] = [0, 0, 0, 0];
  for (const minute of minutes) {
    counted += minute.counted;
    people += minute.people;
    extra += Math.max(0, minute.counted - minute.people);
    missed += Math.max(0, minute.people - minute.counted);
  }
  const error = people === 0 ? null : counted / people - 1;
  if (people < PEOPLE_MIN) return { counted, people, error, low: null, high: null };
  const [more, fewer] = [poissonLimits(extra), poissonLimits(missed)];
  const spread = Math.sqrt(dispersion(minutes, extra + missed));
  const below = spread * Math.hypot(extra - more.low, fewer.high - missed);
  const above = spread * Math.hypot(more.high - extra, missed - fewer.low);
  const net = extra - missed;
  return { counted, people, error, low: Math.max(-1, (net - below) / people), high: (net + above) / people };
}

/** Byar's limits of the mean that a Poisson count comes from; of parts of one too, which half of two people's sum is. */
function poissonLimits(count: number): { readonly low: number; readonly high: number } {
  const next = count + 1;
  const high = next * (1 - 1 / (9 * next) + Z / (3 * Math.sqrt(next))) ** 3;
  if (count === 0) return { low: 0, high };
  const root = 1 - 1 / (9 * count) - Z / (3 * Math.sqrt(count));
  return { low: Math.max(0, count * root ** 3), high };
}

/** How much more the faults of minutes vary than single faults would; never below 1. */
function dispersion(minutes: readonly ComparedMinute[], faults: number): number {
  if (minutes.length < 2 || faults === 0) return 1;
  const nets = minutes.map(({ counted, people }) => counted - people);
  const mean = nets.reduce((sum, net) => sum + net, 0) / nets.length;
  const variance = nets.reduce((sum, net) => sum + (net - mean) ** 2, 0) / (nets.length - 1);
  return Math.max(1, variance / (faults / nets.length));
}
