import assert from "node:assert/strict";
import test from "node:test";
import { Fault } from "#domain/fault/fault.ts";
import { instantAtOffset, readWallTime, wallClock } from "./wall-clock.ts";

const INSTANTS: ReadonlyArray<readonly [zone: string, wall: string, instant: string]> = [
  ["Europe/Zurich", "20170503112756", "2017-05-03T09:27:56Z"],
  ["Europe/Zurich", "2026-01-31 23:59:59", "2026-01-31T22:59:59Z"],
  ["Europe/Zurich", "2026-03-29 01:59:59", "2026-03-29T00:59:59Z"],
  ["Europe/Zurich", "2026-03-29 03:00:00", "2026-03-29T01:00:00Z"],
  ["Europe/Zurich", "2026-10-25 02:30:00", "2026-10-25T01:30:00Z"],
  ["Asia/Kathmandu", "2026/07/01 12:00:00", "2026-07-01T06:15:00Z"],
  ["America/Chicago", "2026-07-01T00:00:00", "2026-07-01T05:00:00Z"],
  ["UTC", "20260228000000", "2026-02-28T00:00:00Z"],
];

test("a local time is an instant in its zone, in summer and in winter", () => {
  for (const [zone, text, instant] of INSTANTS)
    assert.equal(wallClock(zone).instantOf(readWallTime(text)!), Date.parse(instant), `${text} in ${zone}`);
});

test("what is no time of the calendar is not read as another one", () => {
  for (const text of [
    "20260230120000",
    "2026-13-01 00:00:00",
    "2026-01-01 24:00:00",
    "2026-01-01 12:60:00",
    "0026-01-01 12:00:00",
    "2026-01-01 12:00",
    "2026-01-01 12:00:00Z",
    "99999999999999",
    "",
  ])
    assert.equal(readWallTime(text), null, text);
});

test("a counter that begins anew at a local time did so today or yesterday", () => {
  const clock = wallClock("Europe/Zurich");
  const midnight = { hour: 0, minute: 0 };
  const four = { hour: 4, minute: 0 };
  const night = Date.parse("2026-07-01T23:30:00Z");
  assert.equal(clock.lastAt(midnight, night), Date.parse("2026-07-01T22:00:00Z"));
  assert.equal(clock.lastAt(four, night), Date.parse("2026-07-01T02:00:00Z"));
  assert.equal(clock.lastAt(midnight, Date.parse("2026-07-01T22:00:00Z")), Date.parse("2026-07-01T22:00:00Z"));
});

test("clocks at a fixed distance from UTC need no zone", () => {
  assert.equal(
    instantAtOffset(readWallTime("2022/12/20 18:15:52")!, 8 * 3_600_000),
    Date.parse("2022-12-20T10:15:52Z"),
  );
});

test("a zone that is none is a fault of the settings", () => {
  for (const zone of ["Europe/Nowhere", "", "CET+1; drop"])
    assert.throws(
      () => wallClock(zone),
      (error) => error instanceof Fault && error.code === "sensor/misconfigured",
    );
});
