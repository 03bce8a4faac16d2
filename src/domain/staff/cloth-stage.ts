import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import type { Box } from "#domain/space/box.ts";
import { type BodyPart, pixelsOf } from "./body-part.ts";
import { type ClothMatch, type ClothMeasure, matchOf, measureOf } from "./cloth.ts";
import type { Light, Oklab } from "./oklab.ts";
import { inUsualLight, type Pixels, sceneLightOf } from "./scene-light.ts";
import type { StaffSigns } from "./staff-signs.ts";
import { veilOver, withoutVeil } from "./veil.ts";

/**
 * What one look at one person's clothes came to. It is a word, and all that is kept of the pixels. `perhaps`: a colour near the uniform's, in
 * a light that is not well known; `veiled`: no such colour, but behind glass; `unseen`: hidden or too small.
 */
export type ClothLook = "uniform" | "perhaps" | "other" | "veiled" | "unseen";

/** So much of a part must be the uniform's cloth. The rest is skin, hair, an open coat, a bag, and what is behind. */
const UPPER_SHARE_MIN = 0.15;
/** Legs are thin, and between them is the floor. */
const LOWER_SHARE_MIN = 0.15;
/** So far the colour may be from the uniform's; see `ClothMatch`. What light does to our cloths is 0.01 to 0.07. */
const APART_SURE = 0.055;
const APART_MAX = 0.085;
/** A lanyard is a ribbon: so much of the chest, and no more, or it is a shirt of that colour. */
const LANYARD_SHARE_MIN = 0.03;
const LANYARD_SHARE_MAX = 0.3;

type Measured = { readonly upper: ClothMeasure | null; readonly lower: ClothMeasure | null };

/**
 * Looks at what people wear, for as long as a frame's pixels are there. Nothing of it goes from one frame to the next.
 */
export class ClothStage {
  readonly #uniforms: readonly Measured[];
  readonly #lanyard: ClothMeasure | null;

  constructor(grant: Grant<"staff-exclusion">, { uniforms, lanyard }: Pick<StaffSigns, "uniforms" | "lanyard">) {
    assertGranted(grant, "staff-exclusion");
    this.#uniforms = uniforms.map(({ upper, lower }) => ({
      upper: upper ? measureOf(upper) : null,
      lower: lower ? measureOf(lower) : null,
    }));
    this.#lanyard = lanyard === undefined ? null : measureOf([{ colour: lanyard, share: 1 }]);
  }

  /** What each of these people wears, in the order they are given in; boxes in pixels of the picture. */
  look(frame: Pixels, people: readonly { readonly box: Box }[]): ClothLook[] {
    if (people.length === 0) return [];
    const light = sceneLightOf(frame);
    const asksLower = this.#uniforms.some(({ lower }) => lower);
    return people.map(({ box }) => {
      const nearer = people.map((other) => other.box).filter((other) => footOf(other) > footOf(box));
      const lightOf = (part: BodyPart): Light[] | null =>
        pixelsOf(part, box, nearer, frame.fit)?.map((at) => inUsualLight(light, frame, at)) ?? null;
      const veil = veilOver(lightOf("whole") ?? []);
      const coloursOf = (part: BodyPart) => lightOf(part)?.map((one) => withoutVeil(one, veil)) ?? null;
      const look = this.#compare({ upper: coloursOf("upper"), lower: asksLower ? coloursOf("lower") : null });
      return look === "other" && veil > 0 ? "veiled" : look;
    });
  }

  #compare(seen: { readonly upper: Oklab[] | null; readonly lower: Oklab[] | null }): ClothLook {
    if (this.#lanyard && seen.upper && isRibbon(matchOf(this.#lanyard, seen.upper))) return "uniform";
    const fits = this.#uniforms.map((uniform) => fitOf(uniform, seen));
    if (this.#lanyard) fits.push(seen.upper ? "other" : "unseen");
    return (["uniform", "perhaps", "other"] as const).find((look) => fits.includes(look)) ?? "unseen";
  }
}

function fitOf(uniform: Measured, seen: { readonly upper: Oklab[] | null; readonly lower: Oklab[] | null }): ClothLook {
  const upper = uniform.upper && seen.upper ? likenessOf(matchOf(uniform.upper, seen.upper), UPPER_SHARE_MIN) : null;
  const lower = uniform.lower && seen.lower ? likenessOf(matchOf(uniform.lower, seen.lower), LOWER_SHARE_MIN) : null;
  if (upper === "other" || lower === "other") return "other";
  // Trousers alone, behind a table that hides the shirt, prove nothing.
  return (uniform.upper ? upper : lower) ?? "unseen";
}

function likenessOf({ share, apart, slack }: ClothMatch, shareMin: number): ClothLook {
  if (share < shareMin || apart > APART_MAX * slack) return "other";
  return apart <= APART_SURE ? "uniform" : "perhaps";
}

function isRibbon({ share, apart }: ClothMatch): boolean {
  return apart <= APART_MAX && share >= LANYARD_SHARE_MIN && share <= LANYARD_SHARE_MAX;
}

function footOf({ top, height }: Box): number {
  return top + height;
}
