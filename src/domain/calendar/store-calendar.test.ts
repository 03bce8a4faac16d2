import assert from "node:assert/strict";
import test from "node:test";
import { storeCalendar, storeDay } from "./store-calendar.ts";

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
    // Swedish dates and times are written as ISO 8601 writes them.
    const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
    const from = minuteOf("2026-01-01T00:00Z");
    for (let minute = from; minute < from + 366 * 1440; minute += 13 * 15) {
      const day = calendar.dayOf(minute);
      assert.equal(`${day} ${calendar.clockOf(minute)}`, shown.format(minute * MINUTE_MS), `${zone} ${minute}`);
      assert.equal(storeDay(minute * MINUTE_MS + 59_999, zone), day);
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

test("what is asked of a calendar is answered the same whenever and in whatever order it is asked", () => {
  const asked = Array.from({ length: 400 }, (_, index) => minuteOf("2026-03-20T00:00Z") + index * 97);
  const [onwards, backwards] = [storeCalendar("Europe/Lisbon"), storeCalendar("europe/lisbon")];
  const later = asked.toReversed().map((minute) => backwards.wallMinute(minute));
  assert.deepEqual(
    asked.map((minute) => onwards.wallMinute(minute)),
    later.toReversed(),
  );
});

test("a year of a store is in its calendar in a moment", (context) => {
  const beganMs = performance.now();
  const calendar = storeCalendar("America/Los_Angeles");
  const from = minuteOf("2026-01-01T00:00Z");
  let days = 0;
  for (let minute = from, day = ""; minute < from + 365 * 1440; minute++)
    if (calendar.dayOf(minute) !== day) {
      day = calendar.dayOf(minute);
      days += 1;
    }
  context.diagnostic(`${days} days, minute by minute, in ${Math.round(performance.now() - beganMs)} ms`);
  assert.equal(days, 366, "the last evening of the year before is the first");
});
