import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { type LineBucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { CLOCK_AHEAD_MS_MAX, INTERVAL_MS_MAX, LATE_MS_MAX, LIVE_GAP_MS_MAX, SensorCounter } from "./sensor-counter.ts";
import type { IntervalReading, PassReading, SensorReading, TotalReading } from "./sensor-reading.ts";
import type { SensorLine } from "./sensor-shape.ts";

const NOON_MS = Date.parse("2026-06-01T12:00:00Z");
const MINUTE = 60_000;
const NOON = NOON_MS / MINUTE;
const DOOR: SensorLine = { theirs: "Line 1", line: "door", direction: "in" };

function interval(more: Partial<IntervalReading> = {}): IntervalReading {
  const times = { fromMs: NOON_MS, toMs: NOON_MS + MINUTE };
  return { kind: "interval", theirs: "Line 1", ...times, in: 3, out: 1, uncertain: 0, observedMs: null, ...more };
}

function pass(more: Partial<PassReading> = {}): PassReading {
  return { kind: "pass", theirs: "Line 1", atMs: NOON_MS, direction: "in", identity: "1", ...more };
}

function total(more: Partial<TotalReading> = {}): TotalReading {
  return { kind: "total", theirs: "Line 1", atMs: NOON_MS, in: 0, out: 0, resetMs: null, isPrompt: false, ...more };
}

/** Takes readings one by one, a day later, and sums the buckets. */
function counted(
  readings: readonly SensorReading[],
  lines: readonly SensorLine[] = [DOOR],
  nowMs = NOON_MS + 86_400_000,
) {
  const counter = new SensorCounter(grantsForFilm().count!, lines);
  const taken = readings.map((reading) => counter.take([reading], nowMs));
  const buckets = mergedBuckets(taken.flatMap(({ buckets }) => buckets)) as LineBucket[];
  return {
    buckets,
    in: buckets.reduce((all, bucket) => all + bucket.in, 0),
    out: buckets.reduce((all, bucket) => all + bucket.out, 0),
    watchedMs: buckets.reduce((all, bucket) => all + bucket.watchedMs, 0),
    outcomes: taken.map(({ accepted, repeated, refused }) =>
      accepted ? "accepted" : repeated ? "repeated" : (Object.keys(refused)[0] ?? null),
    ),
  };
}

test("what a sensor tells of one minute is that minute's bucket", () => {
  assert.deepEqual(counted([interval()]).buckets, [
    { kind: "line", line: "door", minute: NOON, in: 3, out: 1, uncertain: 0, watchedMs: 60_000, method: "sensor-1" },
  ]);
});

test("what a sensor tells of an hour is spread over it, and its method says so", () => {
  const { buckets, ...sums } = counted([interval({ toMs: NOON_MS + 60 * MINUTE, in: 7, out: 121, uncertain: 2 })]);
  assert.equal(buckets.length, 60);
  assert.ok(buckets.every(({ method, watchedMs }) => method === "sensor-spread-1" && watchedMs === 60_000));
  assert.deepEqual([sums.in, sums.out], [7, 121]);
});

test("a line that the sensor watched for a part of the time was watched for that part", () => {
  assert.equal(counted([interval({ toMs: NOON_MS + 10 * MINUTE, observedMs: 123_456 })]).watchedMs, 123_456);
  assert.equal(counted([interval({ observedMs: 999_999 })]).watchedMs, 60_000);
});

test("a sensor mounted the other way round is turned", () => {
  const { in: entered, out } = counted([interval()], [{ ...DOOR, direction: "out" }]);
  assert.deepEqual([entered, out], [1, 3]);
});

test("the same time told twice counts once, and with more counts the rest", () => {
  const told = counted([interval(), interval(), interval({ in: 5 }), interval({ in: 4 })]);
  assert.deepEqual(told.outcomes, ["accepted", "repeated", "accepted", "taken-back"]);
  assert.deepEqual([told.in, told.out, told.watchedMs], [5, 1, 60_000]);
});

test("a time that is cut differently from one that was counted is refused", () => {
  const hour = interval({ toMs: NOON_MS + 60 * MINUTE });
  const later = { fromMs: NOON_MS + MINUTE, toMs: NOON_MS + 2 * MINUTE };
  assert.deepEqual(counted([interval(), hour, interval(later)]).outcomes, ["accepted", "overlaps", "accepted"]);
  assert.deepEqual(counted([hour, interval(), interval(later)]).outcomes, ["accepted", "overlaps", "overlaps"]);
});

test("times may come in any order and count once each", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 80 }), (minutes) => {
      const readings = minutes.map((minute) =>
        interval({ fromMs: NOON_MS + minute * MINUTE, toMs: NOON_MS + (minute + 1) * MINUTE, in: 1, out: 0 }),
      );
      const told = counted(readings);
      assert.equal(told.in, new Set(minutes).size);
      assert.ok(told.buckets.every(({ watchedMs }) => watchedMs === 60_000));
    }),
  );
});

