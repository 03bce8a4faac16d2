import { type Box, iou } from "#domain/space/box.ts";
import type { Detection } from "./detection.ts";
import type { Fit } from "./fit.ts";
import { cellsUnder, type LumaCells } from "./luma-cells.ts";

/** How often a thing is asked whether it has kept still. */
const VOTE_MS = 1000;
/** So many times in a row it must have, before it is scenery: nobody stands like a picture for half a minute. */
const VOTES_MIN = 30;
/** What was scenery and has looked otherwise for so many votes has been moved or taken away. */
const MOVED_VOTES_MIN = 10;
/** By how much a cell may differ and be still, in levels of 0..255, after a change of the light on all of it is taken off. */
const STILL_CHANGE_MAX = 4;
/** Boxes of the same thing overlap by this much from frame to frame. */
const SAME_OVERLAP_MIN = 0.6;
/** Things that are watched at once; the detector seldom sees ten that are no people. */
const SPOTS_MAX = 64;

/** A place where something that looks like a person stands, and how it looked when it was first asked. */
type Spot = {
  readonly box: Box;
  readonly cells: readonly number[];
  readonly reference: LumaCells;
  stillVotes: number;
  movedVotes: number;
  isScenery: boolean;
};

/**
 * Learns which detections are things: a mannequin, a poster, a coat on a stand. A thing keeps as still as no person does:
 * not one patch of it changes for half a minute. It is forgotten when it moves. Somebody who passes in front of it
 * changes its patches and is seen; behind them the thing is still known.
 *
 * Votes are taken of patches of brightness (`LumaCells`), never of how anybody looks.
 * LIMIT: somebody far away, who fills only a patch or two, may stand still enough to be taken for a thing.
 */
export class Scenery {
  #spots: Spot[] = [];
  #votedAtMs = Number.NEGATIVE_INFINITY;

  /** The detections of one frame that are not known things. `cells` are of the same frame. */
  withoutThings(detections: readonly Detection[], cells: LumaCells, fit: Fit, atMs: number): Detection[] {
    if (atMs - this.#votedAtMs >= VOTE_MS) {
      this.#vote(detections, cells, fit);
      this.#votedAtMs = atMs;
    }
    const things = this.#spots.filter((spot) => spot.isScenery && isStill(spot, cells));
    if (things.length === 0) return [...detections];
    return detections.filter(({ box }) => !things.some((thing) => iou(thing.box, box) >= SAME_OVERLAP_MIN));
  }

  #vote(detections: readonly Detection[], cells: LumaCells, fit: Fit): void {
    for (const spot of this.#spots) {
      const isThere = detections.some(({ box }) => iou(spot.box, box) >= SAME_OVERLAP_MIN);
      if (isStill(spot, cells)) {
        spot.movedVotes = 0;
        if (isThere) spot.stillVotes += 1;
      } else spot.movedVotes += 1;
      if (spot.stillVotes >= VOTES_MIN) spot.isScenery = true;
    }
    // Whoever is no thing yet and has moved starts anew where they are now.
    this.#spots = this.#spots.filter(({ isScenery, movedVotes }) => movedVotes < (isScenery ? MOVED_VOTES_MIN : 1));
    for (const { box } of detections)
      if (this.#spots.length < SPOTS_MAX && !this.#spots.some((spot) => iou(spot.box, box) >= SAME_OVERLAP_MIN))
        this.#spots.push({
          box,
          cells: cellsUnder(box, fit),
          reference: cells,
          stillVotes: 0,
          movedVotes: 0,
          isScenery: false,
        });
  }
}

/** Whether a spot looks as it did, whatever the light: each cell is compared after the mean of all is taken off. */
function isStill({ cells, reference }: Spot, now: LumaCells): boolean {
  const shift = meanOf(now, cells) - meanOf(reference, cells);
  return cells.every((cell) => Math.abs(now.means[cell]! - reference.means[cell]! - shift) <= STILL_CHANGE_MAX);
}

function meanOf({ means }: LumaCells, cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + means[cell]!, 0) / Math.max(1, cells.length);
}
