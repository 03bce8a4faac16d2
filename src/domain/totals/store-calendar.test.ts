import assert from "node:assert/strict";
import test from "node:test";
import { storeDay } from "#domain/deployment/store-day.ts";
import { storeCalendar } from "./store-calendar.ts";

const MINUTE_MS = 60_000;

function minuteOf(text: string): number {
  return Date.parse(text) / MINUTE_MS;
}

test("a day lasts 23 hours where clocks go forward, 25 where they go back, and begins when the store says", () => {
  const days: ReadonlyArray<readonly [zone: string, day: string, from: string, minutes: number]> = [
    ["Europe/Zurich", "2026-03-29", "2026-03-28T23:00Z", 23 * 60],
    ["Europe/Zurich", "2026-10-25", "2026-10-24T22:00Z", 25 * 60],
    ["Europe/Zurich", "2026-11-21", "2026-11-20T23:00Z", 24 * 60],
    ["America/Chicago", "2026-03-08", "2026-03-08T06:00Z", 23 * 60],
    ["America/Chicago", "2026-11-01", "2026-11-01T05:00Z", 25 * 60],
    ["Asia/Kolkata", "2026-06-01", "2026-05-31T18:30Z", 24 * 60],
    ["Asia/Kathmandu", "2026-06-01", "2026-05-31T18:15Z", 24 * 60],
    ["Pacific/Kiritimati", "2026-06-01", "2026-05-31T10:00Z", 24 * 60],
    ["Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30Z", 23.5 * 60],
    // Here the clocks change at midnight: this day begins at one o'clock, the other shows its last hour twice.
    ["Asia/Beirut", "2026-03-29", "2026-03-28T22:00Z", 23 * 60],
    ["Asia/Beirut", "2026-10-24", "2026-10-23T21:00Z", 25 * 60],
  ];
  for (const [zone, day, from, minutes] of days) {
    const { fromMinute, toMinute } = storeCalendar(zone).minutesOf(day);
    assert.deepEqual([fromMinute, toMinute - fromMinute], [minuteOf(from), minutes], `${zone} ${day}`);
  }
});

test("every minute of a year is in the day that the store's calendar shows, and in an hour of that day", () => {
  for (const zone of ["Europe/Zurich", "America/St_Johns", "Asia/Beirut", "Australia/Lord_Howe"]) {
    const calendar = storeCalendar(zone);
    const from = minuteOf("2026-01-01T00:00Z");
    for (let minute = from; minute < from + 366 * 1440; minute += 47 * 15) {
      const day = calendar.dayOf(minute);
      assert.equal(day, storeDay(minute * MINUTE_MS, zone), `${zone} ${minute}`);
      const { fromMinute, toMinute } = calendar.minutesOf(day);
      assert.ok(fromMinute <= minute && minute < toMinute, `${zone} ${minute}`);
      assert.ok(calendar.hourOf(minute) <= minute && minute - calendar.hourOf(minute) < 60, `${zone} ${minute}`);
      if (zone !== "Australia/Lord_Howe") assert.equal(calendar.dayOf(calendar.hourOf(minute)), day);
    }
  }
});

test("an hour that the clocks show twice is two hours, and one in a half-hour zone begins when its clock does", () => {
  const zurich = storeCalendar("Europe/Zurich");
  assert.equal(zurich.hourOf(minuteOf("2026-10-25T00:59Z")), minuteOf("2026-10-25T00:00Z"));
  assert.equal(zurich.hourOf(minuteOf("2026-10-25T01:59Z")), minuteOf("2026-10-25T01:00Z"));
  assert.equal(storeCalendar("Asia/Kolkata").hourOf(minuteOf("2026-06-01T04:29Z")), minuteOf("2026-06-01T03:30Z"));
});
