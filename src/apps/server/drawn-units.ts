import type { DrawnUnit, StoreDrawn } from "#adapters/store/configurations.ts";
import type { Deployment, Sensor } from "#domain/deployment/deployment.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";

/** The stores of a deployment with their lines and zones as they are drawn. */
export function drawnStores({ stores }: Deployment): StoreDrawn[] {
  return stores.map(({ id, time_zone: timeZone, sensors }) => ({
    storeId: id,
    timeZone,
    units: sensors.flatMap(drawnUnits),
  }));
}

function drawnUnits({ id, lines, zones, feed }: Sensor): DrawnUnit[] {
  const told = Map.groupBy(feed?.lines ?? [], ({ line }) => line);
  return [
    ...lines.map(({ name, role, from, to, anchor }): DrawnUnit => {
      return { kind: "line", unitId: unitIdOf(id, name), role, drawing: JSON.stringify({ from, to, anchor }) };
    }),
    // Several lines of a counter may be told as one of ours.
    ...[...told].map(([name, own]): DrawnUnit => {
      const drawing = JSON.stringify({
        shape: feed!.shape,
        of: own.map(({ theirs, direction }) => [theirs, direction]),
      });
      return { kind: "line", unitId: unitIdOf(id, name), role: own[0]!.role, drawing };
    }),
    ...zones.map(({ name, corners }): DrawnUnit => {
      return { kind: "zone", unitId: unitIdOf(id, name), role: null, drawing: JSON.stringify({ corners }) };
    }),
  ];
}
