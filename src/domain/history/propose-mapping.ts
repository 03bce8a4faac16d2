import { type Decimal, readCount } from "./count-text.ts";
import type { HistoryMapping, HistorySpan } from "./history-mapping.ts";
import { isPersonalColumn } from "./personal-column.ts";
import { ISO_FORMAT, type RowTime, type TimePiece, timeReader } from "./time-format.ts";

/** What a table's own look says of how it could be read, for somebody to correct; null where it shows no time or no counts. */
export type ProposedMapping = {
  readonly mapping: Omit<HistoryMapping, "name" | "encoding" | "delimiter" | "time_zone" | "open">;
  /** What should be looked at before it is used. */
  readonly doubts: readonly string[];
  readonly personal: readonly string[];
};

/** Columns of one table that are looked at; the widest export known has some forty. */
const COLUMNS_MAX = 200;
const HEADER_ROWS_MAX = 30;
/** How many of the rows must be read by a format for it to be the format; a table may end with a sum. */
const READ_SHARE_MIN = 0.95;
const LINE_VALUES_MAX = 64;
const NAME_LENGTH_MAX = 40;

const DAYS = [
  "yyyy-MM-dd",
  "dd.MM.yyyy",
  "d.M.yyyy",
  "dd/MM/yyyy",
  "MM/dd/yyyy",
  "d/M/yyyy",
  "M/d/yyyy",
  "yyyy/MM/dd",
  "yyyy/M/d",
  "dd-MM-yyyy",
  "dd.MM.yy",
  "yyyyMMdd",
];
const CLOCKS = ["HH:mm:ss", "HH:mm", "H:mm:ss", "H:mm", "hh:mm:ss a", "hh:mm a", "h:mm:ss a", "h:mm a", "h a"];
const HOURS = ["HH:mm - *", "HH:mm-*", "H:mm - *", "H:mm-*", "H"];
const MOMENTS = [
  ISO_FORMAT,
  ...DAYS.flatMap((day) => CLOCKS.flatMap((clock) => [`${day} ${clock}`, `${day}T${clock}`, `${day}, ${clock}`])),
  "yyyyMMddHHmmss",
  "yyyyMMddHHmm",
];

const IN_WORDS =
  "in|ins|enter|enters|entered|entry|entries|entrances?|entering|incoming|visitors?|visits|footfall|eintritte?|eingänge?|zutritte?|besucher|entrées?|entrate|ingressi|entradas?|进|进入|进店|进客流|进店人数|入店|입장";
const OUT_WORDS =
  "out|outs|exit|exits|exited|exiting|leave|leaves|left|leaving|outgoing|austritte?|ausgänge?|abgänge?|sorties?|uscite|salidas?|出|离开|出店|出客流|出店人数|퇴장";
const HOUR_WORDS = /^(?:hour|hours|stunde|uhrzeit|zeit|time|heure|hora|ora|from time|时间|时段|小时|시간)/i;
const END_WORDS = /^(?:end|ende|to|bis|fin|until|结束)/i;

const SPAN_OF_MINUTES: ReadonlyMap<number, HistorySpan> = new Map([
  [1, "minute"],
  [15, "quarter"],
  [60, "hour"],
  [1440, "day"],
]);

/** Proposes how a table is to be read, by its first rows; `sensor` is what the lines are put under. */
export function proposeMapping(
  records: readonly { readonly cells: readonly string[]; readonly line: number }[],
  { sensor = "before" }: { readonly sensor?: string } = {},
): ProposedMapping | null {
  const found = headerIn(records);
  if (found === null) return null;
  const { names, rows, line: header_line } = found;
  const doubts: string[] = [];
  const personal = names.filter(isPersonalColumn);
  const columns = names
    .slice(0, COLUMNS_MAX)
    .map((name, at) => ({ name, values: rows.map((row) => (row[at] ?? "").trim()) }));
  const usable = columns.filter(({ name }) => name !== "" && !isPersonalColumn(name));
  const time = timeIn(usable, doubts);
  if (time === null) return null;
  const rest = usable.filter(({ name }) => !time.pieces.some(({ column }) => column === name));
  const counts = countColumns(rest);
  if (counts.columns.length === 0) return null;
  const others = rest.filter(({ name }) => !counts.columns.some((column) => column.name === name));
  const divider = counts.isWide ? undefined : dividerIn(others, time.times);
  const span = spanOf(time.times, divider?.values);
  if (span === null)
    doubts.push("the rows lie apart in no way that is a minute, a quarter of an hour, an hour or a day: see `span`");
  const spanFound = span ?? "hour";
  const lines = counts.lines.flatMap((line): HistoryMapping["lines"] => {
    const base = { version: 1, role: "entrance" as const, in: line.in, out: line.out };
    if (!divider) return [{ line: `${sensor}.${unitName(line.name)}`, ...base }];
    return [...new Set(divider.values)]
      .filter((value) => value !== "")
      .map((value) => ({
        line: `${sensor}.${unitName(value)}`,
        ...base,
        where: { column: divider.name, is: [value] },
      }));
  });
  if (new Set(lines.map(({ line }) => line)).size < lines.length)
    doubts.push("several counters got the same name of a line, so that they would be summed");
  if (lines.some((line) => line.out === undefined)) doubts.push("no column for people who leave was found: see `out`");
  const isEnd = time.pieces.length === 1 && END_WORDS.test(time.pieces[0]!.column);
  return {
    mapping: {
      lintel_import: 1,
      header_line,
      decimal: counts.decimal,
      span: spanFound,
      stamp: isEnd ? "end" : "start",
      time: time.pieces,
      lines,
    },
    doubts,
    personal,
  };
}

