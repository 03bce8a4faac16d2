// Each test answers a complaint that users of other counters have filed. The whole chain answers, tracker and counter, to
// an imagined detector: its boxes jitter, it overlooks people, and it does not see who is hidden by somebody nearer.

import assert from "node:assert/strict";
import test from "node:test";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { type Box, overlapArea, type Point } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import type { Zone } from "#domain/space/zone.ts";
import { Tracker } from "#domain/tracking/tracker.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { type Bucket, mergedBuckets } from "./bucket.ts";
import { Counter } from "./counter.ts";

const PICTURE = { width: 1000, height: 1000 };
/** A person's box, in pixels. */
const TALL = 100;
const WIDE = 40;
/** A stroll, in pixels a second: three quarters of a body height. */
const STROLL = 75;
/** Nobody stops or turns dead: they are where their plan would have them on average so long before and after. */
const EASE_SECONDS = 0.4;
/** Frames a second. */
const RATES = [3, 5, 7.5, 15];
/** Each case is played so often at each rate, every time with other chance. */
const RUNS = 12;

/** Standard deviation of a box's place and size, in body heights. */
const JITTER = 0.02;
/** The share of looks in which a person is overlooked. */
const OVERLOOKED = 0.08;
/** The share of looks in which a person is found with a low score. */
const FAINT = 0.15;
/** Who is covered to this share by somebody nearer to the camera is not found. */
const COVERED_MAX = 0.6;

/** How long the film goes on when the last has gone, longer than anybody is waited for. */
const EMPTY_SECONDS = 5;

/** Upright in the middle, as high as the picture; left to right is in. */
const DOOR: Line = { name: "door", from: { x: 0.5, y: 1 }, to: { x: 0.5, y: 0 } };
const NOBODY: Count = { in: 0, out: 0 };

/** Where a person's centre is planned to be, at which second; they are in the picture from the first station to the last. */
type Walk = readonly (Point & { readonly at: number })[];
type Plan = {
  readonly lines?: readonly Line[];
  readonly zones?: readonly Zone[];
  /** Something in the foreground that hides whoever is behind it. */
  readonly pole?: Box;
  /** After so many seconds, again and again, the tracker loses its thread and gives everybody a new number. */
  readonly renumberedSeconds?: number;
};
/** How many runs may be counted otherwise, and how many there are at each rate. */
type Lenience = { readonly wrongShareMax?: number; readonly runs?: number };
type Count = { readonly in: number; readonly out: number };

/** A place to go to, and how many seconds to wait there. */
type Stop = Point & { readonly waits?: number };

/** Goes from place to place, and waits where told. */
function stroll(places: readonly Stop[], { at = 0, speed = STROLL } = {}): Walk {
  let now = at;
  return places.flatMap(({ x, y, waits = 0 }, index) => {
    const before = places[index - 1] ?? { x, y };
    const arrived = now + Math.hypot(x - before.x, y - before.y) / speed;
    now = arrived + waits;
    return waits > 0
      ? [
          { x, y, at: arrived },
          { x, y, at: now },
        ]
      : [{ x, y, at: arrived }];
  });
}

function at(x: number, y = 500, waits = 0): Stop {
  return { x, y, waits };
}

/** Straight through the picture's middle, from its left to its right. */
function through(y = 500, when: { at?: number; speed?: number } = {}): Walk {
  return stroll([at(150, y), at(850, y)], when);
}

/** The same way, gone backward. */
function back(walk: Walk): Walk {
  const places = walk.toReversed();
  return walk.map(({ at }, index) => ({ x: places[index]!.x, y: places[index]!.y, at }));
}

/** The same walk or line, turned clockwise about the middle of the picture. */
function turned<P extends Point>(points: readonly P[], degrees: number): P[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return points.map((point) => ({
    ...point,
    x: 500 + cos * (point.x - 500) - sin * (point.y - 500),
    y: 500 + sin * (point.x - 500) + cos * (point.y - 500),
  }));
}

function lineThrough([from, to]: readonly Point[], name = "door"): Line {
  const share = ({ x, y }: Point) => ({ x: x / PICTURE.width, y: y / PICTURE.height });
  return { name, from: share(from!), to: share(to!) };
}

