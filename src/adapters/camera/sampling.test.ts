import assert from "node:assert/strict";
import test from "node:test";
import { openSampler } from "./sampling.ts";

/** The indexes that are taken of `count` frames at a constant rate, with time stamps in whole milliseconds. */
function taken(nativePerSecond: number, analysedPerSecond: number, count: number, isRateKnown = true): number[] {
  const isDue = openSampler({ nativePerSecond: isRateKnown ? nativePerSecond : null, analysedPerSecond });
  return Array.from({ length: count }, (_, index) => index).filter((index) =>
    isDue(Math.round((index * 1000) / nativePerSecond)),
  );
}

test("at a constant rate every k-th frame is analysed", () => {
  for (const [native, stride] of [
    [10, 2],
    [15, 3],
    [20, 4],
    [24, 5],
    [25, 5],
    [29.97, 6],
    [30, 6],
    [50, 10],
    [59.94, 12],
  ] as const) {
    const expected = Array.from({ length: 400 }, (_, index) => index).filter((index) => index % stride === 0);
    assert.deepEqual(taken(native, 5, 400), expected, `${native} frames a second`);
  }
});

test("at a rate at or below the wanted one every frame is analysed", () => {
  for (const native of [0.5, 1, 3, 4.9, 5, 5.2]) assert.equal(taken(native, 5, 100).length, 100, `${native} a second`);
});

test("at a rate between strides, or one not known, the wanted number a second is analysed", () => {
  for (const native of [7, 12, 12.5, 13, 16.67, 18])
    assert.equal(taken(native, 5, Math.round(native * 20)).length, 100, `${native}`);
  for (const native of [10, 15, 25, 30]) assert.equal(taken(native, 5, native * 20, false).length, 100, `${native}`);
});

test("jittering time stamps do not change which frames are analysed", () => {
  const isDue = openSampler({ nativePerSecond: 25, analysedPerSecond: 5 });
  const jitterMs = [0, 7, -9, 12, -14, 3, 11, -5];
  const indexes = Array.from({ length: 100 }, (_, index) => index);
  const picked = indexes.filter((index) => isDue(index * 40 + (jitterMs[index % jitterMs.length] ?? 0) / 2));
  assert.deepEqual(
    picked,
    indexes.filter((index) => index % 5 === 0),
  );
});

test("after a gap the next frame is analysed, and the gap is not made up for", () => {
  for (const nativePerSecond of [25, null]) {
    const isDue = openSampler({ nativePerSecond, analysedPerSecond: 5 });
    const times = [0, 40, 80, 5000, 5040, 5080, 5120, 5160, 5200, 5240];
    assert.deepEqual(
      times.filter((atMs) => isDue(atMs)),
      [0, 5000, 5200],
    );
  }
});
