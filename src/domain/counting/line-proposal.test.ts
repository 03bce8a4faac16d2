import assert from "node:assert/strict";
import test from "node:test";
import { grantsForFilm } from "#domain/policy/grant.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import { Counter } from "./counter.ts";
import { LineProposer } from "./line-proposal.ts";

const PICTURE = { width: 1000, height: 600 };
const FRAMES = 40;

type Place = { readonly x: number; readonly y: number };

/** Everybody walks straight from one place to another, all at once. */
function frames(walks: readonly (readonly [Place, Place])[]): Track[][] {
  return Array.from({ length: FRAMES }, (_, frame) =>
    walks.map(([from, to], id): Track => {
      const share = frame / (FRAMES - 1);
      const [x, y] = [from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)];
      const box = { left: x - 20, top: y - 50, width: 40, height: 100 };
      return { id, box, speed: { x: 0, y: 0 }, score: 0.9 };
    }),
  );
}

function proposed(walks: readonly (readonly [Place, Place])[]) {
  const proposer = new LineProposer(PICTURE);
  for (const tracks of frames(walks)) proposer.update(tracks);
  return proposer.propose();
}

const DOWN: (readonly [Place, Place])[] = [300, 400, 500, 600].map((x) => [
  { x, y: 100 },
  { x, y: 550 },
]);
const UP: (readonly [Place, Place])[] = [350, 550].map((x) => [
  { x, y: 550 },
  { x: x + 40, y: 100 },
]);

test("a line is proposed across the way that most people take", () => {
  const proposal = proposed([
    ...DOWN,
    ...UP,
    [
      { x: 100, y: 120 },
      { x: 900, y: 120 },
    ],
  ]);
  assert.ok(proposal && proposal.crossing >= 6, JSON.stringify(proposal));
  assert.equal(proposal.paths, 7);
  const { from, to } = proposal.line;
  assert.ok(Math.abs(from.y - to.y) < 0.3 && Math.abs(from.x - to.x) > 0.3, JSON.stringify(proposal.line));
});

test("down the picture is in", () => {
  const proposal = proposed([...DOWN, ...UP]);
  assert.ok(proposal);
  const counter = new Counter({ lines: [proposal.line], zones: [], grants: grantsForFilm() }, PICTURE);
  const crossings = frames([...DOWN, ...UP]).flatMap((tracks, index) => counter.update(tracks, index * 200));
  assert.equal(crossings.filter(({ direction }) => direction === "in").length, 4);
  assert.equal(crossings.filter(({ direction }) => direction === "out").length, 2);
});

test("on an upright line rightward is in", () => {
  const right: (readonly [Place, Place])[] = [250, 350].map((y) => [
    { x: 100, y },
    { x: 900, y },
  ]);
  const proposal = proposed(right);
  assert.ok(proposal);
  const counter = new Counter({ lines: [proposal.line], zones: [], grants: grantsForFilm() }, PICTURE);
  const crossings = frames(right).flatMap((tracks, index) => counter.update(tracks, index * 200));
  assert.deepEqual(
    crossings.map(({ direction }) => direction),
    ["in", "in"],
  );
});

test("people who stand about propose nothing", () => {
  assert.equal(
    proposed([
      [
        { x: 500, y: 300 },
        { x: 520, y: 310 },
      ],
    ]),
    null,
  );
  assert.equal(new LineProposer(PICTURE).propose(), null);
});
