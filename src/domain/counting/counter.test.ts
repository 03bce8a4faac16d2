import assert from "node:assert/strict";
import test from "node:test";
import { type Grants, grantsForFilm } from "#domain/policy/grant.ts";
import type { Point } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import type { ClothLook } from "#domain/staff/cloth-stage.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import { type Bucket, mergedBuckets } from "./bucket.ts";
import { Counter, type Trust } from "./counter.ts";
import { dwellMedianMs } from "./dwell-histogram.ts";

const PICTURE = { width: 1000, height: 1000 };
const FRAME_MS = 200;
const UPRIGHT: Line = { name: "door", from: { x: 0.5, y: 1 }, to: { x: 0.5, y: 0 } };
const ZONE = {
  name: "shelf",
  corners: [
    { x: 0.4, y: 0 },
    { x: 0.6, y: 0 },
    { x: 0.6, y: 1 },
    { x: 0.4, y: 1 },
  ],
};

/** A track of a person 100 pixels high, by the centre of their box. */
function track(id: number, { x, y }: Point, speedX = 0): Track {
  const box = { left: x - 20, top: y - 50, width: 40, height: 100 };
  return { id, box, speed: { x: speedX, y: 0 }, score: 0.9 };
}

/** Counts walks of one line: each frame is the tracks seen in it, 200 ms apart. */
function counted(
  frames: readonly (readonly Track[])[],
  line = UPRIGHT,
): { in: number; out: number; uncertain: number } {
  const counter = new Counter({ lines: [line], zones: [], grants: grantsForFilm() }, PICTURE);
  for (const [index, tracks] of frames.entries()) counter.update(tracks, index * FRAME_MS);
  counter.close();
  const [bucket] = mergedBuckets(counter.flush());
  assert.ok(bucket?.kind === "line");
  return { in: bucket.in, out: bucket.out, uncertain: bucket.uncertain };
}

function walk(id: number, xs: readonly number[], y = 700): Track[][] {
  return xs.map((x) => [track(id, { x, y })]);
}

function steps(from: number, to: number, count = 20): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

const NOBODY = { in: 0, out: 0, uncertain: 0 };

test("left to right over a line that points up is in, the other way is out", () => {
  assert.deepEqual(counted(walk(1, steps(300, 700))), { ...NOBODY, in: 1 });
  assert.deepEqual(counted(walk(1, steps(700, 300))), { ...NOBODY, out: 1 });
});

test("somebody who goes in and comes out again is counted both ways", () => {
  assert.deepEqual(counted(walk(1, [...steps(300, 700), ...steps(700, 300)])), { in: 1, out: 1, uncertain: 0 });
});

test("a line may be told to wait for the foot or the head", () => {
  const level = { name: "door", from: { x: 0, y: 0.5 }, to: { x: 1, y: 0.5 } };
  const down = (to: number) => steps(300, to).map((y) => [track(1, { x: 500, y })]);
  assert.equal(counted(down(470), { ...level, anchor: "foot" }).in, 1);
  assert.equal(counted(down(470), level).in, 0);
  assert.equal(counted(down(520), { ...level, anchor: "head" }).in, 0);
  assert.equal(counted(down(560), { ...level, anchor: "head" }).in, 1);
});

test("a track that leaps over the line to somebody else and back is no crossing", () => {
  const before = steps(300, 480, 10);
  assert.deepEqual(counted(walk(1, [...before, 540, ...before.toReversed()])), NOBODY);
  assert.deepEqual(counted(walk(1, [...before, 540, 500, 480, 540, 500, ...before.toReversed()])), NOBODY);
});

test("somebody who is lost to sight right after the line has crossed it, whether the count goes on or ends", () => {
  const passing = walk(1, [...steps(300, 480, 10), 540]);
  assert.deepEqual(counted(passing), { ...NOBODY, in: 1 });
  assert.deepEqual(counted([...passing, ...Array.from({ length: 30 }, () => [])]), { ...NOBODY, in: 1 });
});

test("a number that changes at the line counts the person once, and says that it is uncertain", () => {
  const before = steps(300, 490, 10).map((x) => [track(1, { x, y: 700 }, 100)]);
  const after = steps(530, 700, 10).map((x) => [track(2, { x, y: 700 }, 100)]);
  assert.deepEqual(counted([...before, [], ...after]), { in: 1, out: 0, uncertain: 1 });
});

