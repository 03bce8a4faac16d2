import { z } from "zod";
import { keepListed, parseListed, type Whitelist } from "./field-whitelist.ts";
import { assertFew } from "./sensor-message.ts";
import type { Refusal, SensorReading } from "./sensor-reading.ts";
import { Count, LineName, Milliseconds } from "./shape-fields.ts";
import type { NameTally } from "./tally.ts";

/**
 * The fields of a push of Xovis v5 that are read. `position` holds a person's height and is not among them; `track_id` and
 * `type` only find out, within one frame, whether an event is of a person.
 */
export const XOVIS_FIELDS = {
  live_data: {
    frames: {
      framenumber: "value",
      time: "value",
      tracked_objects: { track_id: "value", type: "value" },
      events: { type: "value", attributes: { track_id: "value", geometry_type: "value", geometry_name: "value" } },
    },
  },
  logics_data: {
    logics: {
      name: "value",
      info: "value",
      geometries: { type: "value", name: "value" },
      records: { from: "value", to: "value", counts: { name: "value", value: "value" } },
    },
  },
} as const satisfies Whitelist;

const WORD_LENGTH_MAX = 60;
const Word = z.string().max(WORD_LENGTH_MAX);
const Id = z.int();

const Frame = z.object({
  framenumber: z.int().min(0),
  time: Milliseconds,
  tracked_objects: z.array(z.object({ track_id: Id, type: Word })).default([]),
  events: z
    .array(
      z.object({
        type: Word,
        attributes: z
          .object({ track_id: Id.optional(), geometry_type: Word.optional(), geometry_name: LineName.optional() })
          .default({}),
      }),
    )
    .default([]),
});

const Logic = z.object({
  name: LineName.optional(),
  info: Word,
  geometries: z.array(z.object({ type: Word, name: LineName.optional() })).default([]),
  records: z
    .array(
      z.object({
        from: Milliseconds,
        to: Milliseconds,
        // The counts of one kind of person go by other names and need not be numbers that we know how to read.
        counts: z.array(z.object({ name: Word, value: z.unknown() })),
      }),
    )
    .default([]),
});

const Push = z.object({
  live_data: z.object({ frames: z.array(Frame).default([]) }).optional(),
  logics_data: z.object({ logics: z.array(Logic).default([]) }).optional(),
});

type Logic = z.infer<typeof Logic>;
type Frame = z.infer<typeof Frame>;

const CROSSINGS: Readonly<Record<string, "in" | "out">> = { LINE_CROSS_FORWARD: "in", LINE_CROSS_BACKWARD: "out" };
const LINE_LOGICS: readonly string[] = ["XLT_LINE_IN_OUT_COUNT", "XLT_4X_LINE_IN_OUT_COUNT"];

/**
 * Crossings of persons, or sums over times; forward is `in`. Each crossing of a person is followed, about two seconds later,
 * by one of their group: that is refused, or every visitor would be two. Counts by sex or mask are dropped.
 */
export function readXovis(value: unknown, dropped: NameTally, refuse: (why: Refusal) => void): SensorReading[] {
  const { live_data: live, logics_data: sums } = parseListed(Push, keepListed(value, XOVIS_FIELDS, dropped));
  const frames = live?.frames ?? [];
  const logics = sums?.logics ?? [];
  assertFew(
    frames.reduce((all, { events, tracked_objects }) => all + 1 + events.length + tracked_objects.length, 0) +
      logics.reduce((all, { records }) => all + 1 + records.length, 0),
  );
  return [
    ...frames.flatMap((frame) => readFrame(frame, refuse)),
    ...logics.flatMap((logic) => readLogic(logic, dropped, refuse)),
  ];
}

function readFrame(frame: Frame, refuse: (why: Refusal) => void): SensorReading[] {
  const typeByTrack = new Map(frame.tracked_objects.map(({ track_id, type }) => [track_id, type]));
  const readings: SensorReading[] = [{ kind: "heard", atMs: frame.time }];
  for (const [index, { type, attributes }] of frame.events.entries()) {
    const direction = Object.hasOwn(CROSSINGS, type) ? CROSSINGS[type] : undefined;
    const { track_id: track, geometry_type: geometry = "LINE", geometry_name: theirs } = attributes;
    if (direction === undefined || geometry !== "LINE" || theirs === undefined) {
      refuse("not-a-count");
      continue;
    }
    const who = track === undefined ? undefined : typeByTrack.get(track);
    if (who !== "PERSON") {
      refuse(who === undefined ? "not-understood-whom" : "not-a-person");
      continue;
    }
    // The frame and the place in it: the same in a repetition, and without the number that the sensor gave the person.
    const identity = `${frame.framenumber}/${frame.time}/${index}`;
    readings.push({ kind: "pass", theirs, atMs: frame.time, direction, identity });
  }
  return readings;
}

function readLogic(logic: Logic, dropped: NameTally, refuse: (why: Refusal) => void): SensorReading[] {
  if (!LINE_LOGICS.includes(logic.info)) {
    refuse(logic.info.includes("LINE") ? "not-a-person" : "not-a-count");
    return [];
  }
  // Live events know the line by its geometry, so that its name and not the logic's is the line's.
  const lines = logic.geometries.filter(({ type }) => type === "LINE");
  const theirs = (lines.length === 1 ? lines[0]?.name : undefined) ?? logic.name ?? "";
  return logic.records.map(({ from, to, counts }) => {
    const passed = { in: 0, out: 0 };
    for (const { name, value } of counts) {
      if (name === "fw") passed.in += countOf(value);
      else if (name === "bw") passed.out += countOf(value);
      else dropped.add(name);
    }
    return { kind: "interval", theirs, fromMs: from, toMs: to, ...passed, uncertain: 0, observedMs: null };
  });
}

function countOf(value: unknown): number {
  return parseListed(Count, value);
}
