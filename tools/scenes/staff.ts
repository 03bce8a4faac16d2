import type { Place, Step } from "./choreography.ts";
import type { Look } from "./look.ts";
import type { Role, Scene } from "./scene.ts";
import { addRail, addTable, buildShop } from "./set.ts";
import { beside, passesBy, trafficThrough } from "./traffic.ts";

/** What everybody wears who works here. */
const UNIFORM: Partial<Look> = {
  top: { kind: "shirt", colour: "#16a34a", pattern: "plain", sleeves: "short", lanyard: "#f2c230" },
  legs: { kind: "trousers", colour: "#22252b" },
};
const STAFF = { look: UNIFORM, isStaff: true } as const;

const { comesIn, goesOut } = trafficThrough(0, {
  left: (_lane, isComing): Place[] =>
    isComing
      ? [
          [-1, 2.7],
          [-4.4, 4.1],
        ]
      : [
          [-1.7, 1.95],
          [-4.8, 2.5],
        ],
  right: (_lane, isComing): Place[] =>
    isComing
      ? [
          [0.4, 2.3],
          [1.3, 3.4],
          [4.2, 4.3],
        ]
      : [
          [0.1, 2.1],
          [1.9, 2.9],
          [4.8, 3.2],
        ],
  below: (lane, isComing): Place[] => [
    [lane * 0.85, 2],
    [lane * (isComing ? 0.6 : 0.8), 4.4],
  ],
});

/** Goes out to the window, puts something right and comes back. */
function looksAfterWindow(name: string, startsAt: number, seconds: number): Role {
  const places: Place[] = [
    [-1.7, 1.95],
    [-0.85, 0.9],
    [-0.85, -0.8],
    [-2.1, -1.3],
  ];
  const back: Place[] = [
    [-0.9, -0.9],
    [-0.75, 1],
    [-1, 2.7],
    [-4.4, 4.1],
  ];
  const steps: Step[] = [
    ...places.map((to): Step => ({ to })),
    { stand: seconds, facing: 10, reach: true },
    ...back.map((to): Step => ({ to })),
  ];
  return { name, way: { startsAt, from: [-4.8, 2.5], speed: 1.2, steps }, ...STAFF };
}

const CAST: readonly Role[] = [
  {
    name: "tidies the rail and the table",
    way: {
      startsAt: 0,
      from: [-2.4, 1.9],
      speed: 1,
      steps: [
        { stand: 8, facing: 190, reach: true },
        { to: [-0.9, 2.5] },
        { to: [0.7, 2.3] },
        { to: [1.05, 1.5] },
        { stand: 9, facing: 90, reach: true },
        { to: [0.95, 2.3] },
        { to: [1.7, 2.45] },
        { until: 100, facing: 180 },
      ],
    },
    ...STAFF,
  },
  {
    name: "fills the table",
    way: {
      startsAt: 1,
      from: [4.8, 3.1],
      speed: 1.1,
      steps: [{ to: [2.2, 2.6] }, { stand: 10, facing: 180, reach: true }, { to: [4.8, 3.2] }],
    },
    ...STAFF,
  },
  looksAfterWindow("looks after the window", 4, 5),
  comesIn("comes to work", 6, "right", "right", { lane: 0.8, speed: 1.35, ...STAFF }),
  comesIn("first", -4, "left", "below", { lane: 0.1, speed: 1.3 }),
  goesOut("second", 1, "below", "right", { lane: 0.6, speed: 1.25 }),
  comesIn("third", 2, "right", "left", { lane: -0.2, speed: 1.2 }),
  passesBy("passer", 4, "left", -3.8, { speed: 1.4 }),
  goesOut("couple", 8, "below", "left", { lane: -0.4, speed: 1.1 }),
  beside("partner", "couple", -0.66),
  comesIn("student", 9, "left", "right", { lane: 0.5, speed: 1.35 }),
  goesOut("bags", 13, "left", "right", { lane: 0.1, speed: 1.2 }),
  comesIn("green jumper", 14, "right", "below", {
    lane: 0.3,
    speed: 1.25,
    look: { top: { kind: "jumper", colour: "#2f5d46" } },
  }),
  goesOut("goes home", 18, "below", "right", { lane: 0.8, speed: 1.4, ...STAFF }),
  comesIn("hasty", 18, "left", "left", { lane: -0.6, speed: 1.5 }),
  comesIn("mother", 20, "right", "right", { lane: 0.6, speed: 1.1 }),
  goesOut("neighbour", 23, "left", "left", { lane: -0.7, speed: 1.15 }),
  looksAfterWindow("looks after the window again", 23, 4),
  comesIn("one", 26, "left", "below", { lane: 0, speed: 1.25 }),
  goesOut("two", 29, "below", "right", { lane: 0.7, speed: 1.3 }),
  comesIn("three", 28, "right", "below", { lane: 0.4, speed: 1.3 }),
  comesIn("five", 31, "left", "left", { lane: -0.3, speed: 1.3 }),
];

/** Visitors, and staff in green shirts with yellow ribbons, who work inside and pass the door too. */
export const staff: Scene = {
  name: "staff",
  seed: 71,
  seconds: 42,
  framesPerSecond: 15,
  samples: 1,
  isShadowless: true,
  picture: { width: 640, height: 360 },
  mounting: { height: 3, at: [0, 4.7], downDegrees: 25, viewDegrees: 50 },
  build(seed) {
    const shop = buildShop({ seed, door: { kind: "sliding", width: 2.9, isBare: true } });
    addTable(shop, seed + 1, [1.95, 1.75]);
    addRail(shop, seed + 2, [-2.75, 1.15]);
    return shop;
  },
  cast: CAST,
  lines: [{ name: "door", role: "entrance", a: [-1.7, 0], b: [1.7, 0] }],
  zones: [
    {
      name: "table",
      points: [
        [0.72, 0.8],
        [3, 0.8],
        [3, 3],
        [0.72, 3],
      ],
    },
  ],
  lightAt: () => ({ sun: 0, sky: 1.6, lamps: 1.3 }),
};