test("somebody else who appears far from where a track was lost is somebody else", () => {
  const before = steps(300, 450, 10).map((x) => [track(1, { x, y: 700 }, 50)]);
  const after = steps(750, 900, 10).map((x) => [track(2, { x, y: 700 }, 50)]);
  assert.deepEqual(counted([...before, ...after]), NOBODY);
});

test("who comes into sight right at the line is counted from the first look at them", () => {
  const firstBox = { left: 470, top: 650, width: 40, height: 100 };
  const frames = steps(510, 700, 10).map((x, index) => [
    index === 0 ? { ...track(1, { x, y: 700 }), firstBox } : track(1, { x, y: 700 }),
  ]);
  assert.deepEqual(counted(frames), { ...NOBODY, in: 1 });
});

test("a person is first seen beyond the line: that is no crossing", () => {
  assert.deepEqual(counted(walk(1, steps(505, 700))), NOBODY);
});

function flushed(counter: Counter): Bucket[] {
  return mergedBuckets(counter.flush());
}

test("every minute has its own bucket, and says how long it was watched", () => {
  const counter = new Counter({ lines: [UPRIGHT], zones: [], grants: grantsForFilm() }, PICTURE);
  for (let atMs = 30_000; atMs <= 150_000; atMs += FRAME_MS) counter.update([], atMs);
  const watched = flushed(counter).map(({ minute, watchedMs }) => [minute, watchedMs]);
  assert.deepEqual(watched, [
    [0, 30_000],
    [1, 60_000],
    [2, 30_000],
  ]);
});

test("time in which no frame came is not watched", () => {
  const counter = new Counter({ lines: [UPRIGHT], zones: [], grants: grantsForFilm() }, PICTURE);
  for (let atMs = 0; atMs < 60_000; atMs += FRAME_MS) if (atMs < 20_000 || atMs >= 40_000) counter.update([], atMs);
  const [bucket] = flushed(counter);
  assert.equal(bucket?.watchedMs, 19_800 + 19_800);
});

test("parts flushed on the way sum to the same bucket", () => {
  const frames = walk(1, steps(300, 700));
  const whole = new Counter({ lines: [UPRIGHT], zones: [], grants: grantsForFilm() }, PICTURE);
  const inParts = new Counter({ lines: [UPRIGHT], zones: [], grants: grantsForFilm() }, PICTURE);
  const parts: Bucket[] = [];
  for (const [index, tracks] of frames.entries()) {
    whole.update(tracks, index * FRAME_MS);
    inParts.update(tracks, index * FRAME_MS);
    parts.push(...inParts.flush());
  }
  assert.deepEqual(mergedBuckets(parts), flushed(whole));
});

test("a zone knows who entered, how many at once and for how long", () => {
  const counter = new Counter({ lines: [], zones: [ZONE], grants: grantsForFilm() }, PICTURE);
  const frames = Array.from({ length: 300 }, (_, i) => {
    const first = track(1, { x: i < 20 || i >= 120 ? 100 : 500, y: 500 });
    const second = track(2, { x: i < 60 || i >= 110 ? 900 : 500, y: 600 });
    return [first, second];
  });
  for (const [index, tracks] of frames.entries()) counter.update(tracks, index * FRAME_MS);
  const buckets = flushed(counter).filter((bucket) => bucket.kind === "zone");
  assert.equal(buckets[0]?.entered, 2);
  assert.equal(buckets[0]?.occupancyMax, 2);
  const medianMs = dwellMedianMs(buckets[0]?.dwellHistogram ?? {});
  assert.ok(medianMs !== null && medianMs > 9500 && medianMs < 20_500, `median ${medianMs} ms`);
});

test("who only brushes a zone has not entered it", () => {
  const counter = new Counter({ lines: [], zones: [ZONE], grants: grantsForFilm() }, PICTURE);
  const xs = [300, 350, 410, 450, 390, 350, 300, ...Array.from({ length: 20 }, () => 300)];
  for (const [index, x] of xs.entries()) counter.update([track(1, { x, y: 500 })], index * FRAME_MS);
  const [bucket] = flushed(counter);
  assert.ok(bucket?.kind === "zone" && bucket.entered === 0 && bucket.occupancyMax === 0);
});

