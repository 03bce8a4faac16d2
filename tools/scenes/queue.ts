import { CHILD } from "./child.ts";
import type { Place, Step } from "./choreography.ts";
import type { Role, Scene } from "./scene.ts";
import { addRail, buildShop } from "./set.ts";
import { addTill } from "./till.ts";
import { beside, passesBy, trafficThrough } from "./traffic.ts";

/** The door's middle; the queue stands to the right of it, and who passes the line passes beside the queue. */
const DOOR_X = -0.9;

const { comesIn, goesOut } = trafficThrough(DOOR_X, {
  left: (lane, isComing): Place[] => [
    [-1.7 + lane * 0.4, isComing ? 2 : 1.4],
    [-4.9, isComing ? 3.2 : 2.1],
  ],
  below: (lane, isComing): Place[] => [
    [-0.9 + lane, 2],
    [isComing ? -1.4 + lane * 0.5 : -0.6 + lane * 0.3, 5],
  ],
});

/** Where people wait, from the till backward. */
const PLACES: readonly Place[] = [
  [2.35, 2.1],
  [2.05, 1.4],
  [1.5, 0.95],
  [0.9, 0.7],
  [0.3, 0.8],
];

/** When the till is free for the next, in seconds of the film. */
const CALLS = [9, 19.5, 28, 38, 46] as const;

/** To the till, and behind it to the one before. */
const FACINGS = [75, 25, 50, 70, 95] as const;

/** The way from a place in the queue to the till, one place nearer at each call; then `after`. */
function waits(from: number, call: number, after: readonly Step[]): Step[] {
  const steps: Step[] = [];
  for (let place = from; place >= 0; place--) {
    const until = CALLS[call + from - place];
    const facing = FACINGS[place] ?? 0;
    if (until === undefined) return [...steps, { until: 1000, facing }];
    // Everybody waits until the one before has moved on.
    steps.push({ until: until + (place === 0 ? 0 : 0.9 + place * 0.5), facing });
    const next = PLACES[place - 1];
    if (next) steps.push({ to: next, speed: 0.7 });
  }
  return [...steps, ...after];
}

/** Who has paid leaves past the camera, or through the door. */
const OFF: readonly Step[] = [{ to: [1.2, 2.6] }, { to: [0.9, 5] }];
const OUT: readonly Step[] = [
  { to: [1.1, 2.3] },
  { to: [-0.2, 1.5] },
  { to: [-0.6, 0.6] },
  { to: [-0.6, -0.8] },
  { to: [0.3, -2.1] },
  { to: [8.2, -3] },
];

/** Somebody who already stands in the queue when the film begins. */
function waiting(name: string, place: number, after: readonly Step[], role: Partial<Role> = {}): Role {
  return {
    name,
    way: { startsAt: 0, from: PLACES[place] ?? [0, 0], speed: 1, steps: waits(place, 0, after) },
    ...role,
  };
}

/** Somebody who comes in and joins the queue at its end, to move up from the call that follows. */
function joins(name: string, startsAt: number, place: number, call: number, after: readonly Step[]): Role {
  const steps: Step[] = [
    { to: [-1.6, -1.5] },
    { to: [-0.5, -0.6] },
    { to: [-0.35, 0.5] },
    { to: PLACES[place] ?? [0, 0] },
    ...waits(place, call, after),
  ];
  return { name, way: { startsAt, from: [-8.2, -1.9], speed: 1.15, steps } };
}

const CAST: readonly Role[] = [
  {
    name: "cashier",
    way: { startsAt: 0, from: [3.5, 2], speed: 1, steps: [{ until: 1000, facing: -95 }] },
    look: { top: { kind: "shirt", colour: "#22406b", sleeves: "short" } },
  },
  waiting("first", 0, OUT),
  waiting("second", 1, OFF),
  waiting("third", 2, OUT),
  waiting("fourth", 3, OFF),
  waiting("fifth", 4, OUT),
  comesIn("early", -3, "left", "below", { lane: 0.2, speed: 1.3 }),
  goesOut("leaver", 2, "left", "left", { lane: -0.5, speed: 1.2 }),
  comesIn("couple", 1, "right", "left", { lane: -0.4, speed: 1.1 }),
  beside("partner", "couple", 0.68),
  joins("joins", 4, 4, 1, OFF),
  joins("joins behind", 15, 4, 2, OFF),
  joins("joins last", 24, 4, 3, OFF),
  goesOut("bags", 7, "below", "right", { lane: 0.3, speed: 1.25 }),
  comesIn("pram", 8, "left", "below", { lane: -0.1, speed: 1, pram: "#5a3a5f" }),
  passesBy("passer", 6, "right", -3.7, { speed: 1.4 }),
  goesOut("pair", 14, "left", "left", { lane: -0.6, speed: 1.15 }),
  beside("other of the pair", "pair", -0.66),
  comesIn("hasty", 15, "right", "left", { lane: -0.3, speed: 1.5 }),
  comesIn("mother", 17, "left", "left", { lane: -0.2, speed: 1.05 }),
  beside("child", "mother", 0.58, { look: { ...CHILD, top: { kind: "jumper", colour: "#d99a2b" } } }),
  goesOut("against them", 21, "below", "left", { lane: 0.4, speed: 1.2 }),
  comesIn("student", 24, "left", "below", { lane: -0.5, speed: 1.35 }),
  goesOut("neighbour", 26, "left", "right", { lane: -0.6, speed: 1.1 }),
  comesIn("slow", 26, "right", "left", { lane: 0, speed: 0.95 }),
  goesOut("one", 31, "below", "left", { lane: -0.1, speed: 1.3 }),
  goesOut("behind one", 32, "below", "left", { lane: -0.1, speed: 1.25 }),
  comesIn("third in", 32, "left", "below", { lane: -0.6, speed: 1.3 }),
  comesIn("late in", 36, "left", "left", { lane: -0.4, speed: 1.25 }),
  goesOut("late out", 37, "left", "right", { lane: 0.1, speed: 1.2 }),
  comesIn("last in", 40, "right", "below", { lane: 0.2, speed: 1.3 }),
];

/** A till with people who wait for long and shuffle forward, and a door beside the queue. */
export const queue: Scene = {
  name: "queue",
  seed: 37,
  seconds: 50,
  framesPerSecond: 15,
  samples: 1,
  isShadowless: true,
  picture: { width: 640, height: 360 },
  mounting: { height: 3, at: [0.5, 5.5], downDegrees: 24, viewDegrees: 50 },
  build(seed) {
    const shop = buildShop({ seed, door: { kind: "sliding", width: 2.4, x: DOOR_X } });
    addTill(shop, [3.1, 2.2]);
    addRail(shop, seed + 2, [-3.1, 1]);
    return shop;
  },
  cast: CAST,
  lines: [{ name: "door", role: "entrance", a: [DOOR_X - 1.5, 0], b: [DOOR_X + 1.5, 0] }],
  zones: [
    {
      name: "queue",
      points: [
        [0, 0.3],
        [2.6, 0.3],
        [2.6, 1.7],
        [1.6, 1.7],
        [0, 1.3],
      ],
    },
    {
      name: "till",
      points: [
        [1.9, 1.75],
        [2.7, 1.75],
        [2.7, 2.6],
        [1.9, 2.6],
      ],
    },
  ],
  lightAt: () => ({ sun: 0, sky: 1.55, lamps: 1.2 }),
};
