import type { Place, Step, Walk } from "./choreography.ts";
import type { Role } from "./scene.ts";

/** The picture's side on which the pavement is entered or left. */
export type Side = "left" | "right";

/** What belongs to one person and not to their way. */
type Person = Omit<Role, "name" | "way"> & Pick<Walk, "speed" | "habit">;

/** How somebody goes through the door: `lane` metres right of its middle, with `stops` before the shop's own ways. */
export type Passing = Person & { readonly lane: number; readonly stops?: readonly Step[] };

/** The ways inside, by the name of the place where they leave the picture, from the door inward. */
export type Aisles<Inside extends string> = Readonly<
  Record<Inside, (lane: number, isComing: boolean) => readonly Place[]>
>;

export type Traffic<Inside extends string> = {
  readonly comesIn: (name: string, startsAt: number, from: Side, to: Inside, passing: Passing) => Role;
  readonly goesOut: (name: string, startsAt: number, from: Inside, to: Side, passing: Passing) => Role;
};

/** Before most shops the pavement leaves the picture here, metres from the middle. */
const STREET_END = 8.2;

/**
 * The traffic through a door that is `x` metres right of the middle. Who comes keeps to the shop's side of the pavement,
 * who goes to the kerb's.
 */
export function trafficThrough<Inside extends string>(
  x: number,
  aisles: Aisles<Inside>,
  streetEnd = STREET_END,
): Traffic<Inside> {
  const street = (side: Side, lane: number, isComing: boolean): Place => [
    side === "left" ? -streetEnd : streetEnd,
    (isComing ? -1.9 : -3.1) - lane * 0.3,
  ];
  const before = (side: Side, lane: number, z: number): Place => [x + lane + (side === "left" ? -1.1 : 1.1), z];
  const step = (to: Place): Step => ({ to });
  return {
    comesIn(name, startsAt, from, to, { lane, speed, habit, stops = [], ...person }) {
      const steps: Step[] = [
        step(before(from, lane, -1.5)),
        step([x + lane, -0.6]),
        step([x + lane, 0.9]),
        ...stops,
        ...aisles[to](lane, true).map(step),
      ];
      const way: Walk = { startsAt, from: street(from, lane, true), speed, ...(habit ? { habit } : {}), steps };
      return { name, way, ...person };
    },
    goesOut(name, startsAt, from, to, { lane, speed, habit, stops = [], ...person }) {
      const [start, ...ways] = aisles[from](lane, false).toReversed();
      if (!start) throw new RangeError(`the way from ${from} is empty`);
      const steps: Step[] = [
        ...ways.map(step),
        ...stops,
        step([x + lane, 0.9]),
        step([x + lane, -0.8]),
        step(before(to, lane, -2.1)),
        step(street(to, lane, false)),
      ];
      return { name, way: { startsAt, from: start, speed, ...(habit ? { habit } : {}), steps }, ...person };
    },
  };
}

/** Somebody who walks along the pavement at a depth and wants nothing here. */
export function passesBy(
  name: string,
  startsAt: number,
  from: Side,
  z: number,
  { streetEnd = STREET_END, ...person }: Person & { readonly streetEnd?: number },
): Role {
  const x = (streetEnd + 0.4) * (from === "left" ? -1 : 1);
  const { speed, habit, ...rest } = person;
  return {
    name,
    way: { startsAt, from: [x, z], speed, ...(habit ? { habit } : {}), steps: [{ to: [-x, z] }] },
    ...rest,
  };
}

/** Somebody at another's side, `metres` to that person's left. */
export function beside(name: string, other: string, metres: number, person: Omit<Role, "name" | "way"> = {}): Role {
  return { name, way: { beside: other, metres }, ...person };
}
