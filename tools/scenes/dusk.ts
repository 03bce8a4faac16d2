import { BoxGeometry, Mesh } from "three";
import type { Place } from "./choreography.ts";
import type { Role, Scene } from "./scene.ts";
import { addTable, buildShop } from "./set.ts";
import { plain } from "./surface.ts";
import { beside, passesBy, trafficThrough } from "./traffic.ts";

/** The door is on the left; the large pane to the right of it mirrors who walks inside. */
const DOOR_X = -1.5;
const DOOR_WIDE = 2.6;

const { comesIn, goesOut } = trafficThrough(DOOR_X, {
  left: (lane, isComing): Place[] => [
    [-2 + lane * 0.4, isComing ? 2.1 : 1.6],
    [-5, isComing ? 3.3 : 2.3],
  ],
  below: (lane, isComing): Place[] => [
    [-1.4 + lane * 0.5, 2.2],
    [isComing ? -1.2 : -0.2, 4.4],
  ],
  // Along the pane, where it shows them twice.
  glass: (lane, isComing): Place[] => [
    [-0.6 + lane * 0.2, isComing ? 1.6 : 1.1],
    [1.2, isComing ? 1.5 : 0.8],
    [4.8, isComing ? 1.9 : 1.1],
  ],
});

const CAST: readonly Role[] = [
  comesIn("first", -4, "left", "glass", { lane: 0.3, speed: 1.25 }),
  goesOut("second", 0.5, "glass", "left", { lane: -0.5, speed: 1.2 }),
  comesIn("third", 0, "right", "below", { lane: 0.6, speed: 1.35 }),
  passesBy("passer", 3, "left", -3.7, { speed: 1.4 }),
  comesIn("couple", 3, "left", "left", { lane: -0.3, speed: 1.1 }),
  beside("partner", "couple", -0.66),
  goesOut("bags", 7, "below", "right", { lane: 0.4, speed: 1.25 }),
  {
    name: "strolls along the pane",
    way: {
      startsAt: 6,
      from: [4.8, 1.6],
      speed: 1,
      steps: [
        { to: [2.4, 0.75] },
        { stand: 2.5, facing: 180 },
        { to: [0.6, 0.9] },
        { to: [0.9, 2.4] },
        { to: [0.6, 4.6] },
      ],
    },
  },
  comesIn("student", 8, "right", "glass", { lane: 0.7, speed: 1.4 }),
  goesOut("neighbour", 13, "left", "left", { lane: -0.7, speed: 1.15 }),
  comesIn("late", 12, "left", "below", { lane: -0.2, speed: 1.3 }),
  goesOut("pair", 17, "glass", "right", { lane: 0.1, speed: 1.1 }),
  beside("other of the pair", "pair", 0.66),
  comesIn("hasty", 17, "right", "left", { lane: 0.2, speed: 1.5 }),
  passesBy("other passer", 18, "right", -3.5, { speed: 1.3 }),
  comesIn("slow", 18, "left", "glass", { lane: 0.5, speed: 0.95 }),
  goesOut("one", 24, "below", "left", { lane: -0.4, speed: 1.25 }),
  comesIn("two", 22, "right", "below", { lane: 0.6, speed: 1.2 }),
  goesOut("three", 27, "glass", "left", { lane: -0.6, speed: 1.3 }),
  comesIn("four", 26, "left", "left", { lane: -0.5, speed: 1.2 }),
  goesOut("five", 31, "left", "right", { lane: 0.5, speed: 1.3 }),
  comesIn("six", 29, "right", "glass", { lane: 0.3, speed: 1.3 }),
];

/** The evening: dim lamps, a noisy picture, and a pane that mirrors who walks inside. */
export const dusk: Scene = {
  name: "dusk",
  seed: 61,
  seconds: 41,
  framesPerSecond: 15,
  samples: 1,
  isShadowless: true,
  noise: 1.8,
  mirror: { left: DOOR_X + DOOR_WIDE / 2, right: 4.3, high: 2.55, strength: 0.4 },
  picture: { width: 640, height: 360 },
  mounting: { height: 3, at: [-0.2, 4.9], downDegrees: 25, viewDegrees: 50 },
  build(seed) {
    const shop = buildShop({ seed, door: { kind: "sliding", width: DOOR_WIDE, x: DOOR_X, isBare: true } });
    addTable(shop, seed + 1, [2.3, 2.9]);
    // The far kerb: without it a line of bright sky shows below the house.
    const kerb = new Mesh(new BoxGeometry(40, 0.12, 0.6), plain("#8d8981"));
    kerb.position.set(0, -0.07, -11.5);
    shop.root.add(kerb);
    return shop;
  },
  cast: CAST,
  lines: [{ name: "door", role: "entrance", a: [DOOR_X - 1.6, 0], b: [DOOR_X + 1.6, 0] }],
  zones: [],
  lightAt: () => ({ sun: 0, sky: 0.3, lamps: 0.4 }),
};
