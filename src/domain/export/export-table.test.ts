import assert from "node:assert/strict";
import test from "node:test";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { LineTotal, ZoneTotal } from "#domain/totals/total.ts";
import type { Unit } from "#domain/totals/unit-total.ts";
import { csvRow } from "./csv.ts";
import { EXPORT_COLUMNS, type ExportCell, exportTable } from "./export-table.ts";

const MINUTE_MS = 60_000;
const minuteOf = (text: string) => Date.parse(text) / MINUTE_MS;
const DOOR: Unit = { kind: "line", unitId: "door.main", version: 1, role: "entrance" };
const TILL: Unit = { kind: "zone", unitId: "cam.the.till", version: 1, role: null };

function line(change: Partial<LineTotal> = {}): LineTotal {
  return {
    kind: "line",
    in: 3,
    out: 2,
    staffIn: 1,
    staffOut: 0,
    groupsIn: 1,
    uncertain: 1,
    watchedMs: 60 * MINUTE_MS,
    watchedMsCut: 0,
    method: "body-1",
    ...change,
  };
}

const zone: ZoneTotal = {
  kind: "zone",
  entered: 4,
  dwellHistogram: { "40": 3, "64": 1 },
  occupancyMax: 2,
  personMs: 95_000,
  watchedMs: 59 * MINUTE_MS + 59_999,
  watchedMsCut: 0,
  method: "body-1",
};

function named(row: readonly ExportCell[]): Record<string, string | number | null> {
  return Object.fromEntries(
    EXPORT_COLUMNS.map(({ name }, index) => {
      const cell = row[index]!;
      return [name, typeof cell === "object" && cell !== null ? cell.text : cell];
    }),
  );
}

const period = { fromMinute: minuteOf("2026-10-24T22:00Z"), toMinute: minuteOf("2026-10-25T23:00Z") };
const plan = { storeId: "zurich", calendar: storeCalendar("Europe/Zurich"), span: "hour", period } as const;

test("a row says whose it is, when it was by the store's clock and by UTC, and how much of it was watched", () => {
  const table = exportTable(plan);
  const hour = (from: string) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(from) + 60 });
  const first = named(table.rowOf({ unit: DOOR, ...hour("2026-10-25T00:00Z"), total: line() }));
  const again = named(table.rowOf({ unit: DOOR, ...hour("2026-10-25T01:00Z"), total: line({ watchedMs: 1_800_000 }) }));
  assert.deepEqual([first.store, first.sensor, first.name, first.role], ["zurich", "door", "main", "entrance"]);
  assert.deepEqual([first.start, first.startUtc], ["2026-10-25T02:00:00+02:00", "2026-10-25T00:00:00Z"]);
  assert.deepEqual([again.start, again.startUtc], ["2026-10-25T02:00:00+01:00", "2026-10-25T01:00:00Z"]);
  assert.deepEqual([first.end, again.end], ["2026-10-25T02:00:00+01:00", "2026-10-25T03:00:00+01:00"]);
  assert.deepEqual([first.completeness, again.completeness], [1, 0.5]);
  assert.deepEqual([first.in, first.out, first.staffIn, first.groupsIn, first.entered], [3, 2, 1, 1, null]);
});

test("a zone has its own figures, a name with dots stays whole, and what was not watched whole is never 100%", () => {
  const table = exportTable(plan);
  const from = minuteOf("2026-10-25T08:00Z");
  const row = named(table.rowOf({ unit: TILL, fromMinute: from, toMinute: from + 60, total: zone }));
  assert.deepEqual([row.sensor, row.name, row.kind, row.in, row.entered], ["cam", "the.till", "zone", null, 4]);
  assert.deepEqual([row.personMinutes, row.occupancyMax, row.completeness], [1.6, 2, 0.9999]);
  assert.ok(Number(row.dwellMsMedian) > 16_000 && Number(row.dwellMsP90) > Number(row.dwellMsMedian));
});

test("the sums stand beside how much of the whole time was watched, over versions of one role and never over two", () => {
  const table = exportTable(plan);
  const at = (from: string) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(from) + 60 });
  table.rowOf({ unit: DOOR, ...at("2026-10-25T08:00Z"), total: line() });
  table.rowOf({ unit: { ...DOOR, version: 2 }, ...at("2026-10-25T09:00Z"), total: line({ method: "sensor-1" }) });
  table.rowOf({ unit: { ...DOOR, version: 3, role: "inner" }, ...at("2026-10-25T10:00Z"), total: line() });
  const [entrance, inner] = table.totalRows().map(named);
  assert.deepEqual([entrance?.span, entrance?.version, entrance?.in, entrance?.method], ["total", null, 6, "sensor-1"]);
  assert.deepEqual([entrance?.start, entrance?.end], ["2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00"]);
  assert.equal(entrance?.completeness, 0.08, "two of the day's 25 hours");
  assert.deepEqual([inner?.role, inner?.version, inner?.in], ["inner", 3, 3]);
  assert.deepEqual(exportTable(plan).totalRows(), []);
});

test("the last check of a line stands beside its sums, and not beside those of another drawing", () => {
  const both = { counted: 95, people: 99.5, error: -0.04522, low: -0.10004, high: 0.00996 };
  const check = { version: 2, fromMinute: minuteOf("2026-10-25T01:30Z"), result: { both, comparedMinutes: 15 } };
  const checks = new Map([["door.main", { ...check, agreement: 0.97341 }]]);
  const at = (from: string) => ({ fromMinute: minuteOf(from), toMinute: minuteOf(from) + 60 });
  const rowsOf = (version: number) => {
    const table = exportTable({ ...plan, checks });
    const row = named(table.rowOf({ unit: { ...DOOR, version }, ...at("2026-10-25T08:00Z"), total: line() }));
    assert.equal(row.checkedAt, null, "only beside sums");
    return named(table.totalRows()[0]!);
  };
  const { checkedAt, checkMinutes, checkPeople, checkCounted, checkError, checkErrorLow, checkErrorHigh, ...rest } =
    rowsOf(2);
  assert.deepEqual([checkedAt, checkMinutes], ["2026-10-25T02:30:00+01:00", 15]);
  assert.deepEqual([checkPeople, checkCounted, rest.checkAgreement], [99.5, 95, 0.9734]);
  assert.deepEqual([checkError, checkErrorLow, checkErrorHigh], [-0.0452, -0.1, 0.01]);
  assert.deepEqual([rowsOf(1).checkedAt, rowsOf(3).checkError], [null, null]);
  const zones = exportTable({ ...plan, checks: new Map([["cam.the.till", { ...check, version: 1, agreement: 1 }]]) });
  zones.rowOf({ unit: TILL, ...at("2026-10-25T08:00Z"), total: zone });
  assert.equal(named(zones.totalRows()[0]!).checkedAt, null);
});

test("no cell of a table is run as a formula, and every cell can be read again", () => {
  const risky = ["=1+1", "+41", "-2+3", "@SUM(A1)", "\t=1", "＝1", 'a "b", c', " x ", "two\nlines", "plain"];
  assert.equal(csvRow(risky), `'=1+1,'+41,'-2+3,'@SUM(A1),'\t=1,'＝1,"a ""b"", c"," x ","two\nlines",plain\r\n`);
  assert.equal(
    csvRow([-5, null, 0.25, { text: "2026-10-25T02:00:00+02:00", wallMs: 0 }]),
    "-5,,0.25,2026-10-25T02:00:00+02:00\r\n",
  );
});
