import type { MinuteSpan, StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { dwellMedianMs, dwellQuantileMs } from "#domain/counting/dwell-histogram.ts";
import { groupSizes } from "#domain/counting/joined.ts";
import type { CheckResult } from "#domain/tally/door-check.ts";
import { sumOfTotals, type Total } from "#domain/totals/total.ts";
import type { Unit, UnitTotal } from "#domain/totals/unit-total.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";

/** A moment in a table: as text that holds its distance from UTC, and what the clock on that wall shows, for a spreadsheet. */
export type ExportTime = { readonly text: string; readonly wallMs: number };

/** What stands in one field of a table; null where the figure does not exist or is not known. */
export type ExportCell = string | number | ExportTime | null;

/** What a column holds, which decides how a spreadsheet shows it. */
export type ExportKind = "text" | "time" | "count" | "tenths" | "money" | "share";

export type ExportColumn = {
  readonly name: string;
  readonly kind: ExportKind;
  /** In characters, in a spreadsheet. */
  readonly width: number;
};

/** The spans of the rows; `total` is all that was asked for. */
export type ExportSpan = "minute" | "quarter" | "hour" | "day";

/** The columns of every export, in their order. `docs/export.md` explains each; new ones are added at the end. */
export const EXPORT_COLUMNS: readonly ExportColumn[] = [
  { name: "store", kind: "text", width: 14 },
  { name: "sensor", kind: "text", width: 14 },
  { name: "name", kind: "text", width: 16 },
  { name: "kind", kind: "text", width: 7 },
  { name: "version", kind: "count", width: 8 },
  { name: "role", kind: "text", width: 10 },
  { name: "span", kind: "text", width: 8 },
  { name: "start", kind: "time", width: 17 },
  { name: "startUtc", kind: "time", width: 17 },
  { name: "end", kind: "time", width: 17 },
  { name: "endUtc", kind: "time", width: 17 },
  { name: "in", kind: "count", width: 9 },
  { name: "out", kind: "count", width: 9 },
  { name: "staffIn", kind: "count", width: 9 },
  { name: "staffOut", kind: "count", width: 9 },
  { name: "groupsIn", kind: "count", width: 9 },
  { name: "uncertain", kind: "count", width: 10 },
  { name: "entered", kind: "count", width: 9 },
  { name: "dwellMsMedian", kind: "count", width: 14 },
  { name: "dwellMsP90", kind: "count", width: 12 },
  { name: "occupancyMax", kind: "count", width: 13 },
  { name: "personMinutes", kind: "tenths", width: 14 },
  { name: "watchedMs", kind: "count", width: 14 },
  { name: "completeness", kind: "share", width: 13 },
  { name: "method", kind: "text", width: 16 },
  { name: "checkedAt", kind: "time", width: 17 },
  { name: "checkMinutes", kind: "count", width: 13 },
  { name: "checkPeople", kind: "tenths", width: 12 },
  { name: "checkCounted", kind: "count", width: 13 },
  { name: "checkError", kind: "share", width: 11 },
  { name: "checkErrorLow", kind: "share", width: 14 },
  { name: "checkErrorHigh", kind: "share", width: 14 },
  { name: "checkAgreement", kind: "share", width: 15 },
  { name: "groupsOf1", kind: "count", width: 10 },
  { name: "groupsOf2", kind: "count", width: 10 },
  { name: "groupsOf3", kind: "count", width: 10 },
  { name: "groupsOf4", kind: "count", width: 10 },
  { name: "groupsOf5AndMore", kind: "count", width: 17 },
];

/** The last check of a line by people who tapped, as a reader of its totals is shown it. */
export type ExportCheck = {
  /** The drawing that was checked; another one's totals are not shown beside it. */
  readonly version: number;
  readonly fromMinute: number;
  readonly result: Pick<CheckResult, "both" | "comparedMinutes">;
  /** How far people agreed with each other; null where one tapped. */
  readonly agreement: number | null;
};

const P90 = 0.9;
const TENTHS = 10;
/** A share has so many places, and is never rounded up: only what was watched whole is 1. */
const SHARE_STEPS = 10_000;

/** A table while it is made: rows are handed through, and what they sum to is kept for its end. */
export type ExportTable = {
  /** One row for a line or zone in a span, in the order of `EXPORT_COLUMNS`. */
  rowOf(total: UnitTotal): ExportCell[];
  /**
   * The last rows: what each line or zone counted in all rows so far, over its versions of one role, with how much of the whole
   * time asked for was watched. A time without a row was not watched.
   */
  totalRows(): ExportCell[][];
};

/** Begins a table of what a store counted in a time; nothing of another store may be put into it. */
export function exportTable({
  storeId,
  calendar,
  span,
  period,
  checks = new Map(),
}: {
  readonly storeId: string;
  readonly calendar: StoreCalendar;
  readonly span: ExportSpan;
  readonly period: MinuteSpan;
  /** By the line's id; they stand in the rows of its sums. */
  readonly checks?: ReadonlyMap<string, ExportCheck>;
}): ExportTable {
  const sums = new Map<string, { unit: Unit; versions: Set<number>; total: Total }>();
  const row = (
    unit: Unit,
    version: number | null,
    spanName: string,
    time: MinuteSpan,
    total: Total,
    check?: ExportCheck,
  ): ExportCell[] => {
    const { sensor, name } = partsOfUnitId(unit.unitId);
    const minutes = time.toMinute - time.fromMinute;
    return [
      storeId,
      sensor,
      name,
      unit.kind,
      version,
      unit.role,
      spanName,
      localTime(calendar, time.fromMinute),
      utcTime(time.fromMinute),
      localTime(calendar, time.toMinute),
      utcTime(time.toMinute),
      ...figureCells(total),
      total.watchedMs,
      minutes > 0 ? shareOf(total.watchedMs, minutes * MINUTE_MS) : null,
      total.method,
      ...checkCells(calendar, check),
      ...sizeCells(total),
    ];
  };
  return {
    rowOf({ unit, fromMinute, toMinute, total }) {
      const key = `${unit.kind}\t${unit.unitId}\t${unit.role}`;
      const sum = sums.get(key);
      if (sum) sum.total = sumOfTotals(sum.total, total);
      sum?.versions.add(unit.version);
      if (!sum) sums.set(key, { unit, versions: new Set([unit.version]), total });
      return row(unit, unit.version, span, { fromMinute, toMinute }, total);
    },
    totalRows: () =>
      [...sums.values()].map(({ unit, versions, total }) => {
        const check = unit.kind === "line" ? checks.get(unit.unitId) : undefined;
        const isOfThese = check !== undefined && versions.has(check.version);
        const version = versions.size === 1 ? unit.version : null;
        return row(unit, version, "total", period, total, isOfThese ? check : undefined);
      }),
  };
}

function figureCells(total: Total): ExportCell[] {
  if (total.kind === "line") {
    const { out, staffIn, staffOut, groupsIn, uncertain } = total;
    return [total.in, out, staffIn, staffOut, groupsIn, uncertain, null, null, null, null, null];
  }
  const { entered, dwellHistogram, occupancyMax, personMs } = total;
  const personMinutes = Math.round((TENTHS * personMs) / MINUTE_MS) / TENTHS;
  const dwells = [dwellMedianMs(dwellHistogram), dwellQuantileMs(dwellHistogram, P90)];
  return [null, null, null, null, null, null, entered, ...dwells, occupancyMax, personMinutes];
}

/** Empty where nobody told who came together, as in a span in which nobody did. */
function sizeCells(total: Total): ExportCell[] {
  if (total.kind !== "line" || !total.joinedIn) return [null, null, null, null, null];
  return [...groupSizes(total.groupsIn, total.joinedIn)];
}

function checkCells(calendar: StoreCalendar, check: ExportCheck | undefined): ExportCell[] {
  if (!check) return [null, null, null, null, null, null, null, null];
  const { fromMinute, agreement, result } = check;
  const { people, counted, error, low, high } = result.both;
  const shares = [error, low, high, agreement].map((share) => share && Math.round(share * SHARE_STEPS) / SHARE_STEPS);
  const passed = Math.round(TENTHS * people) / TENTHS;
  return [localTime(calendar, fromMinute), result.comparedMinutes, passed, counted, ...shares];
}

function shareOf(partMs: number, wholeMs: number): number {
  return Math.floor((SHARE_STEPS * partMs) / wholeMs) / SHARE_STEPS;
}

function utcTime(minute: number): ExportTime {
  const wallMs = minute * MINUTE_MS;
  return { text: `${new Date(wallMs).toISOString().slice(0, 19)}Z`, wallMs };
}

function localTime(calendar: StoreCalendar, minute: number): ExportTime {
  const wall = `${calendar.dayOf(minute)}T${calendar.clockOf(minute)}`;
  const wallMs = Date.parse(`${wall}Z`);
  return { text: `${wall}:00${offsetText(wallMs / MINUTE_MS - minute)}`, wallMs };
}

/** How far clocks are ahead of UTC, as ISO 8601 writes it. */
function offsetText(minutes: number): string {
  const ahead = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`;
}
