import { openStoreReader, type Span } from "#adapters/store/store.ts";
import type { MinuteSpan, StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { dwellMedianMs } from "#domain/counting/dwell-histogram.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { UnitTotal } from "#domain/totals/unit-total.ts";
import { type BucketPart, MINUTE_MAX, MINUTE_MIN } from "#domain/wire/bucket-part.ts";
import { plainTable, shareText } from "./table.ts";

export type FiguresOptions = {
  readonly data: string;
  readonly from?: string;
  readonly to?: string;
  readonly of?: string;
  readonly csv?: boolean;
  readonly json?: boolean;
};

const COLUMNS =
  "start,storeDay,clock,minutes,kind,name,version,role,in,out,staffIn,staffOut,groupsIn,uncertain," +
  "entered,occupancyMax,personMs,dwellMsMedian,watchedMs,watchedMsCut,method";
const PART_COLUMNS =
  "start,kind,name,version,agent,seq,in,out,staffIn,staffOut,groupsIn,uncertain," +
  "entered,occupancyMax,personMs,dwellMsMedian,watchedMs,method";

/** `lintel store minutes|quarters|hours|days|parts STORE`: what was told of a store, as text, CSV or JSON. */
export async function storeFigures(span: Span | "part", storeId: string, options: FiguresOptions): Promise<string> {
  using store = openStoreReader(options.data);
  const calendar = await store.calendarOf(storeId);
  const question = { storeId, unitId: options.of, ...daysAsked(calendar, options) };
  if (span === "part") {
    const parts = await store.parts(question);
    if (options.json) return JSON.stringify({ store: storeId, parts }, null, 2);
    const rows = parts.map(partCells);
    const head = PART_COLUMNS.split(",");
    return options.csv ? csvText(PART_COLUMNS, rows) : plainTable(head, rows);
  }
  const totals = await store.totals(span, question);
  if (options.json) return JSON.stringify({ store: storeId, span, totals: totals.map(totalReport(calendar)) }, null, 2);
  if (options.csv) return csvText(COLUMNS, totals.map(totalCells(calendar)));
  return plainTable(
    [span, "line or zone", "in", "out", "entered", "watched"],
    totals.map(({ unit, fromMinute, toMinute, total }) => [
      `${calendar.dayOf(fromMinute)}${span === "day" ? "" : ` ${calendar.clockOf(fromMinute)}`}`,
      `${unit.unitId} (${unit.role ?? unit.kind} ${unit.version})`,
      ...(total.kind === "line" ? [total.in, total.out, "–"] : ["–", "–", total.entered]),
      shareText(total.watchedMs / ((toMinute - fromMinute) * MINUTE_MS)),
    ]),
  );
}

function daysAsked(calendar: StoreCalendar, { from, to }: FiguresOptions): MinuteSpan {
  const fromMinute = from === undefined ? MINUTE_MIN : calendar.minutesOf(readDay(from, "--from")).fromMinute;
  const toMinute = to === undefined ? MINUTE_MAX + 1 : calendar.minutesOf(readDay(to, "--to")).toMinute;
  return { fromMinute, toMinute };
}

function readDay(text: string, option: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00Z`).toJSON()?.startsWith(text);
  if (!isDay) throw new Fault("store/option", `\`${option} ${text}\` is not a day such as \`2026-11-21\``);
  return text;
}

function totalReport(calendar: StoreCalendar) {
  return ({ unit, fromMinute, toMinute, total }: UnitTotal) => ({
    start: startOf(fromMinute),
    storeDay: calendar.dayOf(fromMinute),
    minutes: toMinute - fromMinute,
    name: unit.unitId,
    version: unit.version,
    role: unit.role,
    ...total,
  });
}

function totalCells(calendar: StoreCalendar) {
  return ({ unit, fromMinute, toMinute, total }: UnitTotal) => [
    startOf(fromMinute),
    calendar.dayOf(fromMinute),
    calendar.clockOf(fromMinute),
    toMinute - fromMinute,
    unit.kind,
    unit.unitId,
    unit.version,
    unit.role ?? "",
    ...figureCells(total),
    total.watchedMs,
    total.watchedMsCut,
    total.method,
  ];
}

function partCells(part: BucketPart): (string | number)[] {
  return [
    startOf(part.minute),
    part.kind,
    part.kind === "line" ? part.lineId : part.zoneId,
    part.version,
    part.agentId,
    part.seq,
    ...figureCells(part),
    part.watchedMs,
    part.method,
  ];
}

function figureCells(figures: UnitTotal["total"] | BucketPart): (string | number)[] {
  if (figures.kind === "line") {
    const { out, staffIn, staffOut, groupsIn, uncertain } = figures;
    return [figures.in, out, staffIn, staffOut, groupsIn, uncertain, "", "", "", ""];
  }
  const { entered, occupancyMax, personMs, dwellHistogram } = figures;
  return ["", "", "", "", "", "", entered, occupancyMax, personMs, dwellMedianMs(dwellHistogram) ?? ""];
}

function csvText(head: string, rows: readonly (readonly (string | number)[])[]): string {
  return [head, ...rows.map((row) => row.join(","))].join("\r\n");
}

/** When a minute begins, in UTC. */
function startOf(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString();
}
