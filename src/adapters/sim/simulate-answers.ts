import type { MixAnswer } from "#domain/figures/visitor-mix.ts";
import { type Chance, openChance } from "./chance.ts";

/** How the people of a made-up shop answer; each sums to 1. */
const AGE_SHARES = { "under-18": 0.08, "18-29": 0.25, "30-44": 0.29, "45-59": 0.19, "60-plus": 0.11, "not-said": 0.08 };
const SEX_SHARES = {
  told: { female: 0.51, male: 0.41, "not-said": 0.08 },
  estimated: { female: 0.45, male: 0.38, "not-said": 0.07, unsure: 0.1 },
};
/** Of those who come, so many answer at the tablet themselves, and so many let it estimate. */
export const ANSWERING_SHARE = { told: 0.11, estimated: 0.09 };

/** So many answers at a welcome tablet that does not exist, by people who do not; the same for the same seed, week and source. */
export function simulateAnswers(
  people: number,
  {
    storeId,
    week,
    seed,
    source,
  }: {
    readonly storeId: string;
    readonly week: string;
    readonly seed: number;
    readonly source: MixAnswer["source"];
  },
): MixAnswer[] {
  const chance = openChance(`${source === "told" ? "answers" : "estimates"} ${seed} ${storeId} ${week}`);
  const answer = () => ({
    ageBand: drawn(chance, AGE_SHARES),
    sex: source === "told" ? drawn(chance, SEX_SHARES.told) : drawn(chance, SEX_SHARES.estimated),
  });
  return Array.from({ length: people }, (): MixAnswer => ({ storeId, source, ...answer() }));
}

function drawn<Name extends string>(chance: Chance, shares: Readonly<Record<Name, number>>): Name {
  const names = Object.keys(shares) as Name[];
  let draw = chance.next();
  for (const name of names) {
    draw -= shares[name];
    if (draw < 0) return name;
  }
  return names.at(-1)!;
}
