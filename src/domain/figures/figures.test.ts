import assert from "node:assert/strict";
import test from "node:test";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { LineBucket, ZoneBucket } from "#domain/counting/bucket.ts";
import { type DwellHistogram, withDwell } from "#domain/counting/dwell-histogram.ts";
import { bounce } from "./bounce.ts";
import { captureCounts, captureRate } from "./capture-rate.ts";
import { completeness, watchOf } from "./completeness.ts";
import { drawCounts, drawRate } from "./draw-rate.ts";
import { dwellTime } from "./dwell-time.ts";
import { estimateOf, fileHours } from "./estimate.ts";
import { type DoorHours, doorMinutes, insideByHour, insideByMinute, occupancy } from "./occupancy.ts";
import { hourPassages } from "./passages.ts";
import { peakHour } from "./peak-hour.ts";
import { powerHours } from "./power-hours.ts";
import { type DayCount, sameWeekday } from "./same-weekday.ts";
import { type StoreHour, storeHours } from "./store-hour.ts";
import type { LineMinutes, ZoneMinutes } from "./store-sources.ts";

const ALWAYS = ["10:00-12:00"];
const HOURS = { mon: ALWAYS, tue: ALWAYS, wed: ALWAYS, thu: ALWAYS, fri: ALWAYS, sat: ALWAYS, sun: ALWAYS };
const CLOCK = storeCalendar("UTC");
/** Monday, 2 March 2026, 10:00: the store opens for two hours. */
const OPENING = Date.parse("2026-03-02T10:00Z") / 60_000;
const DAY = storeHours({ hours: HOURS }, CLOCK, "2026-03-02", "2026-03-02");
const WEEK_MINUTES = 7 * 1440;

type Told = { readonly at: number; readonly in?: number; readonly out?: number; readonly watchedMs?: number };

function lineOf(role: LineMinutes["role"], told: readonly Told[], name = "door"): LineMinutes {
  const buckets = told.map(({ at, in: entered = 0, out = 0, watchedMs = 60_000 }): [number, LineBucket] => [
    at,
    { kind: "line", line: name, minute: at, in: entered, out, uncertain: 0, watchedMs, method: "body-1" },
  ]);
  return { sensor: "camera", name, role, minutes: new Map(buckets) };
}

function zoneOf(told: readonly { readonly at: number; readonly entered: number }[]): ZoneMinutes {
  const buckets = told.map(({ at, entered }): [number, ZoneBucket] => [
    at,
    {
      kind: "zone",
      zone: "shelf",
      minute: at,
      entered,
      dwellHistogram: {},
      occupancyMax: entered,
      personMs: 0,
      watchedMs: 60_000,
      method: "body-1",
    },
  ]);
  return { sensor: "camera", name: "shelf", minutes: new Map(buckets) };
}

/** So many a minute over a time. */
function steady(from: number, minutes: number, entered: number): Told[] {
  return Array.from({ length: minutes }, (_, index) => ({ at: from + index, in: entered, out: 0 }));
}

function doorHours(door: LineMinutes, hours: readonly StoreHour[]): DoorHours {
  return { hours, doors: [doorMinutes(door, { start: hours[0]!.span.start, end: hours.at(-1)!.span.end })] };
}

function insideOf(door: LineMinutes, hours: readonly StoreHour[]) {
  return [...insideByMinute([doorHours(door, hours)], CLOCK)].map(({ inside }) => inside);
}

function stays(...seconds: number[]): DwellHistogram {
  return seconds.reduce((histogram, one) => withDwell(histogram, one * 1000), {} as DwellHistogram);
}

test("completeness is watched time by open time; nobody watching is 0, nothing open is none", () => {
  const half = lineOf("entrance", [...steady(OPENING, 60, 0), { at: OPENING - 30 }]);
  const shareOf = (lines: readonly LineMinutes[]) => {
    const watches = DAY.map((hour) => watchOf(lines, hour));
    return completeness({
      watchedMs: watches.reduce((sum, one) => sum + one.watchedMs, 0),
      openMs: watches.reduce((sum, one) => sum + one.openMs, 0),
    });
  };
  assert.equal(shareOf([half]), 0.5);
  assert.equal(shareOf([half, lineOf("entrance", [])]), 0.25, "a door that was never watched counts");
  assert.equal(shareOf([lineOf("entrance", [])]), 0);
  assert.equal(shareOf([]), null);
});

