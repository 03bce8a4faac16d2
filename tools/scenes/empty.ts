import { ease } from "./chance.ts";
import { addMannequin, addPosterWall } from "./display.ts";
import type { Look } from "./look.ts";
import type { Scene } from "./scene.ts";
import { addTable, buildShop } from "./set.ts";

const PLASTIC = "#e8e2d8";

const MANNEQUIN: Look = {
  height: 1.82,
  girth: 0.95,
  shoulders: 1.02,
  hips: 0.96,
  skin: PLASTIC,
  hair: { style: "bald", colour: PLASTIC },
  top: { kind: "jacket", colour: "#2f5d46", under: "#f0eee8" },
  legs: { kind: "trousers", colour: "#2c3442" },
  shoes: "#1a1a1c",
};

const SITTER: Look = {
  height: 1.72,
  girth: 1,
  shoulders: 0.95,
  hips: 1.05,
  skin: "#d9a57c",
  hair: { style: "long", colour: "#4a3020" },
  top: { kind: "jumper", colour: "#b23a2f" },
  legs: { kind: "jeans", colour: "#3f5f86" },
  shoes: "#e6e3dd",
};

/** The wind pushes the door, which swings to and fro until it rests. */
function gust(seconds: number, at: number): number {
  const since = seconds - at;
  if (since < 0 || since > 9) return 0;
  return Math.abs(Math.sin(since * 1.5)) * Math.exp(-since / 3.2) * ease(since * 2);
}

/** Goes from one value to another around a moment. */
function turn(seconds: number, at: number, takes: number, from: number, to: number): number {
  return from + (to - from) * ease((seconds - at) / takes);
}

/** A shop before it opens: a mannequin, a poster of a person, a swinging door, a cloud, the lamps. Nobody is there. */
export const empty: Scene = {
  name: "empty",
  seed: 5,
  seconds: 40,
  framesPerSecond: 15,
  picture: { width: 640, height: 360 },
  mounting: { height: 2.9, at: [0.2, 4.9], downDegrees: 24, viewDegrees: 50 },
  build(seed) {
    const shop = buildShop({ seed, door: { kind: "swinging", width: 1.9 } });
    addMannequin(shop, MANNEQUIN, [-1.75, 1.35], 18);
    addPosterWall(shop, SITTER, 1.75, 3.35);
    addTable(shop, seed + 1, [2.1, 2.1]);
    return shop;
  },
  cast: [],
  lines: [
    { name: "door", role: "entrance", a: [-0.95, 0], b: [0.95, 0] },
    { name: "mannequin", role: "inner", a: [-2.5, 1.35], b: [-1, 1.35], lift: 0.93 },
    { name: "poster", role: "inner", a: [1.9, 0.16], b: [3.2, 0.16], lift: 1.3 },
  ],
  zones: [
    {
      name: "display",
      points: [
        [-2.6, 0.7],
        [-0.9, 0.7],
        [-0.9, 2],
        [-2.6, 2],
      ],
    },
  ],
  doorAt: (seconds) => gust(seconds, 5) + gust(seconds, 24),
  lightAt: (seconds) => ({
    sun: turn(seconds, 14, 3, 1, 0.1) + turn(seconds, 33, 3, 0, 0.9),
    sky: turn(seconds, 14, 3, 1, 0.65) + turn(seconds, 33, 3, 0, 0.35),
    lamps: turn(seconds, 20, 0.1, 0.7, 1.3),
  }),
};
