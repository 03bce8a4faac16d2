import { dayAfter } from "#domain/calendar/day.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { Day } from "#domain/policy/evidence.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";
import type { TrueMinute } from "./simulate-session.ts";
import { type StoreHabits, storeHabits } from "./store-habits.ts";
import { storeSessions } from "./store-sessions.ts";

/** What history is made up for stores of a deployment, real or not. */
export type HistoryPlan = {
  readonly stores: readonly Store[];
  /** The last day, by each store's own calendar. */
  readonly last: Day;
  /** How many days, the last one among them. */
  readonly days: number;
  readonly seed: number;
  /** How each store is frequented; made up by the seed where nothing is said. */
  readonly habitsOf?: (store: Store, seed: number) => StoreHabits;
  /** Which version of each line and zone counted; 1 where it is not named. */
  readonly units?: readonly {
    readonly storeId: string;
    readonly kind: "line" | "zone";
    readonly unitId: string;
    readonly version: number;
  }[];
  /** Of this minute and later ones nothing is told: they are still to come. */
  readonly endMinute?: number;
};

/** A piece of one store's history, in the order of time. */
export type HistoryBatch = {
  readonly storeId: string;
  /** Of the agent `simulation`, numbered from 0 on in each store. */
  readonly parts: readonly BucketPart[];
  readonly truth: readonly TrueMinute[];
};

export const SIMULATION_AGENT = "simulation";
/** Parts of one batch; the store takes more of them in at once. */
export const HISTORY_BATCH_PARTS_MAX = 5000;

/**
 * Makes up what the lines and zones of stores would have counted, store by store, in the form in which agents tell it. What there
 * is must be declared by somebody else. The same plan gives the same parts, and a store's do not hang on the other stores.
 */
export function* simulateHistory(plan: HistoryPlan): Generator<HistoryBatch> {
  const { stores, last, days, seed, habitsOf = storeHabits, units = [], endMinute = Number.POSITIVE_INFINITY } = plan;
  const versions = new Map(units.map((unit) => [keyOf(unit.storeId, unit.kind, unit.unitId), unit.version]));
  const first = dayAfter(last, 1 - days);
  for (const store of stores) {
    let seq = 0;
    for (const { counted, truth } of storeSessions(habitsOf(store, seed), { first, last, seed })) {
      const told = counted
        .filter(({ bucket }) => bucket.minute < endMinute)
        .toSorted((a, b) => a.bucket.minute - b.bucket.minute);
      const happened = truth.filter(({ bucket }) => bucket.minute < endMinute);
      // A session of which nothing was watched has its truth all the same.
      for (let from = 0; from < Math.max(1, told.length); from += HISTORY_BATCH_PARTS_MAX)
        yield {
          storeId: store.id,
          parts: told
            .slice(from, from + HISTORY_BATCH_PARTS_MAX)
            .map((row) => partOf(row, (kind, unitId) => versions.get(keyOf(store.id, kind, unitId)) ?? 1, seq++)),
          truth: from === 0 ? happened : [],
        };
    }
  }
}

function partOf(
  { store: storeId, sensor, bucket }: StoreMinute,
  versionOf: (kind: string, unitId: string) => number,
  seq: number,
): BucketPart {
  const { minute, watchedMs } = bucket;
  const unitId = unitIdOf(sensor, bucket.kind === "line" ? bucket.line : bucket.zone);
  const told = { storeId, version: versionOf(bucket.kind, unitId), minute, agentId: SIMULATION_AGENT, seq, watchedMs };
  if (bucket.kind === "line") {
    const { in: entered, out, uncertain, staffIn = 0, staffOut = 0, groupsIn = 0, joinedIn, method } = bucket;
    const rest = { staffIn, staffOut, groupsIn, ...(joinedIn && { joinedIn }), uncertain, method };
    return { kind: "line", ...told, lineId: unitId, in: entered, out, ...rest };
  }
  const { entered, dwellHistogram, occupancyMax, personMs, method } = bucket;
  return { kind: "zone", ...told, zoneId: unitId, entered, dwellHistogram, occupancyMax, personMs, method };
}

function keyOf(storeId: string, kind: string, unitId: string): string {
  return `${storeId}/${kind}/${unitId}`;
}
