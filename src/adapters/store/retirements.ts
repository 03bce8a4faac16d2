import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import { Fault } from "#domain/fault/fault.ts";
import type { ReleasedWeek } from "#domain/figures/visitor-mix.ts";
import { type Found, type RetiredScope, Retirement, scopeName } from "#domain/retention/retirement.ts";
import type { AnswerKeys } from "./answer-keys.ts";
import { openToWrite } from "./database.ts";
import { countOldRows, ROW_KINDS, retentionIn } from "./kept-rows.ts";
import type { Schema } from "./schema.ts";
import { type Sequenced, sequencerOf } from "./sequencer.ts";

/** Orders to delete a store or a sensor, in the data folder and in no backup: a backup must not take them back. */
const FOLDER = "retirements";
const FILE_MODE = 0o640;

/** What of a store's file an order takes away. */
export type FoundRows = Omit<Found, "scene_pictures" | "passwords" | "backups">;

/** Takes all of a store or sensor away that began before a moment. */
export type StoreRetirement = {
  /** Afterwards its bytes are not in the file. LIMIT: the file is written anew, and everything waits for that. */
  remove(scope: RetiredScope, beforeMs: number): Promise<void>;
};

export function retirementIn(db: Kysely<Schema>, keys: AnswerKeys, sequenced: Sequenced): StoreRetirement {
  return {
    remove: async (scope, beforeMs) => {
      await scrub(db, keys, sequenced, { scope, beforeMs });
      await compact(db);
    },
  };
}

/** Takes what was retired out of a backup that lies in the data folder. */
export async function scrubBackup(
  path: string,
  keys: AnswerKeys,
  scope: RetiredScope,
  beforeMs: number,
): Promise<void> {
  using copy = await openToWrite(path);
  await scrub(copy.db, keys, sequencerOf(copy.db), { scope, beforeMs });
  await compact(copy.db);
  // A backup is one file, without a log beside it.
  await sql.raw("pragma journal_mode = delete").execute(copy.db);
}

/** Takes away what a backup brought back of what was retired before. */
export async function forgetRetired(db: Kysely<Schema>, keys: AnswerKeys, folder: string): Promise<void> {
  for (const order of retirementsIn(folder)) {
    if (order.doneMs === null || sumOf(await countRetired(db, order, order.untilMs)) === 0) continue;
    await scrub(db, keys, sequencerOf(db), { scope: order, beforeMs: order.untilMs });
    await compact(db);
  }
}

/** The orders of a data folder, the oldest first. */
export function retirementsIn(folder: string): Retirement[] {
  const path = join(folder, FOLDER);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      try {
        return Retirement.parse(JSON.parse(readFileSync(join(path, name), "utf8")));
      } catch (cause) {
        throw new Fault("retire/unreadable", `\`${join(path, name)}\` cannot be read`, { cause });
      }
    })
    .toSorted((a, b) => a.orderedMs - b.orderedMs);
}

/** Where an order lies; other papers of it lie beside. Ids hold no dot. */
export function retirementPath(
  folder: string,
  order: Pick<Retirement, "storeId" | "sensorId" | "orderedMs">,
  ending = "json",
): string {
  return join(folder, FOLDER, `${scopeName(order, ".")}.${order.orderedMs}.${ending}`);
}

/** Keeps an order; it is on the disk when this returns. */
export function keepRetirement(folder: string, order: Retirement): void {
  const path = retirementPath(folder, order);
  try {
    mkdirSync(join(folder, FOLDER), { recursive: true });
    writeFileSync(`${path}.unfinished`, `${JSON.stringify(order, null, 2)}\n`, { mode: FILE_MODE, flush: true });
    renameSync(`${path}.unfinished`, path);
  } catch (cause) {
    throw new Fault("store/disk", `\`${path}\` cannot be written`, { cause });
  }
}

export function sumOf(found: Partial<Found>): number {
  return Object.values(found).reduce((sum, one) => sum + one, 0);
}

export async function countRetired(db: Kysely<Schema>, scope: RetiredScope, beforeMs: number): Promise<FoundRows> {
  const { storeId, sensorId } = scope;
  const rows: Record<string, number> = {};
  for (const kind of ROW_KINDS) rows[kind] = await countOldRows(db, { kind, storeId, beforeMs, retired: { sensorId } });
  const units = await db.selectFrom("unit").select("unitId").where("storeId", "=", storeId).execute();
  return {
    ...(rows as Pick<Found, (typeof ROW_KINDS)[number]>),
    // A unit without counts may be of a store that was opened anew under the same name.
    units: rows.minutes! + rows.hours_and_days! > 0 ? units.filter(({ unitId }) => isOf(sensorId, unitId)).length : 0,
    consents: (await consentsOf(db, scope, beforeMs)).length,
    links: (await linksOf(db, scope, beforeMs)).length,
    weeks: sensorId === null ? (await weeksWith(db, storeId)).length : 0,
  };
}

type Scrubbing = { readonly scope: RetiredScope; readonly beforeMs: number };