test("a visit that the end of the watch cuts off still has its dwell", () => {
  const counter = new Counter({ lines: [], zones: [ZONE], grants: grantsForFilm() }, PICTURE);
  for (let i = 0; i <= 50; i++) counter.update([track(1, { x: 500, y: 500 })], i * FRAME_MS);
  counter.close();
  const [bucket] = flushed(counter);
  assert.ok(bucket?.kind === "zone");
  const medianMs = dwellMedianMs(bucket.dwellHistogram) ?? 0;
  assert.ok(Math.abs(medianMs - 10_000) < 500, `median ${medianMs} ms`);
});

/** Counts a walk into the shop and a stay; a frame may be trusted less. Returns both buckets and what came before the end. */
function trusted(frames: number, trustOf: (index: number) => Trust) {
  const counter = new Counter({ lines: [UPRIGHT], zones: [ZONE], grants: grantsForFilm() }, PICTURE);
  const xs = steps(300, 700, frames);
  for (const [index, x] of xs.entries()) counter.update([track(1, { x, y: 700 })], index * FRAME_MS, trustOf(index));
  const before = mergedBuckets(counter.flush());
  counter.close();
  const [line, zone] = mergedBuckets([...before, ...counter.flush()]);
  const watched = (bucket: Bucket | undefined) => bucket?.watchedMs ?? 0;
  return {
    before: watched(before[0]),
    watchedMs: watched(line),
    in: line?.kind === "line" ? line.in : 0,
    zoneMs: watched(zone),
    entered: zone?.kind === "zone" ? zone.entered : 0,
  };
}

test("what was counted in doubt counts once a picture is sure again", () => {
  const sure = trusted(40, () => "sure");
  assert.deepEqual([sure.in, sure.entered, sure.watchedMs], [1, 1, 8000]);
  assert.deepEqual(
    trusted(40, (index) => (index >= 5 && index < 39 ? "doubtful" : "sure")),
    sure,
  );
});

test("while there is doubt nothing of it is told", () => {
  const { before } = trusted(40, (index) => (index >= 10 ? "doubtful" : "sure"));
  assert.equal(before, 9 * FRAME_MS);
});

test("a doubt that ends in blindness, or with the watch, was never counted: no crossing, no stay, no time", () => {
  for (const last of ["blind", "doubtful"] as const) {
    const nothing = { before: 800, watchedMs: 800, in: 0, zoneMs: 800, entered: 0 };
    assert.deepEqual(
      trusted(40, (index) => (index < 5 ? "sure" : index < 38 ? "doubtful" : last)),
      nothing,
    );
  }
});

test("after blindness counting begins anew: who was on their way is somebody else, and the gap was not watched", () => {
  const { in: counted, watchedMs } = trusted(40, (index) => (index >= 15 && index < 25 ? "blind" : "sure"));
  assert.deepEqual([counted, watchedMs], [0, 14 * FRAME_MS + 15 * FRAME_MS]);
});

test("a doubt that lasts over the turn of a minute gives each minute its time", () => {
  const counter = new Counter({ lines: [UPRIGHT], zones: [], grants: grantsForFilm() }, PICTURE);
  for (let atMs = 50_000; atMs <= 70_000; atMs += FRAME_MS)
    counter.update([], atMs, atMs > 51_000 && atMs < 69_000 ? "doubtful" : "sure");
  assert.deepEqual(
    mergedBuckets(counter.flush()).map(({ minute, watchedMs }) => [minute, watchedMs]),
    [
      [0, 10_000],
      [1, 10_000],
    ],
  );
});

/** How it is in the zone after each frame in turn: people and whole seconds waited. Null where it is in doubt, [] where nothing is watched. */
function livesOf(frames: readonly (readonly Track[])[], trustOf: (index: number) => Trust = () => "sure") {
  const counter = new Counter({ lines: [], zones: [ZONE], grants: grantsForFilm() }, PICTURE);
  return frames.map((tracks, index) => {
    counter.update(tracks, index * FRAME_MS, trustOf(index));
    return counter.live()?.map(({ people, waitingMs }) => [people, Math.floor(waitingMs / 1000)]) ?? null;
  });
}

