import type { Bucket } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { UnitTotal } from "#domain/totals/unit-total.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";

/**
 * A store's minutes as the store keeps them, as figures want them: the versions of a line side by side, each minute once for each.
 * What is no minute, and what is not named `SENSOR.NAME`, is passed over.
 */
export function toldMinutes(storeId: string, totals: readonly UnitTotal[]): StoreMinute[] {
  return totals.flatMap(({ unit, fromMinute, toMinute, total }): StoreMinute[] => {
    const { sensor, name } = partsOfUnitId(unit.unitId);
    if (sensor === "" || toMinute !== fromMinute + 1) return [];
    return [{ store: storeId, sensor, bucket: bucketOf(name, fromMinute, total) }];
  });
}

function bucketOf(name: string, minute: number, total: UnitTotal["total"]): Bucket {
  if (total.kind === "line") {
    const { in: entered, out, uncertain, watchedMs, method } = total;
    return { kind: "line", line: name, minute, in: entered, out, uncertain, watchedMs, method };
  }
  const { entered, dwellHistogram, occupancyMax, personMs, watchedMs, method } = total;
  return { kind: "zone", zone: name, minute, entered, dwellHistogram, occupancyMax, personMs, watchedMs, method };
}
