import type { Place, Step } from "./choreography.ts";
import type { Habit } from "./gait.ts";
import type { Role, Scene } from "./scene.ts";
import { addRail, addTable, buildShop } from "./set.ts";

type Side = "left" | "right";
type Inside = Side | "below";

/** How somebody goes through the door: where on the threshold (metres right of its middle), how fast, in what habit. */
type Passing = {
  readonly lane: number;
  readonly speed: number;
  readonly habit?: Habit;
  readonly stops?: readonly Step[];
};

/** Where the pavement leaves the picture. Who comes keeps to the shop's side, who goes to the kerb's. */
function street(side: Side, lane: number, isComing: boolean): Place {
  return [side === "left" ? -7.9 : 7.9, (isComing ? -1.9 : -3.1) - lane * 0.3];
}

/**
 * The ways between the door and the places inside where the picture ends, from the door outward: round the rail, past
 * the table or under the camera. Who comes keeps nearer to the camera than who goes.
 */
function aisle(side: Inside, lane: number, isComing: boolean): readonly Place[] {
  const ways: Record<Inside, readonly [comes: readonly Place[], goes: readonly Place[]]> = {
    left: [
      [
        [-1, 2.7],
        [-4.2, 4.1],
      ],
      [
        [-1.7, 1.95],
        [-4.8, 2.5],
      ],
    ],
    right: [
      [
        [0.4, 2.3],
        [1.3, 3.4],
        [4, 4.3],
      ],
      [
        [0.1, 2.1],
        [1.9, 2.75],
        [4.6, 3],
      ],
    ],
    below: [
      [
        [lane * 0.8, 2],
        [lane * 0.6, 4.3],
      ],
      [
        [lane * 0.9, 2],
        [lane * 0.8, 4.3],
      ],
    ],
  };
  return ways[side][isComing ? 0 : 1];
}

function comesIn(name: string, startsAt: number, from: Side, to: Inside, passing: Passing): Role {
  const { lane, stops = [], ...rest } = passing;
  const near: Place = [lane + (from === "left" ? -1.1 : 1.1), -1.5];
  const ways = aisle(to, lane, true).map((place): Step => ({ to: place }));
  const steps: Step[] = [{ to: near }, { to: [lane, -0.6] }, { to: [lane, 0.9] }, ...stops, ...ways];
  return { name, way: { startsAt, from: street(from, lane, true), ...rest, steps } };
}

function goesOut(name: string, startsAt: number, from: Inside, to: Side, passing: Passing): Role {
  const { lane, stops = [], ...rest } = passing;
  const [start = [0, 4.3], ...ways] = aisle(from, lane, false).toReversed();
  const near: Place = [lane + (to === "left" ? -1.1 : 1.1), -2.1];
  const out = [[lane, 0.9], [lane, -0.8], near, street(to, lane, false)] as const;
  const steps: Step[] = [
    ...ways.map((place): Step => ({ to: place })),
    ...stops,
    ...out.map((place): Step => ({ to: place })),
  ];
  return { name, way: { startsAt, from: start, ...rest, steps } };
}

function passesBy(name: string, startsAt: number, from: Side, z: number, speed: number): Role {
  const x = from === "left" ? -8.6 : 8.6;
  return { name, way: { startsAt, from: [x, z], speed, steps: [{ to: [-x, z] }] } };
}

function beside(name: string, other: string, metres: number): Role {
  return { name, way: { beside: other, metres } };
}

/** At the table from its left end, from behind it, or before it. */
const atTable = (seconds: number): Step[] => [{ to: [1.1, 1.45] }, { stand: seconds, facing: 90, reach: true }];
const behindTable = (seconds: number): Step[] => [
  { to: [1.9, 1.0] },
  { stand: seconds, facing: 0, reach: true },
  { to: [0.9, 1.3] },
];

