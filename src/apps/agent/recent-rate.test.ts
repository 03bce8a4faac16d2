import assert from "node:assert/strict";
import test from "node:test";
import { isTooSlow, openRecentRate, RECENT_MS } from "./recent-rate.ts";

/** What is told at the end of so many seconds in which so many frames are analysed and dropped. */
function told(phases: readonly { seconds: number; analysed: number; dropped: number }[]) {
  const recent = openRecentRate();
  const sum = { analysed: 0, dropped: 0 };
  let nowMs = 5000;
  let rate = recent(sum, nowMs);
  for (const { seconds, analysed, dropped } of phases)
    for (let second = 0; second < seconds; second++) {
      sum.analysed += analysed;
      sum.dropped += dropped;
      nowMs += 1000;
      rate = recent(sum, nowMs);
    }
  return rate;
}

test("a camera that is looked at less often than is due is told to be too slow, by what came of the last ten seconds", () => {
  const table = [
    [[{ seconds: 20, analysed: 5, dropped: 0 }], { analysedPerSecond: 5, duePerSecond: 5 }, false],
    [[{ seconds: 20, analysed: 3, dropped: 2 }], { analysedPerSecond: 3, duePerSecond: 5 }, true],
    [
      [
        { seconds: 99, analysed: 5, dropped: 0 },
        { seconds: 10, analysed: 1, dropped: 4 },
      ],
      { analysedPerSecond: 1, duePerSecond: 5 },
      true,
    ],
    [
      [
        { seconds: 99, analysed: 1, dropped: 4 },
        { seconds: 10, analysed: 5, dropped: 0 },
      ],
      { analysedPerSecond: 5, duePerSecond: 5 },
      false,
    ],
    // A camera that sends two pictures a second is looked at as often as it can be.
    [[{ seconds: 20, analysed: 2, dropped: 0 }], { analysedPerSecond: 2, duePerSecond: 2 }, false],
    [[{ seconds: 20, analysed: 0, dropped: 5 }], { analysedPerSecond: 0, duePerSecond: 5 }, true],
    [[{ seconds: 20, analysed: 0, dropped: 0 }], { analysedPerSecond: 0, duePerSecond: 0 }, false],
  ] as const;
  for (const [phases, rate, tooSlow] of table) {
    const recent = told(phases);
    assert.deepEqual(recent, rate);
    assert.equal(recent && isTooSlow(recent), tooSlow);
  }
});

test("before ten seconds are over nothing is told", () => {
  assert.equal(told([{ seconds: RECENT_MS / 1000 - 1, analysed: 1, dropped: 4 }]), null);
});
