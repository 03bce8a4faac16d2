import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { storeDaysOf } from "./store-day.ts";
import { storeNow } from "./store-now.ts";

const line = (name: string, role: string) => ({ name, role, from: [0.1, 0.5], to: [0.9, 0.5] });
const HOURS = ["10:00-20:00"];
const STORE = Deployment.parse({
  lintel: 1,
  name: "Example",
  stores: [
    {
      id: "north",
      time_zone: "UTC",
      site: { jurisdiction: "EU-FR" },
      hours: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: ["10:00-02:00"], sat: HOURS },
      holidays: [{ date: "2026-03-16", hours: HOURS }],
      sensors: [{ id: "a", does: ["count"], lines: [line("door", "entrance"), line("street", "passer-by")] }],
    },
  ],
}).stores[0]!;

const at = (text: string) => Date.parse(`${text}Z`) / 60_000;

/** So many in and out at the door in every minute of a time. */
function told(from: string, to: string, entered: number, out = 0, name = "door"): StoreMinute[] {
  const counts = { in: entered, out, uncertain: 0, watchedMs: 60_000, method: "body-1" } as const;
  return Array.from({ length: at(to) - at(from) }, (_, index) => ({
    store: "north",
    sensor: "a",
    bucket: { kind: "line", line: name, minute: at(from) + index, ...counts },
  }));
}

function nowOf(rows: readonly StoreMinute[], now: string) {
  const today = now.slice(0, 10);
  const isToday = ({ bucket }: StoreMinute) => bucket.minute >= at(`${today}T00:00`);
  return storeNow({
    store: STORE,
    before: storeDaysOf(
      STORE,
      rows.filter((row) => !isToday(row)),
    ),
    today: { rows: rows.filter(isToday) },
    nowMinute: at(now),
    captureForm: "entries-per-passer-by",
    bounceMs: 5000,
  });
}

test("visitors so far stand beside how much of the time so far was watched, and what is still to come is no gap", () => {
  const rows = [...told("2026-03-30T10:00", "2026-03-30T11:00", 2), ...told("2026-03-30T11:30", "2026-03-30T12:00", 1)];
  const { soFar, untilMinute, isOpen, day } = nowOf(rows, "2026-03-30T12:00");
  assert.deepEqual([day, untilMinute, isOpen, soFar.openMinutes], ["2026-03-30", at("2026-03-30T12:00"), true, 120]);
  assert.deepEqual([soFar.visitors.counted, soFar.visitors.completeness], [150, 90 / 120]);
  assert.deepEqual(
    soFar.visitors.estimate,
    { people: 30, estimatedMs: 30 * 60_000, gapMs: 0 },
    "by the other half hour",
  );
});

test("a minute that is on its way is not yet missing, one that is late is", () => {
  const until = (minutes: number) => {
    const rows = told("2026-03-30T10:00", "2026-03-30T11:00", 1);
    const { untilMinute, soFar } = nowOf(
      rows,
      new Date((at("2026-03-30T11:00") + minutes) * 60_000).toISOString().slice(0, 16),
    );
    return [untilMinute - at("2026-03-30T11:00"), soFar.visitors.completeness];
  };
  assert.deepEqual(until(0), [0, 1]);
  assert.deepEqual(until(3), [0, 1]);
  assert.deepEqual(until(4), [4, 60 / 64]);
});

test("what was told of a minute to come is in no figure", () => {
  const rows = [
    ...told("2026-03-30T10:00", "2026-03-30T10:30", 1),
    ...told("2026-03-30T11:00", "2026-03-30T11:30", 100),
  ];
  assert.equal(nowOf(rows, "2026-03-30T10:30").soFar.visitors.counted, 30);
});

