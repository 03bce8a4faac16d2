import type { ReturnShare } from "./returns.ts";

/** A figure that is estimated, with its 95% interval. */
type Estimated = { readonly people: number; readonly low: number; readonly high: number };

/** Visits, which stand beside visitors and never in their place. */
export type Visits = {
  /** What is known of returns, and from how many days. */
  readonly basis: ReturnShare;
  /** Entries that are probably somebody's return within a quarter of an hour; null where it cannot be told. */
  readonly returns: Estimated | null;
  /** Visitors less returns. */
  readonly visits: Estimated | null;
};

/**
 * Visits: visitors less those who probably had only stepped out, as the share of returns × exits.
 *
 * Unit: people, whole, with a 95% interval. Range: 0 to visitors: an interval that begins below no return is cut there. Edge: null
 * where the share of returns cannot be told. INVARIANT: visitors stay as they were counted.
 * Source: our own; the rule is that a return within 15 minutes is the same visit. What it is not: persons. Who comes back after
 * lunch is a visit of their own.
 */
export function visits(counted: { readonly visitors: number; readonly exits: number }, basis: ReturnShare): Visits {
  const { share, low, high } = basis;
  if (share === null || low === null || high === null) return { basis, returns: null, visits: null };
  const peopleOf = (of: number) => Math.min(counted.visitors, Math.max(0, Math.round(of * counted.exits)));
  const returns = { people: peopleOf(share), low: peopleOf(low), high: peopleOf(high) };
  const { visitors } = counted;
  return {
    basis,
    returns,
    visits: { people: visitors - returns.people, low: visitors - returns.high, high: visitors - returns.low },
  };
}
