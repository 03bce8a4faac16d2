import type { Detection } from "./detection.ts";
import type { Fit } from "./fit.ts";
import { type LumaCells, largestChange } from "./luma-cells.ts";
import { RestlessCells } from "./restless-cells.ts";

/**
 * By how much one cell must change before somebody may have moved, in levels of 0..255. An upright edge of little contrast
 * that moves by a pixel changes a cell by about 6; the noise of a dim camera, averaged over a cell, by less than 3.
 */
const CHANGE_MIN = 3;
/** Whatever the picture says, the detector looks again after this long. */
const STILL_MS_MAX = 5000;
/** Where only that has changed which is restless in a settled picture, it looks again after this long. */
const RESTLESS_MS_MAX = 2000;

/**
 * Knows whether a picture needs looking at. What has not changed since the detector looked last needs no new answer: its
 * old one is still right, and keeps everybody who stands still in their track. Each picture is compared with the last one
 * that was looked at, never with its neighbour, so that no walk is too slow to be seen.
 *
 * Where nobody has come or moved for long, a screen or a flickering lamp is looked at every two seconds (`RestlessCells`).
 * INVARIANT: as long as anybody moves anywhere, and for a while after, every change is looked at.
 */
export class MotionGate {
  readonly #restless = new RestlessCells();
  #looked: { readonly cells: LumaCells; readonly atMs: number } | null = null;

  /** Whether the detector must look at this picture; if so, it counts as looked at. */
  needsLook(cells: LumaCells, atMs: number): boolean {
    const before = this.#looked;
    if (before) {
      const sinceMs = atMs - before.atMs;
      const isChanged =
        sinceMs < RESTLESS_MS_MAX
          ? this.#restless.isUnusual(before.cells, cells, atMs, CHANGE_MIN)
          : largestChange(before.cells, cells) >= CHANGE_MIN;
      if (sinceMs < STILL_MS_MAX && !isChanged) return false;
      this.#restless.noteLook(before.cells, cells, atMs, CHANGE_MIN);
    }
    this.#looked = { cells, atMs };
    return true;
  }

  /** To be told who is in the picture, looked at or not, without known things. */
  noteFound(people: readonly Detection[], fit: Fit, atMs: number): void {
    this.#restless.noteFound(people, fit, atMs);
  }
}