/** Chance that is the same each time: mulberry32 (Ettinger). */
function chanceOf(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Where somebody is at a moment; null before they come and after they went. */
function boxAt(walk: Walk, second: number): Box | null {
  const [first, last] = [walk[0]!.at, walk.at(-1)!.at];
  if (second < first || second > last) return null;
  const moments = [-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1].map((part) =>
    plannedAt(walk, Math.min(last, Math.max(first, second + part * EASE_SECONDS))),
  );
  const meanOf = (axis: "x" | "y") => moments.reduce((sum, place) => sum + place[axis], 0) / moments.length;
  return { left: meanOf("x") - WIDE / 2, top: meanOf("y") - TALL / 2, width: WIDE, height: TALL };
}

function plannedAt(walk: Walk, second: number): Point {
  const next = Math.max(
    1,
    walk.findIndex(({ at }) => at >= second),
  );
  const [from, to] = [walk[next - 1]!, walk[next]!];
  const share = to.at === from.at ? 1 : (second - from.at) / (to.at - from.at);
  return { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
}

/** What the imagined detector finds at one moment. */
function foundAt(walks: readonly Walk[], second: number, pole: Box | undefined, chance: () => number): Detection[] {
  const boxes = walks.map((walk) => boxAt(walk, second)).filter((box) => box !== null);
  const bell = () => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance()); // Box and Muller
  const off = () => JITTER * TALL * bell();
  return boxes.flatMap((box) => {
    const covers = [...boxes.filter(({ top }) => top > box.top), ...(pole ? [pole] : [])];
    const isHidden = covers.some((cover) => overlapArea(cover, box) > COVERED_MAX * TALL * WIDE);
    const seen = {
      left: box.left + off(),
      top: box.top + off(),
      width: box.width + off(),
      height: box.height + off(),
    };
    const score = chance() < FAINT ? 0.2 + 0.3 * chance() : 0.5 + 0.4 * chance();
    return chance() < OVERLOOKED || isHidden ? [] : [{ box: cutByTheEdge(seen), score }];
  });
}

function cutByTheEdge({ left, top, width, height }: Box): Box {
  const [x, y] = [Math.max(0, left), Math.max(0, top)];
  const [right, bottom] = [Math.min(PICTURE.width, left + width), Math.min(PICTURE.height, top + height)];
  return { left: x, top: y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

/** Films the walks and counts them; what was counted, minute by minute, and how many numbers the tracker gave. */
function filmed(walks: readonly Walk[], plan: Plan, rate: number, seed: number, emptySeconds = EMPTY_SECONDS) {
  const chance = chanceOf(seed);
  let tracker = new Tracker();
  let numberings = 0;
  const counter = new Counter({ lines: [], zones: [], ...plan, grants: grantsForFilm() }, PICTURE);
  const ids = new Set<number>();
  const seconds = Math.max(...walks.map((walk) => walk.at(-1)!.at)) + emptySeconds;
  for (let frame = 0; frame <= seconds * rate; frame++) {
    const atMs = Math.round((1000 * frame) / rate);
    if (atMs / 1000 >= (numberings + 1) * (plan.renumberedSeconds ?? Number.POSITIVE_INFINITY)) {
      tracker = new Tracker();
      numberings += 1;
    }
    const found = foundAt(walks, atMs / 1000, plan.pole, chance);
    const tracks = tracker.update(found, atMs).map((track) => ({ ...track, id: track.id + 1000 * numberings }));
    for (const { id } of tracks) ids.add(id);
    counter.update(tracks, atMs);
  }
  counter.close();
  return { buckets: mergedBuckets(counter.flush()), numbers: ids.size };
}

function zoneOf(corners: readonly Point[]): Zone {
  return { name: "shelf", corners: corners.map(({ x, y }) => ({ x: x / PICTURE.width, y: y / PICTURE.height })) };
}

/** What all lines together counted. */
function countOf(buckets: readonly Bucket[]): Count {
  const lines = buckets.filter((bucket) => bucket.kind === "line");
  const sumOf = (direction: "in" | "out") => lines.reduce((sum, bucket) => sum + bucket[direction], 0);
  return { in: sumOf("in"), out: sumOf("out") };
}

/** At every rate, these walks are counted so; in all runs, or in all but a share of them. */
function assertCounted(walks: readonly Walk[], expected: Count, plan: Plan & Lenience = {}): void {
  const { wrongShareMax = 0, runs = RUNS } = plan;
  const wrong: string[] = [];
  for (const rate of RATES)
    for (let seed = 1; seed <= runs; seed++) {
      const count = countOf(filmed(walks, { lines: [DOOR], ...plan }, rate, seed).buckets);
      if (count.in !== expected.in || count.out !== expected.out) wrong.push(runText(count, rate, seed));
    }
  const wanted = `${expected.in} in and ${expected.out} out`;
  assert.ok(wrong.length <= wrongShareMax * RATES.length * runs, `${wanted} were counted as ${wrong.join("; ")}`);
}

function runText(count: Count, rate: number, seed: number): string {
  return `${count.in} in and ${count.out} out at ${rate} frames a second with seed ${seed}`;
}

// Flicker at the line: roboflow/supervision #2598, #1540.

test("somebody who stands on the line for half a minute is counted once, when they walk on", () => {
  const walk = stroll([at(150), at(500, 500, 30), at(850)]);
  assertCounted([walk], { in: 1, out: 0 }, { wrongShareMax: 0.1 });
  assertCounted([back(walk)], { in: 0, out: 1 }, { wrongShareMax: 0.1 });
});

test("somebody who waits just before the line and turns back is not counted", () => {
  assertCounted([stroll([at(150), at(495, 500, 30), at(150)])], NOBODY, { wrongShareMax: 0.1 });
});

test("somebody who turns back on the line is not counted", () => {
  assertCounted([stroll([at(150), at(500, 500, 10), at(150)])], NOBODY, { wrongShareMax: 0.1 });
});

// Stop and go at the line, counted fifteen times; 400 in four unattended hours: opendatacam #204.

test("somebody who crosses by small steps and waits after each is counted once", () => {
  const steps = [485, 490, 495, 500, 505, 510, 515].map((x) => at(x, 500, 4));
  assertCounted([stroll([at(150), ...steps, at(850)])], { in: 1, out: 0 }, { wrongShareMax: 0.1 });
});

test("somebody who shifts their weight on the line for an hour does not make the count drift", () => {
  const shifts = Array.from({ length: 450 }, (_, index) => at(index % 2 === 0 ? 498 : 502, 500, 8));
  const walk = stroll([at(150), ...shifts, at(850)]);
  for (const rate of RATES) {
    const count = countOf(filmed([walk], { lines: [DOOR] }, rate, 1).buckets);
    assert.equal(count.in - count.out, 1, runText(count, rate, 1));
    assert.ok(count.out <= 6, runText(count, rate, 1));
  }
});

// The line taken for an infinite divider: supervision #518, #210, #190, #107, #54.

test("who passes beyond a line's ends is not counted, however many they are", () => {
  const lines = [lineThrough([at(500, 600), at(500, 400)])];
  const beside = Array.from({ length: 40 }, (_, index) => {
    const walk = through(index % 2 === 0 ? 100 + 6 * index : 900 - 6 * index, { at: 2 * index });
    return index % 4 < 2 ? walk : back(walk);
  });
  assertCounted(beside, NOBODY, { lines, runs: 3 });
  assertCounted(
    [...beside, through(500, { at: 10 }), back(through(470, { at: 20 }))],
    { in: 1, out: 1 },
    { lines, runs: 3 },
  );
});

// All four corners had to cross, so a line near the frame's edge never counted: supervision #1838.

test("a line near the picture's edge counts whom the edge cuts", () => {
  for (const degrees of [0, 90, 180, 270]) {
    const lines = [lineThrough(turned([at(920, 900), at(920, 100)], degrees))];
    const outward = turned(stroll([at(500), at(1040)]), degrees);
    assertCounted([outward], { in: 1, out: 0 }, { lines, wrongShareMax: 0.1 });
    assertCounted([back(outward)], { in: 0, out: 1 }, { lines, wrongShareMax: 0.1 });
  }
});

// Both directions in volume, several at once: ultralytics #7586, #14291.

test("two hundred people in both directions, several at once, are counted in each", () => {
  for (const [index, rate] of RATES.entries()) {
    const chance = chanceOf(index);
    const expected = { in: 0, out: 0 };
    const walks = Array.from({ length: 200 }, () => {
      const walk = through(150 + 750 * chance(), { at: 200 * chance(), speed: 55 + 40 * chance() });
      const isIn = chance() < 0.5;
      expected[isIn ? "in" : "out"] += 1;
      return isIn ? walk : back(walk);
    });
    const count = countOf(filmed(walks, { lines: [DOOR] }, rate, index).buckets);
    const error = Math.abs(count.in - expected.in) + Math.abs(count.out - expected.out);
    assert.ok(error <= 4, `${runText(count, rate, index)} of ${expected.in} and ${expected.out}`);
  }
});

// Two for each: ultralytics PR #9998.

test("each of sixty who come one after another is one, not two", () => {
  const walks = Array.from({ length: 60 }, (_, index) => through(500, { at: 4 * index }));
  assertCounted(walks, { in: 60, out: 0 }, { runs: 2 });
});

// Upright lines, and what in and out mean: ultralytics PR #16163, #15697.

test("a line counts alike at every angle, and from its left to its right is in", () => {
  for (let degrees = 0; degrees < 360; degrees += 15) {
    const lines = [lineThrough(turned([at(500, 900), at(500, 100)], degrees))];
    const walks = [through(440), through(580), back(through(510, { at: 2 }))].map((walk) => turned(walk, degrees));
    assertCounted(walks, { in: 2, out: 1 }, { lines, runs: 2, wrongShareMax: 0.1 });
    assertCounted(walks.map(back), { in: 1, out: 2 }, { lines, runs: 2, wrongShareMax: 0.1 });
  }
});

// The shape that was drawn changes the accuracy: opendatacam #655.

test("a doorway is counted alike however its line is drawn", () => {
  const walks = [through(450), through(530, { at: 3 }), back(through(490, { at: 6 })), through(500, { at: 12 })];
  const [above, below] = [at(500, 300), at(500, 700)];
  const drawn = [
    [lineThrough([below, above])],
    [lineThrough([at(500, 1000), at(500, 0)])],
    [lineThrough([at(560, 700), at(560, 300)])],
    [lineThrough([at(450, 700), at(550, 300)])],
    [lineThrough([below, at(500, 480)], "near"), lineThrough([at(500, 480), above], "far")],
    [lineThrough([below, at(530, 480)], "near"), lineThrough([at(530, 480), above], "far")],
  ];
  for (const lines of drawn) assertCounted(walks, { in: 3, out: 1 }, { lines, wrongShareMax: 0.05 });
});

test("a zone counts the same from whichever corner it is drawn, either way round, with needless corners", () => {
  const corners = [at(400, 300), at(600, 300), at(600, 700), at(400, 700)];
  const needless = corners.flatMap((corner, index) => {
    const next = corners[(index + 1) % corners.length]!;
    return [corner, at((corner.x + next.x) / 2, (corner.y + next.y) / 2)];
  });
  const walks = [
    stroll([at(150), at(500, 500, 5), at(850)]),
    stroll([at(150, 400), at(500, 600, 9), at(150, 300)], { at: 3 }),
  ];
  for (const rate of RATES)
    for (let seed = 1; seed <= RUNS; seed++) {
      const [first, ...others] = [
        corners,
        [...corners.slice(1), ...corners.slice(0, 1)],
        corners.toReversed(),
        needless,
      ].map((drawn) => filmed(walks, { zones: [zoneOf(drawn)] }, rate, seed).buckets);
      assert.equal(
        first?.reduce((sum, bucket) => sum + (bucket.kind === "zone" ? bucket.entered : 0), 0),
        2,
      );
      for (const other of others) assert.deepEqual(other, first);
    }
});

// A new number is a new count: Multi-Camera-Live-Object-Tracking #41, People-Counting-in-Real-Time #31.

test("who gets a new number every second is still counted once", () => {
  for (const renumberedSeconds of [0.9, 1.3, 2.1]) {
    const anew = { renumberedSeconds, wrongShareMax: 0.1 };
    assertCounted([through()], { in: 1, out: 0 }, anew);
    assertCounted([through(400), back(through(600))], { in: 1, out: 1 }, anew);
    assertCounted([stroll([at(150), at(515, 500, 30), at(850)])], { in: 1, out: 0 }, anew);
  }
});

test("who is out of sight behind a pole while they cross is counted once", () => {
  for (const left of [440, 480, 500])
    assertCounted(
      [through()],
      { in: 1, out: 0 },
      { pole: { left, top: 0, width: 120, height: 1000 }, wrongShareMax: 0.1 },
    );
});

// Too many numbers for too few people: Multi-Camera-Person-Tracking #18.

test("sixty people get hardly more than sixty numbers", () => {
  const walks = Array.from({ length: 60 }, (_, index) => through(300 + 7 * index, { at: 2 * index }));
  for (const rate of RATES) {
    const { numbers } = filmed(walks, { lines: [DOOR] }, rate, 1);
    assert.ok(numbers >= 54 && numbers <= 66, `${numbers} numbers at ${rate} frames a second`);
  }
});

// Hidden at the door: ultralytics #3823.

test("two who meet in the doorway, the one hidden by the other, are counted each their way", () => {
  for (const apart of [5, 15, 30]) {
    const walks = [through(), back(through(500 + apart))];
    assertCounted(walks, { in: 1, out: 1 }, { wrongShareMax: 0.05 });
    const lines = [lineThrough(turned([at(500, 900), at(500, 100)], 90))];
    assertCounted(
      walks.map((walk) => turned(walk, 90)),
      { in: 1, out: 1 },
      { lines, wrongShareMax: 0.05 },
    );
  }
});

test("who stands in the doorway while others pass before them is not counted again", () => {
  const passers = [through(520, { at: 8 }), back(through(515, { at: 14 })), through(520, { at: 20 })];
  for (const x of [480, 520, 540])
    assertCounted([stroll([at(150), at(x, 500, 30), at(850)]), ...passers], { in: 3, out: 1 }, { wrongShareMax: 0.1 });
});

test("two abreast are two, and three are three", () => {
  const lines = [lineThrough(turned([at(500, 900), at(500, 100)], 90))];
  for (const gap of [16, 24, 40]) {
    const abreast = [0, 1, 2].map((place) => turned(through(500 + gap * place), 90));
    assertCounted(abreast.slice(1), { in: 2, out: 0 }, { lines, wrongShareMax: 0.1 });
    assertCounted(abreast.map(back), { in: 0, out: 3 }, { lines, wrongShareMax: 0.1 });
  }
});

// "Inside" goes below nothing, or sticks: People-Counting-in-Real-Time #19.

test("a zone is never emptier than empty, and is empty once everybody has gone", () => {
  const zone = zoneOf([at(300, 200), at(700, 200), at(700, 900), at(300, 900)]);
  for (const rate of RATES)
    for (let seed = 1; seed <= RUNS; seed++) {
      const chance = chanceOf(seed);
      const walks = Array.from({ length: 30 }, (_, index) => {
        const inside = at(350 + 300 * chance(), 250 + 500 * chance(), 15 * chance());
        // Every third goes out of the picture inside the zone, behind a shelf, and is never seen again.
        return stroll([at(100, inside.y), inside, ...(index % 3 === 0 ? [] : [at(900, inside.y)])], {
          at: 60 * chance(),
        });
      });
      const { buckets } = filmed(walks, { zones: [zone] }, rate, seed, 70);
      const zones = buckets.filter((bucket) => bucket.kind === "zone");
      const entered = zones.reduce((sum, bucket) => sum + bucket.entered, 0);
      const left = zones
        .flatMap(({ dwellHistogram }) => Object.values(dwellHistogram))
        .reduce((sum, count) => sum + count, 0);
      assert.equal(left, entered);
      for (const { personMs, watchedMs, occupancyMax } of zones)
        assert.ok(personMs >= 0 && personMs <= occupancyMax * watchedMs);
      const last = zones.at(-1)!;
      assert.deepEqual([last.occupancyMax, last.personMs], [0, 0]);
    }
});
