import type { Frame } from "#domain/vision/frame.ts";
import { LIGHT, type Light, oklabOfLight } from "./oklab.ts";

/** The pixels of a frame, for as long as they are there. */
export type Pixels = Pick<Frame, "rgb" | "fit">;

/**
 * The light that a picture was taken in, as far as the picture tells: how bright it is as a whole, and what tint its greys have.
 * With it a cloth has the same colour at noon and at dusk. It is one number and three for a whole picture.
 */
export type SceneLight = {
  /** What red, green and blue light are multiplied by so that greys are grey, for each of the 256 values. */
  readonly red: Float64Array;
  readonly green: Float64Array;
  readonly blue: Float64Array;
  /** What a colour is multiplied by so that the picture as a whole has `LIGHTNESS_USUAL`. */
  readonly exposure: number;
};

/** The mean lightness of a well exposed picture of a shop, which a colour that was picked from a palette is compared in. */
const LIGHTNESS_USUAL = 0.6;
/** A picture so dark that more than this would be needed shows noise and no colours. */
const EXPOSURE_MAX = 3;
const EXPOSURE_MIN = 0.6;
/** One pixel of so many across and down is asked: some thousands in a picture, and a fifth of a millisecond. */
const STEP = 6;
/** Chroma over lightness up to which a pixel may be a grey in a tinted light: walls, floors, pavements. */
const GREY_MAX = 0.12;
/** Of fewer greys nothing is said of their tint. */
const GREY_SHARE_MIN = 0.1;
/** Nearly black pixels have no tint but noise; clipped ones have lost theirs. Lightness of 0..1, values of 0..255. */
const LIGHTNESS_MIN = 0.15;
const VALUE_CLIPPED = 250;
/** A second turn finds the greys by the light that the first one found. */
const TURNS = 2;

/**
 * The light of a frame. Its tint is that of the picture's greys, because most of what a shop is built of is nearly grey (after the
 * grey points of Huo et al., "Robust automatic white balance algorithm using gray color points in images", 2006); where there are
 * hardly any, no tint is taken out.
 */
export function sceneLightOf({ rgb, fit }: Pixels): SceneLight {
  let gains: readonly [number, number, number] = [1, 1, 1];
  let exposure = 1;
  for (let turn = 0; turn < TURNS; turn++) {
    const [red, green, blue] = gains;
    let [asked, greys, lightnesses] = [0, 0, 0];
    const sums: [number, number, number] = [0, 0, 0];
    for (let y = 0; y < fit.scaled.height; y += STEP)
      for (let x = 0; x < fit.scaled.width; x += STEP) {
        const at = 3 * (y * fit.model.width + x);
        const [r, g, b] = [LIGHT[rgb[at]!]!, LIGHT[rgb[at + 1]!]!, LIGHT[rgb[at + 2]!]!];
        const colour = oklabOfLight(r * red, g * green, b * blue);
        asked += 1;
        lightnesses += colour.lightness;
        const isClipped = Math.max(rgb[at]!, rgb[at + 1]!, rgb[at + 2]!) >= VALUE_CLIPPED;
        if (isClipped || colour.lightness < LIGHTNESS_MIN) continue;
        if (Math.hypot(colour.a, colour.b) > GREY_MAX * colour.lightness) continue;
        // Each grey counts alike, however bright: the brightest wall is often the least grey.
        const own = r + g + b;
        sums[0] += r / own;
        sums[1] += g / own;
        sums[2] += b / own;
        greys += 1;
      }
    exposure = LIGHTNESS_USUAL / Math.max(0.01, lightnesses / Math.max(1, asked));
    if (greys < GREY_SHARE_MIN * asked) break;
    gains = [sums[1] / sums[0], 1, sums[1] / sums[2]];
  }
  const [red, , blue] = gains;
  return {
    red: LIGHT.map((light) => light * red),
    green: LIGHT,
    blue: LIGHT.map((light) => light * blue),
    exposure: Math.min(EXPOSURE_MAX, Math.max(EXPOSURE_MIN, exposure)),
  };
}

/**
 * The light that comes from a place of a picture, as it would be in the usual light: the mean of four pixels, the one at `at` and those
 * right of it and below, because in the dusk the noise of single ones is larger than what parts black from navy. `at` lies in no last
 * row or column.
 */
export function inUsualLight({ red, green, blue, exposure }: SceneLight, { rgb, fit }: Pixels, at: number): Light {
  let [r, g, b] = [0, 0, 0];
  for (const row of [at, at + 3 * fit.model.width])
    for (const place of [row, row + 3]) {
      r += red[rgb[place]!]!;
      g += green[rgb[place + 1]!]!;
      b += blue[rgb[place + 2]!]!;
    }
  // The cube of what it is in lightness: see `Oklab`.
  const scale = exposure ** 3 / 4;
  return [r * scale, g * scale, b * scale];
}
