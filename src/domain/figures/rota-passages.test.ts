import assert from "node:assert/strict";
import test from "node:test";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Rota } from "#domain/deployment/rota.ts";
import { rotaPassages } from "./rota-passages.ts";
import { storeHours } from "./store-hour.ts";

const OPENING = {
  hours: { mon: ["10:00-19:00"], tue: ["10:00-19:00"], wed: [], thu: [], fri: [], sat: ["18:00-02:00"], sun: [] },
  holidays: [{ date: "2026-11-10", hours: [] }],
};

/** A Monday that is as usual, and a Tuesday that is a holiday. */
function expected(shifts: unknown, [first, last] = ["2026-11-09", "2026-11-10"]) {
  const time_zone = "Europe/Paris";
  const hours = storeHours(OPENING, storeCalendar(time_zone), first!, last!);
  return rotaPassages({ rota: shifts === undefined ? undefined : Rota.parse(shifts), time_zone }, hours);
}

test("a shift inside the opening hours comes, leaves and steps out at its breaks; on a day that is closed nobody is expected", () => {
  const shift = { days: ["mon", "tue"], hours: "12:00-18:00", staff: 3, breaks: 2 };
  assert.deepEqual(expected([shift]), {
    in: { people: 9, low: 9, high: 9 },
    out: { people: 9, low: 9, high: 9 },
    turns: 3,
  });
  assert.equal(expected(undefined), null);
  assert.equal(expected([])?.turns, 0);
});

test("who comes before it opens and leaves after it closes is in no open time, and who comes about then is between", () => {
  const of = (hours: string) => expected([{ days: ["mon"], hours, staff: 4 }])!;
  assert.deepEqual(of("10:00-19:00"), {
    in: { people: 0, low: 0, high: 0 },
    out: { people: 0, low: 0, high: 0 },
    turns: 4,
  });
  // Ten of the fifteen minutes before 10:10 are open.
  assert.deepEqual(of("10:10-18:50").in, { people: 3, low: 0, high: 4 });
  assert.deepEqual(of("10:10-18:50").out, { people: 3, low: 0, high: 4 });
  // Breaks of a day that begins early may lie before it opens.
  const early = expected([{ days: ["mon"], hours: "08:00-12:00", staff: 2, breaks: 1 }])!;
  assert.deepEqual([early.in, early.out.people], [{ people: 1, low: 0, high: 2 }, 3]);
});

test("a shift over midnight leaves on the next day, in a period that begins there too", () => {
  const night = [{ days: ["sat"], hours: "19:00-01:00", staff: 5 }];
  assert.deepEqual(expected(night, ["2026-11-07", "2026-11-08"])!.out.people, 5);
  const sunday = expected(night, ["2026-11-08", "2026-11-08"])!;
  assert.deepEqual([sunday.in.people, sunday.out.people], [0, 5]);
});

test("a rota holds numbers, and no name", () => {
  const shift = { days: ["mon"], hours: "10:00-19:00", staff: 2 };
  assert.equal(Rota.safeParse([shift]).success, true);
  for (const wrong of [
    { ...shift, name: "Kim" },
    { ...shift, staff: 0 },
    { ...shift, days: ["mon", "mon"] },
  ])
    assert.equal(Rota.safeParse([wrong]).success, false, JSON.stringify(wrong));
});