test("a clock that is ahead, a time that is too long, too late, backwards or too full is refused, each with its reason", () => {
  const now = NOON_MS + MINUTE;
  const cases: ReadonlyArray<readonly [SensorReading, string]> = [
    [interval({ toMs: now + CLOCK_AHEAD_MS_MAX + 1 }), "clock-ahead"],
    [pass({ atMs: now + CLOCK_AHEAD_MS_MAX + 1 }), "clock-ahead"],
    [total({ atMs: Number.MAX_SAFE_INTEGER }), "clock-ahead"],
    [{ kind: "heard", atMs: now + CLOCK_AHEAD_MS_MAX + 1 }, "clock-ahead"],
    [interval({ fromMs: NOON_MS - INTERVAL_MS_MAX - 1, toMs: NOON_MS }), "too-long"],
    [interval({ fromMs: 0, toMs: 60_000 }), "too-late"],
    [pass({ atMs: now - LATE_MS_MAX - 1 }), "too-late"],
    [interval({ toMs: NOON_MS }), "clock-back"],
    [interval({ in: 10_001 }), "too-many"],
    [interval({ theirs: "Line 2" }), "line-unknown"],
  ];
  for (const [reading, why] of cases) {
    const told = counted([reading], [DOOR], now);
    assert.deepEqual(told.outcomes, [why]);
    assert.deepEqual(told.buckets, []);
  }
});

test("a pass that is delivered twice is one person, and two passes of a moment are two", () => {
  const told = counted([pass(), pass(), pass({ identity: "2", direction: "out" })]);
  assert.deepEqual(told.outcomes, ["accepted", "repeated", "accepted"]);
  assert.deepEqual([told.in, told.out], [1, 1]);
});

test("a sensor that tells the same people as events and as sums is counted by the first of the two", () => {
  assert.deepEqual(counted([pass(), interval()]).outcomes, ["accepted", "two-ways"]);
  assert.deepEqual(counted([interval(), pass()]).outcomes, ["accepted", "two-ways"]);
  assert.deepEqual(counted([{ kind: "heard", atMs: NOON_MS }, interval()]).outcomes, [null, "two-ways"]);
});

test("a live sensor watched between what it says, and of a long silence only the end", () => {
  const heard = (afterMs: number): SensorReading => ({ kind: "heard", atMs: NOON_MS + afterMs });
  assert.equal(counted([heard(0)]).watchedMs, 0);
  assert.equal(counted([heard(0), heard(90_000), heard(30_000), heard(120_000)]).watchedMs, 120_000);
  assert.equal(counted([heard(0), heard(5 * LIVE_GAP_MS_MAX)]).watchedMs, LIVE_GAP_MS_MAX);
});

test("a running sum is counted by how it grows, and its first word counts nobody", () => {
  const told = counted([
    total({ in: 100, out: 50 }),
    total({ atMs: NOON_MS + 30_000, in: 103, out: 50 }),
    total({ atMs: NOON_MS + 5 * MINUTE, in: 103, out: 58 }),
  ]);
  assert.deepEqual([told.in, told.out, told.watchedMs], [3, 8, 5 * MINUTE]);
  assert.deepEqual(
    told.buckets.map(({ method }) => method),
    ["sensor-spread-1", ...Array.from({ length: 4 }, () => "sensor-spread-1")],
  );
});

test("a running sum that was silent for an hour counts for it, and watched only the end of it", () => {
  const told = counted([total(), total({ atMs: NOON_MS + 60 * MINUTE, in: 60 })]);
  assert.deepEqual([told.in, told.watchedMs, told.buckets.length], [60, LIVE_GAP_MS_MAX, 60]);
});

test("a running sum that is told again counts nobody, and an older one is refused", () => {
  const now = total({ atMs: NOON_MS + MINUTE, in: 5 });
  const told = counted([total(), now, now, total(), now]);
  assert.deepEqual(told.outcomes, ["accepted", "accepted", "repeated", "clock-back", "repeated"]);
  assert.equal(told.in, 5);
});

test("a running sum that falls began anew, and what it says since is counted", () => {
  assert.equal(counted([total({ in: 90 }), total({ atMs: NOON_MS + MINUTE, in: 4 })]).in, 4);
});

