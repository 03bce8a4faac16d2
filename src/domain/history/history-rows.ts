import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import { MINUTE_MAX, MINUTE_MIN } from "#domain/wire/bucket-part.ts";
import { CROSSINGS_PER_MINUTE_MAX } from "#domain/wire/lens-message.ts";
import { readCount } from "./count-text.ts";
import { columnsRead, type HistoryMapping, type HistorySpan } from "./history-mapping.ts";
import { isPersonalColumn } from "./personal-column.ts";
import { type Stretch, shownMinutes } from "./shown-minutes.ts";
import { type RowTime, timeReader } from "./time-format.ts";

/** A record of a file: its cells, and the line on which it ends. */
export type HistoryRecord = { readonly cells: readonly string[]; readonly line: number };

/** What one line of ours counted in one span, all of the file's counters that make it up together. */
export type HistoryCount = {
  readonly line: string;
  readonly version: number;
  /** The minutes that it was counted in: one stretch, or two where one row is of an hour that the clocks show twice. */
  readonly stretches: readonly Stretch[];
  readonly in: number;
  readonly out: number;
  /** Whether all the counters that make the line up told of it; if not, it was not wholly watched. */
  readonly isWhole: boolean;
};

/**
 * What became of the rows of a file: those counted, left out, sums, empty and unreadable are all of them. Of what the counted ones tell,
 * the spans that were repeated, never shown or not over are not counted after all.
 */
export type HistoryTally = {
  rows: number;
  counted: number;
  /** Rows of counters that the mapping leaves out. */
  leftOut: number;
  /** Sums at the end of a table. */
  totals: number;
  /** Rows whose counts are empty: not watched, which is not nobody. */
  empty: number;
  /** The same counter, time and counts once more. */
  repeated: number;
  /** Rows without anybody in an hour that summer time leaves out. */
  neverShown: number;
  /** Spans that were not over yet. */
  unfinished: number;
  /** Rows that could not be read and were passed over because that was asked for. */
  bad: number;
};

export type History = {
  readonly counts: readonly HistoryCount[];
  readonly tally: Readonly<HistoryTally>;
  /** The first rows that could not be read, and why. */
  readonly badRows: readonly string[];
  /** Columns that seem to be about persons: left out, unread. */
  readonly personal: readonly string[];
  /** Other columns that the mapping does not name. */
  readonly unread: readonly string[];
};

/** Rows of one file, which are held in memory until it ends; a longer history is cut into years. */
const HISTORY_ROWS_MAX = 3_000_000;
const BAD_ROWS_TOLD_MAX = 20;
const TEXT_TOLD_LENGTH_MAX = 60;
const TOTAL_WORD = /^(?:grand |sub)?(?:total|totals|sum|summe|gesamt|somme|totale|suma|合计|总计|합계)\b/iu;
const TOTAL_WORD_ALONE = /^(?:合计|总计|합계)/u;

const SPAN_MINUTES: Readonly<Record<HistorySpan, number>> = { minute: 1, quarter: 15, hour: 60, day: 1440 };

type Line = HistoryMapping["lines"][number];
type Told = { readonly in: number; readonly out: number; readonly lineNumber: number };
type Slot = { readonly line: Line; readonly time: RowTime; readonly told: Map<string, Told[]> };

/** A row that cannot be read, with the reason. */
class BadRow extends Error {}

/**
 * Reads the table of a previous counter by a mapping. A row that cannot be read is a fault that names its line, or with `maySkip` is
 * passed over and counted: a row that is missing would look like a time in which nobody watched. Spans that end after now are
 * not over and are left out.
 */
export async function readHistory(
  records: AsyncIterable<HistoryRecord>,
  mapping: HistoryMapping,
  {
    calendar,
    nowMs,
    maySkip,
    rowsMax = HISTORY_ROWS_MAX,
  }: {
    readonly calendar: StoreCalendar;
    readonly nowMs: number;
    readonly maySkip: boolean;
    readonly rowsMax?: number | undefined;
  },
): Promise<History> {
  const tally: HistoryTally = {
    rows: 0,
    counted: 0,
    leftOut: 0,
    totals: 0,
    empty: 0,
    repeated: 0,
    neverShown: 0,
    unfinished: 0,
    bad: 0,
  };
  const badRows: string[] = [];
  const fail = (lineNumber: number, why: string) => {
    const text = `line ${lineNumber}: ${why}`;
    if (!maySkip) throw new Fault("import/row-unreadable", text);
    tally.bad += 1;
    if (badRows.length < BAD_ROWS_TOLD_MAX) badRows.push(text);
  };
  const slots = new Map<string, Slot>();
  let header: Header | null = null;
  for await (const { cells, line } of records) {
    if (line < mapping.header_line) continue;
    if (header === null) {
      header = headerOf(cells, mapping);
      continue;
    }
    tally.rows += 1;
    if (tally.rows > rowsMax) throw new Fault("import/too-long", `the file has more than ${rowsMax} rows`);
    try {
      takeRow(cells, { lineNumber: line, header, mapping, slots, tally });
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      fail(line, error.message);
    }
  }
  if (header === null)
    throw new Fault("import/unreadable", `the file has no line ${mapping.header_line} with a header`);
  const counts = countsOf(slots.values(), { mapping, calendar, nowMs, tally, fail });
  return { counts, tally, badRows, personal: header.personal, unread: header.unread };
}

