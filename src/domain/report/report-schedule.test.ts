import assert from "node:assert/strict";
import test from "node:test";
import { lastPeriod, monthOf, periodBefore } from "./report-period.ts";
import { afterTry, newState, owedPeriod } from "./report-schedule.ts";

test("months and weeks that are over, and what came before them", () => {
  assert.deepEqual(monthOf("2028-02"), { first: "2028-02-01", last: "2028-02-29" });
  assert.deepEqual(monthOf("2026-12"), { first: "2026-12-01", last: "2026-12-31" });
  for (const wrong of ["2026-13", "2026-1", "november", "2026-11-01"])
    assert.throws(() => monthOf(wrong), { code: "report/period" });
  assert.deepEqual(lastPeriod("month", "2026-01-01"), monthOf("2025-12"));
  // 2026-11-29 is a Sunday, and its week is not over.
  assert.deepEqual(lastPeriod("week", "2026-11-29"), { first: "2026-11-16", last: "2026-11-22" });
  assert.deepEqual(lastPeriod("week", "2026-11-30"), { first: "2026-11-23", last: "2026-11-29" });
  assert.deepEqual(periodBefore(monthOf("2026-03"), 31), monthOf("2026-02"));
  const week = { first: "2026-11-23", last: "2026-11-29" };
  assert.deepEqual(periodBefore(week, 7), { first: "2026-11-16", last: "2026-11-22" });
});

test("each period is owed once, from its hour on, and again where it was not taken", () => {
  const order = { every: "month", at: "07:00" } as const;
  const now = (ms: number, day: string, clock: string) => ({ ms, day, clock });
  let state = newState(order, now(0, "2026-11-15", "12:00"));
  assert.equal(owedPeriod(order, state, now(0, "2026-11-15", "12:00")), null, "what was over before is not owed");
  assert.equal(owedPeriod(order, state, now(1, "2026-12-01", "06:59")), null);
  const november = owedPeriod(order, state, now(1, "2026-12-01", "07:00"));
  assert.deepEqual(november, monthOf("2026-11"));
  state = afterTry(state, november!, { isSent: false, nowMs: 1000 });
  assert.equal(owedPeriod(order, state, now(60_999, "2026-12-01", "07:01")), null);
  assert.deepEqual(owedPeriod(order, state, now(61_000, "2026-12-01", "07:02")), november);
  state = afterTry(state, november!, { isSent: true, nowMs: 61_000 });
  assert.equal(owedPeriod(order, state, now(9e9, "2026-12-31", "23:59")), null);
  // A server that was off for months owes the last one only.
  assert.deepEqual(owedPeriod(order, state, now(9e9, "2027-04-01", "08:00")), monthOf("2027-03"));
});

test("who was born on the first of a month before the hour is owed the month that is just over", () => {
  const order = { every: "month", at: "07:00" } as const;
  const state = newState(order, { day: "2026-12-01", clock: "06:00" });
  assert.deepEqual(owedPeriod(order, state, { ms: 1, day: "2026-12-01", clock: "07:00" }), monthOf("2026-11"));
});
