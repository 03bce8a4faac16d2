import { z } from "zod";
import { Id, Version } from "#domain/wire/bucket-part.ts";
import { Name } from "#domain/wire/lens-message.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import { DECIMALS } from "./count-text.ts";
import { isPersonalColumn } from "./personal-column.ts";
import { formatProblem } from "./time-format.ts";

/**
 * How the table of a previous counter is read: written once, kept, and used for its next table as well. Nothing but the columns that
 * it names is read.
 */

/** How texts may be written in a file. */
export const ENCODINGS = ["utf-8", "utf-16le", "windows-1252"] as const;
/** What a row of the table counts. */
export const HISTORY_SPANS = ["minute", "quarter", "hour", "day"] as const;
export type HistorySpan = (typeof HISTORY_SPANS)[number];

/** Lines that one table tells of. */
const LINES_MAX = 64;
const TIME_PIECES_MAX = 3;
const HEADER_LINE_MAX = 100;
const COLUMN_LENGTH_MAX = 200;
const VALUES_MAX = 256;
/** A shorter day would put a mall's visitors into minutes that cannot hold them. */
const OPEN_MINUTES_MIN = 60;

const Column = z
  .string()
  .min(1)
  .max(COLUMN_LENGTH_MAX)
  .refine((name) => !isPersonalColumn(name), {
    error: "this column seems to be about persons and is not read; if it is not, give it another header in the file",
  });

const UnitName = z.string().refine((text) => {
  const { sensor, name } = partsOfUnitId(text);
  return Id.safeParse(sensor).success && Name.safeParse(name).success;
}, "a line is named `SENSOR.NAME`, such as `before.main door`");

const Where = z.strictObject({ column: Column, is: z.array(z.string().max(COLUMN_LENGTH_MAX)).min(1).max(VALUES_MAX) });

export const HistoryMapping = z
  .strictObject({
    lintel_import: z.literal(1),
    name: Id,
    encoding: z.enum(ENCODINGS).default("utf-8"),
    delimiter: z.string().length(1).default(","),
    header_line: z.int().min(1).max(HEADER_LINE_MAX).default(1),
    decimal: z.enum(DECIMALS).default("."),
    time_zone: z.string().max(64).refine(isTimeZone, "no time zone; write one as `Europe/Zurich`").optional(),
    span: z.enum(HISTORY_SPANS),
    stamp: z.enum(["start", "end"]).default("start"),
    open: z
      .string()
      .refine((text) => openMinutesOf(text) !== null, "write the open hours as `09:00-20:00`, at least one hour")
      .optional(),
    time: z
      .array(
        z.strictObject({
          column: Column,
          format: z.string().superRefine((format, context) => {
            const problem = formatProblem(format);
            if (problem !== null) context.addIssue({ code: "custom", message: `\`${format}\`: ${problem}` });
          }),
        }),
      )
      .min(1)
      .max(TIME_PIECES_MAX),
    lines: z
      .array(
        z
          .strictObject({
            line: UnitName,
            version: Version.default(1),
            role: z.enum(["entrance", "inner", "passer-by"]).default("entrance"),
            in: Column.optional(),
            out: Column.optional(),
            where: Where.optional(),
          })
          .refine((line) => line.in !== undefined || line.out !== undefined, "a line needs a column `in` or `out`"),
      )
      .min(1)
      .max(LINES_MAX),
    leave_out: Where.optional(),
  })
  .superRefine((mapping, context) => {
    const columns = new Set([...mapping.lines, mapping].flatMap((one) => whereOf(one)?.column ?? []));
    if (columns.size > 1)
      context.addIssue({ code: "custom", message: "only one column can say which line a row is of", path: ["lines"] });
    if (mapping.open !== undefined && mapping.span !== "day")
      context.addIssue({ code: "custom", message: "open hours are for rows of a day", path: ["open"] });
    const roles = new Map<string, string>();
    for (const [index, { line, version, role }] of mapping.lines.entries()) {
      const before = roles.get(`${line}\t${version}`);
      if (before !== undefined && before !== role)
        context.addIssue({ code: "custom", message: `\`${line}\` has two roles`, path: ["lines", index, "role"] });
      roles.set(`${line}\t${version}`, role);
    }
  });

export type HistoryMapping = z.output<typeof HistoryMapping>;

/** The columns that a mapping reads, each once. */
export function columnsRead(mapping: HistoryMapping): string[] {
  const ofLines = mapping.lines.flatMap((line) => [line.in, line.out, line.where?.column]);
  const all = [...mapping.time.map(({ column }) => column), ...ofLines, mapping.leave_out?.column];
  return [...new Set(all.filter((column) => column !== undefined))];
}

/** The first and the last-but-one minute of the day that `09:00-20:00` means; null where it means none. */
export function openMinutesOf(text: string): { readonly from: number; readonly to: number } | null {
  const match = /^(\d{2}):([0-5]\d)-(\d{2}):([0-5]\d)$/.exec(text);
  if (!match) return null;
  const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = match.slice(1).map(Number);
  const [from, to] = [fromHour * 60 + fromMinute, toHour * 60 + toMinute];
  return to <= 1440 && to - from >= OPEN_MINUTES_MIN ? { from, to } : null;
}

function whereOf(one: {
  readonly where?: z.output<typeof Where> | undefined;
  readonly leave_out?: z.output<typeof Where> | undefined;
}) {
  return one.where ?? one.leave_out;
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
