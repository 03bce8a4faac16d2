import { assignCheapest } from "#domain/assignment/assignment.ts";
import type { FrameOverlaps, Overlaps } from "./frame-overlaps.ts";

/**
 * What HOTA counts, one number for each of `HOTA_ALPHAS`; the counts of several sequences add.
 * Luiten et al., "HOTA: a higher order metric for evaluating multi-object tracking", IJCV 2020.
 */
export type HotaCounts = {
  /** Boxes found, boxes missed, boxes of tracks that are on nobody. */
  readonly hits: readonly number[];
  readonly misses: readonly number[];
  readonly falseAlarms: readonly number[];
  /** The sum over all hits c of A(c), 0..1: how much of the person and the track of this hit belong together. */
  readonly association: readonly number[];
};

/** The least overlap that makes a hit: 0.05, 0.10, … 0.95. */
export const HOTA_ALPHAS: readonly number[] = Array.from({ length: 19 }, (_, step) => 0.05 + step * 0.05);

type Match = { readonly pair: number; readonly overlap: number };
type Totals = {
  readonly boxesOf: Float64Array;
  readonly trackBoxesOf: Float64Array;
  readonly together: Float64Array;
};

/** Matches truth and tracks frame by frame, so that people and tracks that belong together over time go first. */
export function hotaCounts(overlaps: Overlaps): HotaCounts {
  const { truths, tracks, frames } = overlaps;
  const totals = totalsOf(overlaps);
  const affinity = affinityOf(totals, tracks);
  const matches = frames.flatMap((frame) => matchesIn(frame, affinity, tracks));
  const boxes = frames.reduce((sum, frame) => sum + frame.truths.length, 0);
  const trackBoxes = frames.reduce((sum, frame) => sum + frame.tracks.length, 0);
  // The matching does not depend on alpha; only whether a match is near enough to be a hit does.
  const hitsAt = HOTA_ALPHAS.map((alpha) => matches.filter(({ overlap }) => overlap >= alpha - Number.EPSILON));
  return {
    hits: hitsAt.map((hits) => hits.length),
    misses: hitsAt.map((hits) => boxes - hits.length),
    falseAlarms: hitsAt.map((hits) => trackBoxes - hits.length),
    association: hitsAt.map((hits) => associationOf(hits, totals, truths, tracks)),
  };
}

/** The counts of two sequences together. */
export function addHota(a: HotaCounts, b: HotaCounts): HotaCounts {
  const added = (one: readonly number[], other: readonly number[]): number[] =>
    one.map((value, at) => value + other[at]!);
  return {
    hits: added(a.hits, b.hits),
    misses: added(a.misses, b.misses),
    falseAlarms: added(a.falseAlarms, b.falseAlarms),
    association: added(a.association, b.association),
  };
}

/** How many boxes each person and each track has, and how many each pair shares, weighted by their overlap. */
function totalsOf({ truths, tracks, frames }: Overlaps): Totals {
  const boxesOf = new Float64Array(truths);
  const trackBoxesOf = new Float64Array(tracks);
  const together = new Float64Array(truths * tracks);
  for (const frame of frames) {
    const columns = frame.tracks.length;
    const rowSum = new Float64Array(frame.truths.length);
    const columnSum = new Float64Array(columns);
    for (const [at, overlap] of frame.iou.entries()) {
      rowSum[Math.floor(at / columns)]! += overlap;
      columnSum[at % columns]! += overlap;
    }
    for (const [at, overlap] of frame.iou.entries()) {
      if (overlap === 0) continue;
      const [row, column] = [Math.floor(at / columns), at % columns];
      const share = overlap / (rowSum[row]! + columnSum[column]! - overlap);
      together[frame.truths[row]! * tracks + frame.tracks[column]!]! += share;
    }
    for (const truth of frame.truths) boxesOf[truth]!++;
    for (const track of frame.tracks) trackBoxesOf[track]!++;
  }
  return { boxesOf, trackBoxesOf, together };
}

function affinityOf({ boxesOf, trackBoxesOf, together }: Totals, tracks: number): Float64Array {
  return together.map(
    (shared, pair) => shared / (boxesOf[Math.floor(pair / tracks)]! + trackBoxesOf[pair % tracks]! - shared),
  );
}

function matchesIn({ truths, tracks: present, iou }: FrameOverlaps, affinity: Float64Array, tracks: number): Match[] {
  const pairAt = (at: number): number =>
    truths[Math.floor(at / present.length)]! * tracks + present[at % present.length]!;
  const cost = iou.map((overlap, at) => -overlap * affinity[pairAt(at)]!);
  return [...assignCheapest(cost, truths.length, present.length)].flatMap((column, row) => {
    const at = row * present.length + column;
    return column < 0 ? [] : { pair: pairAt(at), overlap: iou[at]! };
  });
}

function associationOf(
  hits: readonly Match[],
  { boxesOf, trackBoxesOf }: Totals,
  truths: number,
  tracks: number,
): number {
  const hitsOf = new Float64Array(truths * tracks);
  for (const { pair } of hits) hitsOf[pair]!++;
  return hitsOf.reduce((sum, shared, pair) => {
    if (shared === 0) return sum;
    const either = boxesOf[Math.floor(pair / tracks)]! + trackBoxesOf[pair % tracks]! - shared;
    return sum + (shared * shared) / either;
  }, 0);
}
