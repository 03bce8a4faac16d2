import assert from "node:assert/strict";
import test from "node:test";
import { anchorsOf } from "#domain/vision/anchor-grid.ts";
import { readNetworkOutput } from "#domain/vision/network-output.ts";

const MODEL = { width: 64, height: 32 };
/** Grids of 8 x 4, 4 x 2 and 2 x 1 cells. */
const ANCHORS = 32 + 8 + 2;
const SURE = 30;

type Spike = { readonly anchor: number; readonly logit: number; readonly bins: readonly number[] };

/** An output that sees nothing but the given spikes, each with one certain bin a side. */
function outputWith(spikes: readonly Spike[]): Float32Array {
  const output = new Float32Array(45 * ANCHORS);
  output.fill(-SURE, 0, ANCHORS);
  for (const { anchor, logit, bins } of spikes) {
    output[anchor] = logit;
    for (const [side, bin] of bins.entries()) output[(1 + side * 11 + bin) * ANCHORS + anchor] = SURE;
  }
  return output;
}

test("every stride's grid puts its boxes where they belong", () => {
  assert.equal(anchorsOf(MODEL), ANCHORS);
  const table = [
    // Cell (0, 0) of stride 8: middle (4, 4), sides 1, 0, 2, 3 strides away.
    [
      { anchor: 0, bins: [1, 0, 2, 3] },
      { left: -4, top: 4, width: 24, height: 24 },
    ],
    // Cell (7, 3) of stride 8, the last of its grid: middle (60, 28).
    [
      { anchor: 31, bins: [1, 1, 1, 1] },
      { left: 52, top: 20, width: 16, height: 16 },
    ],
    // Cell (1, 1) of stride 16: middle (24, 24).
    [
      { anchor: 32 + 5, bins: [1, 0, 0, 1] },
      { left: 8, top: 24, width: 16, height: 16 },
    ],
    // Cell (1, 0) of stride 32: middle (48, 16); the furthest bin is 10 strides away.
    [
      { anchor: 32 + 8 + 1, bins: [0, 10, 1, 0] },
      { left: 48, top: -304, width: 32, height: 320 },
    ],
  ] as const;
  for (const [spike, box] of table) {
    const [found, ...others] = readNetworkOutput(outputWith([{ ...spike, logit: 0 }]), MODEL, { scoreMin: 0.5 });
    assert.ok(found && others.length === 0);
    assert.equal(found.score, 0.5);
    for (const side of ["left", "top", "width", "height"] as const)
      assert.ok(Math.abs(found.box[side] - box[side]) < 1e-6, `${side} is ${found.box[side]}, not ${box[side]}`);
  }
});

test("a side between two bins lies between them", () => {
  const output = outputWith([{ anchor: 0, logit: 5, bins: [1, 1, 1, 1] }]);
  output[(1 + 2) * ANCHORS] = SURE;
  const [found] = readNetworkOutput(output, MODEL, { scoreMin: 0.5 });
  assert.ok(Math.abs(found!.box.left - (4 - 1.5 * 8)) < 1e-6);
});

test("who is not sure enough is not reported", () => {
  const output = outputWith([
    { anchor: 3, logit: Math.log(0.3 / 0.7), bins: [1, 1, 1, 1] },
    { anchor: 9, logit: Math.log(0.8 / 0.2), bins: [1, 1, 1, 1] },
  ]);
  const found = (scoreMin: number) => readNetworkOutput(output, MODEL, { scoreMin }).length;
  assert.deepEqual([0.1, 0.29, 0.31, 0.79, 0.81].map(found), [2, 2, 1, 1, 0]);
});