test("a running sum that begins anew every day did so even where it has already grown past yesterday's", () => {
  const midnight = NOON_MS + 12 * 60 * MINUTE;
  const morning = total({ atMs: midnight + 60 * MINUTE, in: 30, resetMs: midnight });
  const told = counted([total({ in: 20, resetMs: NOON_MS - 12 * 60 * MINUTE }), morning]);
  assert.equal(told.in, 30);
  assert.ok(told.buckets.every(({ minute }) => minute * MINUTE >= midnight));
});

test("a running sum that still says yesterday's just after midnight is not a second day of visitors", () => {
  const midnight = NOON_MS + 12 * 60 * MINUTE;
  const said = (afterMs: number, sum: number) =>
    total({ atMs: midnight + afterMs, in: sum, resetMs: afterMs < 0 ? midnight - 86_400_000 : midnight });
  assert.equal(counted([said(-60_000, 310), said(0, 318), said(2000, 318), said(60_000, 2)]).in, 8 + 2);
  assert.equal(counted([said(-60_000, 310), said(2000, 318), said(3_600_000, 400)]).in, 8 + 400);
  assert.equal(counted([said(-60_000, 310), said(2000, 1), said(60_000, 3)]).in, 3);
});

test("a running sum that was silent for more than a day counts nobody for it and goes on from there", () => {
  const late = NOON_MS + INTERVAL_MS_MAX + 1;
  const told = counted(
    [total(), total({ atMs: late, in: 500 }), total({ atMs: late + MINUTE, in: 502 })],
    [DOOR],
    late + 2 * MINUTE,
  );
  assert.deepEqual(told.outcomes, ["accepted", "too-long", "accepted"]);
  assert.equal(told.in, 2);
});

test("a counter that speaks at every count puts one more into the very minute", () => {
  const told = counted([total({ isPrompt: true }), total({ isPrompt: true, atMs: NOON_MS + 10 * MINUTE + 1, in: 1 })]);
  const [bucket] = told.buckets.filter((bucket) => bucket.in > 0);
  assert.deepEqual([bucket?.minute, bucket?.method], [NOON + 10, "sensor-1"]);
});

test("a counter that is gone begins anew under its name", () => {
  const gone: SensorReading = { kind: "gone", theirs: "Line 1" };
  assert.equal(counted([total({ in: 9 }), gone, total({ atMs: NOON_MS + MINUTE, in: 40 })]).in, 0);
});

test("a door of two rules was watched while both of them watched, and never for more than the minute", () => {
  const rules: readonly SensorLine[] = [
    { theirs: "to the shop", line: "door", direction: "in" },
    { theirs: "to the street", line: "door", direction: "out" },
  ];
  const said = (theirs: string, afterMs: number, sum: number) => total({ theirs, atMs: NOON_MS + afterMs, in: sum });
  const told = counted(
    [
      said("to the shop", 0, 0),
      said("to the street", 20_000, 0),
      said("to the shop", 60_000, 2),
      said("to the street", 59_000, 1),
    ],
    rules,
  );
  assert.deepEqual([told.in, told.out, told.watchedMs], [2, 1, 39_000]);
});

test("whatever a sensor tells, no minute is watched for longer than it lasts", () => {
  const at = fc.integer({ min: 0, max: 1_800_000 }).map((ms) => NOON_MS + ms);
  const reading: fc.Arbitrary<SensorReading> = fc.oneof(
    fc
      .tuple(at, at, fc.integer({ min: 0, max: 50 }), fc.option(fc.integer({ min: 0, max: 5_000_000 })))
      .map(([fromMs, toMs, count, observedMs]) => interval({ fromMs, toMs, in: count, observedMs })),
    fc.tuple(at, fc.integer({ min: 0, max: 50 })).map(([atMs, count]) => total({ atMs, in: count, theirs: "sum" })),
    at.map((atMs) => ({ kind: "heard", atMs }) as const),
    fc.tuple(at, fc.string()).map(([atMs, identity]) => pass({ atMs, identity, theirs: "live" })),
  );
  const lines: readonly SensorLine[] = [
    { theirs: "Line 1", line: "a", direction: "in" },
    { theirs: "sum", line: "b", direction: "out" },
    { theirs: "live", line: "c", direction: "in" },
  ];
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 60 }), (readings) => {
      for (const bucket of counted(readings, lines).buckets) {
        assert.ok(bucket.watchedMs >= 0 && bucket.watchedMs <= MINUTE, JSON.stringify(bucket));
        assert.ok(bucket.in >= 0 && bucket.out >= 0 && bucket.uncertain >= 0);
      }
    }),
  );
});
