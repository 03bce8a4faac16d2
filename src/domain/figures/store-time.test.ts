import assert from "node:assert/strict";
import test from "node:test";
import { dayAfter, daysFrom, weekdayOf } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { type Opening, openSpans } from "./opening.ts";
import { openMinutes, storeHours } from "./store-hour.ts";

const at = (text: string) => Date.parse(text) / 60_000;
const CLOSED = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

test("a store's day begins and ends by its own clock, with 23, 24 or 25 hours", () => {
  const days: [timeZone: string, day: string, start: string, hours: number][] = [
    ["Europe/Paris", "2026-03-28", "2026-03-27T23:00Z", 24],
    ["Europe/Paris", "2026-03-29", "2026-03-28T23:00Z", 23],
    ["Europe/Paris", "2026-10-25", "2026-10-24T22:00Z", 25],
    ["America/Chicago", "2026-03-08", "2026-03-08T06:00Z", 23],
    ["America/Chicago", "2026-11-01", "2026-11-01T05:00Z", 25],
    ["Asia/Kolkata", "2026-03-29", "2026-03-28T18:30Z", 24],
    // Half an hour, and at midnight: the two oddest clocks there are.
    ["Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00Z", 24.5],
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00Z", 23],
  ];
  for (const [timeZone, day, start, hours] of days) {
    const clock = storeCalendar(timeZone);
    const [first, next] = [clock.minuteOf(day, 0), clock.minuteOf(dayAfter(day), 0)];
    assert.equal(first, at(start), `${timeZone} ${day}`);
    assert.equal((next - first) / 60, hours, `${timeZone} ${day}`);
    assert.deepEqual(
      [clock.dayOf(first - 1), clock.dayOf(first), clock.dayOf(next - 1)],
      [dayAfter(day, -1), day, day],
    );
  }
});

test("an hour that is left out is passed over, and of an hour shown twice the first is meant", () => {
  const clock = storeCalendar("Europe/Paris");
  assert.equal(clock.minuteOf("2026-03-29", 150), at("2026-03-29T01:00Z"), "2:30 does not exist; 3:00 follows 1:59");
  assert.equal(clock.minuteOf("2026-10-25", 150), at("2026-10-25T00:30Z"));
  assert.equal(clock.minuteOf("2026-10-25", 180), at("2026-10-25T02:00Z"));
});

test("weekdays and days follow each other over months and years", () => {
  assert.deepEqual([weekdayOf("2026-03-14"), weekdayOf("1970-01-01"), weekdayOf("1969-12-31")], ["sat", "thu", "wed"]);
  assert.deepEqual(daysFrom("2026-12-31", "2027-01-01"), ["2026-12-31", "2027-01-01"]);
  assert.deepEqual(daysFrom("2026-01-02", "2026-01-01"), []);
});

test("the hours of a day lie end to end, one missing or one shown twice where clocks change", () => {
  const of = (day: string) => storeHours({}, storeCalendar("Europe/Paris"), day, day);
  assert.deepEqual([of("2026-03-28").length, of("2026-03-29").length, of("2026-10-25").length], [24, 23, 25]);
  assert.ok(!of("2026-03-29").some(({ hour }) => hour === 2));
  assert.deepEqual(
    of("2026-10-25")
      .slice(1, 5)
      .map(({ hour, isAgain }) => [hour, isAgain]),
    [
      [1, false],
      [2, false],
      [2, true],
      [3, false],
    ],
  );
  for (const day of ["2026-03-28", "2026-03-29", "2026-10-25"]) {
    const hours = of(day);
    for (const [index, { span }] of hours.entries())
      if (index > 0) assert.equal(span.start, hours[index - 1]!.span.end);
  }
});

test("a store is open when it says so, over midnight, on holidays and when clocks change", () => {
  const fri = { ...CLOSED, fri: ["18:00-02:00"] };
  const cases: [why: string, opening: Opening, first: string, last: string, spans: [string, string][]][] = [
    ["nothing is said", {}, "2026-03-02", "2026-03-02", [["2026-03-01T23:00Z", "2026-03-02T23:00Z"]]],
    ["closed all week", { hours: CLOSED }, "2026-03-02", "2026-03-08", []],
    [
      "mornings and afternoons",
      { hours: { ...CLOSED, mon: ["14:00-19:00", "09:30-13:00"] } },
      "2026-03-02",
      "2026-03-03",
      [
        ["2026-03-02T08:30Z", "2026-03-02T12:00Z"],
        ["2026-03-02T13:00Z", "2026-03-02T18:00Z"],
      ],
    ],
    [
      "spans that overlap are one",
      { hours: { ...CLOSED, mon: ["09:00-13:00", "12:00-15:00", "15:00-16:00"] } },
      "2026-03-02",
      "2026-03-02",
      [["2026-03-02T08:00Z", "2026-03-02T15:00Z"]],
    ],
    ["over midnight", { hours: fri }, "2026-03-06", "2026-03-07", [["2026-03-06T17:00Z", "2026-03-07T01:00Z"]]],
    [
      "the day after has its tail",
      { hours: fri },
      "2026-03-07",
      "2026-03-07",
      [["2026-03-06T23:00Z", "2026-03-07T01:00Z"]],
    ],
    [
      "the day itself has its head",
      { hours: fri },
      "2026-03-06",
      "2026-03-06",
      [["2026-03-06T17:00Z", "2026-03-06T23:00Z"]],
    ],
    [
      "a holiday takes the place of its weekday",
      { hours: fri, holidays: [{ date: "2026-03-06", hours: ["12:00-14:00"] }] },
      "2026-03-06",
      "2026-03-07",
      [["2026-03-06T11:00Z", "2026-03-06T13:00Z"]],
    ],
    [
      "closed on a holiday",
      { hours: fri, holidays: [{ date: "2026-03-06", hours: [] }] },
      "2026-03-06",
      "2026-03-07",
      [],
    ],
    [
      "a night of 7 hours",
      { hours: { ...CLOSED, sat: ["22:00-06:00"] } },
      "2026-03-28",
      "2026-03-29",
      [["2026-03-28T21:00Z", "2026-03-29T04:00Z"]],
    ],
    [
      "a night of 9 hours",
      { hours: { ...CLOSED, sat: ["22:00-06:00"] } },
      "2026-10-24",
      "2026-10-25",
      [["2026-10-24T20:00Z", "2026-10-25T05:00Z"]],
    ],
  ];
  const clock = storeCalendar("Europe/Paris");
  for (const [why, opening, first, last, spans] of cases) {
    const expected = spans.map(([start, end]) => ({ start: at(start), end: at(end) }));
    assert.deepEqual(openSpans(opening, clock, first, last), expected, why);
    const minutes = expected.reduce((sum, { start, end }) => sum + end - start, 0);
    assert.equal(openMinutes(storeHours(opening, clock, first, last)), minutes, why);
  }
});
