import { assignCheapest } from "#domain/assignment/assignment.ts";
import type { Overlaps } from "./frame-overlaps.ts";

/**
 * Boxes under the right name, boxes of the truth under none or another, and boxes of tracks under a wrong one; the
 * counts of several sequences add.
 * Ristani et al., "Performance measures and a data set for multi-target, multi-camera tracking", 2016.
 */
export type IdentityCounts = {
  readonly named: number;
  readonly unnamed: number;
  readonly misnamed: number;
};

const OVERLAP_MIN = 0.5;

/** Gives each person at most one track for the whole sequence, so that as many boxes as can be overlap by ≥ 0.5. */
export function identityCounts({ truths, tracks, frames }: Overlaps): IdentityCounts {
  // The paper's square matrix with stand-ins for "no track" comes to this: a pair saves what it names, no pair saves 0.
  const saved = new Float64Array(truths * tracks);
  let [boxes, trackBoxes] = [0, 0];
  for (const frame of frames) {
    boxes += frame.truths.length;
    trackBoxes += frame.tracks.length;
    for (const [row, truth] of frame.truths.entries())
      for (const [column, track] of frame.tracks.entries())
        if (frame.iou[row * frame.tracks.length + column]! >= OVERLAP_MIN) saved[truth * tracks + track]!--;
  }
  let named = 0;
  for (const [truth, track] of assignCheapest(saved, truths, tracks).entries())
    if (track >= 0) named -= saved[truth * tracks + track]!;
  return { named, unnamed: boxes - named, misnamed: trackBoxes - named };
}

/** The counts of two sequences together. */
export function addIdentity(a: IdentityCounts, b: IdentityCounts): IdentityCounts {
  return {
    named: a.named + b.named,
    unnamed: a.unnamed + b.unnamed,
    misnamed: a.misnamed + b.misnamed,
  };
}
