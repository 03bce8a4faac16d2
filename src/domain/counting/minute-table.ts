import { Fault } from "#domain/fault/fault.ts";
import { type Bucket, LINE_METHODS, MINUTE_MS, ZONE_METHODS } from "./bucket.ts";
import { DWELL_CLASS_MAX, type DwellHistogram } from "./dwell-histogram.ts";
import type { Joined } from "./joined.ts";

/**
 * Minutes as comma-separated values (RFC 4180), one row per line or zone and minute: how they leave `lintel count`, and how
 * they are read again. No cell ever needs quotes: names are made of letters, digits, spaces, `.`, `_` and `-`.
 */

export const MINUTE_COLUMNS =
  "minute,start,kind,name,in,out,uncertain,entered,occupancyMax,personMs,watchedMs,method,dwells,groupsIn,joinedIn";
export const STORE_MINUTE_COLUMNS = `store,sensor,${MINUTE_COLUMNS}`;

/** What one sensor of a store counted in one minute. */
export type StoreMinute = { readonly store: string; readonly sensor: string; readonly bucket: Bucket };

/** Before this minute (the year 2000) a row tells of a film, whose minutes begin at 0. */
const CLOCK_MINUTE_MIN = 15_778_080;
/** After this minute (the year 2200) a clock is broken. */
const CLOCK_MINUTE_MAX = 120_970_080;
/** Three years of a store with a dozen lines and zones; more rows do not fit into memory. */
const ROWS_MAX = 20_000_000;
/** Tables that were written before these columns were are read as well. */
const LATER = ["dwells", "groupsIn", "joinedIn"];
const NEEDED = STORE_MINUTE_COLUMNS.split(",").filter((column) => !LATER.includes(column));

/** The minutes of a source as a table. */
export function minutesCsv(buckets: readonly Bucket[], isLive: boolean): string {
  return table(
    MINUTE_COLUMNS,
    buckets.map((bucket) => minuteRow(bucket, startOf(bucket.minute, isLive))),
  );
}

/** What several sensors counted, as one table. */
export function storeMinutesCsv(
  counts: readonly {
    readonly store: string;
    readonly sensor: string;
    readonly buckets: readonly Bucket[];
    readonly isLive: boolean;
  }[],
): string {
  const rows = counts.flatMap(({ store, sensor, buckets, isLive }) =>
    buckets.map((bucket) => storeMinuteRow({ store, sensor, bucket }, startOf(bucket.minute, isLive))),
  );
  return table(STORE_MINUTE_COLUMNS, rows);
}

/** What a sensor counted in a minute as a row of `STORE_MINUTE_COLUMNS`. */
export function storeMinuteRow({ store, sensor, bucket }: StoreMinute, start: string): string {
  return `${store},${sensor},${minuteRow(bucket, start)}`;
}

/** A bucket as a row of `MINUTE_COLUMNS`; `start` says when its minute begins. */
function minuteRow(bucket: Bucket, start: string): string {
  const { minute, kind, watchedMs, method } = bucket;
  if (bucket.kind === "line") {
    const { line, in: entered, out, uncertain, groupsIn = "", joinedIn = [] } = bucket;
    return `${minute},${start},${kind},${line},${entered},${out},${uncertain},,,,${watchedMs},${method},,${groupsIn},${joinedIn.join(" ")}`;
  }
  const { zone, entered, occupancyMax, personMs, dwellHistogram } = bucket;
  const dwells = Object.entries(dwellHistogram).map(([index, count]) => `${index}:${count}`);
  return `${minute},${start},${kind},${zone},,,,${entered},${occupancyMax},${personMs},${watchedMs},${method},${dwells.join(" ")},,`;
}

/** When a minute begins: UTC for a camera, hours and minutes into the film for a film. */
export function startOf(minute: number, isLive: boolean): string {
  if (isLive) return new Date(minute * MINUTE_MS).toISOString();
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;
}

/**
 * Reads a table of what the sensors of stores counted, line by line. What cannot be read is a fault that names its line;
 * nothing is skipped, because a minute left out would look like a minute in which nobody came.
 */
export function readStoreMinutes(lines: Iterable<string>): StoreMinute[] {
  const minutes: StoreMinute[] = [];
  let read: ((line: string, lineNumber: number) => StoreMinute) | null = null;
  let lineNumber = 0;
  for (const line of lines) {
    lineNumber += 1;
    if (lineNumber > ROWS_MAX) throw new Fault("figures/too-long", `the file has more than ${ROWS_MAX} lines`);
    if (read === null) read = rowReader(line);
    else if (line !== "") minutes.push(read(line, lineNumber));
  }
  if (read === null) throw broken(1, "the file is empty");
  return minutes;
}

