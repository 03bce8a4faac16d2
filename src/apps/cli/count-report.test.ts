import assert from "node:assert/strict";
import test from "node:test";
import type { WatchOutcome } from "#apps/agent/watch-source.ts";
import { countReport, reportText } from "./count-report.ts";

function outcomeOf(frames: Pick<WatchOutcome, "analysed" | "dropped">): WatchOutcome {
  const counts = { atMs: 0, decoded: 900, damaged: 0, detectMs: 0, restarts: 0 };
  return {
    opened: null,
    ...counts,
    ...frames,
    buckets: [],
    recent: null,
    health: null,
    proposed: null,
    taught: null,
    fault: null,
  };
}

test("a camera that was looked at too seldom says how seldom, and what to do", () => {
  const plan = { label: "rtsp://door", lines: [], zones: [] };
  const run = { elapsedMs: 60_000, isInterrupted: false };
  const slow = countReport(plan, outcomeOf({ analysed: 186, dropped: 114 }), run);
  assert.deepEqual([slow.tooSlow?.analysedPerSecond, slow.tooSlow?.duePerSecond], [3.1, 5]);
  assert.match(reportText(slow), /^too slow: 3\.1 of 5\.0 frames a second are looked at; count fewer cameras/m);
  const quick = countReport(plan, outcomeOf({ analysed: 298, dropped: 2 }), run);
  assert.equal(quick.tooSlow, undefined);
  assert.doesNotMatch(reportText(quick), /too slow/);
});
