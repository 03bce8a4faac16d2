import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { unitsOfStore } from "#domain/deployment/store-units.ts";
import type { Unit, UnitTotal } from "#domain/totals/unit-total.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import type { ToldMinutes } from "./store-day.ts";

type Whose = { readonly sensor: string; readonly name: string };

/**
 * Minute totals of a store as rows of figures. All versions of a line or zone are it. What was counted while a line had another
 * role than the deployment gives it now is passed over: who went up the stairs is no visitor since the line lies over the door.
 */
export function storeMinutesOf(store: Store, totals: Iterable<UnitTotal>): ToldMinutes {
  const roles = new Map(unitsOfStore(store).map(({ unitId, kind, role }) => [unitId, role ?? kind]));
  const known = new Map<Unit, Whose | null>();
  const whoseIs = (unit: Unit): Whose | null => {
    const found = known.get(unit);
    if (found !== undefined) return found;
    const whose = roles.get(unit.unitId) === (unit.role ?? unit.kind) ? partsOfUnitId(unit.unitId) : null;
    known.set(unit, whose);
    return whose;
  };
  const rows: StoreMinute[] = [];
  let passedOver = 0;
  for (const { unit, fromMinute: minute, total } of totals) {
    const whose = whoseIs(unit);
    if (whose) rows.push({ store: store.id, sensor: whose.sensor, bucket: bucketOf(whose.name, minute, total) });
    else passedOver += 1;
  }
  return { rows, passedOver };
}

function bucketOf(name: string, minute: number, total: UnitTotal["total"]): StoreMinute["bucket"] {
  const watchedMs = Math.min(total.watchedMs, MINUTE_MS);
  if (total.kind === "line") {
    const { in: entered, out, staffIn, staffOut, uncertain, groupsIn, joinedIn, method } = total;
    const counts = { in: entered, out, staffIn, staffOut, uncertain, groupsIn, ...(joinedIn && { joinedIn }) };
    return { kind: "line", line: name, minute, ...counts, watchedMs, method };
  }
  const { entered, dwellHistogram, occupancyMax, personMs, method } = total;
  return { kind: "zone", zone: name, minute, entered, dwellHistogram, occupancyMax, personMs, watchedMs, method };
}
