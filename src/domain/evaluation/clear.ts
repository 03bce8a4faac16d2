import { assignCheapest } from "#domain/assignment/assignment.ts";
import type { FrameOverlaps, Overlaps } from "./frame-overlaps.ts";

/**
 * What CLEAR counts, in boxes over all frames; the counts of several sequences add.
 * Bernardin and Stiefelhagen, "Evaluating multiple object tracking performance: the CLEAR MOT metrics", 2008.
 */
export type ClearCounts = {
  /** True boxes that a track lies on, true boxes that none lies on, and boxes of tracks that lie on nobody. */
  readonly hits: number;
  readonly misses: number;
  readonly falseAlarms: number;
  /** How often a person is found by another track than the one that found them last. */
  readonly switches: number;
  /** How often a person, once found, is lost and found again. */
  readonly fragments: number;
  /** The sum of intersection over union of all hits. */
  readonly overlapSum: number;
};

const OVERLAP_MIN = 0.5;
/** A pair that held in the frame before outweighs any overlap (which is 1 at most), summed over a frame's pairs. */
const KEPT_WEIGHT = 1000;
const NOBODY = -1;

/**
 * Matches truth and tracks frame by frame (overlap ≥ 0.5, the pairs of the frame before first) and counts.
 * As in TrackEval, a frame without truth or without tracks does not make the pairs of the frame before it forgotten.
 */
export function clearCounts({ truths, frames }: Overlaps): ClearCounts {
  const lastTrack = new Int32Array(truths).fill(NOBODY);
  const stretches = new Int32Array(truths);
  let pairedTrack = new Int32Array(truths).fill(NOBODY); // in the frame before
  let [boxes, hits, trackBoxes, switches, overlapSum] = [0, 0, 0, 0, 0];
  for (const frame of frames) {
    boxes += frame.truths.length;
    trackBoxes += frame.tracks.length;
    if (frame.iou.length === 0) continue;
    const paired = new Int32Array(truths).fill(NOBODY);
    for (const { truth, track, overlap } of pairsIn(frame, pairedTrack)) {
      hits++;
      overlapSum += overlap;
      if (lastTrack[truth] !== NOBODY && lastTrack[truth] !== track) switches++;
      if (pairedTrack[truth] === NOBODY) stretches[truth]!++;
      lastTrack[truth] = track;
      paired[truth] = track;
    }
    pairedTrack = paired;
  }
  const fragments = stretches.reduce((sum, count) => sum + Math.max(0, count - 1), 0);
  return { hits, misses: boxes - hits, falseAlarms: trackBoxes - hits, switches, fragments, overlapSum };
}

/** The counts of two sequences together. */
export function addClear(a: ClearCounts, b: ClearCounts): ClearCounts {
  return {
    hits: a.hits + b.hits,
    misses: a.misses + b.misses,
    falseAlarms: a.falseAlarms + b.falseAlarms,
    switches: a.switches + b.switches,
    fragments: a.fragments + b.fragments,
    overlapSum: a.overlapSum + b.overlapSum,
  };
}

function pairsIn(
  { truths, tracks, iou }: FrameOverlaps,
  pairedTrack: Int32Array,
): { truth: number; track: number; overlap: number }[] {
  const cost = iou.map((overlap, at) => {
    if (overlap < OVERLAP_MIN - Number.EPSILON) return 0;
    const truth = truths[Math.floor(at / tracks.length)]!;
    return -overlap - (pairedTrack[truth] === tracks[at % tracks.length] ? KEPT_WEIGHT : 0);
  });
  return [...assignCheapest(cost, truths.length, tracks.length)].flatMap((column, row) => {
    const at = row * tracks.length + column;
    if (column < 0 || cost[at] === 0) return [];
    return { truth: truths[row]!, track: tracks[column]!, overlap: iou[at]! };
  });
}
