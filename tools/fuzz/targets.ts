import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { readYamlText } from "#adapters/yaml/yaml-file.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import { readAs, readLaw } from "#domain/policy/law.ts";
import { type SensorSetting, sensorReader } from "#domain/sensing/sensor-shape.ts";
import { Configuration, SceneRequest, StatusAnswer, StatusRequest } from "#domain/wire/agent-link.ts";
import { LinkRecord } from "#domain/wire/agent-record.ts";
import { LENS_MESSAGE_BYTES_MAX, LensMessage } from "#domain/wire/lens-message.ts";
import { LensOrder } from "#domain/wire/lens-order.ts";
import { AnswerRequest, CodeRequest, ConsentRequest } from "#domain/wire/welcome.ts";
import type { Chance } from "./chance.ts";
import { mutateText, mutateValue } from "./mutate.ts";
import { fieldsOf, type Schema, sampleOf, withoutReferences } from "./schema-sample.ts";

/** A door through which something comes that another made. */
export type Target = {
  readonly name: string;
  /** Of a run, how much comes to this door. */
  readonly weight: number;
  /** A text as it might come: mostly nearly right. */
  make(by: Chance): string;
  /** What is taken of a text; null where it is refused. Anything thrown but a fault is a crash. */
  take(text: string): unknown;
  /** The fields that may be taken, as paths. */
  readonly fields: ReadonlySet<string>;
};

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MUTATIONS_MAX = 3;

/** A door for JSON of one schema, as the process behind it reads it. */
function jsonDoor(name: string, schema: z.ZodType, { bytesMax = 1_000_000, weight = 10 } = {}): Target {
  const shape = shapeOf(schema, "input");
  return {
    name,
    weight,
    fields: fieldsOf(shapeOf(schema, "output")),
    make: (by) => mutated(JSON.stringify, sampleOf(shape, by), () => sampleOf(shape, by), by),
    take: (text) => {
      if (Buffer.byteLength(text) > bytesMax) return null;
      const data = jsonOrNothing(text);
      if (data === undefined) return null;
      const read = schema.safeParse(data);
      return read.success ? read.data : null;
    },
  };
}

function shapeOf(schema: z.ZodType, io: "input" | "output"): Schema {
  return withoutReferences(z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Schema);
}

function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text of a value that was changed none to three times, now and then as a text. */
function mutated(write: (value: unknown) => string, value: unknown, other: () => unknown, by: Chance): string {
  let changed = value;
  for (let times = by.below(MUTATIONS_MAX + 1); times > 0; times--) changed = mutateValue(changed, by);
  const text = write(changed) ?? "";
  return by.below(4) === 0 ? mutateText(text, write(other()) ?? "", by) : text;
}

const READING_FIELDS = [
  ...["kind", "theirs", "atMs", "fromMs", "toMs", "in", "out", "uncertain", "observedMs"],
  ...["direction", "identity", "resetMs", "isPrompt"],
].map((field) => `[].${field}`);

/** A door for the messages of other counters. */
function sensorDoor(setting: SensorSetting, samples: readonly unknown[], topic: string | null = null): Target {
  const read = sensorReader(setting);
  return {
    name: `sensor: ${setting.shape}`,
    weight: 10,
    fields: new Set(READING_FIELDS),
    make: (by) => mutated(JSON.stringify, by.pick(samples), () => by.pick(samples), by),
    take: (text) => unlessFault(() => read({ topic, text }).readings),
  };
}

/** A door for files that people write. */
function fileDoor(
  name: string,
  patterns: readonly string[],
  read: (data: unknown) => unknown,
  schema: z.ZodType | null,
): Target {
  const texts = globSync(patterns, { cwd: ROOT }).map((path) => readFileSync(`${ROOT}${path}`, "utf8"));
  const data = texts.map((text) => {
    const file = readYamlText(text, name);
    if (file.kind === "unreadable") throw new Error(`${name}: a file of ours cannot be read: ${file.message}`);
    return file.data;
  });
  return {
    name,
    weight: 1,
    fields: schema ? fieldsOf(shapeOf(schema, "output")) : new Set(["*"]),
    // JSON is YAML; letters are changed in a file as somebody wrote it.
    make: (by) =>
      by.below(2) === 0
        ? mutateText(by.pick(texts), by.pick(texts), by)
        : mutated(JSON.stringify, by.pick(data), () => by.pick(data), by),
    take: (text) =>
      unlessFault(() => {
        const file = readYamlText(text, name);
        return file.kind === "unreadable" ? null : read(file.data);
      }),
  };
}

