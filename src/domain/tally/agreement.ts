import { observationOf, type Tapper, tapsWithin, type WholeMinutes } from "./observation.ts";
import { DIRECTIONS, type Tap } from "./tap.ts";

/** Two people who see the same person pass tap within so long of each other: one looks up late, one thinks about `staff`. */
const MATCH_MS_MAX = 4000;

/** How far people at one door saw the same; of three or four, over all their pairs. */
export type Agreement = {
  /** Taps of both, in the minutes that both were there for. */
  readonly taps: number;
  /** Of those, how many have one of the other's for partner. */
  readonly matched: number;
  /**
   * matched ÷ taps, 0..1. Unit: a share. Edge: null where neither tapped. Whether both said `staff` is not asked.
   * Source: the proportion of specific agreement (Fleiss 1975), which needs no count of moments in which rightly nobody tapped; it is
   * the F-measure of one person by the other (Hripcsak and Rothschild, JAMIA 12(3), 2005).
   */
  readonly share: number | null;
  /**
   * The smaller count ÷ the larger, in and out apart and then together, 0..1. Edge: null where neither tapped. It forgives two errors
   * that cancel out, which `share` does not. Source: total count inter-observer agreement (Cooper, Heron and Heward, Applied Behavior
   * Analysis).
   */
  readonly counts: number | null;
};

/** How far people agree with each other; null of fewer than two who tapped. */
export function agreementOf(tappers: readonly Tapper[], span: WholeMinutes): Agreement | null {
  const counting = tappers.filter((tapper) => observationOf(tapper, span).minutes.length > 0);
  if (counting.length < 2) return null;
  let [taps, matched, smaller, larger] = [0, 0, 0, 0];
  for (const [index, first] of counting.entries())
    for (const second of counting.slice(index + 1)) {
      const [one, other] = [observationOf(first, span), observationOf(second, span)];
      const both = { fromMinute: Math.max(one.fromMinute, other.fromMinute), toMinute: span.toMinute };
      for (const direction of DIRECTIONS) {
        const [a, b] = [first, second].map((tapper) =>
          tapsWithin(tapper.taps, both).filter((tap) => tap.direction === direction),
        ) as [Tap[], Tap[]];
        taps += a.length + b.length;
        matched += 2 * pairsWithin(a, b);
        smaller += Math.min(a.length, b.length);
        larger += Math.max(a.length, b.length);
      }
    }
  return { taps, matched, share: taps === 0 ? null : matched / taps, counts: larger === 0 ? null : smaller / larger };
}

/**
 * How many pairs can be made of the taps of two people, each tap in one at most. The earliest two that fit are always a pair of some
 * largest pairing, so that going through both once is enough.
 */
function pairsWithin(a: readonly Tap[], b: readonly Tap[]): number {
  const [as, bs] = [a, b].map((taps) => taps.map(({ atMs }) => atMs).toSorted((x, y) => x - y)) as [number[], number[]];
  let [i, j, pairs] = [0, 0, 0];
  while (i < as.length && j < bs.length) {
    const apartMs = as[i]! - bs[j]!;
    if (Math.abs(apartMs) <= MATCH_MS_MAX) [i, j, pairs] = [i + 1, j + 1, pairs + 1];
    else if (apartMs < 0) i += 1;
    else j += 1;
  }
  return pairs;
}
