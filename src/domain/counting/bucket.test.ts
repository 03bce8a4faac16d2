import assert from "node:assert/strict";
import test from "node:test";
import { type LineBucket, type LineMethod, mergedBuckets } from "./bucket.ts";

function bucketOf(method: LineMethod): LineBucket {
  return { kind: "line", line: "door", minute: 7, in: 1, out: 2, uncertain: 0, watchedMs: 30_000, method };
}

test("a minute counted by two methods says the less sure one, whichever came first", () => {
  const cases: ReadonlyArray<readonly [LineMethod, LineMethod, LineMethod]> = [
    ["body-1", "body-1", "body-1"],
    ["body-1", "sensor-1", "sensor-1"],
    ["sensor-1", "sensor-spread-1", "sensor-spread-1"],
    ["body-1", "sensor-spread-1", "sensor-spread-1"],
  ];
  for (const [a, b, said] of cases)
    for (const parts of [
      [a, b],
      [b, a],
    ] as const)
      assert.deepEqual(mergedBuckets(parts.map(bucketOf)), [{ ...bucketOf(said), in: 2, out: 4, watchedMs: 60_000 }]);
});

test("staff of parts sum, and where nobody looked for any in either part nothing is said of them", () => {
  const known = { ...bucketOf("body-1"), staffIn: 1, staffOut: 0 };
  const [both] = mergedBuckets([known, { ...known, staffOut: 2 }]);
  assert.ok(both?.kind === "line");
  assert.deepEqual([both.staffIn, both.staffOut], [2, 2]);
  const [one] = mergedBuckets([bucketOf("body-1"), known]);
  assert.ok(one?.kind === "line");
  assert.deepEqual([one.staffIn, one.staffOut], [1, 0]);
  assert.ok(!("staffIn" in mergedBuckets([bucketOf("body-1"), bucketOf("body-1")])[0]!));
});
