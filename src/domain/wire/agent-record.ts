import { z } from "zod";
import { BucketPart, Id, Version } from "./bucket-part.ts";
import { Name } from "./lens-message.ts";

/**
 * What an agent tells the store: first what there is (its store, its lines and zones), then parts of buckets of it. What was
 * told stays true: told again it changes nothing, and another drawing of a line is another version.
 */

/** A longer record is refused unread. */
export const AGENT_RECORD_BYTES_MAX = 8192;
/** What a line is for: sums over entrances are a store's visitors. */
const LINE_ROLES = ["entrance", "inner", "passer-by"] as const;

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
    lineId: Name,
    version: Version,
    role: z.enum(LINE_ROLES),
  }),
  z.strictObject({ kind: z.literal("zone-version"), storeId: Id, zoneId: Name, version: Version }),
]);

export type LineRole = (typeof LINE_ROLES)[number];
export type AgentRecord = z.infer<typeof AgentRecord>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
