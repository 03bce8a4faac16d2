import type { Habit } from "./gait.ts";
import { cycleHeights } from "./gait.ts";

/**
 * A place on the floor in metres, seen from above. The threshold is z = 0.
 *
 *        street   z < 0
 *     ============ door ============  z = 0
 *        shop     z > 0
 *                camera
 *     x < 0                x > 0
 */
export type Place = readonly [x: number, z: number];

export type Step =
  /** Walks there; corners are cut as people cut them. */
  | { readonly to: Place; readonly speed?: number }
  /** Stands for some seconds; turns to a heading (degrees: 0 to the camera, 90 to the right of the picture), and may reach for goods. */
  | { readonly stand: number; readonly facing?: number; readonly reach?: boolean }
  /** Stands until a second of the film; not at all when that is over. */
  | { readonly until: number; readonly facing?: number };

/** Somebody's way through the picture. `speed` is metres a second. */
export type Walk = {
  /** Not before this many seconds; later where the way is taken. */
  readonly startsAt: number;
  readonly from: Place;
  readonly speed: number;
  readonly habit?: Habit;
  readonly steps: readonly Step[];
};

/** Who walks at another's side instead, `metres` to that person's left (negative: right). */
export type Company = { readonly beside: string; readonly metres: number; readonly habit?: Habit };

/** One person in one frame: on the floor, turned to `heading` (radians as `facing` above). */
export type Stand = {
  readonly x: number;
  readonly z: number;
  readonly heading: number;
  readonly speed: number;
  readonly cycles: number;
  readonly reach: number;
};

/** A person's stands, frame by frame from `firstFrame`. */
export type Track = { readonly firstFrame: number; readonly stands: readonly Stand[] };

export const SPEED_MIN = 0.6;
export const SPEED_MAX = 1.6;
/** Nearer than this, two middles of bodies would touch. */
export const APART_METRES_MIN = 0.52;

const STEPS_A_FRAME = 4;
const CORNER_METRES = 0.55;
const ACCELERATION = 1.3;
const TURN_A_SECOND = 3.2;
const DELAY_SECONDS = 0.2;
const DELAYS_MAX = 75;

export type Player = {
  readonly name: string;
  readonly height: number;
  readonly way: Walk | Company;
  /** How far before their feet something rolls that must not run into anybody either, metres. */
  readonly pushes?: number;
};

/**
 * Sends everybody on their way, in the order of the list; who would run into somebody already sent starts a little later.
 * A way that stays blocked for `DELAYS_MAX` delays is a mistake in the scene and ends it.
 */
export function choreograph(players: readonly Player[], framesPerSecond: number): Map<string, Track> {
  const tracks = new Map<string, Track>();
  const loads: Track[] = [];
  for (const { name, height, way, pushes } of players) {
    if ("beside" in way) continue;
    const company = players.filter((player) => "beside" in player.way && player.way.beside === name);
    let isSent = false;
    for (let delay = 0; delay < DELAYS_MAX && !isSent; delay++) {
      const startsAt = way.startsAt + delay * DELAY_SECONDS;
      const group = new Map([[name, walk({ ...way, startsAt }, height, framesPerSecond)]]);
      const leader = group.get(name);
      for (const other of company)
        if (leader && "beside" in other.way) group.set(other.name, accompany(leader, other, framesPerSecond));
      const everybody = [...tracks.values(), ...loads];
      const load = leader && pushes !== undefined ? [before(leader, pushes)] : [];
      isSent = [...group.values(), ...load].every((track) =>
        everybody.every((other) => apart(track, other) >= APART_METRES_MIN),
      );
      if (!isSent) continue;
      for (const [member, track] of group) tracks.set(member, track);
      loads.push(...load);
    }
    if (!isSent) throw new RangeError(`the way of ${name} is never free`);
  }
  return tracks;
}

