import assert from "node:assert/strict";
import test from "node:test";
import { median, medianRatio, quantile } from "./spread.ts";

test("the median is the middle figure, whatever the order", () => {
  const table = [
    [[3], 3],
    [[9, 1, 2], 2],
    [[4, 1, 100, 2], 3],
  ] as const;
  for (const [figures, middle] of table) assert.equal(median(figures), middle);
  assert.ok(Number.isNaN(median([])));
});

test("a quantile is one of the figures, and that share of them is no greater", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  const table = [
    [hundred, 0.95, 95],
    [hundred, 1, 100],
    [hundred, 0, 1],
    [[7], 0.5, 7],
  ] as const;
  for (const [figures, share, figure] of table) assert.equal(quantile(figures, share), figure);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test("a ratio is taken pair by pair, so that a slow moment does not count", () => {
  assert.equal(medianRatio([10, 1000, 30], [1, 100, 3]), 10);
  assert.equal(medianRatio([10, 10, 10], [1, 2, 5]), 5);
});
