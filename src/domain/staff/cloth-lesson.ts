import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import { CLOTH_COLOURS_MAX, type Cloth, clothOf } from "./cloth.ts";
import type { Light } from "./oklab.ts";
import { inUsualLight, type Pixels, sceneLightOf } from "./scene-light.ts";

/**
 * Where the garment hangs: the middle of the picture, in shares of its sides. What is around it is not looked at.
 *
 *     +-------------+
 *     |     ___     |
 *     |    |   |    |  across: 0.42 to 0.58
 *     |    |___|    |  down: 0.35 to 0.65
 *     +-------------+
 */
const ACROSS = [0.42, 0.58] as const;
const DOWN = [0.35, 0.65] as const;
/** So many pictures are looked at: two seconds, over which noise is gone. */
const PICTURES = 10;
/** A colour of which there is less than this is a button, a fold or what is behind. */
const SHARE_MIN = 0.12;

/**
 * Learns what a garment looks like to a camera from a garment alone, shown to it on a hanger. Colours are what leaves, `CLOTH_COLOURS_MAX`
 * at the most; pixels are held until then, and no picture.
 */
export class ClothLesson {
  readonly #seen: Light[] = [];
  #pictures = 0;

  constructor(grant: Grant<"staff-exclusion">) {
    assertGranted(grant, "staff-exclusion");
  }

  /** Takes in one picture in which nobody is. */
  look(frame: Pixels): void {
    if (this.isOver) return;
    this.#pictures += 1;
    const light = sceneLightOf(frame);
    const { scaled, model } = frame.fit;
    // Each place is read with its neighbours to the right and below: every other one is enough.
    for (let y = Math.round(DOWN[0] * scaled.height); y < DOWN[1] * scaled.height; y += 2)
      for (let x = Math.round(ACROSS[0] * scaled.width); x < ACROSS[1] * scaled.width; x += 2)
        this.#seen.push(inUsualLight(light, frame, 3 * (y * model.width + x)));
  }

  /** Enough was seen. */
  get isOver(): boolean {
    return this.#pictures >= PICTURES;
  }

  /** The garment's colours as this camera sees them, in the usual light, the largest first; none before a picture was seen. */
  get cloth(): Cloth {
    return clothOf(this.#seen, SHARE_MIN).slice(0, CLOTH_COLOURS_MAX);
  }
}
