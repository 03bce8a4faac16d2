import { Deployment, type Store } from "#domain/deployment/deployment.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { holidaysOf, SIMULATED_PLACES } from "./simulated-place.ts";

/** What is simulated: so many stores with so many cameras, over so many days. */
export type Simulation = {
  readonly stores: number;
  /** Of each store in their order; later ones have as many as the last that is named. */
  readonly cameras: readonly number[];
  /** So many of the stores, the last ones, are somebody else's: they share hours, and the very last one days. */
  readonly franchises: number;
  /** So many of the stores, the first ones, have a welcome tablet. */
  readonly tablets: number;
  readonly days: number;
  /** The first of the days. */
  readonly first: Day;
  readonly seed: number;
};

/** A store that does not exist, with its file, to be written as it stands. */
export type SimulatedStore = { readonly store: Store; readonly deployment: SimulatedDeployment };
type SimulatedDeployment = { readonly stores: readonly object[] };

/** From so many cameras on, a store has a second door. */
const SECOND_DOOR_CAMERAS = 8;
/** What those who work there wear. */
const STAFF = { uniforms: [{ name: "green shirt", upper: "#16a34a" }] };
const TABLET = { id: "welcome", class: "tablet", does: ["tablet-answer", "tablet-estimate"] };
const NO_HOURS: readonly string[] = [];

/** Plans one store; `index` counts from 0. */
export function simulatedStore(simulation: Simulation, index: number, last: Day): SimulatedStore {
  const { stores, first, franchises, tablets } = simulation;
  const cameras = simulation.cameras[index] ?? simulation.cameras.at(-1)!;
  const id = `store-${twoDigits(index + 1)}`;
  const place = SIMULATED_PLACES[index % SIMULATED_PLACES.length]!;
  const { weekday, friday, saturday, sunday } = place.hours;
  const sensors = Array.from({ length: cameras }, (_, camera) => sensorOf(camera, cameras));
  const deployment = {
    lintel: 1,
    name: `Simulated ${id}`,
    simulated: true,
    stores: [
      {
        id,
        ...(index >= stores - franchises && {
          controller: { name: `Franchise ${id}`, shares: { figures: index === stores - 1 ? "day" : "hour" } },
        }),
        time_zone: place.timeZone,
        hours: Object.fromEntries(
          Object.entries({
            mon: weekday,
            tue: weekday,
            wed: weekday,
            thu: weekday,
            fri: friday,
            sat: saturday,
            sun: sunday,
          }).map(([day, hours]) => [day, [...(hours ?? NO_HOURS)]]),
        ),
        holidays: holidaysOf(place, first, last),
        site: { jurisdiction: place.jurisdiction },
        staff: STAFF,
        sensors: index < tablets ? [...sensors, TABLET] : sensors,
      },
    ],
  };
  return { store: Deployment.parse(deployment).stores[0]!, deployment };
}

/** The first camera is over the door, the second looks at the street, a third may be over another door; the others watch zones. */
function sensorOf(camera: number, cameras: number): object {
  const known = { id: `camera-${twoDigits(camera + 1)}`, class: "rgb_edge_ram_only" };
  const line = (name: string, role: string) => ({
    ...known,
    does: role === "entrance" ? ["count", "staff-exclusion"] : ["count"],
    lines: [{ name, role, from: [0.1, 0.6], to: [0.9, 0.6] }],
  });
  if (camera === 0) return line("door-1", "entrance");
  if (camera === 1) return line("street", "passer-by");
  const hasSecondDoor = cameras >= SECOND_DOOR_CAMERAS;
  if (camera === 2 && hasSecondDoor) return line("door-2", "entrance");
  const name = `zone-${twoDigits(camera - (hasSecondDoor ? 2 : 1))}`;
  return {
    ...known,
    does: ["zones"],
    zones: [
      {
        name,
        corners: [
          [0.1, 0.3],
          [0.9, 0.3],
          [0.9, 0.9],
          [0.1, 0.9],
        ],
      },
    ],
  };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
