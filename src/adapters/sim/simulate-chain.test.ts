import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { weekdayOf } from "#domain/calendar/day.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import { openChance, xoshiro } from "./chance.ts";
import { simulateChain } from "./simulate-chain.ts";

const MONTH = { stores: 1, cameras: [9], franchises: 0, tablets: 0, days: 28, first: "2026-03-02", seed: 5 };
const WEEK = { ...MONTH, days: 7 };

function historyOf(simulation: typeof MONTH, index = 0) {
  const chain = simulateChain(simulation);
  const sessions = [...chain[index]!.sessions()];
  return {
    ...chain[index]!,
    counted: sessions.flatMap(({ counted }) => counted),
    truth: sessions.flatMap(({ truth }) => truth),
  };
}

function digest(data: unknown): string {
  return createHash("sha256").update(JSON.stringify(data)).digest("hex");
}

function keyOf({ store, sensor, bucket }: StoreMinute): string {
  return `${store}/${sensor}/${bucket.kind === "line" ? bucket.line : bucket.zone}/${bucket.minute}`;
}

test("chance is the generator of its paper", () => {
  // The reference of the authors, from the state 1, 2, 3, 4.
  const draw = xoshiro([1, 2, 3, 4]);
  assert.deepEqual([draw(), draw(), draw(), draw(), draw()], [11_520, 0, 5_927_040, 70_819_200, 2_031_721_883]);
});

test("chance has the means and spreads that it promises", () => {
  const chance = openChance("a seed");
  const draws = (draw: () => number) => Array.from({ length: 20_000 }, draw);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  assert.ok(Math.abs(mean(draws(chance.next)) - 0.5) < 0.01);
  const normal = draws(chance.normal);
  assert.ok(Math.abs(mean(normal)) < 0.03 && Math.abs(mean(normal.map((value) => value ** 2)) - 1) < 0.05);
  for (const rate of [0.2, 3, 50]) assert.ok(Math.abs(mean(draws(() => chance.poisson(rate))) / rate - 1) < 0.05);
});

test("the same seed gives the same history to the byte, another gives another", () => {
  const [once, again] = [historyOf(WEEK), historyOf(WEEK)];
  assert.equal(
    digest([once.deployment, once.counted, once.truth]),
    digest([again.deployment, again.counted, again.truth]),
  );
  assert.notEqual(digest(historyOf({ ...WEEK, seed: 6 }).truth), digest(once.truth));
});

test("a store is the same in whatever chain it stands", () => {
  const alone = historyOf(WEEK);
  assert.equal(digest(historyOf({ ...WEEK, stores: 3 }).truth), digest(alone.truth));
});

test("what was counted and what was missed in unwatched minutes is the truth, exactly", () => {
  const { counted, truth } = historyOf(MONTH);
  const seen = new Map(counted.map((row) => [keyOf(row), row.bucket]));
  let missed = 0;
  for (const row of truth) {
    const bucket = seen.get(keyOf(row));
    if (row.bucket.kind === "line") {
      const [happened, known] = [row.bucket.in + row.bucket.out, bucket?.kind === "line" ? bucket.in + bucket.out : 0];
      assert.ok(known <= happened, keyOf(row));
      if (bucket?.watchedMs === 60_000) assert.equal(known, happened, "a minute that was watched misses nobody");
      else missed += happened - known;
    } else if (bucket?.kind === "zone") {
      assert.ok(bucket.entered <= row.bucket.entered && bucket.personMs <= row.bucket.personMs, keyOf(row));
      if (bucket.watchedMs === 60_000) {
        assert.equal(bucket.entered, row.bucket.entered);
        assert.equal(bucket.personMs, row.bucket.personMs);
        assert.equal(bucket.occupancyMax, row.bucket.occupancyMax);
      }
    }
    seen.delete(keyOf(row));
  }
  assert.ok(missed > 0, "nothing was ever unwatched, so nothing was shown");
  for (const bucket of seen.values())
    assert.equal(
      bucket.kind === "line" ? bucket.in + bucket.out : bucket.entered,
      0,
      "nobody is counted who was not there",
    );
});

test("everybody who comes in goes out, and nobody is in a zone for longer than there are people", () => {
  const { truth, store } = historyOf(MONTH);
  const doors = store.sensors.flatMap(({ lines }) => lines).filter(({ role }) => role === "entrance");
  assert.equal(doors.length, 2);
  let [came, went] = [0, 0];
  for (const { bucket } of truth)
    if (bucket.kind === "line" && bucket.line.startsWith("door")) {
      came += bucket.in;
      went += bucket.out;
    } else if (bucket.kind === "zone") assert.ok(bucket.personMs <= bucket.occupancyMax * 60_000);
  assert.equal(came, went);
  assert.ok(came > 3000, `${came}`);
});

test("Saturdays are busier than Mondays, and closed days are closed", () => {
  const { truth, store } = historyOf(MONTH);
  const byDay = new Map<string, number>();
  for (const { bucket } of truth)
    if (bucket.kind === "line" && bucket.line === "door-1") {
      const day = new Date(bucket.minute * 60_000).toISOString().slice(0, 10);
      byDay.set(day, (byDay.get(day) ?? 0) + bucket.in);
    }
  const sum = (weekday: string) =>
    [...byDay].filter(([day]) => weekdayOf(day) === weekday).reduce((all, [, count]) => all + count, 0);
  assert.ok(sum("sat") > 1.3 * sum("mon"), `${sum("sat")} ${sum("mon")}`);
  assert.equal(store.hours?.sun.length, 0);
  assert.equal(sum("sun"), 0);
});
