import { type LineBucket, MINUTE_MS, mergedBuckets, type ZoneBucket } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { type NamedUnit, unitsOfStore } from "#domain/deployment/store-units.ts";
import type { Span } from "./opening.ts";

/** What was told of each minute. A minute of which nothing is there was not watched. */
export type MinutesOf<Told> = { get(minute: number): Told | undefined };

/** A line of a store by the minutes that were told of it. */
export type LineMinutes = {
  readonly sensor: string;
  readonly name: string;
  readonly role: "entrance" | "inner" | "passer-by";
  readonly minutes: MinutesOf<LineBucket>;
};

export type ZoneMinutes = {
  readonly sensor: string;
  readonly name: string;
  readonly minutes: MinutesOf<ZoneBucket>;
};

export type StoreSources = {
  readonly lines: readonly LineMinutes[];
  readonly zones: readonly ZoneMinutes[];
  /** The first and the last minute that was told of any of them. */
  readonly onFile: { readonly first: number; readonly last: number } | null;
  /** Rows of lines and zones that the deployment does not name; they are in no figure. */
  readonly unknownRows: number;
};

/** One line or zone while its minutes are sorted: a place for each of them. */
type Places = { readonly unit: NamedUnit; readonly buckets: (StoreMinute["bucket"] | undefined)[] };

/**
 * Sorts the minutes of a store within a span by the lines and zones that its deployment names. Those that told nothing are there
 * with no minutes: that a door was never watched must show. A minute told in parts (a lens began anew) is put together, watched for
 * at most a minute. Rows outside the span are passed over.
 */
export function storeSources(store: Store, rows: Iterable<StoreMinute>, { start, end }: Span): StoreSources {
  const all = unitsOfStore(store).map((unit): Places => ({ unit, buckets: new Array(Math.max(0, end - start)) }));
  const bySensor = new Map<string, Map<string, Places>>();
  // No sensor has a line and a zone of one name.
  for (const places of all) {
    const { sensor, name } = places.unit;
    const own = bySensor.get(sensor) ?? new Map();
    bySensor.set(sensor, own.set(name, places));
  }
  let [first, last, unknownRows] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const { store: of, sensor, bucket } of rows) {
    const { minute } = bucket;
    if (of !== store.id || minute < start || minute >= end) continue;
    const places = bySensor.get(sensor)?.get(bucket.kind === "line" ? bucket.line : bucket.zone);
    if (places?.unit.kind !== bucket.kind) {
      unknownRows += 1;
      continue;
    }
    const present = places.buckets[minute - start];
    places.buckets[minute - start] = wholeMinute(present, bucket);
    first = Math.min(first, minute);
    last = Math.max(last, minute);
  }
  const minutesOf = <Told>({ buckets }: Places): MinutesOf<Told> => ({
    get: (minute) => buckets[minute - start] as Told | undefined,
  });
  return {
    lines: all.flatMap((places): LineMinutes[] => {
      const { kind, sensor, name, role } = places.unit;
      return kind === "line" ? [{ sensor, name, role, minutes: minutesOf(places) }] : [];
    }),
    zones: all.flatMap((places): ZoneMinutes[] => {
      const { kind, sensor, name } = places.unit;
      return kind === "zone" ? [{ sensor, name, minutes: minutesOf(places) }] : [];
    }),
    onFile: first <= last ? { first, last } : null,
    unknownRows,
  };
}

function wholeMinute(present: StoreMinute["bucket"] | undefined, bucket: StoreMinute["bucket"]): StoreMinute["bucket"] {
  const whole = present ? mergedBuckets([present, bucket])[0]! : bucket;
  return whole.watchedMs > MINUTE_MS ? { ...whole, watchedMs: MINUTE_MS } : whole;
}