type Header = {
  readonly timeAt: readonly number[];
  readonly at: ReadonlyMap<string, number>;
  readonly readTime: (cells: readonly string[]) => RowTime | null;
  readonly personal: readonly string[];
  readonly unread: readonly string[];
};

function headerOf(cells: readonly string[], mapping: HistoryMapping): Header {
  const names = cells.map((cell) => cell.trim());
  const read = columnsRead(mapping);
  const missing = read.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new Fault(
      "import/other-columns",
      `line ${mapping.header_line} has no column ${missing.map((name) => `\`${name}\``).join(", ")}; it has ${names
        .filter((name) => !isPersonalColumn(name))
        .map((name) => `\`${name}\``)
        .join(", ")}`,
    );
  const twin = read.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twin !== undefined) throw new Fault("import/other-columns", `the file has two columns \`${twin}\``);
  const others = names.filter((name) => name !== "" && !read.includes(name));
  return {
    timeAt: mapping.time.map(({ column }) => names.indexOf(column)),
    at: new Map(read.map((column) => [column, names.indexOf(column)])),
    readTime: timeReader(mapping.time.map(({ format }) => format)),
    personal: others.filter(isPersonalColumn),
    unread: others.filter((name) => !isPersonalColumn(name)),
  };
}

function takeRow(
  cells: readonly string[],
  {
    lineNumber,
    header,
    mapping,
    slots,
    tally,
  }: {
    readonly lineNumber: number;
    readonly header: Header;
    readonly mapping: HistoryMapping;
    readonly slots: Map<string, Slot>;
    readonly tally: HistoryTally;
  },
): void {
  const cell = (column: string | undefined) =>
    column === undefined ? "" : (cells[header.at.get(column)!] ?? "").trim();
  const times = header.timeAt.map((at) => cells[at] ?? "");
  const first = cells.find((text) => text.trim() !== "")?.trim() ?? "";
  if (TOTAL_WORD.test(first) || TOTAL_WORD_ALONE.test(first)) {
    tally.totals += 1;
    return;
  }
  const lines = mapping.lines.filter(({ where }) => where === undefined || where.is.includes(cell(where.column)));
  if (lines.length === 0) {
    const column = mapping.lines.find(({ where }) => where)?.where?.column;
    if (mapping.leave_out?.is.includes(cell(mapping.leave_out.column))) tally.leftOut += 1;
    else throw new BadRow(`\`${column}\` is \`${cut(cell(column))}\`, which the mapping neither names nor leaves out`);
    return;
  }
  const time = header.readTime(times);
  if (time === null)
    throw new BadRow(
      `\`${cut(times.join(" "))}\` is no time written as \`${mapping.time.map(({ format }) => format).join(" ")}\``,
    );
  const start = startOf(time, mapping);
  let counted = 0;
  for (const [index, line] of mapping.lines.entries()) {
    if (!lines.includes(line)) continue;
    const texts = [line.in, line.out]
      .filter((column) => column !== undefined)
      .map((column) => ({ column, text: cell(column) }));
    if (texts.every(({ text }) => text === "")) continue;
    const limit = CROSSINGS_PER_MINUTE_MAX * Math.min(60, SPAN_MINUTES[mapping.span]);
    const numbers = new Map(
      texts.map(({ column, text }) => {
        const count = readCount(text, mapping.decimal);
        if (count === null) throw new BadRow(`\`${column}\` is \`${cut(text)}\` and no whole number`);
        if (count > limit) throw new BadRow(`\`${column}\` is ${count}, more than ${limit} people`);
        return [column, count] as const;
      }),
    );
    const key = `${line.line}\t${line.version}\t${start.kind}\t${start.minute}`;
    const slot: Slot = slots.get(key) ?? { line, time: start, told: new Map() };
    slots.set(key, slot);
    const source = sourceText(index, line.where ? cell(line.where.column) : "");
    const told = slot.told.get(source) ?? [];
    told.push({ in: numbers.get(line.in ?? "") ?? 0, out: numbers.get(line.out ?? "") ?? 0, lineNumber });
    slot.told.set(source, told);
    counted += 1;
  }
  if (counted === 0) tally.empty += 1;
  else tally.counted += 1;
}

