import type { LumaCells } from "#domain/vision/luma-cells.ts";

/** Cells darker than this, in levels of 0..255, show nobody to the detector. */
const DARK_LEVEL_MAX = 24;
/** So large a share of the picture must be that dark: a lit sign or the lamp of an alarm makes no picture bright. */
const DARK_SHARE_MIN = 0.97;
/** By how much cells beside each other differ where something has an edge. */
const EDGE_MIN = 6;
/**
 * A picture with a smaller share of edges shows nothing: a hand, paint, a box, breath on the glass. Real views have 0.22 and
 * more; a date that the camera writes into the picture makes less than 0.02.
 */
const EDGE_SHARE_MIN = 0.03;

/** Whether a picture shows anything: it may be dark, or clear of any edge. The cells are without padding, the edges theirs. */
export function contentOf(cells: LumaCells, edges: Float32Array): "dark" | "covered" | "clear" {
  let dark = 0;
  for (const mean of cells.means) if (mean <= DARK_LEVEL_MAX) dark += 1;
  if (dark >= DARK_SHARE_MIN * cells.means.length) return "dark";
  let found = 0;
  for (const edge of edges) if (Math.abs(edge) >= EDGE_MIN) found += 1;
  return found < EDGE_SHARE_MIN * edges.length ? "covered" : "clear";
}

/**
 * By how much each cell differs from the one to its right, then from the one below; nothing lies beyond the last ones.
 *
 *     a → b     [b - a, …, c - a, …]
 *     ↓
 *     c
 */
export function edgesOf({ columns, rows, means }: LumaCells): Float32Array {
  const cells = columns * rows;
  const edges = new Float32Array(2 * cells);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      if (column + 1 < columns) edges[at] = means[at + 1]! - means[at]!;
      if (row + 1 < rows) edges[cells + at] = means[at + columns]! - means[at]!;
    }
  return edges;
}