function rowReader(header: string): (line: string, lineNumber: number) => StoreMinute {
  const columns = header.replace(/^\uFEFF/, "").split(",");
  const missing = NEEDED.filter((column) => !columns.includes(column));
  if (missing.length > 0) throw broken(1, `the columns ${missing.map((name) => `\`${name}\``).join(", ")} are missing`);
  const at = Object.fromEntries(columns.map((column, index) => [column, index]));
  // Made once and not for each of a million rows.
  let [cells, lineNumber]: [string[], number] = [[], 0];
  const text = (column: string) => cells[at[column] ?? -1] ?? "";
  const whole = (column: string, max = Number.MAX_SAFE_INTEGER) => {
    const value = Number(text(column));
    if (text(column).trim() === "" || !Number.isInteger(value) || value < 0 || value > max)
      throw broken(lineNumber, `\`${column}\` is \`${text(column)}\` and not a whole number${upTo(max)}`);
    return value;
  };
  const name = (column: string) => {
    if (text(column) === "") throw broken(lineNumber, `\`${column}\` is empty`);
    return text(column);
  };
  const fail = (detail: string) => broken(lineNumber, detail);
  return (line, number) => {
    [cells, lineNumber] = [line.split(","), number];
    if (cells.length !== columns.length) throw fail(`${columns.length} cells are due, ${cells.length} are there`);
    const minute = whole("minute", CLOCK_MINUTE_MAX);
    if (minute < CLOCK_MINUTE_MIN)
      throw fail("the minute is a film's, which belongs to no day; only what was counted live does");
    return { store: name("store"), sensor: name("sensor"), bucket: readBucket(minute, { text, whole, name, fail }) };
  };
}

type Cells = {
  readonly text: (column: string) => string;
  readonly whole: (column: string, max?: number) => number;
  readonly name: (column: string) => string;
  readonly fail: (detail: string) => Fault;
};

function readBucket(minute: number, { text, whole, name, fail }: Cells): Bucket {
  const kind = text("kind");
  const watchedMs = whole("watchedMs", MINUTE_MS);
  if (kind === "line") {
    const method = LINE_METHODS.find((known) => known === text("method"));
    if (method === undefined) throw fail(`the method \`${text("method")}\` is not known`);
    const [entered, out, uncertain] = [whole("in"), whole("out"), whole("uncertain")];
    const groups = text("groupsIn") === "" ? {} : { groupsIn: whole("groupsIn", entered) };
    return {
      kind,
      line: name("name"),
      minute,
      in: entered,
      out,
      uncertain,
      ...groups,
      ...readJoined(text("joinedIn"), fail),
      watchedMs,
      method,
    };
  }
  if (kind !== "zone") throw fail(`\`kind\` is \`${kind}\` and neither \`line\` nor \`zone\``);
  const method = ZONE_METHODS.find((known) => known === text("method"));
  if (method === undefined) throw fail(`the method \`${text("method")}\` is not known`);
  return {
    kind,
    zone: name("name"),
    minute,
    entered: whole("entered"),
    dwellHistogram: readDwells(text("dwells"), fail),
    occupancyMax: whole("occupancyMax"),
    personMs: whole("personMs"),
    watchedMs,
    method,
  };
}

function readJoined(text: string, fail: Cells["fail"]): { readonly joinedIn?: Joined } {
  if (text === "") return {};
  if (!/^\d{1,6}( \d{1,6}){3}$/.test(text)) throw fail(`\`joinedIn\` is \`${text}\` and not four counts`);
  return { joinedIn: text.split(" ").map(Number) as unknown as Joined };
}

function readDwells(text: string, fail: Cells["fail"]): DwellHistogram {
  if (text === "") return {};
  return Object.fromEntries(
    text.split(" ").map((part): [string, number] => {
      const match = /^(\d{1,3}):(\d{1,9})$/.exec(part);
      if (!match || Number(match[1]) > DWELL_CLASS_MAX)
        throw fail(`\`dwells\` holds \`${part}\` and not a class of stays and their count`);
      return [String(Number(match[1])), Number(match[2])];
    }),
  );
}

function table(columns: string, rows: readonly string[]): string {
  return `${[columns, ...rows].join("\r\n")}\r\n`;
}

function upTo(max: number): string {
  return max === Number.MAX_SAFE_INTEGER ? "" : ` up to ${max}`;
}

function broken(lineNumber: number, detail: string): Fault {
  return new Fault("figures/minutes-unreadable", `line ${lineNumber}: ${detail}`);
}
