import assert from "node:assert/strict";
import test from "node:test";
import { openFilmClock } from "./film-clock.ts";
import { openHaltWatch } from "./halted-stamps.ts";
import { openLiveClock } from "./live-clock.ts";
import { openSteadyClock } from "./steady-clock.ts";

test("a film's frames without a time stamp come one interval after the other", () => {
  const clock = openFilmClock({ intervalMs: 40 });
  assert.deepEqual([0, null, null, 200, null].map(clock), [0, 40, 80, 200, 240]);
});

test("a film's time never runs backwards, and goes on where the stamps start again", () => {
  const clock = openFilmClock({ intervalMs: 40 });
  assert.deepEqual([0, 40, 30, 80, 5000, 0, 40, 80].map(clock), [0, 40, 40, 80, 5000, 5040, 5080, 5120]);
});

test("late packets do not change when a frame was taken", () => {
  const clock = openLiveClock();
  const lateMs = [20, 0, 130, 5, 900, 860, 0, 60];
  const times = lateMs.map((late, index) => clock(index * 100, 1_000_000 + index * 100 + late));
  for (const [index, atMs] of times.entries())
    if (index > 0) assert.ok(Math.abs(atMs - (1_000_000 + index * 100)) <= 1, `frame ${index}: ${atMs}`);
});

test("a camera whose quartz is fast or slow stays within a few milliseconds of our time for a day", () => {
  for (const drift of [0.9998, 1.0002]) {
    const clock = openLiveClock();
    for (let atMs = 0; atMs < 86_400_000; atMs += 10_000) {
      const said = clock(atMs * drift, 5_000_000_000 + atMs);
      assert.ok(Math.abs(said - 5_000_000_000 - atMs) <= 5, `${said - 5_000_000_000 - atMs} ms off`);
    }
  }
});

test("a camera that sets its clock is followed, and time does not run backwards", () => {
  const clock = openLiveClock();
  assert.equal(clock(0, 1_000_000), 1_000_000);
  assert.equal(clock(3_600_000, 1_000_200), 1_000_200);
  assert.equal(clock(3_600_200, 1_000_400), 1_000_400);
  assert.equal(clock(0, 1_000_600), 1_000_600);
  assert.equal(clock(null, 1_000_800), 1_000_800);
});

test("our time runs on from one anchor, and a new timeline begins where the wall clock was set by more than 2 s", () => {
  const clocks = { wall: 1_000_000, monotonic: 500 };
  const time = openSteadyClock({ wallMs: () => clocks.wall, monotonicMs: () => clocks.monotonic });
  const after = (wall: number, monotonic: number) => {
    clocks.wall += wall;
    clocks.monotonic += monotonic;
    return time();
  };
  assert.deepEqual(after(0, 0), { atMs: 1_000_000, timeline: 0, steppedMs: 0 });
  assert.deepEqual(after(1900, 0), { atMs: 1_000_000, timeline: 0, steppedMs: 0 });
  assert.deepEqual(after(100, 100), { atMs: 1_000_100, timeline: 0, steppedMs: 0 });
  assert.deepEqual(after(300, 100), { atMs: 1_002_300, timeline: 1, steppedMs: 2100 });
  assert.deepEqual(after(-3_600_000, 200), { atMs: -2_597_700, timeline: 2, steppedMs: -3_600_200 });
  assert.deepEqual(after(40, 40), { atMs: -2_597_660, timeline: 2, steppedMs: -3_600_200 });
});

test("stamps that stand are told for how long, and those that run or are missing stand for nothing", () => {
  const halted = openHaltWatch();
  const heard = [
    [0, 1000],
    [40, 1040],
    [40, 1080],
    [40, 9040],
    [80, 9080],
    [null, 9120],
  ] as const;
  assert.deepEqual(
    heard.map(([stampMs, atMs]) => halted(stampMs, atMs)),
    [0, 0, 40, 8000, 0, 0],
  );
});
