import type { Size } from "#domain/space/box.ts";

/**
 * How many pixels our network looks at, as the side lengths within which a lying picture must fit. It takes any multiple
 * of `SIDE_STEP`; what it sees best are people of the size that they have here, because it learnt at 416. What the small
 * size saves and what it misses stands in docs/speed.md, "On a weak machine".
 */
const WITHIN = { large: { width: 416, height: 256 }, small: { width: 320, height: 256 } } as const;

export type LookSize = keyof typeof WITHIN;
export const LOOK_SIZES = Object.keys(WITHIN) as [LookSize, ...LookSize[]];

/** Every stride that we read divides this, so that no cell is cut. */
export const SIDE_STEP = 32;

/**
 * The size at which our network looks at pictures of a size: as large as fits, each side rounded to the nearest step, so
 * that hardly a pixel of it is padding. 640×360 → 416×224, 768×576 → 352×256, and an upright picture as a lying one.
 */
export function modelFor(picture: Size, lookSize: LookSize): Size {
  const isUpright = picture.height > picture.width;
  const [long, short] = isUpright ? [picture.height, picture.width] : [picture.width, picture.height];
  const scale = Math.min(WITHIN[lookSize].width / long, WITHIN[lookSize].height / short);
  const [longer, shorter] = [whole(long * scale), whole(short * scale)];
  return isUpright ? { width: shorter, height: longer } : { width: longer, height: shorter };
}

function whole(side: number): number {
  return Math.max(1, Math.round(side / SIDE_STEP)) * SIDE_STEP;
}
