import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { spread } from "./spread.ts";

test("shares are whole, their sum is exact, and none is a whole one away from its due", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 90_000_000 }),
      fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 1500 }),
      (total, weights) => {
        const shares = spread(total, weights);
        const sum = weights.reduce((all, weight) => all + weight, 0);
        assert.equal(
          shares.reduce((all, share) => all + share, 0),
          total,
        );
        for (const [index, share] of shares.entries()) {
          assert.ok(Number.isInteger(share) && share >= 0);
          if (sum > 0) assert.ok(Math.abs(share - (total * weights[index]!) / sum) < 1);
        }
      },
    ),
  );
});

test("the few people of a quiet hour are not all put into its first minutes", () => {
  const shares = spread(
    4,
    Array.from({ length: 60 }, () => 60_000),
  );
  assert.deepEqual(
    [...shares.entries()].filter(([, share]) => share > 0).map(([index]) => index),
    [7, 22, 37, 52],
  );
});

test("what has no weight at all falls to the last", () => {
  assert.deepEqual(spread(3, [0, 0]), [0, 3]);
});
