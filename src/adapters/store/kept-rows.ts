import { setImmediate as turnOfLoop } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { AgedKind } from "#domain/retention/kept-kinds.ts";
import type { Schema } from "./schema.ts";
import type { Sequenced } from "./sequencer.ts";
import { unitsOf } from "./unit-totals.ts";

/** The kinds of the schedule that are rows of a store's file; `agedRowsOf` says which. */
export const ROW_KINDS = [
  "minutes",
  "hours_and_days",
  "sales",
  "events",
  "door_checks",
] as const satisfies readonly AgedKind[];
export type RowKind = (typeof ROW_KINDS)[number];

/** Rows of a store that began before a moment. */
export type OldRows = {
  readonly kind: RowKind;
  readonly storeId: string;
  readonly beforeMs: number;
  /** They go because the store, or one sensor of it, is retired, and not by their age. */
  readonly retired?: { readonly sensorId: string | null };
};

export type StoreRetention = {
  /** Removes old rows in small transactions, between which everything else has its turn; how many those were until `signal` said stop. */
  remove(old: OldRows, signal?: AbortSignal): Promise<number>;
  /** Removes links to figures that have expired; how many. */
  removeExpiredLinks(nowMs: number): Promise<number>;
};

/** A transaction of this many rows takes some ten milliseconds. */
const ROWS_PER_BATCH = 2000;
/** The name of the setting that says from which minute on a store's minutes are whole. */
const MINUTES_FROM = "minutes-from:";

/** Takes old rows away, in the one sequence of all that counts. */
export function retentionIn(db: Kysely<Schema>, sequenced: Sequenced): StoreRetention {
  return {
    async remove(old, signal) {
      let removed = 0;
      if (old.kind === "minutes" && !old.retired) await keepMinutesFrom(sequenced, old);
      for (const { table, where } of await agedRowsOf(db, old))
        for (let left = true; left && !signal?.aborted; await turnOfLoop()) {
          const rows = await sequenced(async (transaction, { totals }) => {
            totals.clear();
            const key = sql.join(KEYS[table].map((column) => sql.ref(column)));
            const { numAffectedRows } = await sql`delete from ${sql.table(table)} where (${key}) in
              (select ${key} from ${sql.table(table)} where ${where} limit ${sql.lit(ROWS_PER_BATCH)})`.execute(
              transaction,
            );
            return Number(numAffectedRows ?? 0n);
          });
          removed += rows;
          left = rows === ROWS_PER_BATCH;
        }
      return removed;
    },
    async removeExpiredLinks(nowMs) {
      const { numDeletedRows } = await db.deleteFrom("share").where("expiresMs", "<=", nowMs).executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

/** How many rows `remove` would take. */
export async function countOldRows(db: Kysely<Schema>, old: OldRows): Promise<number> {
  let count = 0;
  for (const { table, where } of await agedRowsOf(db, old)) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${where}`.execute(db);
    count += Number(rows[0]!.n);
  }
  return count;
}

/**
 * The minute from which on the minutes of a store are whole; hours and days before it are not what is left of their parts, and are
 * never made anew of them. Null where none was taken away.
 */
export async function minutesFromOf(db: Kysely<Schema>, storeId: string): Promise<number | null> {
  const row = await db
    .selectFrom("setting")
    .select("value")
    .where("key", "=", MINUTES_FROM + storeId)
    .executeTakeFirst();
  return row ? Number(row.value) : null;
}

/** INVARIANT: said before the first minute goes, so that a stop between the two makes no sum wrong. It never goes back. */
async function keepMinutesFrom(sequenced: Sequenced, { storeId, beforeMs }: OldRows): Promise<void> {
  const minute = Math.floor(beforeMs / MINUTE_MS);
  await sequenced(async (transaction) => {
    const before = await minutesFromOf(transaction, storeId);
    if (before !== null && before >= minute) return;
    const value = String(minute);
    await transaction
      .insertInto("setting")
      .values({ key: MINUTES_FROM + storeId, value })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
      .execute();
  });
}

const KEYS = {
  part: ["storeId", "kind", "unitId", "version", "minute", "agentId", "seq"],
  total: ["storeId", "span", "kind", "unitId", "version", "fromMinute"],
  event: ["storeId", "agentId", "seq"],
  doorCheck: ["storeId", "checkId"],
  salesHour: ["storeId", "fromMinute"],
  salesDay: ["storeId", "day"],
  salesReceipt: ["storeId", "receipt"],
} as const;

type AgedRows = { readonly table: keyof typeof KEYS; readonly where: ReturnType<typeof sql> };

/** Where old rows stand: a range of an index each, so that nothing that stays is looked at. */
async function agedRowsOf(db: Kysely<Schema>, { kind, storeId, beforeMs, retired }: OldRows): Promise<AgedRows[]> {
  const minute = Math.floor(beforeMs / MINUTE_MS);
  const sensorId = retired?.sensorId ?? null;
  // Names of lines and zones begin with their sensor's and a dot; `/` is what follows the dot.
  const ofSensor = sensorId === null ? sql`true` : sql`"unitId" >= ${`${sensorId}.`} and "unitId" < ${`${sensorId}/`}`;
  if (kind === "events") {
    const ofEvent = sensorId === null ? sql`true` : sql`"sensorId" = ${sensorId}`;
    return [{ table: "event", where: sql`"storeId" = ${storeId} and "atMs" < ${beforeMs} and ${ofEvent}` }];
  }
  if (kind === "door_checks") {
    const isOver = retired ? sql`"createdMs" < ${beforeMs}` : sql`"toMinute" < ${minute} and kept is not null`;
    return [{ table: "doorCheck", where: sql`"storeId" = ${storeId} and ${isOver} and ${ofSensor}` }];
  }
  if (kind === "sales") {
    // Tills are the store's: a camera that is retired has none.
    if (sensorId !== null) return [];
    const of = sql`"storeId" = ${storeId}`;
    const day = retired ? sql`"firstToldMinute" < ${minute}` : sql`"isClosed" = 1 and "endMinute" <= ${minute}`;
    return [
      { table: "salesHour", where: sql`${of} and "fromMinute" < ${minute}` },
      { table: "salesDay", where: sql`${of} and ${day}` },
      // By their age they go when their day is closed.
      ...(retired ? [{ table: "salesReceipt" as const, where: sql`${of} and "fromMinute" < ${minute}` }] : []),
    ];
  }
  const units = await unitsOf(db, storeId);
  return units.flatMap((unit): AgedRows[] => {
    if (sensorId !== null && !unit.unitId.startsWith(`${sensorId}.`)) return [];
    const ofUnit = sql`kind = ${unit.kind} and "unitId" = ${unit.unitId} and version = ${unit.version}`;
    if (kind === "minutes")
      return [{ table: "part", where: sql`"storeId" = ${storeId} and ${ofUnit} and minute < ${minute}` }];
    return ["hour", "day"].map((span) => ({
      table: "total",
      where: sql`"storeId" = ${storeId} and span = ${span} and ${ofUnit} and "fromMinute" < ${minute}`,
    }));
  });
}
