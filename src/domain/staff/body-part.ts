import type { Box } from "#domain/space/box.ts";
import type { Fit } from "#domain/vision/fit.ts";

/**
 * Where on a person's box a garment is, in shares of it. The middle: arms, bags and what is behind are at the sides.
 *
 *     +-----------+
 *     |    ___    |  head
 *     |   |   |   |  upper: 0.20 to 0.45 of the height
 *     |   |   |   |
 *     |   |   |   |  lower: 0.55 to 0.80
 *     +-----------+
 *
 * `whole` is the same column from head to shoes.
 */
const DEPTHS = { upper: [0.2, 0.45], lower: [0.55, 0.8], whole: [0.05, 0.95] } as const;
const SIDES = [0.3, 0.7] as const;
/** A box that ends so near to the picture's edge, in shares of its height, goes on beyond it. */
const EDGE = 0.015;
/** Whoever goes on beyond the edge is at least so many times as high as their box is wide. */
const HEIGHT_PER_WIDTH_MIN = 2.2;
/** Of a part of which less can be seen nothing is said. */
const VISIBLE_MIN = 0.4;
/** Nor of one that is fewer pixels than this. */
const PIXELS_MIN = 24;
/** One in so many pixels is asked where a part has more than these: who is near is no surer for being large. */
const PIXELS_ENOUGH = 400;

export type BodyPart = keyof typeof DEPTHS;

/**
 * The pixels of a part of a person, as places in `rgb` of a frame; null where too little of it is in the picture, or not hidden
 * behind somebody nearer: `nearer` are their boxes.
 */
export function pixelsOf(part: BodyPart, box: Box, nearer: readonly Box[], fit: Fit): number[] | null {
  const body = wholeBody(box, fit);
  const [from, to] = DEPTHS[part];
  const [across, down] = [fit.scaled.width / fit.picture.width, fit.scaled.height / fit.picture.height];
  const left = Math.round((body.left + SIDES[0] * body.width) * across);
  const right = Math.round((body.left + SIDES[1] * body.width) * across);
  const top = Math.round((body.top + from * body.height) * down);
  const bottom = Math.round((body.top + to * body.height) * down);
  const all = (right - left) * (bottom - top);
  if (all < PIXELS_MIN) return null;
  const step = Math.max(1, Math.floor(Math.sqrt(all / PIXELS_ENOUGH)));
  const hiding = nearer.map((other) => ({
    left: other.left * across,
    right: (other.left + other.width) * across,
    top: other.top * down,
    bottom: (other.top + other.height) * down,
  }));
  const places: number[] = [];
  let asked = 0;
  for (let y = top; y < bottom; y += step)
    for (let x = left; x < right; x += step) {
      asked += 1;
      // Each place is read with its neighbours to the right and below.
      if (x < 0 || y < 0 || x >= fit.scaled.width - 1 || y >= fit.scaled.height - 1) continue;
      if (hiding.some((one) => x >= one.left && x < one.right && y >= one.top && y < one.bottom)) continue;
      places.push(3 * (y * fit.model.width + x));
    }
  return places.length < VISIBLE_MIN * asked ? null : places;
}

/** The box with what the picture's lower or upper edge has cut off. */
function wholeBody(box: Box, { picture }: Fit): Box {
  const bottom = box.top + box.height;
  const height = Math.max(box.height, HEIGHT_PER_WIDTH_MIN * box.width);
  if (bottom >= picture.height * (1 - EDGE)) return { ...box, height };
  if (box.top <= picture.height * EDGE) return { ...box, top: bottom - height, height };
  return box;
}
