import { type LineBucket, MINUTE_MS, mergedBuckets, type ZoneBucket } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { unitsOfStore } from "#domain/deployment/store-units.ts";

/** A line of a store by the minutes that were told of it. A minute that is not there was not watched. */
export type LineMinutes = {
  readonly sensor: string;
  readonly name: string;
  readonly role: "entrance" | "inner" | "passer-by";
  readonly minutes: ReadonlyMap<number, LineBucket>;
};

export type ZoneMinutes = {
  readonly sensor: string;
  readonly name: string;
  readonly minutes: ReadonlyMap<number, ZoneBucket>;
};

export type StoreSources = {
  readonly lines: readonly LineMinutes[];
  readonly zones: readonly ZoneMinutes[];
  /** Rows of lines and zones that the deployment does not name; they are in no figure. */
  readonly unknownRows: number;
};

/**
 * Sorts the minutes of a store by the lines and zones that its deployment names. Those that told nothing are there with no
 * minutes: that a door was never watched must show. A minute told in parts (a lens began anew) is put together, watched for
 * at most a minute.
 */
export function storeSources(store: Store, rows: readonly StoreMinute[]): StoreSources {
  const byName = new Map<string, StoreMinute[]>();
  for (const row of rows) {
    if (row.store !== store.id) continue;
    const { bucket } = row;
    const key = keyOf(bucket.kind, row.sensor, bucket.kind === "line" ? bucket.line : bucket.zone);
    const own = byName.get(key);
    if (own) own.push(row);
    else byName.set(key, [row]);
  }
  const taken = (kind: "line" | "zone", sensor: string, name: string) => {
    const key = keyOf(kind, sensor, name);
    const own = byName.get(key) ?? [];
    byName.delete(key);
    return own;
  };
  const units = unitsOfStore(store);
  const lines = units.flatMap(({ kind, sensor, name, role }): LineMinutes[] =>
    kind === "zone" ? [] : [{ sensor, name, role, minutes: byMinute<LineBucket>(taken("line", sensor, name)) }],
  );
  const zones = units.flatMap(({ kind, sensor, name }): ZoneMinutes[] =>
    kind === "line" ? [] : [{ sensor, name, minutes: byMinute<ZoneBucket>(taken("zone", sensor, name)) }],
  );
  const unknownRows = [...byName.values()].reduce((sum, own) => sum + own.length, 0);
  return { lines, zones, unknownRows };
}

function keyOf(kind: string, sensor: string, name: string): string {
  return `${kind}/${sensor}/${name}`;
}

function byMinute<B extends LineBucket | ZoneBucket>(rows: readonly StoreMinute[]): ReadonlyMap<number, B> {
  const minutes = new Map<number, B>();
  for (const { bucket } of rows) {
    const present = minutes.get(bucket.minute);
    const [whole] = present ? mergedBuckets([present, bucket]) : [bucket];
    const isOver = whole!.watchedMs > MINUTE_MS;
    minutes.set(bucket.minute, (isOver ? { ...whole, watchedMs: MINUTE_MS } : whole) as B);
  }
  return minutes;
}
