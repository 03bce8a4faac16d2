import { z } from "zod";
import { LINE_METHODS, MINUTE_MS, ZONE_METHODS } from "#domain/counting/bucket.ts";
import { DWELL_CLASS_MAX } from "#domain/counting/dwell-histogram.ts";
import { CROSSINGS_PER_MINUTE_MAX, PEOPLE_MAX } from "./lens-message.ts";
import { NAME_LENGTH_MAX, NAME_LETTERS } from "./unit-name.ts";

/**
 * What an agent sends and the store keeps: a part of a bucket. Most minutes have one part for each line and zone; where an
 * agent started anew within the minute they have two, and parts sum.
 * INVARIANT: sums of one store over a century stay below 2^53, so that no figure is ever rounded.
 */

/** The first minute of 2000 and of 2200: what is outside of them comes from a clock that was never set. */
export const MINUTE_MIN = Date.UTC(2000, 0) / MINUTE_MS;
export const MINUTE_MAX = Date.UTC(2200, 0) / MINUTE_MS;
/** Versions that one line or zone may have: a new drawing every day for a century is fewer. */
export const VERSION_MAX = 65_535;

/** The id of a store, a sensor or an agent: what a deployment calls an id. */
const ID_LENGTH_MAX = 63;
export const Id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/)
  .max(ID_LENGTH_MAX);
/**
 * The name of a line or zone in its store, `SENSOR.NAME`: a sensor's id holds no dot, so that the first one parts them. What a
 * store kept before there were sensors in names has none.
 */
const UNIT_ID_LENGTH_MAX = ID_LENGTH_MAX + 1 + NAME_LENGTH_MAX;
export const UnitId = z.string().max(UNIT_ID_LENGTH_MAX).regex(NAME_LETTERS);
/** Which drawing of a line or zone counted; moving or flipping it makes the next one. */
export const Version = z.int().min(1).max(VERSION_MAX);

const crossings = z.int().min(0).max(CROSSINGS_PER_MINUTE_MAX);

/** The agent's own count of what it sent, over all kinds: a record of the same store, agent and `seq` is the same record. */
export const Seq = z.int().min(0);

const told = {
  storeId: Id,
  version: Version,
  /** Whole minutes since the epoch. */
  minute: z.int().min(MINUTE_MIN).max(MINUTE_MAX),
  agentId: Id,
  seq: Seq,
  watchedMs: z.int().min(0).max(MINUTE_MS),
};

const LinePart = z
  .strictObject({
    kind: z.literal("line"),
    ...told,
    lineId: UnitId,
    in: crossings,
    out: crossings,
    /** How many of `in` and `out` were known to be staff. */
    staffIn: crossings,
    staffOut: crossings,
    /** People who came in together count as one group. */
    groupsIn: crossings,
    /** How many came in as the second, third, fourth and fifth of their group; left out where nobody did, or nobody told. */
    joinedIn: z.tuple([crossings, crossings, crossings, crossings]).readonly().exactOptional(),
    uncertain: z
      .int()
      .min(0)
      .max(2 * CROSSINGS_PER_MINUTE_MAX),
    method: z.enum(LINE_METHODS),
  })
  .refine((part) => part.staffIn <= part.in && part.staffOut <= part.out, "more staff than people")
  .refine((part) => part.groupsIn <= part.in, "more groups than people")
  .refine((part) => Math.max(0, ...(part.joinedIn ?? [])) <= part.in, "more who joined than people");

const ZonePart = z.strictObject({
  kind: z.literal("zone"),
  ...told,
  zoneId: UnitId,
  entered: crossings,
  dwellHistogram: z
    .record(z.string().regex(/^(0|[1-9]\d{0,2})$/), crossings)
    .refine((histogram) => Object.keys(histogram).every((name) => Number(name) <= DWELL_CLASS_MAX)),
  occupancyMax: z.int().min(0).max(PEOPLE_MAX),
  personMs: z
    .int()
    .min(0)
    .max(PEOPLE_MAX * MINUTE_MS),
  method: z.enum(ZONE_METHODS),
});

export const BucketPart = z.discriminatedUnion("kind", [LinePart, ZonePart]);

export type LinePart = z.infer<typeof LinePart>;
export type ZonePart = z.infer<typeof ZonePart>;
export type BucketPart = z.infer<typeof BucketPart>;
