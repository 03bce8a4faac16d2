import assert from "node:assert/strict";
import test from "node:test";
import { mergedBuckets } from "./bucket.ts";
import { groupSizes, type Joined, sumOfJoined, withJoined } from "./joined.ts";

const SEED = 20_261_129;

test(`however groups fall into minutes, the sum of those tells how many there were of each size (seed ${SEED})`, () => {
  let state = SEED;
  const chance = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const truth = [0, 0, 0, 0, 0];
  const minutes = Array.from({ length: 60 }, (_, minute) => ({
    minute,
    in: 0,
    groupsIn: 0,
    joinedIn: undefined as Joined | undefined,
  }));
  for (let group = 0; group < 400; group += 1) {
    const size = 1 + chance(8);
    truth[Math.min(size, 5) - 1]! += 1;
    let at = chance(59);
    for (let rank = 1; rank <= size; rank += 1) {
      // Now and then the rest of a group comes in the next minute.
      if (rank > 1 && chance(9) === 0) at = Math.min(59, at + 1);
      const minute = minutes[at]!;
      minute.in += 1;
      if (rank === 1) minute.groupsIn += 1;
      minute.joinedIn = withJoined(minute.joinedIn, rank);
    }
  }
  const buckets = minutes.map(({ joinedIn, ...told }) => ({
    ...({ kind: "line", line: "door", out: 0, uncertain: 0, watchedMs: 60_000, method: "body-1" } as const),
    ...told,
    minute: 0,
    ...(joinedIn && { joinedIn }),
  }));
  const [sum] = mergedBuckets(buckets);
  assert.ok(sum?.kind === "line" && sum.joinedIn);
  assert.deepEqual([...groupSizes(sum.groupsIn!, sum.joinedIn)], truth);
});

test("where nobody joined, or nobody told, nothing is said, and a size is never below none", () => {
  assert.deepEqual([withJoined(undefined, 1), sumOfJoined({}, {})], [undefined, {}]);
  assert.deepEqual(sumOfJoined({ joinedIn: [2, 1, 0, 0] }, {}), { joinedIn: [2, 1, 0, 0] });
  assert.deepEqual([...groupSizes(0, [1, 0, 0, 0])], [0, 1, 0, 0, 0]);
});
