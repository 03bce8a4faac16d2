import { z } from "zod";

/** What is retired: a store with all that is of it, or one sensor of it. */
export type RetiredScope = {
  readonly storeId: string;
  /** Null for the whole store. */
  readonly sensorId: string | null;
  /** The purposes whose consents go with it; null for all of the store. */
  readonly purposes: readonly string[] | null;
};

/** The kinds that an order takes away, in the order of the certificate. */
export const FOUND_KINDS = [
  "minutes",
  "hours_and_days",
  "units",
  "sales",
  "events",
  "door_checks",
  "consents",
  "links",
  "weeks",
  "scene_pictures",
  "passwords",
  "backups",
] as const;
export type FoundKind = (typeof FOUND_KINDS)[number];
export type Found = Readonly<Record<FoundKind, number>>;

const count = z.int().min(0);

/**
 * An order to stop and delete, and how far it was carried out: the certificate's content, what goes on after a crash, and what is done again
 * to a backup that is restored. `found` was counted before anything went.
 */
export const Retirement = z.strictObject({
  form: z.literal(1),
  storeId: z.string(),
  sensorId: z.string().nullable(),
  purposes: z.array(z.string()).nullable(),
  /** Who ordered it at this server. */
  by: z.string(),
  orderedMs: z.int(),
  /** All that began before is deleted: the minute of the order has ended by then. */
  untilMs: z.int(),
  /** Names of passwords that nothing else uses. */
  secrets: z.array(z.string()),
  /** The agents that watched it, and when each was heard last. */
  agents: z.array(z.strictObject({ name: z.string(), seenMs: z.int().nullable() })),
  found: z.strictObject(
    Object.fromEntries(FOUND_KINDS.map((kind) => [kind, count])) as Record<FoundKind, typeof count>,
  ),
  /** The configuration from which on it is not watched; null until it was stopped. */
  version: z.int().nullable(),
  stoppedMs: z.int().nullable(),
  /** Null until everything was deleted. */
  doneMs: z.int().nullable(),
  /** What of `found` is still there after all; none where it is done. */
  left: count.nullable(),
  /** Of the server's key over the rest, where it has one. */
  signature: z.string().nullable(),
});
export type Retirement = z.output<typeof Retirement>;

/** What is called so on the command line, in files and on certificates: `STORE`, or `STORE/SENSOR`. */
export function scopeName({ storeId, sensorId }: Pick<RetiredScope, "storeId" | "sensorId">, between = "/"): string {
  return sensorId === null ? storeId : `${storeId}${between}${sensorId}`;
}

const MINUTE_MS = 60_000;

/** The end of the minute of an order. */
export function endOfOrder(orderedMs: number): number {
  return (Math.floor(orderedMs / MINUTE_MS) + 1) * MINUTE_MS;
}
