import { between, type Chance, oneOf, seededChance } from "./chance.ts";
import { CHILD } from "./child.ts";
import type { Place, Step } from "./choreography.ts";
import { buildHall } from "./hall.ts";
import type { Role, Scene } from "./scene.ts";
import { addRail, addTable } from "./set.ts";
import { beside } from "./traffic.ts";

const SEED = 43;
const SECONDS = 40;
/** Metres: half of what is open, less the shoulders. */
const LANE_MAX = 3;

/** One after another, at this many seconds; the first are already inside the picture when the film begins. */
const EVERY_SECONDS = 0.95;
const FIRST_SECONDS = -10;
/** Nobody sets out so late that the film ends before they are seen. */
const LAST_SECONDS = SECONDS - 10;

/** Where the passage before the hall leaves the picture; who comes and who goes keep apart there, as they do in malls. */
function outside(chance: Chance, isComing: boolean): Place {
  return [oneOf(chance, [-10.6, 10.6]), isComing ? between(chance, -3, -2) : between(chance, -5.2, -4)];
}

/** Where the hall leaves the picture. */
function inside(chance: Chance, lane: number): Place {
  return oneOf<() => Place>(chance, [
    () => [lane * 0.6 + between(chance, -0.8, 0.8), 6.6],
    () => [lane * 0.6 + between(chance, -0.8, 0.8), 6.6],
    () => [lane < 0 ? -5.8 : 5.8, between(chance, 3, 4.2)],
  ])();
}

function wayThrough(chance: Chance, startsAt: number): Role["way"] {
  const lane = between(chance, -LANE_MAX, LANE_MAX);
  const speed = between(chance, 0.95, 1.5);
  const isComing = chance() < 0.5;
  const [street, aisle] = [outside(chance, isComing), inside(chance, lane)];
  const before = lane + Math.sign(street[0]) * 0.8;
  const middle: Step[] = [{ to: [before, isComing ? -1.3 : -2.4] }, { to: [lane, -0.4] }, { to: [lane, 1] }];
  if (isComing) return { startsAt, from: street, speed, steps: [...middle, { to: aisle }] };
  return { startsAt, from: aisle, speed, steps: [...middle.toReversed(), { to: street }] };
}

function drawCrowd(chance: Chance): Role[] {
  const cast: Role[] = [];
  for (let at = FIRST_SECONDS; at < LAST_SECONDS; at += EVERY_SECONDS) {
    const name = `number ${cast.length + 1}`;
    const kind = between(chance, 0, 1);
    const pram = kind < 0.06 ? { pram: oneOf(chance, ["#3f5f4a", "#6a4b78", "#2c3442"]) } : {};
    cast.push({ name, way: wayThrough(chance, at), ...pram });
    if (kind > 0.85) cast.push(beside(`with ${name}`, name, 0.66));
    else if (kind > 0.72) cast.push(beside(`child of ${name}`, name, 0.58, { look: CHILD }));
  }
  return cast;
}

/** A wide way from a mall into a store, with ten people and more at once, in both directions. */
export const crowd: Scene = {
  name: "crowd",
  seed: SEED,
  seconds: SECONDS,
  framesPerSecond: 15,
  samples: 1,
  isShadowless: true,
  picture: { width: 640, height: 360 },
  mounting: { height: 3.8, at: [0, 5.7], downDegrees: 31, viewDegrees: 52 },
  build(seed) {
    const hall = buildHall({ seed, opening: 7.4, sides: "wall" });
    addTable(hall, seed + 1, [-4.7, 1.6]);
    addRail(hall, seed + 2, [4.7, 1.4]);
    return hall;
  },
  cast: drawCrowd(seededChance(SEED)),
  lines: [{ name: "entrance", role: "entrance", a: [-3.7, 0], b: [3.7, 0] }],
  zones: [],
  lightAt: () => ({ sun: 0.55, sky: 1.5, lamps: 0.9 }),
};
