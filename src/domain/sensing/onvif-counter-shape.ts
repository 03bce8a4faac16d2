import { z } from "zod";
import { keepListed, parseListed, type Whitelist } from "./field-whitelist.ts";
import type { SensorReading } from "./sensor-reading.ts";
import { Instant, LineName, QuotedCount } from "./shape-fields.ts";
import type { NameTally } from "./tally.ts";

/** The fields of an event `tns1:RuleEngine/CountAggregation/Counter` over MQTT that are read. */
export const ONVIF_COUNTER_FIELDS = {
  UtcTime: "value",
  Source: { Rule: "value" },
  Data: { Count: "value" },
} as const satisfies Whitelist;

const CounterEvent = z.object({
  UtcTime: Instant,
  Source: z.object({ Rule: LineName }),
  Data: z.object({ Count: QuotedCount }),
});

/** `<prefix>/onvif-ej/<topic>[/&<values of Source>]`, ONVIF Core, section "Event broker". */
const COUNTER_TOPIC = /(?:^|\/)onvif-ej\/RuleEngine\/CountAggregation\/Counter(?:\/&(.*))?$/;

/** Whether the topic is that of a counter: the same messages come from rules that count who is inside. */
export function isCounterTopic(topic: string): boolean {
  return COUNTER_TOPIC.test(topic);
}

/** The rule whose counter an empty message says is gone: the last of the values that the topic ends in. */
export function readGoneCounter(topic: string): SensorReading[] {
  const theirs = COUNTER_TOPIC.exec(topic)?.[1]?.split("/").at(-1);
  return theirs ? [{ kind: "gone", theirs }] : [];
}

/**
 * What a rule has counted since it was last set to nothing. A rule counts one direction, which only the settings know.
 * `reset` finds the last time that the device did so by its programme; null where nobody said when.
 */
export function readOnvifCounter(
  value: unknown,
  dropped: NameTally,
  reset: ((atMs: number) => number) | null,
): SensorReading[] {
  const event = parseListed(CounterEvent, keepListed(value, ONVIF_COUNTER_FIELDS, dropped));
  const atMs = event.UtcTime;
  const { Rule: theirs } = event.Source;
  return [
    { kind: "total", theirs, atMs, in: event.Data.Count, out: 0, resetMs: reset?.(atMs) ?? null, isPrompt: true },
  ];
}
