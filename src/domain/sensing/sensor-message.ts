import { Fault } from "#domain/fault/fault.ts";

/** What came from a sensor, unread: over MQTT with its topic. */
export type SensorMessage = { readonly topic: string | null; readonly text: string };

/** A longer message is refused unread. A day of minutes in JSON has 130,000 bytes. */
export const SENSOR_MESSAGE_BYTES_MAX = 524_288;
/** More deeply nested JSON is refused before it is parsed. */
export const SENSOR_MESSAGE_DEPTH_MAX = 16;
/** Records, frames or counts in one message; two days of minutes are fewer. */
export const READINGS_PER_MESSAGE_MAX = 4000;

/** The message as JSON; a fault, never a crash, where it is too long, too deep or no JSON. */
export function jsonOf(text: string): unknown {
  // Characters are never more than bytes, and the doors measure bytes before they decode.
  if (text.length > SENSOR_MESSAGE_BYTES_MAX)
    throw new Fault("sensor/too-large", `the message is longer than ${SENSOR_MESSAGE_BYTES_MAX} bytes`);
  if (depthOf(text) > SENSOR_MESSAGE_DEPTH_MAX)
    throw new Fault("sensor/unreadable", `the message is nested more than ${SENSOR_MESSAGE_DEPTH_MAX} deep`);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // The parser's own words quote the message.
    throw new Fault("sensor/unreadable", "the message is not JSON");
  }
}

/** A fault where a message holds more records than are read at once. */
export function assertFew(records: number): void {
  if (records > READINGS_PER_MESSAGE_MAX)
    throw new Fault("sensor/too-large", `the message holds more than ${READINGS_PER_MESSAGE_MAX} records`);
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInString) {
      if (character === "\\") at++;
      else if (character === '"') isInString = false;
    } else if (character === '"') isInString = true;
    else if (character === "{" || character === "[") deepest = Math.max(deepest, ++depth);
    else if (character === "}" || character === "]") depth--;
  }
  return deepest;
}
