import assert from "node:assert/strict";
import test from "node:test";
import { type Grant, grantsForFilm } from "#domain/policy/grant.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import { DOTS_MAX, DOTS_MS_MIN, type DotPoints, SETUP_MS_MAX } from "#domain/wire/setup-dots.ts";
import { DotsStage } from "./dots-stage.ts";

const grant = grantsForFilm()["setup-view"]!;
const track = (id: number, left: number, top = 100): Track => ({
  id,
  box: { left, top, width: 40, height: 80 },
  speed: { x: 1, y: 1 },
  score: 0.9,
});

function opened() {
  const told: DotPoints[] = [];
  const clock = { ms: 1000 };
  const picture = { width: 640, height: 360 };
  const stage = new DotsStage(grant, { picture, nowMs: () => clock.ms, onDots: (points) => told.push(points) });
  const run = (ms: number, tracks: readonly Track[] = [track(1, 300)]) => {
    for (const untilMs = clock.ms + ms; clock.ms < untilMs; clock.ms += 100) stage.hear(tracks);
  };
  return { stage, told, run };
}

test("dots are told twice a second while somebody asked, and not before nor after", () => {
  const { stage, told, run } = opened();
  run(5000);
  assert.equal(told.length, 0);
  stage.show(10_000);
  run(20_000);
  assert.equal(told.length, 10_000 / DOTS_MS_MIN);
  stage.show(10_000);
  stage.show(0);
  run(5000);
  assert.equal(told.length, 10_000 / DOTS_MS_MIN, "it was ended");
  stage.show(10 * SETUP_MS_MAX);
  run(2 * SETUP_MS_MAX);
  assert.equal(told.length, (10_000 + SETUP_MS_MAX) / DOTS_MS_MIN, "it ends by itself");
});

test("a dot is the centre of somebody and nothing else, and its place in the order tells nothing", () => {
  const { stage, told, run } = opened();
  stage.show(10_000);
  run(DOTS_MS_MIN, [track(1, 300), track(2, 100)]);
  run(DOTS_MS_MIN, [track(2, 100), track(1, 300)]);
  assert.deepEqual(told, [
    [
      [188, 389],
      [500, 389],
    ],
    [
      [188, 389],
      [500, 389],
    ],
  ]);
  run(
    DOTS_MS_MIN,
    Array.from({ length: 200 }, (_, id) => track(id, 3 * id)),
  );
  assert.equal(told[2]?.length, DOTS_MAX);
});

test("without its own grant there is no stage that tells dots", () => {
  const parts = { picture: { width: 640, height: 360 }, nowMs: () => 0, onDots: () => {} };
  const { zones } = grantsForFilm();
  assert.throws(() => new DotsStage(zones as unknown as Grant<"setup-view">, parts), /no stage for setup-view/);
  assert.throws(() => new DotsStage({ ...grant } as Grant<"setup-view">, parts), /no stage for setup-view/);
});