test("the two forms of the capture rate, in the minutes in which door and street were watched", () => {
  const door = lineOf("entrance", [
    { at: OPENING, in: 2 },
    { at: OPENING + 1, in: 50 },
  ]);
  const street = lineOf("passer-by", [{ at: OPENING, in: 5, out: 3 }], "street");
  const rate = (form: "entries-per-passer-by" | "entries-per-all") =>
    captureRate(captureCounts([door], [street], DAY), form);
  assert.deepEqual(rate("entries-per-passer-by"), { share: 2 / 8, completeness: 1 / 120 });
  assert.deepEqual(rate("entries-per-all"), { share: 2 / 10, completeness: 1 / 120 });
  assert.equal(captureRate(captureCounts([door], [], DAY), "entries-per-all").share, null, "no street");
  const empty = lineOf("passer-by", [{ at: OPENING }], "street");
  assert.equal(captureRate(captureCounts([door], [empty], DAY), "entries-per-passer-by").share, null, "nobody passed");
});

test("the draw rate may pass 100%, and is none where nobody came in", () => {
  const door = lineOf("entrance", [{ at: OPENING, in: 2 }]);
  assert.equal(drawRate(drawCounts(zoneOf([{ at: OPENING, entered: 3 }]), [door], DAY)).share, 1.5);
  assert.equal(
    drawRate(drawCounts(zoneOf([{ at: OPENING + 1, entered: 3 }]), [door], DAY)).share,
    null,
    "never watched at once",
  );
  assert.equal(drawRate(drawCounts(zoneOf([{ at: OPENING, entered: 3 }]), [], DAY)).share, null, "no door");
});

test("occupancy is never negative, is settled at closing, and says from when it is not certain", () => {
  const told = [
    { at: OPENING - 20, in: 2 },
    { at: OPENING, out: 5 },
    { at: OPENING + 1, in: 4 },
    { at: OPENING + 2, in: 1, out: 2, watchedMs: 20_000 },
    { at: OPENING + 150, in: 1 },
  ];
  const rest = Array.from({ length: 117 }, (_, index) => ({ at: OPENING + 3 + index }));
  const inside = insideOf(lineOf("entrance", [...told, ...rest]), DAY);
  assert.equal(inside.length, 120, "open minutes only");
  assert.deepEqual(
    inside.slice(0, 4).map(({ people, isSure }) => [people, isSure]),
    [
      [0, true],
      [4, true],
      [3, false],
      [3, false],
    ],
  );
  const figures = occupancy([
    ...insideByHour([doorHours(lineOf("entrance", [...told, ...rest]), DAY)], CLOCK).values(),
  ]);
  assert.deepEqual([figures.peak?.people, figures.peak?.minute, figures.sureShare], [4, OPENING + 1, 2 / 120]);
  const two = storeHours({ hours: HOURS }, CLOCK, "2026-03-02", "2026-03-03");
  const next = insideOf(lineOf("entrance", told), two).find(({ minute }) => minute === OPENING + 1440);
  assert.equal(next?.people, 1, "what was over at closing is settled, who came at night is not");
  assert.deepEqual(occupancy([]), { peak: null, mean: null, sureShare: null });
});

test("a store that has not closed for a day is settled at four in the morning", () => {
  const hours = storeHours({ holidays: [{ date: "2026-03-05", hours: [] }] }, CLOCK, "2026-03-02", "2026-03-05");
  const evening = Date.parse("2026-03-02T20:00Z") / 60_000;
  const inside = insideOf(lineOf("entrance", [{ at: evening, in: 3 }]), hours);
  const nextMorning = 1440 + 4 * 60;
  assert.deepEqual([inside[nextMorning - 1]?.people, inside[nextMorning]?.people], [3, 0]);
  assert.equal(inside.length, 3 * 1440, "closed on the last day");
});

test("half stayed at most the median, nine of ten P90, to the width of a class", () => {
  const histogram = stays(...Array.from({ length: 100 }, (_, index) => index + 1));
  const { medianMs, p90Ms } = dwellTime(histogram);
  assert.ok(Math.abs(medianMs! / 50_000 - 1) < 0.09, `${medianMs}`);
  assert.ok(Math.abs(p90Ms! / 90_000 - 1) < 0.09, `${p90Ms}`);
  assert.deepEqual(dwellTime({}), { medianMs: null, p90Ms: null });
});

test("bounce is the share of stays below a threshold", () => {
  const cases: [stays: number[], thresholdMs: number, share: number | null][] = [
    [[], 5000, null],
    [[1, 2, 60, 600], 5000, 0.5],
    [[1, 2], 60_000, 1],
    [[60, 600], 5000, 0],
    [[60, 600], 0, 0],
  ];
  for (const [seconds, thresholdMs, share] of cases) assert.equal(bounce(stays(...seconds), thresholdMs), share);
});

