import assert from "node:assert/strict";
import test from "node:test";
import { CueWatch } from "./cue-watch.ts";

const AFTER = new Map([["till", 30_000]]);

/** What comes of longest stays in one zone, in seconds, one after the other; null where the zone is not watched. */
function cued(stays: readonly (number | null)[], zone = "till"): number[] {
  const watch = new CueWatch(AFTER);
  return stays.flatMap((seconds) => {
    const live = seconds === null ? [] : [{ zone, people: seconds > 0 ? 1 : 0, waitingMs: seconds * 1000 }];
    return watch.update(live).map(({ waitedMs }) => waitedMs / 1000);
  });
}

test("who waits for longer than they should is told of once", () => {
  assert.deepEqual(cued([0, 10, 29, 30]), []);
  assert.deepEqual(cued([0, 10, 29, 30, 31, 32, 60, 600]), [31]);
});

test("the next wait is told of only after nobody waited for so long", () => {
  assert.deepEqual(cued([31, 40, 35, 50]), [31], "another who waits already is no news");
  assert.deepEqual(cued([31, 40, 12, 29, 33]), [31, 33]);
  assert.deepEqual(cued([31, 0, 1, 31]), [31, 31]);
});

test("while a zone is not watched nobody is known to wait in it", () => {
  assert.deepEqual(cued([31, null, 33]), [31, 33]);
  assert.deepEqual(cued([null, 10, null]), []);
});

test("a zone without a cue is never told of, and zones do not mind each other", () => {
  assert.deepEqual(cued([31, 99], "shelf"), []);
  const watch = new CueWatch(new Map([...AFTER, ["desk", 5000]]));
  const live = (till: number, desk: number) => [
    { zone: "till", people: 1, waitingMs: till },
    { zone: "desk", people: 1, waitingMs: desk },
  ];
  assert.deepEqual(watch.update(live(31_000, 4000)), [{ zone: "till", waitedMs: 31_000 }]);
  assert.deepEqual(watch.update(live(32_000, 5001)), [{ zone: "desk", waitedMs: 5001 }]);
  assert.deepEqual(watch.update(live(0, 6001)), []);
});
