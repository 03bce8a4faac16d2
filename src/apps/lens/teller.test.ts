import assert from "node:assert/strict";
import test from "node:test";
import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { Counter, type Trust } from "#domain/counting/counter.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import { type Said, TELL_MS_MAX } from "#domain/wire/lens-message.ts";
import { openTeller } from "./teller.ts";

const PICTURE = { width: 1000, height: 1000 };
const FRAME_MS = 200;
const MINUTE_MS = 60_000;
const PLAN = {
  lines: [{ name: "door", from: { x: 0.5, y: 1 }, to: { x: 0.5, y: 0 } }],
  zones: [
    {
      name: "shelf",
      corners: [
        { x: 0.4, y: 0 },
        { x: 0.6, y: 0 },
        { x: 0.6, y: 1 },
        { x: 0.4, y: 1 },
      ],
    },
  ],
  grants: grantsForFilm(),
};

/** Somebody who walks over the line, to and fro, for ever. */
function walkerAt(frame: number): Track[] {
  const step = frame % 60;
  const x = 300 + (step < 30 ? step : 60 - step) * 13;
  return [{ id: 1, box: { left: x - 20, top: 600, width: 40, height: 100 }, speed: { x: 0, y: 0 }, score: 0.9 }];
}

type Told = { readonly atMs: number; readonly said: Said };

/** What is told of so many frames, and when by the time of the frames. */
function toldOf({
  frames,
  isLive,
  fromMs = 0,
  trustAt = () => "sure",
}: {
  frames: number;
  isLive: boolean;
  fromMs?: number;
  trustAt?: (frame: number) => Trust;
}): { told: Told[]; buckets: Bucket[]; untold: Bucket[] } {
  let atMs = fromMs;
  const told: Told[] = [];
  const counter = new Counter(PLAN, PICTURE);
  const say = (said: Said) => told.push({ atMs, said });
  const progress: Said = { kind: "progress", atMs: 0, decoded: 0, analysed: 0, dropped: 0, damaged: 0, detectMs: 0 };
  const teller = openTeller({ say, isLive, progress: () => [progress], nowMs: () => atMs });
  const bucketsOf = (all: readonly Told[]) =>
    all.flatMap(({ said }): Bucket[] => (said.kind === "bucket" ? [said.bucket] : []));
  for (let frame = 0; frame < frames; frame++) {
    atMs = fromMs + frame * FRAME_MS;
    counter.update(walkerAt(frame), atMs, trustAt(frame));
    teller.tellDue(counter);
  }
  const sofar = bucketsOf(told);
  counter.close();
  teller.tellAll(counter);
  const buckets = bucketsOf(told);
  return { told, buckets, untold: buckets.slice(sofar.length) };
}

/** What the same frames come to where nothing is told before the end. */
function atOnce(frames: number, fromMs: number): Bucket[] {
  const counter = new Counter(PLAN, PICTURE);
  for (let frame = 0; frame < frames; frame++) counter.update(walkerAt(frame), fromMs + frame * FRAME_MS);
  counter.close();
  return mergedBuckets(counter.flush());
}

test("the parts that a live camera tells sum to what was counted, to the last millisecond", () => {
  for (const fromMs of [0, 7, 59_900]) {
    const { buckets } = toldOf({ frames: 1500, isLive: true, fromMs });
    assert.ok(buckets.length > 100, `${buckets.length} parts`);
    assert.deepEqual(mergedBuckets(buckets), atOnce(1500, fromMs));
  }
});

test("a live camera tells at least every three seconds, and no oftener than it must", () => {
  const { told } = toldOf({ frames: 1500, isLive: true });
  const atMs = [...new Set(told.filter(({ said }) => said.kind === "bucket").map((one) => one.atMs))];
  const apart = atMs.slice(1).map((at, index) => at - atMs[index]!);
  assert.ok(Math.max(...apart) <= TELL_MS_MAX, `${Math.max(...apart)} ms`);
  assert.ok(atMs.length < 1.3 * ((1500 * FRAME_MS) / (TELL_MS_MAX - 500)), `${atMs.length} times`);
});

test("the end of a minute is told at once", () => {
  const { told } = toldOf({ frames: 700, isLive: true, fromMs: 58_700 });
  for (const minute of [0, 1]) {
    const last = told.findLast(({ said }) => said.kind === "bucket" && said.bucket.minute === minute)!;
    assert.ok(last.atMs - (minute + 1) * MINUTE_MS < FRAME_MS, `${last.atMs}`);
  }
});

test("a film tells what it counted with its progress, twice a second and more", () => {
  const { told } = toldOf({ frames: 300, isLive: false });
  const times = (kind: Said["kind"]) => new Set(told.filter(({ said }) => said.kind === kind).map(({ atMs }) => atMs));
  assert.deepEqual(times("bucket"), times("progress"));
  assert.ok(times("bucket").size >= 95);
});

test("what is counted in doubt is not told before the doubt is over, nor ever where the camera was blind", () => {
  const doubtful = (frame: number) => (frame >= 50 && frame < 250 ? "doubtful" : "sure");
  const { told, buckets } = toldOf({ frames: 500, isLive: true, trustAt: doubtful });
  const parts = told.filter(({ said }) => said.kind === "bucket");
  // A part that was counted before the doubt may still be told in it.
  assert.deepEqual(
    parts.filter(({ atMs }) => atMs > 50 * FRAME_MS + TELL_MS_MAX && atMs < 250 * FRAME_MS),
    [],
  );
  assert.deepEqual(mergedBuckets(buckets), atOnce(500, 0));
  const blind = (frame: number) => (frame < 50 ? "sure" : frame < 250 ? "doubtful" : "blind");
  const seen = toldOf({ frames: 300, isLive: true, trustAt: blind });
  const watchedMs = seen.buckets.reduce((sum, bucket) => sum + (bucket.kind === "line" ? bucket.watchedMs : 0), 0);
  assert.equal(watchedMs, 49 * FRAME_MS);
  assert.deepEqual(seen.untold, []);
});

/** When it was told how it is in the zone, and what. */
function livesIn(told: readonly Told[]) {
  return told.flatMap(({ atMs, said }) => (said.kind === "live" ? [{ atMs, zones: said.zones }] : []));
}

test("how it is in a zone is told when it has changed, at most once a second, and never of a film", () => {
  const lives = livesIn(toldOf({ frames: 600, isLive: true }).told);
  assert.ok(lives.length > 20, `${lives.length}`);
  for (const [index, { atMs, zones }] of lives.slice(1).entries()) {
    assert.ok(atMs - lives[index]!.atMs >= 1000);
    assert.notDeepEqual(zones, lives[index]!.zones);
  }
  assert.ok(lives.some(({ zones }) => zones[0]!.people === 1) && lives.some(({ zones }) => zones[0]!.people === 0));
  assert.deepEqual(livesIn(toldOf({ frames: 600, isLive: false }).told), []);
});

test("in doubt it is not told how it is, and once nothing is watched that is told", () => {
  const blind = (frame: number) => (frame < 50 ? "sure" : frame < 100 ? "doubtful" : "blind");
  const lives = livesIn(toldOf({ frames: 200, isLive: true, trustAt: blind }).told);
  assert.deepEqual(
    lives.filter(({ atMs }) => atMs >= 50 * FRAME_MS),
    [{ atMs: 100 * FRAME_MS, zones: [] }],
  );
});
