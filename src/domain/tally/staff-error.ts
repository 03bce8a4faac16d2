import type { Passages } from "./observation.ts";

/** Part of some, with its share and the ends of its 95% interval, 0..1; null of none. */
export type Proportion = {
  readonly part: number;
  readonly of: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
};

/** How well a line tells staff from visitors. */
export type StaffError = {
  /** Of the staff whom people saw pass, those whom the line took for staff. */
  readonly recognised: Proportion;
  /** Of the visitors whom people saw pass, those whom the line took for staff. */
  readonly mistaken: Proportion;
};

/** Of the normal distribution, two-sided, 95%. */
const Z = 1.96;

/**
 * Staff as people saw them beside staff as a line told them, minute by minute and each way: what both have was recognised, and what the
 * line has beyond was mistaken. Unit: passages. Edge: no share of nobody.
 * LIMIT: a visitor mistaken in the minute in which staff were missed makes up for it, and somebody who passes as a minute ends can be one of each.
 * Source: the interval of E. B. Wilson, J. Am. Stat. Assoc. 22 (1927).
 */
export function staffError(minutes: readonly { readonly line: Passages; readonly people: Passages }[]): StaffError {
  let [staff, found, visitors, mistaken] = [0, 0, 0, 0];
  for (const { line, people } of minutes)
    for (const [told, seen, all] of [
      [line.staffIn, people.staffIn, people.in],
      [line.staffOut, people.staffOut, people.out],
    ] as const) {
      staff += seen;
      found += Math.min(told, seen);
      visitors += all - seen;
      mistaken += Math.max(0, told - seen);
    }
  // More than there were visitors were staff whom people did not tap.
  return { recognised: proportion(found, staff), mistaken: proportion(Math.min(mistaken, visitors), visitors) };
}

function proportion(part: number, of: number): Proportion {
  if (of === 0) return { part, of, share: null, low: null, high: null };
  const share = part / of;
  const middle = (share + Z ** 2 / (2 * of)) / (1 + Z ** 2 / of);
  const half = (Z / (1 + Z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return { part, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
