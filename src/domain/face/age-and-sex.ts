import type { AgeBand, SexTold } from "#domain/wire/welcome.ts";

/** The side of the estimate's input, in pixels. */
export const AGE_INPUT_SIDE = 224;

/**
 * From where on a face is called a woman's or a man's, 0..1; between them the estimate is unsure. The band is not in the middle, because the
 * network errs to one side: short hair, glasses, blur, small size and tilt make it say "man". On 214 faces of package pictures, labelled
 * by eye, of 88 men 75 came out right, none wrong and 13 unsure, of 126 women 101, none and 25. The band was tuned on those very
 * faces, so that is a start and no accuracy; `lintel eval faces` measures one.
 */
const FEMALE_MAX = 0.4;
const MALE_MIN = 0.7;

/** The first year of each band. */
const BANDS: ReadonlyArray<readonly [fromYears: number, band: AgeBand]> = [
  [60, "60-plus"],
  [45, "45-59"],
  [30, "30-44"],
  [18, "18-29"],
  [0, "under-18"],
];

/** What is estimated from a face. */
export type FaceEstimate = { readonly ageBand: AgeBand; readonly sex: SexTold };

/** What the network says of a face: how likely each year of age is, and how likely the face is a man's. */
export type AgeAndSex = { readonly ages: Float32Array; readonly male: number };

/** Band and sex, and never more: the years themselves are told to nobody. */
export function toEstimate({ ages, male }: AgeAndSex): FaceEstimate {
  const sex = male <= FEMALE_MAX ? "female" : male >= MALE_MIN ? "male" : "unsure";
  return { ageBand: bandOf(expectedYears(ages)), sex };
}

/** The band that an age in years falls into. */
export function bandOf(years: number): AgeBand {
  return BANDS.find(([from]) => years >= from)?.[1] ?? "under-18";
}

/** The mean of all years by how likely each is. We tried the likeliest year: it piles up at 29 and 39. */
function expectedYears(ages: Float32Array): number {
  let [sum, weight] = [0, 0];
  for (const [years, likely] of ages.entries()) {
    sum += years * likely;
    weight += likely;
  }
  return sum / weight;
}