test("who came in and has not gone out is inside, never fewer than nobody, and nobody once it has closed", () => {
  const open = [
    ...told("2026-03-30T10:00", "2026-03-30T11:00", 0, 1),
    ...told("2026-03-30T11:00", "2026-03-30T11:10", 2),
  ];
  assert.deepEqual(nowOf(open, "2026-03-30T11:10").inside, { people: 20, isSure: true });
  assert.deepEqual(
    nowOf(open, "2026-03-30T11:20").inside,
    { people: 20, isSure: false },
    "ten minutes were not watched",
  );
  const closed = nowOf([...open, ...told("2026-03-30T20:00", "2026-03-30T20:05", 3)], "2026-03-30T20:05");
  assert.deepEqual([closed.isOpen, closed.inside], [false, { people: 0, isSure: true }]);
  assert.deepEqual(nowOf([], "2026-03-30T10:00").inside, { people: 0, isSure: true }, "it opens this minute");
  assert.deepEqual(nowOf([], "2026-03-30T10:30").inside, { people: 0, isSure: false }, "nobody watches");
});

test("who came before midnight is inside after it, where it is still open", () => {
  const night = [
    ...told("2026-04-03T10:00", "2026-04-03T23:59", 0),
    ...told("2026-04-03T23:59", "2026-04-04T00:00", 7),
    ...told("2026-04-04T00:00", "2026-04-04T00:30", 0),
  ];
  const { inside, soFar, isOpen } = nowOf(night, "2026-04-04T00:30");
  assert.deepEqual([inside, isOpen], [{ people: 7, isSure: true }, true]);
  assert.equal(soFar.visitors.counted, 0, "they came on the day before");
  assert.equal(nowOf(night, "2026-04-04T03:00").isOpen, false);
});

test("the day so far is compared with the same weekdays up to the same time, counts alone", () => {
  const mondays = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"];
  const rows = [
    ...mondays.flatMap((day, index) => told(`${day}T10:00`, `${day}T20:00`, index + 1)),
    ...told("2026-03-30T10:00", "2026-03-30T12:00", 4),
  ];
  // Of the second only half was watched up to noon, the third was a holiday.
  const some = rows.filter(
    ({ bucket }) => bucket.minute < at("2026-03-09T10:00") || bucket.minute >= at("2026-03-09T11:00"),
  );
  const { usual } = nowOf(some, "2026-03-30T12:00");
  assert.deepEqual([usual?.days, usual?.mean], [["2026-03-23", "2026-03-02"], (4 * 120 + 120) / 2]);
  assert.equal(usual?.change, (4 * 120) / 300 - 1);
  assert.equal(nowOf(some, "2026-03-30T09:00").usual, null, "it has not opened yet");
  assert.equal(nowOf(some, "2026-03-29T12:00").usual, null, "it is closed today");
});

test("an hour that nobody watched is estimated as soon as it is over, and never counted", () => {
  const rows = [
    ...["2026-03-02", "2026-03-09", "2026-03-23"].flatMap((day) => told(`${day}T10:00`, `${day}T20:00`, 3)),
    ...told("2026-03-30T10:00", "2026-03-30T11:00", 2),
  ];
  const { visitors } = nowOf(rows, "2026-03-30T13:00").soFar;
  assert.deepEqual([visitors.counted, visitors.estimate.people, visitors.estimate.gapMs], [120, 360, 0]);
});

test("whatever was told, at whatever minute, nobody is inside less than nobody and no share passes its bounds", () => {
  const row = fc.record({ minute: fc.nat(4 * 1440), in: fc.nat(5), out: fc.nat(5), watchedMs: fc.nat(60_000) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 200, size: "max" }), fc.nat(1439), (list, minuteOfDay) => {
      const rows = list.map(({ minute, ...counts }): StoreMinute => {
        const bucket = {
          kind: "line",
          line: "door",
          minute: at("2026-04-01T00:00") + minute,
          uncertain: 0,
          method: "body-1",
        } as const;
        return { store: "north", sensor: "a", bucket: { ...bucket, ...counts } };
      });
      const now = new Date((at("2026-04-03T00:00") + minuteOfDay) * 60_000).toISOString().slice(0, 16);
      const { inside, soFar, untilMinute, isOpen } = nowOf(rows, now);
      assert.ok(inside!.people >= 0 && (isOpen || inside!.people === 0));
      assert.ok(untilMinute <= at(now) && untilMinute >= at(now) - 3);
      const { completeness, estimate, openMs, watchedMs } = soFar.visitors;
      assert.ok(completeness === null || (completeness >= 0 && completeness <= 1));
      assert.equal(estimate.estimatedMs + estimate.gapMs, openMs - watchedMs);
    }),
    { numRuns: 60, seed: 20260403 },
  );
});
