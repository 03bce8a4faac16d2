import type { LineRole } from "#domain/wire/agent-record.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";
import type { Store } from "./deployment.ts";

/** A line or zone as a deployment names it. */
export type NamedUnit = {
  /** Its name in its store, `SENSOR.NAME`. */
  readonly unitId: string;
  readonly sensor: string;
  readonly name: string;
  /** A sensor that is no camera of ours tells of it. */
  readonly isFeed: boolean;
} & ({ readonly kind: "line"; readonly role: LineRole } | { readonly kind: "zone"; readonly role: null });

/** All lines of a store and then all its zones, in the order of the file; what a sensor tells as one line is one. */
export function unitsOfStore({ sensors }: Pick<Store, "sensors">): NamedUnit[] {
  const lines = sensors.flatMap(({ id: sensor, lines: drawn, feed }) => [
    ...drawn.map((line) => ({ ...line, sensor, isFeed: false })),
    // Two of a sensor's own lines may be told as one of ours, each with a direction.
    ...new Map(feed?.lines.map(({ line: name, role }) => [name, { name, role, sensor, isFeed: true }])).values(),
  ]);
  return [
    ...lines.map(
      ({ sensor, name, role, isFeed }): NamedUnit => ({
        kind: "line",
        unitId: unitIdOf(sensor, name),
        sensor,
        name,
        role,
        isFeed,
      }),
    ),
    ...sensors.flatMap(({ id: sensor, zones }) =>
      zones.map(
        ({ name }): NamedUnit => ({
          kind: "zone",
          unitId: unitIdOf(sensor, name),
          sensor,
          name,
          role: null,
          isFeed: false,
        }),
      ),
    ),
  ];
}
