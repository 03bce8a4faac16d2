import { addCar, facingOf, type Parked, placeAt } from "./car.ts";
import { CHILD } from "./child.ts";
import type { Place, Step } from "./choreography.ts";
import { buildHall } from "./hall.ts";
import type { FloorZone, Role, Scene } from "./scene.ts";
import { beside, passesBy, type Side, trafficThrough } from "./traffic.ts";

const RED: Parked = { at: [-3.7, 3.1], degrees: 62, colour: "#9c1f24" };
const BLUE: Parked = { at: [3.7, 2.9], degrees: -58, colour: "#2b5f94" };

/** The passage before the hall leaves the picture here, metres from the middle. */
const PASSAGE_END = 12.5;

const { comesIn, goesOut } = trafficThrough(
  0,
  {
    // Who comes keeps to the right of the aisle between the cars, who goes to the left.
    below: (lane, isComing): Place[] => [
      [lane * 0.35 + (isComing ? 0.55 : -0.55), 4],
      [lane * 0.35 + (isComing ? 0.6 : -0.6), 9.2],
    ],
  },
  PASSAGE_END,
);

/** Looks at a car for some seconds from each of the places beside it, `along` metres from its middle. */
function looks(car: Parked, ...stays: ReadonlyArray<readonly [along: number, seconds: number]>): Step[] {
  return stays.flatMap(([along, seconds]): Step[] => [
    { to: placeAt(car, along, 1.45) },
    { stand: seconds, facing: facingOf(car) },
  ]);
}

/** Comes in, sees what there is to see and goes out again. */
function visits(name: string, startsAt: number, from: Side, to: Side, speed: number, stops: readonly Step[]): Role {
  const { way } = comesIn(name, startsAt, from, "below", { lane: 1.2, speed });
  const out = goesOut(name, 0, "below", to, { lane: -0.8, speed }).way;
  if ("beside" in way || "beside" in out) throw new RangeError("this way is nobody's company");
  return { name, way: { ...way, steps: [...way.steps.slice(0, 3), ...stops, ...out.steps.slice(-4)] } };
}

/** Around a car, from its far end to where the picture ends. */
function zoneAt(name: string, car: Parked, far: number, near: number): FloorZone {
  const corners = [
    [far, -1.1],
    [far, 2],
    [near, 2],
    [near, -1.1],
  ] as const;
  return { name, points: corners.map(([along, aside]) => placeAt(car, along, aside)) };
}

const CAST: readonly Role[] = [
  comesIn("looks long", -9, "left", "below", { lane: -0.9, speed: 1.2, stops: looks(RED, [0.9, 9], [-0.5, 6]) }),
  visits("looks at both", -4, "left", "right", 1.3, [...looks(RED, [1.7, 4]), ...looks(BLUE, [-1.7, 4])]),
  comesIn("passes", -6, "right", "below", { lane: 0.4, speed: 1.35 }),
  visits("looks at the blue one", -6, "right", "left", 1.25, looks(BLUE, [-1, 8])),
  goesOut("leaver", 1, "below", "right", { lane: 0.5, speed: 1.25 }),
  comesIn("couple", -3, "left", "below", { lane: 0.9, speed: 1.1 }),
  beside("partner", "couple", 0.66),
  passesBy("passer", 2, "left", -5.5, { speed: 1.4, streetEnd: PASSAGE_END }),
  goesOut("bags", 5, "below", "left", { lane: -0.6, speed: 1.2 }),
  comesIn("father", 6, "right", "below", { lane: -0.7, speed: 1.05, stops: looks(RED, [-0.3, 5]) }),
  beside("son", "father", 0.56, { look: CHILD }),
  goesOut("hasty", 12, "below", "left", { lane: 0.2, speed: 1.5 }),
  comesIn("pram", 7, "left", "below", { lane: 0.2, speed: 1, pram: "#3a4a3c" }),
  comesIn("student", 12, "right", "below", { lane: 0.9, speed: 1.4 }),
  goesOut("pair", 22, "below", "right", { lane: -0.6, speed: 1.1 }),
  beside("other of the pair", "pair", 0.66),
  passesBy("other passer", 15, "right", -5, { speed: 1.3, streetEnd: PASSAGE_END }),
  comesIn("looks at the blue one too", 15, "right", "below", {
    lane: 1,
    speed: 1.2,
    stops: looks(BLUE, [0.2, 7]),
  }),
  comesIn("neighbour", 18, "left", "below", { lane: -0.3, speed: 1.15 }),
  goesOut("one", 24, "below", "left", { lane: 0.5, speed: 1.3 }),
  goesOut("behind one", 25, "below", "left", { lane: 0.4, speed: 1.25 }),
  comesIn("late", 22, "left", "below", { lane: -0.8, speed: 1.3, stops: looks(RED, [0.2, 4]) }),
  comesIn("late too", 25, "right", "below", { lane: 0.7, speed: 1.25 }),
  goesOut("last out", 31, "below", "right", { lane: -0.5, speed: 1.2 }),
];

/** A hall with two cars and a zone at each; some look, some pass. */
export const showroom: Scene = {
  name: "showroom",
  seed: 53,
  seconds: 42,
  framesPerSecond: 15,
  samples: 1,
  isShadowless: true,
  picture: { width: 640, height: 360 },
  mounting: { height: 3.9, at: [0, 8.1], downDegrees: 26, viewDegrees: 50 },
  build(seed) {
    const hall = buildHall({ seed, opening: 3.8, sides: "glass" });
    addCar(hall, RED);
    addCar(hall, BLUE);
    return hall;
  },
  cast: CAST,
  lines: [{ name: "entrance", role: "entrance", a: [-1.9, 0], b: [1.9, 0] }],
  zones: [zoneAt("red car", RED, 2.7, -1.2), zoneAt("blue car", BLUE, -2.7, 1.2)],
  lightAt: () => ({ sun: 0.45, sky: 1.5, lamps: 0.9 }),
};
