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

/** Fits a picture into the detector's input without changing its proportions. */
export function fitInto(picture: Size, model: Size): Fit {
  const scale = Math.min(model.width / picture.width, model.height / picture.height);
  return {
    model,
    picture,
    scaled: { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) },
  };
}

/** A box of the detector's input as a box of the picture. */
export function toPicture(fit: Fit, box: Box): Box {
  const x = fit.picture.width / fit.scaled.width;
  const y = fit.picture.height / fit.scaled.height;
  return { left: box.left * x, top: box.top * y, width: box.width * x, height: box.height * y };
}
