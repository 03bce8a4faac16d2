import type { Point, Size } from "#domain/space/box.ts";

/** A picture as a browser's canvas gives it: R, G, B and opacity of each pixel, by rows. */
export type Pixels = Size & { readonly data: Uint8ClampedArray | Uint8Array };

/**
 * A square that is looked at, in pixels of the picture; it may be turned, and reach beyond the picture.
 *
 *       side
 *     +------+
 *     |  x <-+-- centre        turn: radians from the picture's x axis to the square's, towards its y axis
 *     +------+
 */
export type View = { readonly centre: Point; readonly side: number; readonly turn: number };

/** More looks at a pixel than this, along each side, change nothing that a network would notice. */
const LOOKS_MAX = 4;

/** The smallest square around a whole picture. */
export function wholeView({ width, height }: Size): View {
  return { centre: { x: width / 2, y: height / 2 }, side: Math.max(width, height), turn: 0 };
}

/** A place in a view of `size` pixels a side, as a place on the picture. */
export function toPicture({ centre, side, turn }: View, { x, y }: Point, size: number): Point {
  const [across, down] = [(x / size - 0.5) * side, (y / size - 0.5) * side];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return { x: centre.x + across * cos - down * sin, y: centre.y + across * sin + down * cos };
}

/**
 * What is seen in a view: R, G, B from 0 to 255, `size` pixels a side. Where the picture is finer than that, a pixel is the mean of
 * several looks at it; what lies beyond the picture is black, as the networks learnt it.
 */
export function look(picture: Pixels, view: View, size: number): Float32Array {
  const looks = Math.min(LOOKS_MAX, Math.max(1, Math.ceil(view.side / size)));
  const fine = size * looks;
  const seen = new Float32Array(size * size * 3);
  // A step to the right in the view is `step` on the picture, a step down the same turned by a right angle.
  const corner = toPicture(view, { x: 0.5, y: 0.5 }, fine);
  const step = { x: (view.side / fine) * Math.cos(view.turn), y: (view.side / fine) * Math.sin(view.turn) };
  for (let down = 0; down < fine; down++)
    for (let across = 0; across < fine; across++) {
      const at = (Math.floor(down / looks) * size + Math.floor(across / looks)) * 3;
      addColour(
        picture,
        corner.x + across * step.x - down * step.y,
        corner.y + across * step.y + down * step.x,
        seen,
        at,
      );
    }
  const share = 1 / (looks * looks);
  return seen.map((sum) => sum * share);
}

/** Adds the colour of a place, between the four pixels around it. */
function addColour({ width, height, data }: Pixels, x: number, y: number, to: Float32Array, at: number): void {
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  for (let row = top; row <= top + 1; row++)
    for (let column = left; column <= left + 1; column++) {
      if (row < 0 || column < 0 || row >= height || column >= width) continue;
      const weight = (1 - Math.abs(x - 0.5 - column)) * (1 - Math.abs(y - 0.5 - row));
      const from = (row * width + column) * 4;
      for (let colour = 0; colour < 3; colour++) to[at + colour]! += data[from + colour]! * weight;
    }
}