/** The least distance between two people while both are there, metres; infinite when they never meet. */
export function apart(one: Track, other: Track): number {
  let least = Number.POSITIVE_INFINITY;
  const from = Math.max(one.firstFrame, other.firstFrame);
  const until = Math.min(one.firstFrame + one.stands.length, other.firstFrame + other.stands.length);
  for (let frame = from; frame < until; frame++) {
    const a = one.stands[frame - one.firstFrame];
    const b = other.stands[frame - other.firstFrame];
    if (a && b) least = Math.min(least, Math.hypot(a.x - b.x, a.z - b.z));
  }
  return least;
}

/** A stand moved forward by some metres. */
function shifted(stand: Stand, metres: number): Stand {
  return {
    ...stand,
    x: stand.x + metres * Math.sin(stand.heading),
    z: stand.z + metres * Math.cos(stand.heading),
  };
}

function before({ firstFrame, stands }: Track, metres: number): Track {
  return { firstFrame, stands: stands.map((stand) => shifted(stand, metres)) };
}

function walk(way: Walk, height: number, framesPerSecond: number): Track {
  const dt = 1 / (framesPerSecond * STEPS_A_FRAME);
  const samples: Stand[] = [];
  let now: Stand = { x: way.from[0], z: way.from[1], heading: Number.NaN, speed: way.speed, cycles: 0, reach: 0 };
  const push = (next: Stand) => {
    const moved = Math.hypot(next.x - now.x, next.z - now.z);
    now = { ...next, cycles: now.cycles + moved / (height * cycleHeights(next.speed)) };
    samples.push(now);
  };
  const legs = legsOf(way);
  for (const [index, leg] of legs.entries()) {
    if (leg.kind === "stand") {
      const next = legs[index + 1];
      const onward = next?.kind === "go" ? headingOf(placeOn(next.places, 0), placeOn(next.places, 0.5)) : now.heading;
      const seconds = leg.until === undefined ? leg.seconds : leg.until - way.startsAt - samples.length * dt;
      for (let time = 0; time < seconds; time += dt) {
        const left = seconds - time;
        const wish = left < 0.9 ? onward : (leg.facing ?? now.heading);
        const reach = leg.reaches
          ? Math.sin(Math.min(1, Math.max(0, (time - 0.8) / (seconds - 2))) * Math.PI * 3) ** 2
          : 0;
        const heading = Number.isNaN(now.heading) ? (leg.facing ?? onward) : turned(now.heading, wish, dt);
        push({ ...now, speed: 0, heading, reach: left < 1.2 ? 0 : reach });
      }
      continue;
    }
    const length = lengthOf(leg.places);
    let gone = 0;
    const stops = legs[index + 1]?.kind === "stand";
    while (gone < length - 0.004) {
      const rest = length - gone;
      const limit = stops ? Math.sqrt(2 * ACCELERATION * rest) + 0.03 : leg.speed;
      const speed = Math.min(leg.speed, limit, now.speed + ACCELERATION * dt);
      gone = Math.min(length, gone + speed * dt);
      const [x, z] = roundedPlaceOn(leg.places, gone, length);
      const isMoving = Math.hypot(x - now.x, z - now.z) > 1e-6;
      const wish = isMoving ? headingOf([now.x, now.z], [x, z]) : now.heading;
      const heading = Number.isNaN(now.heading) ? wish : turned(now.heading, wish, dt * 2);
      push({ ...now, x, z, speed, heading, reach: 0 });
    }
  }
  return atFrames(samples, way.startsAt, framesPerSecond);
}

type Leg =
  | { readonly kind: "go"; readonly places: readonly Place[]; readonly speed: number }
  | {
      readonly kind: "stand";
      readonly seconds: number;
      readonly until: number | undefined;
      readonly facing: number | undefined;
      readonly reaches: boolean;
    };

