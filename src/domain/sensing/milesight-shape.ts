import { z } from "zod";
import { Fault } from "#domain/fault/fault.ts";
import { keepListed, parseListed, type Whitelist } from "./field-whitelist.ts";
import { assertFew } from "./sensor-message.ts";
import { ONLY_LINE, type Refusal, type SensorReading } from "./sensor-reading.ts";
import { Count, Instant, LineName } from "./shape-fields.ts";
import type { NameTally } from "./tally.ts";
import { instantAtOffset, readWallTime } from "./wall-clock.ts";

/**
 * The fields of Milesight's reports that are read: VS121-P says `in_counted` and `out_counted`, VS125, VS133 and VS135 say
 * `line_periodic_data`. `snapshot` is a picture; `line_trigger_data` tells the same people a second time; `current_total`
 * and the regions are of who is inside; `group`, `children` and `staff` are no passes of their own.
 */
export const MILESIGHT_FIELDS = {
  report_type: "value",
  time_info: {
    timezone: "value",
    time_zone: "value",
    dst_status: "value",
    start_time: "value",
    end_time: "value",
  },
  in_counted: "value",
  out_counted: "value",
  line_periodic_data: {
    line: "value",
    line_name: "value",
    in: "value",
    out: "value",
    total: { in: "value", out: "value" },
  },
} as const satisfies Whitelist;

const Zone = z.string().max(120);

const Report = z.object({
  report_type: z.string().max(40).optional(),
  time_info: z
    .object({
      timezone: Zone.optional(),
      time_zone: Zone.optional(),
      dst_status: z.union([z.boolean(), z.int()]).optional(),
      start_time: z.string().max(40).optional(),
      end_time: z.string().max(40).optional(),
    })
    .optional(),
  in_counted: Count.optional(),
  out_counted: Count.optional(),
  line_periodic_data: z
    .array(
      z.object({
        line: z.int().min(0).max(99).optional(),
        line_name: LineName.optional(),
        in: Count.optional(),
        out: Count.optional(),
        total: z.object({ in: Count, out: Count }).optional(),
      }),
    )
    .optional(),
});

type TimeInfo = NonNullable<z.infer<typeof Report>["time_info"]>;

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const HOURS_FROM_UTC_MAX = 14;

/** The lines of one periodic report. Reports of another kind, and those of who is inside, are no counts and are refused. */
export function readMilesight(value: unknown, dropped: NameTally, refuse: (why: Refusal) => void): SensorReading[] {
  const report = parseListed(Report, keepListed(value, MILESIGHT_FIELDS, dropped));
  const lines = linesOf(report);
  assertFew(lines.length);
  const { start_time: start, end_time: end } = report.time_info ?? {};
  if (
    lines.length === 0 ||
    start === undefined ||
    end === undefined ||
    (report.report_type ?? "interval") !== "interval"
  ) {
    refuse("not-a-count");
    return [];
  }
  const fromMs = instantOf(start, report.time_info ?? {}, "start_time");
  const toMs = instantOf(end, report.time_info ?? {}, "end_time");
  return lines.map((line) => ({ kind: "interval", ...line, fromMs, toMs, uncertain: 0, observedMs: null }));
}

function linesOf(report: z.infer<typeof Report>): { theirs: string; in: number; out: number }[] {
  const { in_counted: entered, out_counted: left, line_periodic_data: periodic = [] } = report;
  const only = entered === undefined || left === undefined ? [] : [{ theirs: ONLY_LINE, in: entered, out: left }];
  return [
    ...only,
    ...periodic.map(({ line, line_name: name, total, in: lineIn, out: lineOut }) => ({
      theirs: name ?? String(line ?? ""),
      in: total?.in ?? lineIn ?? missing("in"),
      out: total?.out ?? lineOut ?? missing("out"),
    })),
  ];
}

function missing(field: string): never {
  throw new Fault("sensor/unreadable", `\`line_periodic_data\` does not say \`${field}\``);
}

/** An instant with its offset, or a local time beside a zone such as `UTC+8:00`, which summer time is added to. */
function instantOf(text: string, { timezone, time_zone: named, dst_status: summer }: TimeInfo, field: string): number {
  const instant = Instant.safeParse(text);
  if (instant.success) return instant.data;
  const wall = readWallTime(text);
  const zone = /^UTC([+-])(\d{1,2})(?::(\d{2}))?/.exec(timezone ?? named ?? "");
  const hours = Number(zone?.[2]);
  if (!wall || !zone || hours > HOURS_FROM_UTC_MAX)
    throw new Fault("sensor/unreadable", `\`time_info.${field}\` is no time with its zone`);
  const away = (hours * HOUR_MS + Number(zone[3] ?? 0) * MINUTE_MS) * (zone[1] === "-" ? -1 : 1);
  return instantAtOffset(wall, away + (summer ? HOUR_MS : 0));
}
