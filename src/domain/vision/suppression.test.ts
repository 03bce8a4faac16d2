import assert from "node:assert/strict";
import test from "node:test";
import type { Detection } from "#domain/vision/detection.ts";
import { suppressOverlaps } from "#domain/vision/suppression.ts";

const at = (left: number, score: number): Detection => ({ box: { left, top: 0, width: 100, height: 200 }, score });

test("of many boxes around one person the surest is kept, and neighbours are left alone", () => {
  const table: ReadonlyArray<readonly [detections: readonly Detection[], kept: readonly Detection[]]> = [
    [[], []],
    [[at(0, 0.3)], [at(0, 0.3)]],
    // Shifted by 20 of 100 the overlap is 0.67: one person.
    [[at(0, 0.6), at(20, 0.9)], [at(20, 0.9)]],
    // Shifted by 40 it is 0.43: two people who walk side by side.
    [
      [at(0, 0.6), at(40, 0.9)],
      [at(40, 0.9), at(0, 0.6)],
    ],
    // The middle one yields to the first and so cannot drive out the last.
    [
      [at(0, 0.9), at(20, 0.8), at(40, 0.7)],
      [at(0, 0.9), at(40, 0.7)],
    ],
    [[at(0, 0.5), at(1, 0.5)], [at(0, 0.5)]],
  ];
  for (const [detections, kept] of table) assert.deepEqual(suppressOverlaps(detections), kept);
});

test("how much two people may overlap can be chosen", () => {
  assert.equal(suppressOverlaps([at(0, 0.6), at(40, 0.9)], { iouMax: 0.4 }).length, 1);
});
