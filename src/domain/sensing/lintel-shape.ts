import { z } from "zod";
import { Fault } from "#domain/fault/fault.ts";
import { keepListed, parseListed, type Whitelist } from "./field-whitelist.ts";
import { assertFew } from "./sensor-message.ts";
import type { SensorReading } from "./sensor-reading.ts";
import { Count, Instant, LineName, Milliseconds } from "./shape-fields.ts";
import type { NameTally } from "./tally.ts";

/**
 * The fields of our own shape that are read. `staffIn`, `staffOut` and `groups` are part of the shape and not of this list,
 * because a bucket has no place for them; they are reported as dropped.
 */
export const LINTEL_FIELDS = {
  line: "value",
  fromMs: "value",
  start: "value",
  toMs: "value",
  end: "value",
  in: "value",
  out: "value",
  uncertain: "value",
  observedSeconds: "value",
} as const satisfies Whitelist;

const SECONDS_MAX = 90_000;

const LintelRecord = z.object({
  line: LineName,
  fromMs: Milliseconds.optional(),
  start: Instant.optional(),
  toMs: Milliseconds.optional(),
  end: Instant.optional(),
  in: Count,
  out: Count,
  uncertain: Count.optional(),
  observedSeconds: z.number().min(0).max(SECONDS_MAX).optional(),
});

/** One record or a list of them, each an interval of one line; a record that says an end twice, or not, is a fault. */
export function readLintel(value: unknown, dropped: NameTally): SensorReading[] {
  const records = Array.isArray(value) ? value : [value];
  assertFew(records.length);
  const parsed = parseListed(z.array(LintelRecord), keepListed(records, LINTEL_FIELDS, dropped));
  return parsed.map(({ line, in: entered, out, uncertain = 0, observedSeconds, ...times }) => ({
    kind: "interval",
    theirs: line,
    fromMs: oneOf(times.fromMs, times.start, "`fromMs` or `start`"),
    toMs: oneOf(times.toMs, times.end, "`toMs` or `end`"),
    in: entered,
    out,
    uncertain: Math.min(uncertain, entered + out),
    observedMs: observedSeconds === undefined ? null : Math.round(observedSeconds * 1000),
  }));
}

function oneOf(milliseconds: number | undefined, instant: number | undefined, names: string): number {
  const said = milliseconds ?? instant;
  if (said === undefined || (milliseconds !== undefined && instant !== undefined))
    throw new Fault("sensor/unreadable", `a record should say either ${names}`);
  return said;
}
