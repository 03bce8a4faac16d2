import { MINUTE_MS } from "#domain/counting/bucket.ts";

/**
 * When a row of somebody else's table is, as its cells say it: minutes that a clock on the wall shows, counted from that clock's own
 * 1 January 1970, or minutes since the epoch where the cell itself says how far that clock is from UTC.
 */
export type RowTime = { readonly kind: "wall" | "instant"; readonly minute: number };

/** One column that holds a time or a part of one, and how it is written there. */
export type TimePiece = { readonly column: string; readonly format: string };

/** A time with its distance from UTC, as ISO 8601 and RFC 3339 write it. */
export const ISO_FORMAT = "iso";

type Field = "year" | "month" | "day" | "hour" | "minute" | "second" | "half";

const TOKENS: Readonly<Record<string, readonly [field: Field | null, pattern: string]>> = {
  yyyy: ["year", "\\d{4}"],
  yy: ["year", "\\d{2}"],
  MM: ["month", "\\d{2}"],
  M: ["month", "\\d{1,2}"],
  dd: ["day", "\\d{2}"],
  d: ["day", "\\d{1,2}"],
  HH: ["hour", "\\d{2}"],
  H: ["hour", "\\d{1,2}"],
  hh: ["hour", "\\d{2}"],
  h: ["hour", "\\d{1,2}"],
  mm: ["minute", "\\d{2}"],
  ss: ["second", "\\d{2}(?:[.,]\\d{1,9})?"],
  a: ["half", "[ap]\\.?\\s?m\\.?"],
  "*": [null, ".*"],
};
const TOKEN = /yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|ss|a|\*/g;
const ISO = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})$/i;
const YEAR_MIN = 2000;
const YEAR_MAX = 2199;
const CENTURY = 2000;
/** Narrow and non-breaking spaces, which spreadsheets put before AM and PM. */
const SPACES = /[\s\u00a0\u2009\u202f]+/g;

/** What is wrong with a format, or null where it can be read. */
export function formatProblem(format: string): string | null {
  if (format === ISO_FORMAT) return null;
  const fields = [...format.matchAll(TOKEN)].map(([token]) => TOKENS[token]![0]);
  const twin = fields.find((field, index) => field !== null && fields.indexOf(field) !== index);
  if (fields.length === 0) return "it holds none of yyyy, MM, dd, HH, mm";
  if (twin !== undefined) return `it says the ${twin} twice`;
  if (/h/.test(format) && !fields.includes("half")) return "it counts hours to 12 (`h`) and has no `a` for AM and PM";
  return null;
}

/** Reads the cells of a time, a piece each; null where they are not written so, or where no calendar has that day. */
export function timeReader(formats: readonly string[]): (cells: readonly string[]) => RowTime | null {
  const patterns = formats.map((format) => (format === ISO_FORMAT ? null : patternOf(format)));
  return (cells) => {
    const found = new Map<Field, string>();
    for (const [index, pattern] of patterns.entries()) {
      const text = (cells[index] ?? "").replace(SPACES, " ").trim();
      if (pattern === null) return isoTime(text);
      const match = pattern.regex.exec(text);
      if (!match) return null;
      for (const [at, field] of pattern.fields.entries()) found.set(field, match[at + 1]!);
    }
    return wallTime(found);
  };
}

function patternOf(format: string): { readonly regex: RegExp; readonly fields: readonly Field[] } {
  const fields: Field[] = [];
  let [pattern, from] = ["", 0];
  const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&").replace(/\s+/g, "\\s");
  for (const match of format.matchAll(TOKEN)) {
    const [field, inner] = TOKENS[match[0]]!;
    pattern += literal(format.slice(from, match.index)) + (field === null ? inner : `(${inner})`);
    if (field !== null) fields.push(field);
    from = match.index + match[0].length;
  }
  return { regex: new RegExp(`^${pattern}${literal(format.slice(from))}$`, "i"), fields };
}

function wallTime(found: ReadonlyMap<Field, string>): RowTime | null {
  const number = (field: Field, without: number) =>
    found.has(field) ? Number.parseInt(found.get(field)!, 10) : without;
  const written = number("year", Number.NaN);
  const year = found.get("year")?.length === 2 ? CENTURY + written : written;
  const [month, day, minute] = [number("month", Number.NaN), number("day", Number.NaN), number("minute", 0)];
  const hour = hourOf(number("hour", 0), found.get("half"));
  const date = new Date(Date.UTC(year, month - 1, day));
  const isDay = year >= YEAR_MIN && year <= YEAR_MAX && date.getUTCMonth() + 1 === month && date.getUTCDate() === day;
  // 24:00 is how some tables write the end of a day.
  const isTime = (hour <= 23 && minute <= 59) || (hour === 24 && minute === 0);
  if (!isDay || !isTime || number("second", 0) > 60) return null;
  return { kind: "wall", minute: date.getTime() / MINUTE_MS + hour * 60 + minute };
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (/^p/i.test(half) ? 12 : 0);
}

function isoTime(text: string): RowTime | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const [, day, clock, zone = ""] = match;
  const offset = zone.length > 1 && !zone.includes(":") ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const atMs = Date.parse(`${day}T${clock}:00${offset}`);
  const isDay = new Date(`${day}T00:00Z`).toJSON()?.startsWith(day!) ?? false;
  return Number.isFinite(atMs) && isDay ? { kind: "instant", minute: atMs / MINUTE_MS } : null;
}
