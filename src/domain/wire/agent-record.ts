import { z } from "zod";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { CAMERA_STATES } from "#domain/health/camera-state.ts";
import { attested } from "./attestation.ts";
import { BucketPart, Id, MINUTE_MAX, MINUTE_MIN, Seq, UnitId, Version } from "./bucket-part.ts";

/**
 * What an agent tells the store: first what there is (its store, its lines and zones), then parts of buckets of it, and what
 * happened to its sensors. What was told stays true: told again it changes nothing, and another drawing of a line is another
 * version. Over the link a server takes parts and happenings only, because what there is it knows from the deployment.
 */

/** A longer record is refused unread. */
export const AGENT_RECORD_BYTES_MAX = 8192;
/** What a line is for: sums over entrances are a store's visitors. */
const LINE_ROLES = ["entrance", "inner", "passer-by"] as const;
/** Stages of a sensor that the gate puts up and takes down. */
const STAGES = ["count", "zones"] as const;
/** One sentence about a camera, and one about what to do. */
export const HEALTH_TEXT_LENGTH_MAX = 300;
/** All reasons of a ruling. */
export const GATE_TEXT_LENGTH_MAX = 2000;
/** A longer wait is a coat on a chair. */
export const WAITED_MS_MAX = 86_400_000;

const happened = {
  storeId: Id,
  sensorId: Id,
  agentId: Id,
  seq: Seq,
  atMs: z
    .int()
    .min(MINUTE_MIN * MINUTE_MS)
    .max(MINUTE_MAX * MINUTE_MS),
};

const HealthRecord = z.strictObject({
  kind: z.literal("health"),
  ...happened,
  /** The state that a camera is in from now on. */
  state: z.enum(CAMERA_STATES),
  why: z.string().max(HEALTH_TEXT_LENGTH_MAX),
  remedy: z.string().max(HEALTH_TEXT_LENGTH_MAX),
});

const GateRecord = z.strictObject({
  kind: z.literal("gate"),
  ...happened,
  /** The stages that run from now on. */
  stages: z
    .array(z.enum(STAGES))
    .max(STAGES.length)
    .refine((stages) => new Set(stages).size === stages.length, "a stage is named twice"),
  why: z.string().max(GATE_TEXT_LENGTH_MAX),
});

const CueRecord = z.strictObject({
  kind: z.literal("cue"),
  ...happened,
  /** Where somebody has waited for longer than the zone's cue asks. */
  zoneId: UnitId,
  waitedMs: z.int().min(0).max(WAITED_MS_MAX),
});

/** What came out of a lens until then. `lintel ledger` shows it; the store keeps none of it. */
const AttestationRecord = z.strictObject({ kind: z.literal("attestation"), ...happened, ...attested });

export const AgentRecord = z.discriminatedUnion("kind", [
  BucketPart,
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
  HealthRecord,
  GateRecord,
  CueRecord,
]);

export type LineRole = (typeof LINE_ROLES)[number];
export type AgentRecord = z.infer<typeof AgentRecord>;
/** What happened at a sensor, at a moment and not in a minute. */
export type SensorEvent = z.infer<typeof HealthRecord> | z.infer<typeof GateRecord> | z.infer<typeof CueRecord>;

/** What an agent sends over the link. */
export const LinkRecord = z.discriminatedUnion("kind", [
  BucketPart,
  HealthRecord,
  GateRecord,
  CueRecord,
  AttestationRecord,
]);
export type LinkRecord = z.infer<typeof LinkRecord>;
export type AttestationRecord = z.infer<typeof AttestationRecord>;
/** What of it goes into the store; an attestation goes into the ledger alone. */
export type StoredRecord = Exclude<LinkRecord, AttestationRecord>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
