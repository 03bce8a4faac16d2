import { Fault } from "#domain/fault/fault.ts";
import { readAxis } from "./axis-shape.ts";
import { refuseFaceText, refuseFaceTopic, refuseFaceValue } from "./face-message.ts";
import { readLintel } from "./lintel-shape.ts";
import { readMilesight } from "./milesight-shape.ts";
import { isCounterTopic, readGoneCounter, readOnvifCounter } from "./onvif-counter-shape.ts";
import { jsonOf, type SensorMessage } from "./sensor-message.ts";
import { ONLY_LINE, type Refusal, type SensorReading } from "./sensor-reading.ts";
import { NameTally, type Tally } from "./tally.ts";
import { type WallClock, wallClock } from "./wall-clock.ts";
import { readXovis } from "./xovis-shape.ts";

/** The forms in which other counters tell their counts, and our own. */
export const SENSOR_SHAPES = ["lintel", "xovis", "axis", "onvif-counter", "milesight"] as const;

export type SensorShape = (typeof SENSOR_SHAPES)[number];

/** Lines of one sensor. */
export const SENSOR_LINES_MAX = 16;

/** What a sensor calls a line, what we call it, and which way the sensor's `in`, its forward or its only count goes. */
export type SensorLine = { readonly theirs: string; readonly line: string; readonly direction: "in" | "out" };

/** What has to be known of a sensor before it can be understood. */
export type SensorSetting = {
  readonly shape: SensorShape;
  /** Lines that are not here are not counted. A shape whose lines have no names has one, whose `theirs` is `*`. */
  readonly lines: readonly SensorLine[];
  /** Of the device, for those that tell local time (`axis`) or begin again at one (`resetAt`): `Europe/Zurich`. */
  readonly timeZone?: string | undefined;
  /** When an `onvif-counter` begins again by its programme, in its local time: `00:00`. */
  readonly resetAt?: string | undefined;
};

/** What a message comes down to, and what of it was not read: fields by name, records by reason. */
export type SensorTelling = {
  readonly readings: readonly SensorReading[];
  readonly dropped: Tally;
  readonly refused: Tally;
};

/**
 * A reader of one sensor's messages. What it gives holds numbers, times and names of lines; every field that is not on the
 * shape's whitelist is dropped and counted by name. A message that is not understood, or is about faces, is a fault.
 */
export function sensorReader(setting: SensorSetting): (message: SensorMessage) => SensorTelling {
  const { shape, lines, timeZone, resetAt } = setting;
  checkLines(lines, shape);
  const clock = timeZone === undefined ? null : wallClock(timeZone);
  const reset = resetAt === undefined ? null : resetOf(resetAt, clock);
  const zoned = shape === "axis" ? needed(clock, "an `axis` counter tells local time and needs its `timeZone`") : clock;

  return ({ topic, text }) => {
    if (topic !== null) refuseFaceTopic(topic);
    const dropped = new NameTally();
    const refused = new NameTally();
    const telling = (readings: readonly SensorReading[]) => ({
      readings,
      dropped: dropped.counts,
      refused: refused.counts,
    });
    if (shape === "onvif-counter") {
      if (topic === null || !isCounterTopic(topic)) {
        refused.add("not-a-count");
        return telling([]);
      }
      if (text === "") return telling(readGoneCounter(topic));
    }
    const value = checkedJson({ topic, text });
    const refuse = (why: Refusal) => refused.add(why);
    if (shape === "lintel") return telling(readLintel(value, dropped));
    if (shape === "xovis") return telling(readXovis(value, dropped, refuse));
    if (shape === "axis") return telling(readAxis(value, dropped, zoned!));
    if (shape === "milesight") return telling(readMilesight(value, dropped, refuse));
    return telling(readOnvifCounter(value, dropped, reset));
  };
}

function checkedJson(message: SensorMessage): unknown {
  let value: unknown;
  try {
    value = jsonOf(message.text);
  } catch (fault) {
    refuseFaceText(message);
    throw fault;
  }
  refuseFaceValue(value);
  return value;
}

function checkLines(lines: readonly SensorLine[], shape: SensorShape): void {
  if (lines.length === 0 || lines.length > SENSOR_LINES_MAX)
    throw new Fault("sensor/misconfigured", `a sensor has 1 to ${SENSOR_LINES_MAX} lines`);
  if (new Set(lines.map(({ theirs }) => theirs)).size < lines.length)
    throw new Fault("sensor/misconfigured", "two lines of a sensor have the same `theirs`");
  if (shape === "axis" && lines[0]?.theirs !== ONLY_LINE)
    throw new Fault("sensor/misconfigured", "an `axis` counter does not name its line, so that its `theirs` is `*`");
}

function resetOf(text: string, clock: WallClock | null): (atMs: number) => number {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined)
    throw new Fault("sensor/misconfigured", `\`resetAt\` is \`${text}\`, not a time as \`00:00\``);
  const zoned = needed(clock, "`resetAt` is local time and needs the `timeZone`");
  return (atMs) => zoned.lastAt({ hour: Number(hour), minute: Number(minute) }, atMs);
}

function needed(clock: WallClock | null, detail: string): WallClock {
  if (clock) return clock;
  throw new Fault("sensor/misconfigured", detail);
}
