import type { Box } from "#domain/space/box.ts";
import type { Fit } from "./fit.ts";
import type { Frame } from "./frame.ts";

/**
 * The side of a cell, in pixels of the detector's input. A person that it can find is wider, so nobody can move within
 * one cell and leave its mean as it was.
 */
const CELL_SIDE = 8;
/**
 * How bright a picture is, cell by cell: a grid of means, far too coarse to show anybody. It is all that may be kept of
 * a picture for longer than its frame.
 */
export type LumaCells = { readonly columns: number; readonly rows: number; readonly means: Float32Array };

/**
 * The cells of a frame, 0..255 each; the padding beside the picture is among them and never changes. Every pixel counts:
 * a mean of 64 of them is 8 times less noisy than the camera.
 */
export function lumaCellsOf({ rgb, fit }: Pick<Frame, "rgb" | "fit">): LumaCells {
  const { width, height } = fit.model;
  const columns = Math.ceil(width / CELL_SIDE);
  const rows = Math.ceil(height / CELL_SIDE);
  const means = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++) {
    const firstCell = Math.floor(y / CELL_SIDE) * columns;
    for (let column = 0; column < columns; column++) {
      const end = 3 * (y * width + Math.min(width, (column + 1) * CELL_SIDE));
      let sum = 0;
      for (let at = 3 * (y * width + column * CELL_SIDE); at < end; at += 3)
        sum += rgb[at]! + 2 * rgb[at + 1]! + rgb[at + 2]!; // close enough to luma, and whole numbers are fast
      means[firstCell + column]! += sum;
    }
  }
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const cellWidth = Math.min(CELL_SIDE, width - column * CELL_SIDE);
      const cellHeight = Math.min(CELL_SIDE, height - row * CELL_SIDE);
      means[row * columns + column]! /= 4 * cellWidth * cellHeight;
    }
  return { columns, rows, means };
}

/** The cells that lie wholly in the picture, without the padding beside it. */
export function withoutPadding(cells: LumaCells, { scaled }: Fit): LumaCells {
  const columns = Math.floor(scaled.width / CELL_SIDE);
  const rows = Math.floor(scaled.height / CELL_SIDE);
  if (columns === cells.columns && rows === cells.rows) return cells;
  const means = new Float32Array(columns * rows);
  for (let row = 0; row < rows; row++)
    means.set(cells.means.subarray(row * cells.columns, row * cells.columns + columns), row * columns);
  return { columns, rows, means };
}

/** The cells that a box of the picture touches, by their place in `means`. */
export function cellsUnder(box: Box, { model, picture, scaled }: Fit): number[] {
  const columns = Math.ceil(model.width / CELL_SIDE);
  const rows = Math.ceil(model.height / CELL_SIDE);
  const across = scaled.width / picture.width / CELL_SIDE;
  const down = scaled.height / picture.height / CELL_SIDE;
  const cells: number[] = [];
  const lastRow = Math.min(rows - 1, Math.floor((box.top + box.height) * down));
  const lastColumn = Math.min(columns - 1, Math.floor((box.left + box.width) * across));
  for (let row = Math.max(0, Math.floor(box.top * down)); row <= lastRow; row++)
    for (let column = Math.max(0, Math.floor(box.left * across)); column <= lastColumn; column++)
      cells.push(row * columns + column);
  return cells;
}

/** By how much the cell that changed most has changed; of all cells, or of the given ones. */
export function largestChange(before: LumaCells, now: LumaCells, cells?: readonly number[]): number {
  let largest = 0;
  if (cells) for (const cell of cells) largest = Math.max(largest, Math.abs(before.means[cell]! - now.means[cell]!));
  else
    for (const [cell, mean] of now.means.entries()) largest = Math.max(largest, Math.abs(before.means[cell]! - mean));
  return largest;
}