test("a zone says at every moment how many are there, and how long who stays longest has waited", () => {
  const lives = livesOf(
    Array.from({ length: 300 }, (_, i) => [
      track(1, { x: i < 20 || i >= 120 ? 100 : 500, y: 500 }),
      track(2, { x: i < 60 || i >= 200 ? 900 : 500, y: 600 }),
    ]),
  );
  const at = (seconds: number) => lives[seconds * 5];
  assert.deepEqual(at(2), [[0, 0]]);
  assert.deepEqual(at(4), [[0, 0]], "who has just stepped in has not entered");
  assert.deepEqual(at(11), [[1, 7]]);
  assert.deepEqual(at(23), [[2, 19]]);
  assert.deepEqual(at(27), [[1, 15]], "the first has left, the second has waited since the twelfth second");
  assert.deepEqual(at(45), [[0, 0]]);
});

test("who is out of sight has waited until they were last seen", () => {
  const lives = livesOf(Array.from({ length: 100 }, (_, i) => (i < 50 ? [track(1, { x: 500, y: 500 })] : [])));
  assert.deepEqual([lives[49], lives[60], lives[99]], [[[1, 9]], [[1, 9]], [[0, 0]]]);
});

test("in doubt nothing is said of a zone, while blind it is not watched, and afterwards all waits begin anew", () => {
  const here = Array.from({ length: 200 }, () => [track(1, { x: 500, y: 500 })]);
  const lives = livesOf(here, (i) => (i < 50 ? "sure" : i < 80 ? "doubtful" : i < 100 ? "blind" : "sure"));
  assert.deepEqual([lives[49], lives[50], lives[79]], [[[1, 9]], null, null]);
  assert.deepEqual([lives[80], lives[99]], [[], []]);
  assert.deepEqual([lives[101], lives[199]], [[[0, 0]], [[1, 19]]]);
  const cleared = livesOf(here, (i) => (i >= 50 && i < 80 ? "doubtful" : "sure"));
  assert.deepEqual(cleared[80], [[1, 16]], "a doubt that was none has cost nothing");
});

test("of a zone that may not be watched nothing is known", () => {
  const grants = { ...grantsForFilm(), zones: null };
  const counter = new Counter({ lines: [UPRIGHT], zones: [ZONE], grants }, PICTURE);
  for (let i = 0; i < 20; i++) counter.update([track(1, { x: 500, y: 500 })], i * FRAME_MS);
  assert.deepEqual(counter.live(), []);
});

/** What a counter that looks for staff says of one walk in, of which each look was the given word. */
function withLooks(look: ClothLook, grants: Partial<Grants> = grantsForFilm()) {
  const staff = { uniforms: [{ name: "shirt", upper: [{ colour: "#16a34a", share: 1 }] }], lines: [], zones: [] };
  const { count, zones } = grantsForFilm();
  const counter = new Counter({ lines: [UPRIGHT], zones: [], grants: { count, zones, ...grants }, staff }, PICTURE);
  const crossings = walk(1, steps(300, 700)).flatMap((tracks, index) =>
    counter.update(tracks, index * FRAME_MS, "sure", new Map([[1, look]])),
  );
  const [bucket] = mergedBuckets(counter.flush());
  assert.ok(bucket?.kind === "line");
  return { ...bucket, told: crossings.map(({ staff: verdict }) => verdict) };
}

test("staff who pass are counted with all and told beside; a torn vote is uncertain", () => {
  const of = ({ in: entered, staffIn, staffOut, uncertain, told }: ReturnType<typeof withLooks>) => [
    entered,
    staffIn,
    staffOut,
    uncertain,
    ...told,
  ];
  assert.deepEqual(of(withLooks("uniform")), [1, 1, 0, 0, "staff"]);
  assert.deepEqual(of(withLooks("other")), [1, 0, 0, 0, "visitor"]);
  assert.deepEqual(of(withLooks("unseen")), [1, 0, 0, 1, "torn"]);
});

test("without a grant for it nobody is told from anybody, whatever the order says", () => {
  const { told, ...bucket } = withLooks("uniform", { "staff-exclusion": null });
  assert.deepEqual([bucket.in, bucket.uncertain, told], [1, 0, [undefined]]);
  assert.ok(!("staffIn" in bucket));
});