function unlessFault(take: () => unknown): unknown {
  try {
    return take();
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

const DOOR = { theirs: "*", line: "door", direction: "in" } as const;
const MINUTE = { from: 1_645_792_860_000, to: 1_645_792_920_000 };

/** Every door, with what comes to it. */
export function targets(): Target[] {
  return [
    jsonDoor("lens to agent", LensMessage, { bytesMax: LENS_MESSAGE_BYTES_MAX, weight: 30 }),
    jsonDoor("agent to lens", LensOrder),
    jsonDoor("agent to server: records", LinkRecord, { weight: 20 }),
    jsonDoor("agent to server: status", StatusRequest),
    jsonDoor("agent to server: scene", SceneRequest),
    jsonDoor("server to agent: status", StatusAnswer),
    jsonDoor("server to agent: configuration", Configuration, { weight: 2 }),
    jsonDoor("tablet: consent", ConsentRequest, { bytesMax: 1024 }),
    jsonDoor("tablet: answer", AnswerRequest, { bytesMax: 1024 }),
    jsonDoor("tablet: code", CodeRequest, { bytesMax: 1024 }),
    sensorDoor({ shape: "lintel", lines: [{ ...DOOR, theirs: "door" }] }, [
      {
        line: "door",
        start: "2026-06-01T12:00:00Z",
        end: "2026-06-01T12:15:00Z",
        in: 31,
        out: 28,
        observedSeconds: 890,
      },
    ]),
    sensorDoor({ shape: "xovis", lines: [{ ...DOOR, theirs: "Line 0" }] }, [
      {
        live_data: {
          frames: [
            {
              framenumber: 1,
              time: MINUTE.from,
              tracked_objects: [{ track_id: 1, type: "PERSON", position: [0, 0, 1.7], attributes: { gender: "MALE" } }],
              events: [
                {
                  category: "SCENE",
                  type: "LINE_CROSS_FORWARD",
                  attributes: { track_id: 1, geometry_type: "LINE", geometry_name: "Line 0" },
                },
              ],
            },
          ],
        },
      },
      {
        logics_data: {
          logics: [
            {
              id: 2,
              info: "XLT_4X_LINE_IN_OUT_COUNT",
              geometries: [{ id: 2, type: "LINE", name: "Line 0" }],
              records: [
                {
                  ...MINUTE,
                  counts: [
                    { id: 0, name: "fw", value: 4 },
                    { id: 1, name: "bw", value: 1 },
                  ],
                },
              ],
            },
          ],
        },
      },
    ]),
    sensorDoor({ shape: "axis", lines: [DOOR], timeZone: "Europe/Zurich" }, [
      { serial: "00408CAC512B", name: "Exit", timestamp: "20170503112756", in: 12, out: 318 },
      { data: [{ start: "2020-06-23 00:00:00", end: "2020-06-23 01:00:00", in: 4, out: 0 }] },
    ]),
    sensorDoor({ shape: "milesight", lines: [{ ...DOOR, theirs: "Line1" }] }, [
      {
        line_periodic_data: [{ line: 1, line_name: "Line1", total: { in: 6, out: 5 } }],
        time_info: { start_time: "2024-05-30T20:20:00+08:00", end_time: "2024-05-30T20:21:00+08:00" },
      },
    ]),
    sensorDoor(
      { shape: "onvif-counter", lines: [{ ...DOOR, theirs: "Entering" }], timeZone: "Europe/Zurich", resetAt: "00:00" },
      [{ UtcTime: "2026-06-01T12:00:00Z", Source: { VideoSource: "1", Rule: "Entering" }, Data: { Count: "15" } }],
      "shop/onvif-ej/RuleEngine/CountAggregation/Counter/&1/2/Entering",
    ),
    fileDoor("deployment file", ["examples/*.yaml"], (data) => readOrNothing(readAs(Deployment, data)), Deployment),
    fileDoor("law file", ["laws/*.yaml"], (data) => readOrNothing(readLaw(data)), null),
  ];
}

function readOrNothing(read: ReturnType<typeof readLaw> | ReturnType<typeof readAs>): unknown {
  return read.kind === "read" ? read.value : null;
}
