import assert from "node:assert/strict";
import test from "node:test";
import type { Detection } from "#domain/vision/detection.ts";
import { LOST_MS_MAX, Tracker } from "./tracker.ts";

const FRAME_MS = 200;

/** A person of 100 pixels' height at a place, seen with a score. */
function person(x: number, y = 200, score = 0.9): Detection {
  return { box: { left: x - 20, top: y - 50, width: 40, height: 100 }, score };
}

/** Runs frames 200 ms apart through a new tracker; returns the ids seen in each. */
function idsOver(frames: readonly (readonly Detection[])[]): number[][] {
  const tracker = new Tracker();
  return frames.map((detections, index) => tracker.update(detections, index * FRAME_MS).map(({ id }) => id));
}

test("a walker keeps one number", () => {
  const ids = idsOver(Array.from({ length: 20 }, (_, i) => [person(50 + 25 * i)]));
  assert.ok(ids.every((seen) => seen.length === 1 && seen[0] === 1));
});

test("two who walk past each other keep their numbers", () => {
  const tracker = new Tracker();
  const paths = Array.from({ length: 30 }, (_, i) => [person(50 + 20 * i, 200), person(650 - 20 * i, 230)]);
  const last = paths.map((detections, index) => tracker.update(detections, index * FRAME_MS)).at(-1)!;
  const idAtRight = last.find(({ box }) => box.left > 400)?.id;
  assert.deepEqual([idAtRight, last.length], [1, 2]);
});

test("a person hidden for a second comes back under the same number", () => {
  const frames = Array.from({ length: 20 }, (_, i) => (i >= 8 && i < 13 ? [] : [person(50 + 15 * i)]));
  assert.deepEqual(idsOver(frames).at(-1), [1]);
});

test("a person hidden for longer than the limit is a new one", () => {
  const gap = Math.ceil(LOST_MS_MAX / FRAME_MS) + 1;
  const frames = Array.from({ length: 30 }, (_, i) => (i >= 8 && i < 8 + gap ? [] : [person(300)]));
  assert.deepEqual(idsOver(frames).at(-1), [2]);
});

test("a flash of a detection becomes nobody", () => {
  const frames = [[], [person(100)], [], [], [person(400)], []];
  assert.deepEqual(idsOver(frames).flat(), []);
});

test("a faint detection keeps a track going but begins none", () => {
  const kept = idsOver(Array.from({ length: 12 }, (_, i) => [person(100, 200, i < 4 ? 0.9 : 0.2)]));
  assert.deepEqual(kept.at(-1), [1]);
  const begun = idsOver(Array.from({ length: 12 }, () => [person(100, 200, 0.3)]));
  assert.deepEqual(begun.flat(), []);
});

test("who is half hidden keeps their number from the surer person who hides them", () => {
  const tracker = new Tracker();
  const hidden = (x: number, score: number) => ({ box: { left: x - 20, top: 150, width: 40, height: 100 }, score });
  for (let i = 0; i < 10; i++) tracker.update([hidden(300, 0.9)], i * FRAME_MS);
  const passing = { box: { left: 296, top: 160, width: 50, height: 116 }, score: 0.5 };
  const [track] = tracker.update([hidden(300, 0.42), passing], 10 * FRAME_MS);
  assert.ok(track && track.id === 1 && Math.abs(track.box.left - 280) < 3, JSON.stringify(track));
});

test("the frame rate may change in the middle of a walk", () => {
  const tracker = new Tracker();
  const times = [0, 200, 400, 600, 640, 680, 720, 1220, 1720, 1920];
  const ids = times.map((atMs) => tracker.update([person(50 + atMs / 10)], atMs).map(({ id }) => id));
  assert.ok(ids.every((seen) => seen[0] === 1));
});

test("a smoothed box jitters less than the detections it is made of", () => {
  const tracker = new Tracker();
  let worst = 0;
  for (let i = 0; i < 40; i++) {
    const [track] = tracker.update([person(300 + (i % 2 === 0 ? 4 : -4))], i * FRAME_MS);
    if (i > 10) worst = Math.max(worst, Math.abs(track!.box.left + 20 - 300));
  }
  assert.ok(worst < 3, `jitters by ${worst} pixels`);
});
