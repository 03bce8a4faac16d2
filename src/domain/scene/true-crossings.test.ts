import assert from "node:assert/strict";
import test from "node:test";
import type { SceneTruth, TrueLine } from "./scene-truth.ts";
import { trueCrossings } from "./true-crossings.ts";

/** A line across the middle of a picture of 100 × 100, from left to right: down is in. */
const door: TrueLine = { name: "door", role: "entrance", a: [0.2, 0.5], b: [0.8, 0.5] };

/** One person, 20 pixels tall (so clearly over is more than 1 pixel), whose centre is at each of the places in turn. */
function film(centres: ReadonlyArray<readonly [x: number, y: number]>) {
  const people: SceneTruth["people"] = centres.map(([x, y]) => [[7, x - 5, y - 10, 10, 20, 1]]);
  return { width: 100, height: 100, framesPerSecond: 10, people };
}

const cases: ReadonlyArray<{
  says: string;
  centres: ReadonlyArray<readonly [number, number]>;
  counts: readonly string[];
  line?: TrueLine;
}> = [
  {
    says: "walks down over the line",
    centres: [
      [50, 40],
      [50, 49],
      [50, 51],
      [50, 60],
    ],
    counts: ["in 300"],
  },
  {
    says: "walks up over the line",
    centres: [
      [50, 60],
      [50, 40],
    ],
    counts: ["out 100"],
  },
  {
    says: "walks beyond the line's end",
    centres: [
      [90, 40],
      [90, 60],
    ],
    counts: [],
  },
  {
    says: "goes round the line's end",
    centres: [
      [50, 40],
      [90, 45],
      [90, 60],
      [50, 60],
    ],
    counts: [],
  },
  {
    says: "turns back on the line",
    centres: [
      [50, 40],
      [50, 50.9],
      [50, 49],
      [50, 40],
    ],
    counts: [],
  },
  {
    says: "stands on the line, then goes on",
    centres: [
      [50, 40],
      [50, 50.5],
      [50, 49.5],
      [50, 50.5],
      [50, 60],
    ],
    counts: ["in 400"],
  },
  {
    says: "goes in and comes back",
    centres: [
      [50, 40],
      [50, 60],
      [50, 40],
    ],
    counts: ["in 100", "out 200"],
  },
  {
    says: "is first seen on the line",
    centres: [
      [50, 50.5],
      [50, 60],
    ],
    counts: [],
  },
  {
    says: "walks down where the line is drawn the other way round",
    centres: [
      [50, 40],
      [50, 60],
    ],
    counts: ["out 100"],
    line: { ...door, a: door.b, b: door.a },
  },
  {
    says: "walks right over a line that points up",
    centres: [
      [40, 50],
      [60, 50],
    ],
    counts: ["in 100"],
    line: { ...door, a: [0.5, 0.8], b: [0.5, 0.2] },
  },
];

for (const { says, centres, counts, line = door } of cases)
  test(`who ${says} counts ${counts.join(" and ") || "nothing"}`, () => {
    assert.deepEqual(
      trueCrossings([line], film(centres)).map(({ direction, atMs }) => `${direction} ${atMs}`),
      counts,
    );
  });

test("a crossing lies where the centre passed the line", () => {
  const [crossing] = trueCrossings(
    [door],
    film([
      [40, 40],
      [60, 60],
    ]),
  );
  assert.deepEqual(crossing, { line: "door", direction: "in", atMs: 100, person: 7, x: 0.5, y: 0.5 });
});
