import { type Light, type Oklab, oklabOf, oklabOfLight, type Rgb, valuesOf } from "./oklab.ts";

/** A colour of a garment, and how much of it has that colour, 0..1. */
type ClothColour = { readonly colour: string; readonly share: number };

/** What a garment looks like: a histogram of a few colours, whose shares are 1 together. One colour where it is plain. */
export type Cloth = readonly ClothColour[];

/** Colours that one garment may have. */
export const CLOTH_COLOURS_MAX = 4;
/** How a colour is written: `#16a34a`. */
export const COLOUR_FORM = /^#[0-9a-f]{6}$/i;

/**
 * A colour in the room in which cloths are compared: `a` and `b` over lightness, so that a fold in the shade is the same cloth as
 * one in the light, and lightness itself, which counts for little. Black has no hue but noise; `BLACK` keeps it near grey.
 */
type Shade = { readonly a: number; readonly b: number; readonly lightness: number };

const BLACK = 0.1;
/** What a difference of lightness counts for, beside one of hue and chroma. It parts black, grey and white, which differ in nothing else. */
const LIGHTNESS_WEIGHT = 0.25;
/** Further from a colour than this, times its `slack`, nothing is of its cloth, in no light and no fold. */
const REACH = 0.12;
/** What a light that is not well known does to a colour grows with its chroma: from this one on (that of a strong green) in proportion. */
const CHROMA_USUAL = 0.25;
/** One cloth is no further apart in itself: folds, seams, noise. */
const SPREAD = 0.08;
/** Of a garment of several colours each that is so much of it must be there. */
const SHARE_NEEDED = 0.2;

/** A cloth made ready to be compared with. */
export type ClothMeasure = readonly { readonly shade: Shade; readonly share: number; readonly slack: number }[];

/** Makes a cloth ready. */
export function measureOf(cloth: Cloth): ClothMeasure {
  return cloth.map(({ colour, share }) => {
    const shade = shadeOf(oklabOf(rgbOf(colour)));
    return { shade, share, slack: Math.max(1, Math.hypot(shade.a, shade.b) / CHROMA_USUAL) };
  });
}

/** A colour as it is written in a deployment, `#rrggbb`. */
export function rgbOf(colour: string): Rgb {
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** How some pixels are like a cloth. */
export type ClothMatch = {
  /** How much of them is it, 0..1. */
  readonly share: number;
  /** How far the colour they have in common is from the cloth's: less than 0.05 is what another light does to it. */
  readonly apart: number;
  /** How much further than usual such a colour may be: 1, and more for a strong one. */
  readonly slack: number;
};

/** Pixels of which none is near the cloth. */
const NO_MATCH: ClothMatch = { share: 0, apart: Number.POSITIVE_INFINITY, slack: 1 };

/**
 * How some pixels are like a cloth. Those near each of its colours are gathered, and it is their mean that is compared: single pixels
 * are noise and folds, and a mean is not. Of a cloth of several colours it is the intersection of the two histograms, and no more than the scarcest
 * colour has of its own share: pixels of one colour only are no striped shirt.
 */
export function matchOf(measure: ClothMeasure, pixels: readonly Oklab[]): ClothMatch {
  const shades = pixels.map(shadeOf);
  const near = measure.map(() => [] as Shade[]);
  for (const shade of shades) {
    let [nearest, least] = [-1, REACH];
    for (const [index, one] of measure.entries()) {
      const far = distance(shade, one.shade) / one.slack;
      if (far <= least) [nearest, least] = [index, far];
    }
    near[nearest]?.push(shade);
  }
  let [share, scarcest, apart, slack] = [0, 1, 0, 0];
  for (const [index, one] of measure.entries()) {
    const found = near[index]!;
    const middle = found.length > 0 ? meanOf(found) : one.shade;
    const own = found.filter((shade) => distance(shade, middle) <= SPREAD);
    const ownShare = own.length / Math.max(1, shades.length);
    share += Math.min(one.share, ownShare);
    if (one.share >= SHARE_NEEDED) scarcest = Math.min(scarcest, ownShare / one.share);
    slack += one.share * one.slack;
    if (own.length > 0) apart += one.share * distance(meanOf(own), one.shade);
  }
  return share === 0 ? NO_MATCH : { share: Math.min(share, scarcest), apart, slack };
}

/**
 * The colours that some light has, and how much of it each, the largest first: places near each other in colour are one. What is less than
 * `shareMin` of it is left out, and the shares of the rest are 1 together.
 */
export function clothOf(seen: readonly Light[], shareMin: number): Cloth {
  const groups: { middle: Shade; lights: Light[] }[] = [];
  for (const light of seen) {
    const shade = shadeOf(oklabOfLight(...light));
    const near = groups.find(({ middle }) => distance(shade, middle) <= SPREAD);
    if (!near) groups.push({ middle: shade, lights: [light] });
    else {
      near.lights.push(light);
      near.middle = shadeOf(oklabOfLight(...meanLight(near.lights.slice(0, MIDDLE_OF))));
    }
  }
  const large = groups.filter(({ lights }) => lights.length >= shareMin * seen.length);
  const all = large.reduce((sum, { lights }) => sum + lights.length, 0);
  return large
    .map(({ lights }) => ({
      colour: colourOf(meanLight(lights)),
      share: Math.round((100 * lights.length) / all) / 100,
    }))
    .toSorted((a, b) => b.share - a.share);
}

/** The middle of a group stands after so many. */
const MIDDLE_OF = 50;

function meanLight(lights: readonly Light[]): Light {
  const mean = (at: 0 | 1 | 2) => lights.reduce((sum, light) => sum + light[at], 0) / lights.length;
  return [mean(0), mean(1), mean(2)];
}

function colourOf(light: Light): string {
  return `#${valuesOf(light)
    .map((value) => value.toString(16).padStart(2, "0"))
    .join("")}`;
}

function meanOf(shades: readonly Shade[]): Shade {
  const mean = (of: (shade: Shade) => number) => shades.reduce((sum, shade) => sum + of(shade), 0) / shades.length;
  return { a: mean(({ a }) => a), b: mean(({ b }) => b), lightness: mean(({ lightness }) => lightness) };
}

function shadeOf({ lightness, a, b }: Oklab): Shade {
  const scale = 1 / (lightness + BLACK);
  return { a: a * scale, b: b * scale, lightness };
}

function distance(one: Shade, other: Shade): number {
  return Math.hypot(one.a - other.a, one.b - other.b, LIGHTNESS_WEIGHT * (one.lightness - other.lightness));
}