/** When the span of a row begins, in whole spans. */
function startOf({ kind, minute }: RowTime, { span, stamp }: HistoryMapping): RowTime {
  const length = SPAN_MINUTES[span];
  // Some tables end a span with its last minute, 09:59, and some with the first after it.
  const isLastMinute = stamp === "end" && length > 1 && modulo(minute, length) === length - 1;
  const start = stamp === "end" ? minute + (isLastMinute ? 1 : 0) - length : minute;
  const isWhole = kind === "instant" && span === "day" ? modulo(minute, 15) === 0 : modulo(start, length) === 0;
  if (!isWhole && !(kind === "instant" && span === "hour" && modulo(start, 15) === 0))
    throw new BadRow(`its time begins at ${clockText(start)}, which is no whole ${span}`);
  return { kind, minute: start };
}

function countsOf(
  slots: Iterable<Slot>,
  {
    mapping,
    calendar,
    nowMs,
    tally,
    fail,
  }: {
    readonly mapping: HistoryMapping;
    readonly calendar: StoreCalendar;
    readonly nowMs: number;
    readonly tally: HistoryTally;
    readonly fail: (lineNumber: number, why: string) => void;
  },
): HistoryCount[] {
  const shown = shownMinutes(calendar);
  const length = SPAN_MINUTES[mapping.span];
  const nowMinute = Math.floor(nowMs / 60_000);
  const sources = new Map<string, Set<string>>();
  for (const [index, line] of mapping.lines.entries()) {
    const unit = `${line.line}\t${line.version}`;
    const ofLine = sources.get(unit) ?? new Set();
    for (const value of line.where?.is ?? [""]) ofLine.add(sourceText(index, value));
    sources.set(unit, ofLine);
  }
  const stretchesOf = ({ kind, minute }: RowTime): Stretch[] => {
    if (kind === "wall") return shown(minute, minute + length);
    if (mapping.span !== "day") return [{ fromMinute: minute, toMinute: minute + length }];
    return [calendar.minutesOf(calendar.dayOf(minute))];
  };
  const counts: HistoryCount[] = [];
  for (const { line, time, told } of slots) {
    const stretches = stretchesOf(time);
    const firstTold = [...told.values()][0]![0]!;
    const outside = stretches.some(({ fromMinute, toMinute }) => fromMinute < MINUTE_MIN || toMinute > MINUTE_MAX);
    if (outside) fail(firstTold.lineNumber, "its time lies outside 2000 to 2199");
    else if (stretches.some(({ toMinute }) => toMinute > nowMinute)) tally.unfinished += 1;
    else if (stretches.length === 0) {
      const people = [...told.values()].flat().reduce((sum, one) => sum + one.in + one.out, 0);
      if (people === 0) tally.neverShown += 1;
      else
        fail(
          firstTold.lineNumber,
          `the clocks never showed ${clockText(time.minute)} on that day, but people were counted`,
        );
    } else {
      const showings = showingsOf(told, stretches, { tally, fail });
      const expected = sources.get(`${line.line}\t${line.version}`)!;
      for (const { stretches: own, bySource } of showings)
        counts.push({
          line: line.line,
          version: line.version,
          stretches: own,
          in: [...bySource.values()].reduce((sum, one) => sum + one.in, 0),
          out: [...bySource.values()].reduce((sum, one) => sum + one.out, 0),
          isWhole: [...expected].every((source) => bySource.has(source)),
        });
    }
  }
  return counts.toSorted((a, b) => a.stretches[0]!.fromMinute - b.stretches[0]!.fromMinute);
}

/**
 * Which rows are of which showing of a time. Where the clocks show it twice and a counter has two rows of it, they are one each, in
 * the order of the file; where it has one, that row is of both. Further rows of the same counter repeat it, or are bad.
 */
function showingsOf(
  told: ReadonlyMap<string, readonly Told[]>,
  stretches: readonly Stretch[],
  { tally, fail }: { readonly tally: HistoryTally; readonly fail: (lineNumber: number, why: string) => void },
): { readonly stretches: readonly Stretch[]; readonly bySource: ReadonlyMap<string, Told> }[] {
  const isApart = stretches.length > 1 && [...told.values()].some((rows) => rows.length > 1);
  const places = isApart ? stretches.map((stretch) => [stretch]) : [stretches];
  const showings = places.map((own) => ({ stretches: own, bySource: new Map<string, Told>() }));
  for (const [source, rows] of told) {
    for (const [index, one] of rows.entries()) {
      const showing = showings[index];
      const first = rows[0]!;
      if (showing) showing.bySource.set(source, one);
      else if (first.in === one.in && first.out === one.out) tally.repeated += 1;
      else fail(one.lineNumber, `line ${first.lineNumber} tells the same counter and time with other counts`);
    }
  }
  return showings.filter(({ bySource }) => bySource.size > 0);
}

function sourceText(index: number, value: string): string {
  return `${index}\t${value}`;
}

function clockText(wallMinute: number): string {
  return new Date(wallMinute * 60_000).toISOString().slice(0, 16).replace("T", " ");
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function cut(text: string): string {
  return text.length <= TEXT_TOLD_LENGTH_MAX ? text : `${text.slice(0, TEXT_TOLD_LENGTH_MAX)}…`;
}
