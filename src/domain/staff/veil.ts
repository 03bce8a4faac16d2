import { type Light, type Oklab, oklabOfLight } from "./oklab.ts";

/** So many of a body's places may be darker than its veil: single ones are noise. */
const DARKEST_SHARE = 0.05;
/** Hair, shoes and folds are about as dark as this or darker in clear air: 0.003 to 0.013 in our scenes, 0.04 to 0.11 behind glass. */
const CLEAR_MAX = 0.02;
/** So much of it is taken away: all of it would leave noise where it is thickest. */
const TAKEN = 0.9;

/**
 * How much light lies over somebody and is not theirs: what a pane mirrors, or a lens with the sun on it scatters. Somewhere on a clothed
 * body is always something nearly black, at least in one of red, green and blue; what is there all the same is veil (the dark channel
 * prior: He, Sun and Tang, "Single image haze removal using dark channel prior", CVPR 2009). 0 where the air is clear.
 */
export function veilOver(body: readonly Light[]): number {
  const darkest = body.map((light) => Math.min(...light)).sort((a, b) => a - b);
  const dark = darkest[Math.floor(DARKEST_SHARE * (darkest.length - 1))] ?? 0;
  return dark <= CLEAR_MAX ? 0 : TAKEN * (dark - CLEAR_MAX);
}

/** A colour without the veil that lies over it. */
export function withoutVeil([red, green, blue]: Light, veil: number): Oklab {
  return oklabOfLight(Math.max(0, red - veil), Math.max(0, green - veil), Math.max(0, blue - veil));
}