test("a day is compared with the same weekdays before it that were watched and are no holidays", () => {
  const day = (day: string, counted: number, completeness: number | null = 1, isHoliday = false): DayCount => ({
    day,
    counted,
    completeness,
    isHoliday,
  });
  const of = day("2026-03-30", 120);
  const days = [
    day("2026-02-02", 9000),
    day("2026-02-09", 110),
    day("2026-02-16", 90),
    day("2026-02-23", 5, 0.5),
    day("2026-03-02", 1000, 1, true),
    day("2026-03-09", 100),
    day("2026-03-16", 95),
    day("2026-03-22", 7),
    day("2026-03-23", 105),
    of,
    day("2026-04-06", 3),
  ];
  const five = ["2026-03-23", "2026-03-16", "2026-03-09", "2026-02-16", "2026-02-09"];
  const compared = sameWeekday(of, days);
  assert.deepEqual([compared?.days, compared?.mean], [five, 100]);
  assert.ok(Math.abs(compared!.change! - 0.2) < 1e-9);
  assert.equal(sameWeekday({ ...of, completeness: 0.9 }, days)?.change, null, "too much of it was not watched");
  assert.equal(sameWeekday(of, [of]), null, "there is none before");
});

test("the peak hour is the one with most, and in doubt where another was not watched", () => {
  const sure = lineOf("entrance", [...steady(OPENING, 60, 1), ...steady(OPENING + 60, 60, 2)]);
  const peak = peakHour(hourPassages(sure, DAY));
  assert.deepEqual([peak?.hour, peak?.visitors, peak?.isSure], [11, 120, true]);
  const half = peakHour(hourPassages(lineOf("entrance", steady(OPENING, 60, 1)), DAY));
  assert.deepEqual([half?.hour, half?.isSure], [10, false]);
  assert.equal(peakHour(hourPassages(lineOf("entrance", []), DAY)), null);
});

test("power hours are the busiest fifth of the week, by visitors per watched hour", () => {
  const week = storeHours({ hours: HOURS }, CLOCK, "2026-03-02", "2026-03-08");
  const told = Array.from({ length: 7 }, (_, day) => [
    ...steady(OPENING + day * 1440, 60, day === 5 ? 4 : 1),
    // On Sunday only half of the second hour was watched, in which many came.
    ...steady(OPENING + day * 1440 + 60, day === 6 ? 30 : 60, day === 6 ? 6 : 1),
  ]).flat();
  const power = powerHours(hourPassages(lineOf("entrance", told), week));
  assert.deepEqual(
    power?.hours.map(({ weekday, hour, visitorsPerHour }) => [weekday, hour, visitorsPerHour]),
    [
      ["sat", 10, 240],
      ["sun", 11, 360],
    ],
  );
  assert.equal(power?.hourShare, 2 / 14);
  assert.equal(power?.visitorShare, 600 / (600 + 12 * 60));
  assert.equal(powerHours(hourPassages(lineOf("entrance", told), DAY)), null, "a day is no week");
});

test("unwatched minutes are estimated from the same hour of the same weekdays, and from nothing else", () => {
  const open = { hours: HOURS, holidays: [{ date: "2026-03-16", hours: ALWAYS }] };
  const weeks = storeHours(open, CLOCK, "2026-03-02", "2026-03-24");
  const told = [
    ...steady(OPENING, 120, 2),
    // Tuesday is none of Monday's business.
    ...steady(OPENING + 1440, 120, 90),
    ...steady(OPENING + WEEK_MINUTES, 60, 4),
    ...steady(OPENING + WEEK_MINUTES + 60, 30, 4),
    // A holiday neither.
    ...steady(OPENING + 2 * WEEK_MINUTES, 60, 50),
    ...steady(OPENING + 3 * WEEK_MINUTES, 60, 6),
  ];
  const passages = hourPassages(lineOf("entrance", told), weeks);
  const estimate = (day: string, hour: number) => {
    const own = passages.filter((one) => one.hour.day === day && one.hour.hour === hour);
    return estimateOf([{ own, onFile: fileHours(passages) }], (one) => one.in);
  };
  const minutes = (count: number) => count * 60_000;
  assert.deepEqual(estimate("2026-03-02", 10), { people: 0, estimatedMs: 0, gapMs: 0 }, "all was watched");
  // 60 minutes with 2 and 30 with 4 are 8/3 a minute; 30 minutes are missing.
  assert.deepEqual(estimate("2026-03-09", 11), { people: 80, estimatedMs: minutes(30), gapMs: 0 });
  assert.deepEqual(estimate("2026-03-16", 11), { people: 0, estimatedMs: 0, gapMs: minutes(60) }, "a holiday");
  assert.deepEqual(estimate("2026-03-23", 11), { people: 160, estimatedMs: minutes(60), gapMs: 0 });
  assert.deepEqual(estimate("2026-03-04", 10), { people: 0, estimatedMs: 0, gapMs: minutes(60) }, "nothing is known");
});
