import { type LumaCells, largestChange } from "./luma-cells.ts";

/**
 * By how much one cell must change before somebody may have moved, in levels of 0..255. An upright edge of little contrast
 * that moves by a pixel changes a cell by about 6; the noise of a dim camera, averaged over a cell, by less than 3.
 */
const CHANGE_MIN = 3;
/** Whatever the picture says, the detector looks again after this long. */
const STILL_MS_MAX = 5000;

/**
 * Knows whether a picture needs looking at. What has not changed since the detector looked last needs no new answer: its
 * old one is still right, and keeps everybody who stands still in their track. Each picture is compared with the last one
 * that was looked at, never with its neighbour, so that no walk is too slow to be seen.
 */
export class MotionGate {
  #looked: { readonly cells: LumaCells; readonly atMs: number } | null = null;

  /** Whether the detector must look at this picture; if so, it counts as looked at. */
  needsLook(cells: LumaCells, atMs: number): boolean {
    const before = this.#looked;
    if (before && atMs - before.atMs < STILL_MS_MAX && largestChange(before.cells, cells) < CHANGE_MIN) return false;
    this.#looked = { cells, atMs };
    return true;
  }
}
