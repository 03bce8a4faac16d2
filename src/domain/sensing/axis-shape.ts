import { z } from "zod";
import { keepListed, parseListed, type Whitelist } from "./field-whitelist.ts";
import { assertFew } from "./sensor-message.ts";
import { ONLY_LINE, type SensorReading } from "./sensor-reading.ts";
import { Count } from "./shape-fields.ts";
import type { NameTally } from "./tally.ts";
import { readWallTime, type WallClock, type WallTime } from "./wall-clock.ts";

/** The running sum of AXIS People Counter (`live-sum.json`): since midnight, in the camera's local time. */
export const AXIS_SUM_FIELDS = { timestamp: "value", in: "value", out: "value" } as const satisfies Whitelist;
/** A record of the export of AXIS P8815-2 3D People Counter, by itself, in a list, or in the `data` it comes in. */
export const AXIS_RECORD_FIELDS = {
  start: "value",
  end: "value",
  in: "value",
  out: "value",
} as const satisfies Whitelist;

const Wall = z.string().transform((text, context): WallTime => {
  const wall = readWallTime(text);
  if (wall) return wall;
  context.addIssue({ code: "custom", message: "not a local time" });
  return z.NEVER;
});

const Sum = z.object({ timestamp: Wall, in: Count, out: Count });
const Records = z.array(z.object({ start: Wall, end: Wall, in: Count, out: Count }));

/** Either of the two, by whether there is a `timestamp`. The camera has one line and does not name it. */
export function readAxis(value: unknown, dropped: NameTally, clock: WallClock): SensorReading[] {
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "timestamp")) {
    const sum = parseListed(Sum, keepListed(value, AXIS_SUM_FIELDS, dropped));
    const atMs = clock.instantOf(sum.timestamp);
    const resetMs = clock.instantOf({ ...sum.timestamp, hour: 0, minute: 0, second: 0 });
    return [{ kind: "total", theirs: ONLY_LINE, atMs, in: sum.in, out: sum.out, resetMs, isPrompt: false }];
  }
  const records = recordsOf(value, dropped);
  assertFew(records.length);
  return parseListed(Records, keepListed(records, AXIS_RECORD_FIELDS, dropped)).map((record) => ({
    kind: "interval",
    theirs: ONLY_LINE,
    fromMs: clock.instantOf(record.start),
    toMs: clock.instantOf(record.end),
    in: record.in,
    out: record.out,
    uncertain: 0,
    observedMs: null,
  }));
}

function recordsOf(value: unknown, dropped: NameTally): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== "object" || value === null || !("data" in value)) return [value];
  for (const name of Object.keys(value)) if (name !== "data") dropped.add(name);
  return Array.isArray(value.data) ? value.data : [value.data];
}
