import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Counter, Tap } from "./tap.ts";

/** Whole minutes, from the first up to but not with the last. */
export type WholeMinutes = { readonly fromMinute: number; readonly toMinute: number };

/** People over a line; staff are in them. */
export type Passages = {
  readonly in: number;
  readonly out: number;
  readonly staffIn: number;
  readonly staffOut: number;
};

/** Who tapped, and since when they stood there. */
export type Tapper = { readonly counter: Counter; readonly joinedMs: number; readonly taps: readonly Tap[] };

/** What one person counted, minute by minute: all that is kept of their taps. */
export type Observation = WholeMinutes & {
  readonly counter: Counter;
  /** Those in which somebody passed; in the others of these minutes nobody did. */
  readonly minutes: readonly (Passages & { readonly minute: number })[];
};

export const NOBODY: Passages = { in: 0, out: 0, staffIn: 0, staffOut: 0 };

/**
 * What somebody counted in the minutes of a check that they were there for whole. Edge: who joins late begins with the next whole
 * minute, and who joins after the end has no minutes. Taps outside of them are in no figure.
 */
export function observationOf({ counter, joinedMs, taps }: Tapper, span: WholeMinutes): Observation {
  const { toMinute } = span;
  const fromMinute = Math.min(toMinute, Math.max(span.fromMinute, Math.ceil(joinedMs / MINUTE_MS)));
  const byMinute = new Map<number, Passages>();
  for (const tap of tapsWithin(taps, { fromMinute, toMinute })) {
    const minute = Math.floor(tap.atMs / MINUTE_MS);
    byMinute.set(minute, sumOfPassages(byMinute.get(minute) ?? NOBODY, passageOf(tap)));
  }
  const minutes = [...byMinute].map(([minute, passages]) => ({ minute, ...passages }));
  return { counter, fromMinute, toMinute, minutes: minutes.toSorted((a, b) => a.minute - b.minute) };
}

/** The taps of some minutes. */
export function tapsWithin(taps: readonly Tap[], { fromMinute, toMinute }: WholeMinutes): Tap[] {
  return taps.filter(({ atMs }) => atMs >= fromMinute * MINUTE_MS && atMs < toMinute * MINUTE_MS);
}

/** What taps come to, wherever in time they lie. */
export function passagesOf(taps: readonly Tap[]): Passages {
  return taps.map(passageOf).reduce(sumOfPassages, NOBODY);
}

/** Two as one. */
export function sumOfPassages(a: Passages, b: Passages): Passages {
  return { in: a.in + b.in, out: a.out + b.out, staffIn: a.staffIn + b.staffIn, staffOut: a.staffOut + b.staffOut };
}

function passageOf({ direction, isStaff }: Tap): Passages {
  const staff = isStaff ? 1 : 0;
  return direction === "in" ? { ...NOBODY, in: 1, staffIn: staff } : { ...NOBODY, out: 1, staffOut: staff };
}
