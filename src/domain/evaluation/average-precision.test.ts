import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { averagePrecision } from "./average-precision.ts";
import type { LabelledBox, ScoredBox } from "./mot-file.ts";

function person(left: number, frame = 1): LabelledBox {
  return { frame, id: left, box: { left, top: 0, width: 10, height: 20 } };
}

function found(left: number, score: number, frame = 1): ScoredBox {
  return { frame, box: person(left).box, score };
}

const cases: readonly [name: string, truth: LabelledBox[], detections: ScoredBox[], expected: number][] = [
  ["everybody found and nothing else is 1", [person(0), person(50)], [found(0, 0.9), found(50, 0.4)], 1],
  ["half of the people found is a half", [person(0), person(50)], [found(0, 0.9)], 0.5],
  ["a false detection below all true ones costs nothing", [person(0)], [found(0, 0.9), found(80, 0.1)], 1],
  ["a false detection above the only true one halves it", [person(0)], [found(0, 0.5), found(80, 0.9)], 0.5],
  [
    "precision at a recall is the best at this recall or above",
    [person(0), person(50), person(100)],
    [found(80, 0.9), found(0, 0.8), found(50, 0.7), found(100, 0.6)],
    0.75,
  ],
  [
    "a person found twice is one hit and one false detection",
    [person(0), person(50)],
    [found(0, 0.9), found(1, 0.8), found(50, 0.7)],
    (1 + 2 / 3) / 2,
  ],
  [
    "the second of two who stand close goes to the second person",
    [person(0), person(2)],
    [found(2, 0.9), found(2, 0.8)],
    1,
  ],
  ["somebody found in another frame is not found", [person(0, 1)], [found(0, 0.9, 2)], 0],
  ["too small an overlap is not found", [person(0)], [found(4, 0.9)], 0],
  ["nobody there and nothing found is 1", [], [], 1],
  ["nobody there and something found is 0", [], [found(0, 0.9)], 0],
  ["nothing found of somebody there is 0", [person(0)], [], 0],
];

for (const [name, truth, detections, expected] of cases)
  test(name, () => assert.ok(Math.abs(averagePrecision(truth, detections) - expected) < 1e-12));

test("the overlap asked for may be chosen", () => {
  assert.equal(averagePrecision([person(0)], [found(4, 0.9)], { overlapMin: 0.4 }), 1);
});

test("only the order of the scores matters", () => {
  const truth = [0, 20, 40, 60].flatMap((left) => [1, 2].map((frame) => person(left, frame)));
  const detections = fc.uniqueArray(
    fc.record({
      frame: fc.integer({ min: 1, max: 3 }),
      left: fc.integer({ min: 0, max: 80 }),
      score: fc.integer({ min: 1, max: 1000 }),
    }),
    { selector: ({ score }) => score, maxLength: 20 },
  );
  fc.assert(
    fc.property(detections, (all) => {
      const given = all.map(({ frame, left, score }) => found(left, score / 1000, frame));
      const bent = all.map(({ frame, left, score }) => found(left, (score / 1000) ** 3, frame));
      const area = averagePrecision(truth, given);
      assert.ok(area >= 0 && area <= 1);
      assert.equal(averagePrecision(truth, bent.toReversed()), area);
    }),
  );
});
