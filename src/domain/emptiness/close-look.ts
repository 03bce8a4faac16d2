import type { Box, Size } from "#domain/space/box.ts";

/** A part is enlarged no more than this: closer, door frames and table legs look like people, and nothing new is seen. */
const ENLARGED_MAX = 1.4;
/** The finest look divides the picture's sides by this. */
const DIVISIONS_MAX = 4;

/**
 * The parts of a picture to look at one by one, so that also small people are found: the whole, halves, thirds and
 * quarters of its sides, each half over its neighbours, as far as the picture is finer than the detector's input `model`.
 *
 *     +-----+-----+
 *     |  +-----+  |      halves: 3 by 3 parts; the middle ones lie over the seams
 *     +--|--+--|--+
 *     |  +-----+  |
 *     +-----+-----+
 */
export function closeLooks({ width, height }: Size, model: Size): Box[] {
  const looks: Box[] = [];
  for (let divisions = 1; divisions <= DIVISIONS_MAX; divisions++) {
    const part = { width: width / divisions, height: height / divisions };
    if (divisions > 1 && Math.min(model.width / part.width, model.height / part.height) > ENLARGED_MAX) break;
    const steps = 2 * divisions - 1;
    for (let row = 0; row < steps; row++)
      for (let column = 0; column < steps; column++)
        looks.push({ left: (column * part.width) / 2, top: (row * part.height) / 2, ...part });
  }
  return looks;
}
