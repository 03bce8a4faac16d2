import type { Box, Size } from "#domain/space/box.ts";

/**
 * How a picture lies in the detector's input: scaled to `scaled`, its upper left corner at (0, 0), the rest padded.
 *
 *     model.width
 *     +----------------+---+
 *     | scaled picture |pad|  model.height
 *     +----------------+---+
 */
export type Fit = { readonly model: Size; readonly picture: Size; readonly scaled: Size };

/** The grey of the padding, in each of R, G and B: near the mean of the pictures that the network learnt from. */
export const PAD_VALUE = 114;

/**
 * How much more a picture may be scaled along one side than along the other, to use more of the input. At this much a
 * 16:9 picture fills an input of 416 x 256 and nobody looks fat. We tried (AP50, recall at a score of 0.5, full precision):
 *
 *     stretch    PETS09-S2L1 (4:3)    TUD-Stadtmitte (4:3)
 *     1.00       0.895  0.855         0.883  0.810
 *     1.10       0.899  0.868         0.889  0.821
 *     1.15       0.901  0.869         0.887  0.814
 *     1.22       0.897  0.877         0.882  0.794     (4:3 fills the input)
 */
const STRETCH_MAX = 1.1;

/** Fits a picture into the detector's input as large as it goes, stretched by no more than `STRETCH_MAX`. */
export function fitInto(picture: Size, model: Size): Fit {
  const across = model.width / picture.width;
  const down = model.height / picture.height;
  const scaleMax = Math.min(across, down) * STRETCH_MAX;
  const pixels = (side: number, scale: number) => Math.max(1, Math.round(side * Math.min(scale, scaleMax)));
  return { model, picture, scaled: { width: pixels(picture.width, across), height: pixels(picture.height, down) } };
}

/** A box of the detector's input as a box of the picture, cut off at its edges: empty if all of it lies outside. */
export function toPicture({ picture, scaled }: Fit, { left, top, width, height }: Box): Box {
  const x = (at: number) => Math.min(picture.width, Math.max(0, (at * picture.width) / scaled.width));
  const y = (at: number) => Math.min(picture.height, Math.max(0, (at * picture.height) / scaled.height));
  const corner = { left: x(left), top: y(top) };
  return { ...corner, width: x(left + width) - corner.left, height: y(top + height) - corner.top };
}
