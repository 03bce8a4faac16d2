import type { Store } from "#domain/deployment/deployment.ts";
import { unitsOfStore } from "#domain/deployment/store-units.ts";
import { openChance } from "./chance.ts";

/** How a store is frequented. */
export type StoreHabits = {
  readonly store: Store;
  /** On a usual day. */
  readonly visitorsPerDay: number;
  /** Of those who pass. */
  readonly captureShare: number;
  readonly staff: number;
  /** Of the groups inside, so many step out once and come back: for a call, the meter, a look from outside. */
  readonly stepOutShare: number;
  /** By the name of a zone in its store. */
  readonly zones: ReadonlyMap<string, ZoneHabit>;
  /** Which share of visitors goes over an inner line, and back: stairs, a fitting room. By its name in its store. */
  readonly inner: ReadonlyMap<string, number>;
};

type ZoneHabit = { readonly visitShare: number; readonly medianMs: number };

const VISITORS_PER_DAY = 600;
const VISITORS_SPREAD = 0.35;
const CAPTURE_SHARE = [0.07, 0.16] as const;
const ZONE_SHARE = [0.06, 0.35] as const;
const ZONE_MEDIAN_SECONDS = [8, 60] as const;
const INNER_SHARE = [0.15, 0.5] as const;
const STEP_OUT_SHARE = 0.06;
const STAFF_MIN = 2;
const VISITORS_PER_STAFF = 150;
const SECOND_MS = 1000;

/** Makes up how a store is frequented; the same seed and store have the same habits. */
export function storeHabits(store: Store, seed: number): StoreHabits {
  const chance = openChance(`${seed} ${store.id}`);
  const visitorsPerDay = Math.round(VISITORS_PER_DAY * Math.exp(VISITORS_SPREAD * chance.normal()));
  const captureShare = chance.between(...CAPTURE_SHARE);
  const units = unitsOfStore(store);
  const zones = units
    .filter(({ kind }) => kind === "zone")
    .map(({ unitId }): [string, ZoneHabit] => [
      unitId,
      {
        visitShare: chance.between(...ZONE_SHARE),
        medianMs: Math.round(SECOND_MS * chance.between(...ZONE_MEDIAN_SECONDS)),
      },
    ]);
  const inner = units
    .filter(({ role }) => role === "inner")
    .map(({ unitId }): [string, number] => [unitId, chance.between(...INNER_SHARE)]);
  return {
    store,
    visitorsPerDay,
    captureShare,
    staff: STAFF_MIN + Math.round(visitorsPerDay / VISITORS_PER_STAFF),
    stepOutShare: STEP_OUT_SHARE,
    zones: new Map(zones),
    inner: new Map(inner),
  };
}
