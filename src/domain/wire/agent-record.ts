import { z } from "zod";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { CAMERA_STATES } from "#domain/health/camera-state.ts";
import { BucketPart, Id, MINUTE_MAX, MINUTE_MIN, UnitId, Version } from "./bucket-part.ts";

/**
 * What an agent tells the store: first what there is (its store, its lines and zones), then parts of buckets of it and
 * what happened at its sensors. What was told stays true: told again it changes nothing, and another drawing of a line is another
 * version.
 */

/** A longer record is refused unread. */
export const AGENT_RECORD_BYTES_MAX = 8192;
/** What a line is for: sums over entrances are a store's visitors. */
const LINE_ROLES = ["entrance", "inner", "passer-by"] as const;

/** Stages of a sensor that the gate puts up and takes down. */
const GATE_STAGES = ["count", "zones"] as const;
const HEALTH_TEXT_LENGTH_MAX = 300;
const GATE_TEXT_LENGTH_MAX = 2000;

const happened = {
  storeId: Id,
  sensorId: Id,
  agentId: Id,
  /** In the same sequence as that of the parts: a record of the same store, agent and `seq` is the same record. */
  seq: z.int().min(0),
  atMs: z
    .int()
    .min(MINUTE_MIN * MINUTE_MS)
    .max(MINUTE_MAX * MINUTE_MS),
};

/** A camera's state changed. */
const HealthRecord = z.strictObject({
  kind: z.literal("health"),
  ...happened,
  state: z.enum(CAMERA_STATES),
  why: z.string().max(HEALTH_TEXT_LENGTH_MAX),
  remedy: z.string().max(HEALTH_TEXT_LENGTH_MAX),
});

/** Stages of a sensor went up or down; these are up from now on. */
const GateRecord = z.strictObject({
  kind: z.literal("gate"),
  ...happened,
  stages: z.array(z.enum(GATE_STAGES)).max(GATE_STAGES.length),
  why: z.string().max(GATE_TEXT_LENGTH_MAX),
});

/** Somebody has waited in a zone for longer than its cue says. */
const CueRecord = z.strictObject({
  kind: z.literal("cue"),
  ...happened,
  zoneId: UnitId,
  waitedMs: z.int().min(0),
});

/** What happened at a sensor, once, at a moment. */
const SensorEvent = z.discriminatedUnion("kind", [HealthRecord, GateRecord, CueRecord]);

export const AgentRecord = z.discriminatedUnion("kind", [
  BucketPart,
  SensorEvent,
  z.strictObject({
    kind: z.literal("store"),
    storeId: Id,
    timeZone: z.string().max(64).refine(isTimeZone, "no time zone; write one as `Europe/Zurich`"),
  }),
  z.strictObject({
    kind: z.literal("line-version"),
    storeId: Id,
    lineId: UnitId,
    version: Version,
    role: z.enum(LINE_ROLES),
  }),
  z.strictObject({ kind: z.literal("zone-version"), storeId: Id, zoneId: UnitId, version: Version }),
]);

export type LineRole = (typeof LINE_ROLES)[number];
export type SensorEvent = z.infer<typeof SensorEvent>;
export type AgentRecord = z.infer<typeof AgentRecord>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