/** INVARIANT: each step is safe to do twice, and the store's own row goes last: who is stopped in the middle does it all again. */
async function scrub(
  db: Kysely<Schema>,
  keys: AnswerKeys,
  sequenced: Sequenced,
  { scope, beforeMs }: Scrubbing,
): Promise<void> {
  const { storeId, sensorId } = scope;
  const receipts = await consentsOf(db, scope, beforeMs);
  keys.destroy(receipts.map((receiptId) => ({ receiptId, end: null })));
  for (const receiptId of receipts) await db.deleteFrom("consent").where("receiptId", "=", receiptId).execute();
  const { remove } = retentionIn(db, sequenced);
  for (const kind of ROW_KINDS) await remove({ kind, storeId, beforeMs, retired: { sensorId } });
  for (const shareId of await linksOf(db, scope, beforeMs))
    await db.deleteFrom("share").where("shareId", "=", shareId).execute();
  if (sensorId === null)
    for (const week of await weeksWith(db, storeId)) {
      const text = JSON.stringify(withoutStore(JSON.parse(week.text), storeId));
      keys.changeWeek({ ...week, text });
      await db
        .updateTable("releasedWeek")
        .set({ text })
        .where("controller", "=", week.controller)
        .where("week", "=", week.week)
        .execute();
    }
  await sequenced(async (transaction, remembered) => {
    remembered.stores.clear();
    remembered.totals.clear();
    for (const { kind, unitId, version } of await transaction
      .selectFrom("unit")
      .selectAll()
      .where("storeId", "=", storeId)
      .execute()) {
      if (!isOf(sensorId, unitId)) continue;
      const ofUnit = sql`"storeId" = ${storeId} and kind = ${kind} and "unitId" = ${unitId} and version = ${version}`;
      await sql`delete from unit where ${ofUnit} and not exists (select 1 from part where ${ofUnit}) and not exists (select 1 from total where ${ofUnit})`.execute(
        transaction,
      );
    }
    if (sensorId !== null) return;
    await sql`delete from "lateDay" where "storeId" = ${storeId} and "fromMinute" * 60000 < ${beforeMs}`.execute(
      transaction,
    );
    await transaction.deleteFrom("agentStore").where("storeId", "=", storeId).execute();
    await sql`delete from "salesMoney" where "storeId" = ${storeId}
      and not exists (select 1 from "salesDay" where "storeId" = ${storeId})`.execute(transaction);
    await sql`delete from setting where key = ${`minutes-from:${storeId}`}`.execute(transaction);
    await sql`delete from store where "storeId" = ${storeId}
      and not exists (select 1 from unit where "storeId" = ${storeId})
      and not exists (select 1 from event where "storeId" = ${storeId})
      and not exists (select 1 from "doorCheck" where "storeId" = ${storeId})`.execute(transaction);
  });
}

/** Writes the file anew without what was deleted, and empties the log, in which earlier pages stand. */
async function compact(db: Kysely<Schema>): Promise<void> {
  await sql.raw("vacuum").execute(db);
  await sql.raw("pragma wal_checkpoint(truncate)").execute(db);
}

async function consentsOf(
  db: Kysely<Schema>,
  { storeId, purposes }: RetiredScope,
  beforeMs: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom("consent")
    .select(["receiptId", "given"])
    .where("storeId", "=", storeId)
    .where("givenMs", "<", beforeMs)
    .execute();
  return rows
    .filter(({ given }) => purposes === null || purposes.includes(JSON.parse(given).purpose))
    .map(({ receiptId }) => receiptId);
}

/** Links that show the store; what they show of one camera cannot be taken out of it. */
async function linksOf(db: Kysely<Schema>, { storeId }: RetiredScope, beforeMs: number): Promise<string[]> {
  const rows = await db.selectFrom("share").select(["shareId", "storeIds"]).where("createdMs", "<", beforeMs).execute();
  return rows.filter(({ storeIds }) => JSON.parse(storeIds).includes(storeId)).map(({ shareId }) => shareId);
}

async function weeksWith(db: Kysely<Schema>, storeId: string) {
  const rows = await db.selectFrom("releasedWeek").selectAll().execute();
  return rows.filter(({ text }) =>
    Object.values((JSON.parse(text) as ReleasedWeek).sources).some(
      ({ stores, inTotal }) => storeId in stores || inTotal.includes(storeId),
    ),
  );
}

/** A week without one of its stores. A total that it was in goes too: less the others it would be the store's. */
function withoutStore(week: ReleasedWeek, storeId: string): ReleasedWeek {
  const sources = Object.entries(week.sources).map(([source, table]) => {
    const { [storeId]: _, ...stores } = table.stores;
    const wasIn = table.inTotal.includes(storeId);
    return [source, { stores, inTotal: wasIn ? [] : table.inTotal, total: wasIn ? null : table.total }];
  });
  return { ...week, sources: Object.fromEntries(sources) };
}

function isOf(sensorId: string | null, unitId: string): boolean {
  return sensorId === null || unitId.startsWith(`${sensorId}.`);
}
