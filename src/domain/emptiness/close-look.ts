import type { Box, Size } from "#domain/space/box.ts";

/** The finest look divides the picture's sides by this. */
const DIVISIONS_MAX = 4;

/**
 * The parts of a picture to look at one by one, so that also small people are found: the whole, halves, thirds and
 * quarters of its sides, each half over its neighbours, 84 parts in all.
 *
 *     +-----+-----+
 *     |  +-----+  |      halves: 3 by 3 parts; the middle ones lie over the seams
 *     +--|--+--|--+
 *     |  +-----+  |
 *     +-----+-----+
 */
export function closeLooks(
  { width, height }: Size,
  { divisionsMax = DIVISIONS_MAX }: { divisionsMax?: number } = {},
): Box[] {
  const looks: Box[] = [];
  for (let divisions = 1; divisions <= divisionsMax; divisions++) {
    const part = { width: width / divisions, height: height / divisions };
    const steps = 2 * divisions - 1;
    for (let row = 0; row < steps; row++)
      for (let column = 0; column < steps; column++)
        looks.push({ left: (column * part.width) / 2, top: (row * part.height) / 2, ...part });
  }
  return looks;
}