/** Joins what is walked without a stop into one leg. */
function legsOf({ from, steps, speed }: Walk): Leg[] {
  const legs: Leg[] = [];
  let here = from;
  for (const step of steps) {
    if (!("to" in step)) {
      const facing = step.facing === undefined ? undefined : (step.facing * Math.PI) / 180;
      if ("until" in step) legs.push({ kind: "stand", seconds: 0, until: step.until, facing, reaches: false });
      else legs.push({ kind: "stand", seconds: step.stand, until: undefined, facing, reaches: step.reach ?? false });
      continue;
    }
    const last = legs.at(-1);
    if (last?.kind === "go" && (step.speed ?? speed) === last.speed)
      legs[legs.length - 1] = { ...last, places: [...last.places, step.to] };
    else legs.push({ kind: "go", places: [here, step.to], speed: step.speed ?? speed });
    here = step.to;
  }
  return legs;
}

function accompany(leader: Track, { way, height }: Player, framesPerSecond: number): Track {
  const metres = "beside" in way ? way.metres : 0;
  let cycles = 0.3;
  const stands = leader.stands.map((stand, index): Stand => {
    const place = besideAt(leader, index, metres);
    const before = besideAt(leader, Math.max(0, index - 1), metres);
    const moved = Math.hypot(place[0] - before[0], place[1] - before[1]);
    const speed = moved * framesPerSecond;
    cycles += moved / (height * cycleHeights(speed));
    return {
      x: place[0],
      z: place[1],
      heading: stand.heading,
      speed: index === 0 ? stand.speed : speed,
      cycles,
      reach: 0,
    };
  });
  return { firstFrame: leader.firstFrame, stands };
}

/** A place to the left of the leader, whose heading is smoothed so that a companion does not swing round. */
function besideAt({ stands }: Track, index: number, metres: number): Place {
  let [sine, cosine, x, z] = [0, 0, 0, 0];
  const here = stands[index];
  for (let near = index - 10; near <= index + 10; near++) {
    const stand = stands[Math.min(stands.length - 1, Math.max(0, near))];
    if (!stand) continue;
    sine += Math.sin(stand.heading);
    cosine += Math.cos(stand.heading);
  }
  const length = Math.hypot(sine, cosine);
  x = (here?.x ?? 0) + (cosine / length) * metres;
  z = (here?.z ?? 0) - (sine / length) * metres;
  return [x, z];
}

function atFrames(samples: readonly Stand[], startsAt: number, framesPerSecond: number): Track {
  return {
    firstFrame: Math.round(startsAt * framesPerSecond),
    stands: samples.filter((_, index) => index % STEPS_A_FRAME === 0),
  };
}

function headingOf(from: Place, to: Place): number {
  return Math.atan2(to[0] - from[0], to[1] - from[1]);
}

function turned(heading: number, wish: number, dt: number): number {
  const gap = Math.atan2(Math.sin(wish - heading), Math.cos(wish - heading));
  return heading + Math.sign(gap) * Math.min(Math.abs(gap) * Math.min(1, dt * 6), TURN_A_SECOND * dt);
}

function lengthOf(places: readonly Place[]): number {
  return places.reduce((sum, place, index) => {
    const before = places[index - 1] ?? place;
    return sum + Math.hypot(place[0] - before[0], place[1] - before[1]);
  }, 0);
}

function placeOn(places: readonly Place[], at: number): Place {
  let left = at;
  for (const [index, place] of places.entries()) {
    const next = places[index + 1];
    if (!next) return place;
    const length = Math.hypot(next[0] - place[0], next[1] - place[1]);
    if (left <= length) {
      const share = length === 0 ? 0 : left / length;
      return [place[0] + (next[0] - place[0]) * share, place[1] + (next[1] - place[1]) * share];
    }
    left -= length;
  }
  return [0, 0];
}

/** The mean of the way around a place, which rounds its corners and leaves its ends where they are. */
function roundedPlaceOn(places: readonly Place[], at: number, length: number): Place {
  const radius = Math.min(CORNER_METRES, at, length - at);
  const samples = 9;
  let [x, z] = [0, 0];
  for (let sample = 0; sample < samples; sample++) {
    const place = placeOn(places, at + radius * ((2 * sample) / (samples - 1) - 1));
    x += place[0] / samples;
    z += place[1] / samples;
  }
  return [x, z];
}