type Column = { readonly name: string; readonly values: readonly string[] };

/** The header is the first row of as many cells as most rows have, none of which is a number. */
function headerIn(records: readonly { readonly cells: readonly string[]; readonly line: number }[]) {
  const lengths = Map.groupBy(records, ({ cells }) => cells.length);
  const [length = 0] = [...lengths].toSorted(([a, one], [b, other]) => other.length - one.length || b - a)[0] ?? [];
  if (length < 2) return null;
  const at = records
    .slice(0, HEADER_ROWS_MAX)
    .findIndex(({ cells }) => cells.length === length && cells.every((cell) => !/^[\d\s.,:/-]+$/.test(cell)));
  const header = records[at];
  if (!header) return null;
  const rows = records
    .slice(at + 1)
    .map(({ cells }) => cells)
    .filter((cells) => cells.length === length);
  return rows.length === 0 ? null : { names: header.cells.map((cell) => cell.trim()), rows, line: header.line };
}

function timeIn(
  columns: readonly Column[],
  doubts: string[],
): { readonly pieces: readonly TimePiece[] & TimePiece[]; readonly times: readonly (RowTime | null)[] } | null {
  const whole = columns.flatMap((column) =>
    readings(
      [column],
      MOMENTS.map((format) => [format]),
    ),
  );
  const days = columns.flatMap((column) =>
    readings(
      [column],
      DAYS.map((format) => [format]),
    ),
  );
  const pairs =
    days.length === 0
      ? []
      : columns.flatMap((day) =>
          columns
            .filter((clock) => clock !== day)
            .flatMap((clock) =>
              readings(
                [day, clock],
                DAYS.flatMap((format) =>
                  [...CLOCKS, ...HOURS]
                    .filter((hour) => hour !== "H" || HOUR_WORDS.test(clock.name))
                    .map((hour) => [format, hour]),
                ),
              ),
            ),
        );
  const found = [whole, pairs, days].find((list) => list.length > 0);
  if (!found) return null;
  // A begin is better than an end, and of formats that read everything the one by which rows follow each other evenly.
  const begins = found.filter(({ pieces }) => !END_WORDS.test(pieces[0]!.column));
  const ordered = (begins.length > 0 ? begins : found).toSorted((a, b) => b.evenness - a.evenness);
  const best = ordered[0]!;
  const rivals = ordered.filter(
    (one) =>
      one.evenness === best.evenness &&
      one.pieces[0]!.column === best.pieces[0]!.column &&
      one.times.some((time, index) => time !== null && time.minute !== best.times[index]?.minute),
  );
  if (rivals.length > 0)
    doubts.push(
      `\`${best.pieces[0]!.format}\` and \`${rivals[0]!.pieces[0]!.format}\` both read the time: see \`format\``,
    );
  return best;
}

function readings(columns: readonly Column[], formats: readonly (readonly string[])[]) {
  const rows = columns[0]!.values.map((_, row) => columns.map(({ values }) => values[row]!));
  return formats.flatMap((pieceFormats) => {
    const read = timeReader(pieceFormats);
    // The first rows rule most formats out.
    if (rows.slice(0, 3).every((cells) => read(cells) === null)) return [];
    const times = rows.map((cells) => read(cells));
    const readRows = times.filter((time) => time !== null);
    if (readRows.length < READ_SHARE_MIN * (rows.length - 1) || readRows.length === 0) return [];
    const pieces = columns.map(({ name }, index): TimePiece => ({ column: name, format: pieceFormats[index]! }));
    return [{ pieces, times, evenness: evennessOf(readRows) }];
  });
}

