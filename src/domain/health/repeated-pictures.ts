import type { LumaCells } from "#domain/vision/luma-cells.ts";

/**
 * So many different pictures are remembered, as one number each. A loop of more is not noticed: at five a second, one of
 * more than 13 s.
 */
export const KNOWN_PICTURES_MAX = 64;

/**
 * Knows for how long a camera has shown nothing that it had not shown before: one picture that stands, or a few again and
 * again. Pictures are the same when every cell of them is, to the last bit.
 *
 *     a still shop       a b b b c c d d d e …    the sensor's noise makes a new picture with each key picture at the latest
 *     a frozen camera    a b b b b b b b b b …
 *     three in a loop    a b c a b c a b c a …
 *
 * LIMIT: a picture without any noise (a test pattern, a painted film) is taken for a frozen one: from its pictures nobody
 * could tell that the camera still sees. It ends at the first new picture.
 * LIMIT: a camera that writes the time into a picture that stands always has a new picture.
 */
export class RepeatedPictures {
  readonly #known = new Set<number>();
  #newAtMs: number | null = null;

  /** For how long nothing new was shown; 0 at a new picture. */
  repeatedForMs(cells: LumaCells, atMs: number): number {
    const mark = markOf(cells);
    const isNew = !this.#known.has(mark);
    // A set keeps its order: what was shown last goes to its end, and the oldest is let go.
    this.#known.delete(mark);
    this.#known.add(mark);
    for (const oldest of this.#known) {
      if (this.#known.size <= KNOWN_PICTURES_MAX) break;
      this.#known.delete(oldest);
    }
    if (isNew || this.#newAtMs === null) this.#newAtMs = atMs;
    return atMs - this.#newAtMs;
  }
}

/** FNV-1a over the bits of the cells: one number, from which nothing of the picture can be told. */
function markOf({ means }: LumaCells): number {
  let mark = 0x811c9dc5;
  for (const bits of new Uint32Array(means.buffer, means.byteOffset, means.length))
    mark = Math.imul(mark ^ bits, 0x01000193) ^ (mark >>> 15);
  return mark >>> 0;
}
