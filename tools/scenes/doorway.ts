import { CHILD } from "./child.ts";
import type { Place } from "./choreography.ts";
import type { Role, Scene } from "./scene.ts";
import { buildShop } from "./set.ts";
import { beside, passesBy, trafficThrough } from "./traffic.ts";

const { comesIn, goesOut } = trafficThrough(0, {
  left: (lane, isComing): Place[] => [
    [lane - 0.3, isComing ? 1.4 : 1.1],
    [-3.4, isComing ? 2.4 : 1.7],
  ],
  right: (lane, isComing): Place[] => [
    [lane + 0.3, isComing ? 1.4 : 1.1],
    [3.4, isComing ? 2.4 : 1.7],
  ],
  below: (lane): Place[] => [
    [lane, 1.6],
    [lane, 3.6],
  ],
});

const CAST: readonly Role[] = [
  comesIn("first", -3, "left", "below", { lane: -0.15, speed: 1.3 }),
  goesOut("second", 1.5, "right", "left", { lane: 0.2, speed: 1.2 }),
  comesIn("third", 0, "right", "left", { lane: 0.1, speed: 1.35 }),
  comesIn("mother", 2, "left", "below", { lane: 0.3, speed: 1.05 }),
  beside("son", "mother", -0.56, { look: CHILD }),
  goesOut("leaver", 9, "below", "right", { lane: -0.2, speed: 1.25 }),
  passesBy("passer", 4, "left", -3.8, { speed: 1.5 }),
  comesIn("pram in", 7, "right", "below", { lane: 0, speed: 1, pram: "#2f4a6d" }),
  goesOut("hasty", 14, "left", "right", { lane: 0.1, speed: 1.55 }),
  comesIn("halts on the line", 10, "left", "right", {
    lane: -0.1,
    speed: 1.15,
    look: { top: { kind: "jacket", colour: "#b23a2f", under: "#f0eee8" } },
  }),
  {
    name: "stop and go",
    way: {
      startsAt: 12,
      from: [8.2, -1.9],
      speed: 1.2,
      habit: "phone",
      steps: [
        { to: [1, -1.5] },
        { to: [0.1, -0.55] },
        { stand: 1.4, facing: 0 },
        { to: [0.05, 0.02] },
        { stand: 2.2, facing: 10 },
        { to: [0, 0.6] },
        { stand: 0.9, facing: 0 },
        { to: [-0.3, 1.4] },
        { to: [-3.4, 2.3] },
      ],
    },
  },
  goesOut("with a friend", 23, "right", "left", { lane: -0.28, speed: 1.1 }),
  beside("friend", "with a friend", -0.58),
  comesIn("student", 20, "left", "below", { lane: 0.2, speed: 1.45 }),
  comesIn("neighbour", 21, "right", "left", { lane: -0.2, speed: 1.1 }),
  goesOut("father", 28, "below", "left", { lane: -0.25, speed: 1 }),
  beside("daughter", "father", -0.55, {
    look: { ...CHILD, height: 1.3, hair: { style: "ponytail", colour: "#a9793f" } },
  }),
  {
    name: "turns back",
    way: {
      startsAt: 24,
      from: [-8.2, -1.9],
      speed: 1.1,
      steps: [
        { to: [-1.1, -1.5] },
        { to: [-0.1, -0.12] },
        { stand: 1.6, facing: -20 },
        { to: [-1.2, -1.9] },
        { to: [-8.2, -3] },
      ],
    },
  },
  comesIn("with bags", 28, "right", "right", { lane: 0.1, speed: 1.2 }),
  goesOut("pram out", 35, "below", "right", { lane: 0, speed: 0.95, pram: "#7a2f3a" }),
  comesIn("one", 31, "left", "below", { lane: -0.1, speed: 1.25 }),
  comesIn("behind one", 32, "left", "left", { lane: -0.1, speed: 1.25 }),
  comesIn("behind both", 33, "left", "right", { lane: 0.1, speed: 1.2 }),
  passesBy("other passer", 33, "right", -3.5, { speed: 1.35 }),
  goesOut("late", 41, "left", "left", { lane: 0.2, speed: 1.3 }),
  comesIn("late in", 36, "right", "below", { lane: -0.2, speed: 1.3 }),
  goesOut("last out", 45, "right", "right", { lane: 0, speed: 1.3 }),
  comesIn("last in", 40, "left", "left", { lane: 0, speed: 1.35 }),
];

/** A tight door close before the camera: people cut off by the picture, halts on the line, prams, children. */
export const doorway: Scene = {
  name: "doorway",
  seed: 23,
  seconds: 52,
  framesPerSecond: 15,
  picture: { width: 640, height: 360 },
  mounting: { height: 2.6, at: [0, 3.3], downDegrees: 26, viewDegrees: 58 },
  build: (seed) => buildShop({ seed, door: { kind: "sliding", width: 1.7, isBare: true } }),
  cast: CAST,
  lines: [{ name: "door", role: "entrance", a: [-1.05, 0], b: [1.05, 0] }],
  zones: [],
  lightAt: () => ({ sun: 0.9, sky: 1.1, lamps: 1 }),
};