const CAST: readonly Role[] = [
  comesIn("early", 0, "left", "left", { lane: -0.7, speed: 1.35 }),
  goesOut("leaver", 1.5, "below", "right", { lane: 0.9, speed: 1.25 }),
  comesIn("Ana", 3, "right", "below", { lane: 0.3, speed: 1.15 }),
  beside("Ben", "Ana", 0.7),
  passesBy("passer", 5, "left", -3.7, 1.5),
  comesIn("browser", 8, "left", "right", { lane: 0.6, speed: 1.2, stops: atTable(9) }),
  goesOut("shopper", 9, "left", "left", { lane: -1, speed: 1.2 }),
  {
    name: "turns back on the line",
    way: {
      startsAt: 12,
      from: street("right", 0, true),
      speed: 1.1,
      habit: "phone",
      steps: [
        { to: [1.6, -1.6] },
        { to: [0.75, 0.02] },
        { stand: 2.4, facing: -15 },
        { to: [1.7, -1.7] },
        { to: street("right", 1, false) },
      ],
    },
  },
  comesIn("hasty", 14, "right", "left", { lane: -0.6, speed: 1.55 }),
  goesOut("couple", 19, "below", "left", { lane: -0.4, speed: 1.05 }),
  beside("partner", "couple", 0.68),
  comesIn("crossing in", 23, "left", "right", { lane: 0.7, speed: 1.3 }),
  goesOut("crossing out", 23, "left", "right", { lane: -0.5, speed: 1.3 }),
  {
    name: "stands on the line",
    way: {
      startsAt: 24,
      from: street("left", -1, true),
      speed: 1.15,
      steps: [
        { to: [-1.9, -1.5] },
        { to: [-0.95, 0.03] },
        { stand: 9, facing: 35 },
        { to: [-1.1, 1.2] },
        { to: [-1.5, 2.3] },
        { to: [-4.6, 3.4] },
      ],
    },
  },
  comesIn("Cem", 29, "right", "below", { lane: 0.9, speed: 1.2 }),
  beside("Dora", "Cem", 0.72),
  goesOut("bags", 32, "right", "right", { lane: 0.5, speed: 1.2 }),
  comesIn("second browser", 35, "right", "left", { lane: 0.8, speed: 1.1, stops: behindTable(8) }),
  passesBy("other passer", 37, "right", -3.4, 1.35),
  comesIn("student", 39, "left", "below", { lane: -0.8, speed: 1.45 }),
  goesOut("neighbour", 42, "left", "left", { lane: -0.9, speed: 1 }),
  comesIn("row left", 45, "left", "left", { lane: -0.9, speed: 1.25 }),
  comesIn("row middle", 47, "right", "below", { lane: 0.1, speed: 1.2 }),
  comesIn("row right", 48, "right", "right", { lane: 1, speed: 1.2 }),
  goesOut("against them", 49, "below", "left", { lane: -0.3, speed: 1.3 }),
  {
    name: "goes in and out again",
    way: {
      startsAt: 53,
      from: street("right", 1, false),
      speed: 1.2,
      steps: [
        { to: [1.4, -1.6] },
        { to: [0.5, -0.3] },
        { to: [0.4, 1.5] },
        { stand: 2.2, facing: 20 },
        { to: [0.9, 0.3] },
        { to: [1.6, -1.7] },
        { to: street("right", 0, true) },
      ],
    },
  },
  goesOut("late pair", 55, "left", "left", { lane: -0.5, speed: 1.1 }),
  beside("late partner", "late pair", -0.66),
  comesIn("third browser", 59, "left", "below", { lane: 0.4, speed: 1.25, stops: atTable(4.5) }),
  comesIn("last in", 62, "left", "left", { lane: -0.8, speed: 1.3 }),
  goesOut("last out", 63, "below", "right", { lane: 1, speed: 1.35 }),
];

/** A shop door with its daily traffic: pairs abreast, crossing ways, one who turns back on the line, one who stands on it. */
export const entrance: Scene = {
  name: "entrance",
  seed: 11,
  seconds: 75,
  framesPerSecond: 15,
  picture: { width: 640, height: 360 },
  mounting: { height: 3, at: [0, 4.7], downDegrees: 25, viewDegrees: 50 },
  build(seed) {
    const shop = buildShop({ seed, door: { kind: "sliding", width: 3.2 } });
    addTable(shop, seed + 1, [1.95, 1.75]);
    addRail(shop, seed + 2, [-2.75, 1.15]);
    return shop;
  },
  cast: CAST,
  lines: [{ name: "door", role: "entrance", a: [-1.9, 0], b: [1.9, 0] }],
  zones: [
    {
      name: "table",
      points: [
        [0.72, 0.7],
        [3.1, 0.7],
        [3.1, 2.5],
        [0.72, 2.5],
      ],
    },
  ],
  lightAt: () => ({ sun: 1, sky: 1, lamps: 1 }),
};
