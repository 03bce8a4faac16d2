import type { Size } from "#domain/space/box.ts";

/** The grids that most networks look at, in pixels of their input per cell. A cell is an anchor: one place for one person. */
export const STRIDES = [8, 16, 32] as const;

/** The number of anchors of an input of size `model`: all grids, with the cells that its edges cut. */
export function anchorsOf(model: Size, strides: readonly number[] = STRIDES): number {
  return strides.reduce((sum, stride) => sum + cellsOf(model.width, stride) * cellsOf(model.height, stride), 0);
}

/** Visits the anchors in the order in which networks list them: grid by grid, finest first, each by rows. */
export function visitAnchors(
  model: Size,
  strides: readonly number[],
  visit: (anchor: number, cell: { readonly column: number; readonly row: number; readonly stride: number }) => void,
): void {
  let anchor = 0;
  for (const stride of strides) {
    const [columns, rows] = [cellsOf(model.width, stride), cellsOf(model.height, stride)];
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) visit(anchor++, { column, row, stride });
  }
}

function cellsOf(side: number, stride: number): number {
  return Math.ceil(side / stride);
}