/** Which share of neighbouring times lies apart by the commonest gap. */
function evennessOf(times: readonly RowTime[]): number {
  const gaps = gapsOf(times.map(({ minute }) => minute));
  const sizes = [...Map.groupBy(gaps, (gap) => gap).values()].map((same) => same.length);
  return gaps.length === 0 ? 0 : Math.max(...sizes) / gaps.length;
}

function gapsOf(minutes: readonly number[]): number[] {
  const apart = [...new Set(minutes)];
  return apart.slice(1).map((minute, index) => minute - apart[index]!);
}

/** How far apart the rows of one counter lie, most of them; null where it is none of our spans. */
function spanOf(times: readonly (RowTime | null)[], values: readonly string[] | undefined): HistorySpan | null {
  const byCounter = Map.groupBy(times.keys(), (row) => values?.[row] ?? "");
  const gaps = [...byCounter.values()].flatMap((rows) =>
    gapsOf(rows.map((row) => times[row]?.minute).filter((minute) => minute !== undefined)),
  );
  const [commonest] = [...Map.groupBy(gaps, (gap) => gap)].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? [];
  if (commonest === undefined) return times.some((time) => time !== null && time.minute % 1440 !== 0) ? null : "day";
  return SPAN_OF_MINUTES.get(commonest) ?? null;
}

function countColumns(columns: readonly Column[]) {
  const isCount = ({ values }: Column, decimal: Decimal) => {
    const told = values.filter((value) => value !== "");
    return (
      told.length > 0 &&
      told.filter((value) => readCount(value, decimal) !== null).length >= READ_SHARE_MIN * told.length
    );
  };
  const found = columns.flatMap((column) => {
    const direction = directionOf(column.name);
    return direction && (isCount(column, ".") || isCount(column, ",")) ? [{ ...column, ...direction }] : [];
  });
  const decimal: Decimal = found.every((column) => isCount(column, ".")) ? "." : ",";
  const byName = Map.groupBy(found, ({ rest }) => rest);
  const lines = [...byName]
    .map(([rest, list]) => ({
      name: rest || "door",
      in: list.find(({ direction }) => direction === "in")?.name,
      out: list.find(({ direction }) => direction === "out")?.name,
    }))
    .filter((line) => line.in !== undefined || line.out !== undefined);
  // `Total In` beside `Main In` and `Side In` would count everybody twice.
  const apart = lines.length > 1 ? lines.filter(({ name }) => !/^(?:total|sum|gesamt|all|door)$/i.test(name)) : lines;
  return { columns: found, lines: apart, decimal, isWide: apart.length > 1 };
}

/** Which way a column counts, by its header, and what else the header says: `Main door In` is in, of `Main door`. */
function directionOf(header: string): { readonly direction: "in" | "out"; readonly rest: string } | null {
  for (const [direction, words] of [
    ["in", IN_WORDS],
    ["out", OUT_WORDS],
  ] as const) {
    const part = "[\\s_.:()-]";
    const last = new RegExp(`^(?:(.*?)${part}+)?(?:${words})${part}*$`, "iu").exec(header);
    const first = new RegExp(`^(?:${words})(?:${part}+(.*?))?${part}*$`, "iu").exec(header);
    const rest = (last?.[1] ?? first?.[1] ?? "").replace(
      /^(?:count|counts|traffic|people|visitors?|number of|no\.?|total|zahl|anzahl|sum)$/i,
      "",
    );
    // `Visitors Out` begins with a word for in.
    if (direction === "in" && new RegExp(`(?:^|${part})(?:${OUT_WORDS})${part}*$`, "iu").test(header)) continue;
    if (last || first) return { direction, rest: rest.replace(/^(?:in|out|visitors?|besucher)$/i, "").trim() };
  }
  return null;
}

/** The column that says which counter a row is of: few values, several of them at the same time. */
function dividerIn(columns: readonly Column[], times: readonly (RowTime | null)[]): Column | undefined {
  const repeats = columns.filter(({ values }) => {
    const distinct = new Set(values.filter((value) => value !== ""));
    if (
      distinct.size < 1 ||
      distinct.size > LINE_VALUES_MAX ||
      [...distinct].every((value) => /^[\d.,%:\s-]*$/.test(value))
    )
      return false;
    const keys = times
      .map((time, row) => (time === null ? null : `${time.minute}\t${values[row]}`))
      .filter((key) => key !== null);
    return new Set(keys).size >= READ_SHARE_MIN * keys.length;
  });
  return repeats
    .toSorted((a, b) => new Set(b.values).size - new Set(a.values).size)
    .find(({ values }) => new Set(values).size > 1);
}

function unitName(text: string): string {
  const name = text
    .replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, NAME_LENGTH_MAX);
  return name === "" ? "door" : name;
}
