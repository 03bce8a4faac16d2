import type { Kysely, Selectable } from "kysely";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { type KeptTally, keptOf } from "#domain/tally/door-check.ts";
import type { Tapper } from "#domain/tally/observation.ts";
import {
  COUNTERS,
  type Counter,
  type Direction,
  LATE_MS_MAX,
  TAPS_PER_COUNTER_MAX,
  type Tap,
} from "#domain/tally/tap.ts";
import type { Schema } from "./schema.ts";

/** A check of a door's count by people who stand there and tap. */
export type DoorCheck = {
  readonly storeId: string;
  readonly checkId: string;
  /** The line, `SENSOR.NAME`, and as it was drawn when the check began. */
  readonly unitId: string;
  readonly version: number;
  readonly createdMs: number;
  /** The account or key that began it. */
  readonly createdBy: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  /** The phones that joined. */
  readonly counters: readonly Counter[];
  /** What people counted; null while it runs. */
  readonly kept: KeptTally | null;
};

export type NewDoorCheck = Omit<DoorCheck, "counters" | "kept"> & { readonly tokenHash: string };

/** What is asked of a store's checks. */
export type CheckQuestion = { readonly storeId: string; readonly unitId?: string | undefined };

/** Which phone of which check. */
export type Seat = Pick<DoorCheck, "storeId" | "checkId"> & { readonly counter: Counter };

/** A tap with the number that its phone gave it. */
export type NumberedTap = Tap & { readonly n: number };

export type StoreChecks = {
  /** Begins one, where the line has none that runs, and the store fewer than `CHECKS_RUNNING_MAX`. */
  begin(check: NewDoorCheck): Promise<"begun" | "under-way" | "too-many">;
  /** A check that runs, or still takes in what is told late, by the hash of its token. */
  byTokenHash(tokenHash: string, nowMs: number): Promise<DoorCheck | null>;
  find(storeId: string, checkId: string): Promise<DoorCheck | null>;
  /** A place for a phone, or the one that it has already; null where all are taken. */
  join(check: Pick<DoorCheck, "storeId" | "checkId">, seatHash: string, joinedMs: number): Promise<Counter | null>;
  /** The phone that has a seat; null where there is none. */
  seatOf(
    check: Pick<DoorCheck, "storeId" | "checkId">,
    seatHash: string,
  ): Promise<{ readonly counter: Counter; readonly joinedMs: number } | null>;
  /**
   * Takes taps in, each number once: one that is there already stays as it is, and one that was undone stays undone, whichever of the
   * two is told first. All or none: `too-many` where the phone would have more than `TAPS_PER_COUNTER_MAX`.
   */
  tap(seat: Seat, taps: readonly NumberedTap[], undone: readonly number[]): Promise<"kept" | "too-many">;
  /** What a phone tapped and did not undo, in its order. */
  tapsOf(seat: Seat): Promise<NumberedTap[]>;
  /** Ends one that runs with a minute; it is closed when what phones tell late has come. False where none runs. */
  stop(storeId: string, checkId: string, toMinute: number): Promise<boolean>;
  /** Closes those whose time is over: counts by minute stay, taps and tokens go. The answer is how many those were. */
  closeDue(nowMs: number): Promise<number>;
  /** Takes one away, with all that was tapped. */
  remove(storeId: string, checkId: string): Promise<boolean>;
};

/** Checks that run at one store at a time. */
export const CHECKS_RUNNING_MAX = 10;
/** Checks that one store keeps; the oldest goes when another begins. Every day for a year and a half. */
export const CHECKS_KEPT_MAX = 500;
const CHECKS_PER_ANSWER_MAX = CHECKS_KEPT_MAX;

/** The checks of a store file. */
export function checksIn(db: Kysely<Schema>): StoreChecks {
  const onlyOne = async (rows: Promise<DoorCheck[]>) => (await rows)[0] ?? null;
  const seatRow = (
    transaction: Kysely<Schema>,
    { storeId, checkId }: Pick<DoorCheck, "storeId" | "checkId">,
    seatHash: string,
  ) =>
    transaction
      .selectFrom("checkCounter")
      .select(["counter", "joinedMs"])
      .where("storeId", "=", storeId)
      .where("checkId", "=", checkId)
      .where("seatHash", "=", seatHash)
      .executeTakeFirst();
  return {
    begin: ({ tokenHash, ...check }) =>
      db.transaction().execute(async (transaction) => {
        const all = await checksOf(transaction, check);
        const running = (await checksOf(transaction, { storeId: check.storeId })).filter(({ kept }) => kept === null);
        if (all.some(({ kept }) => kept === null)) return "under-way";
        if (running.length >= CHECKS_RUNNING_MAX) return "too-many";
        await transaction
          .insertInto("doorCheck")
          .values({ ...check, tokenHash, kept: null })
          .execute();
        const tooOld = transaction
          .selectFrom("doorCheck")
          .select("checkId")
          .where("storeId", "=", check.storeId)
          .orderBy("createdMs", "desc")
          .orderBy("checkId")
          .offset(CHECKS_KEPT_MAX)
          .limit(CHECKS_KEPT_MAX);
        await transaction
          .deleteFrom("doorCheck")
          .where("storeId", "=", check.storeId)
          .where("checkId", "in", tooOld)
          .execute();
        return "begun";
      }),
    byTokenHash: async (tokenHash, nowMs) => {
      const found = await db
        .selectFrom("doorCheck")
        .selectAll()
        .where("tokenHash", "=", tokenHash)
        .where("kept", "is", null)
        .where("toMinute", ">", lastMinuteClosed(nowMs))
        .executeTakeFirst();
      return found ? await onlyOne(withCounters(db, [found])) : null;
    },
    find: async (storeId, checkId) => {
      const found = await db
        .selectFrom("doorCheck")
        .selectAll()
        .where("storeId", "=", storeId)
        .where("checkId", "=", checkId)
        .executeTakeFirst();
      return found ? await onlyOne(withCounters(db, [found])) : null;
    },
    join: ({ storeId, checkId }, seatHash, joinedMs) =>
      db.transaction().execute(async (transaction) => {
        const known = await seatRow(transaction, { storeId, checkId }, seatHash);
        if (known) return known.counter as Counter;
        const taken = await transaction
          .selectFrom("checkCounter")
          .select("counter")
          .where("storeId", "=", storeId)
          .where("checkId", "=", checkId)
          .execute();
        const counter = COUNTERS.find((letter) => !taken.some((seat) => seat.counter === letter));
        if (counter === undefined) return null;
        await transaction
          .insertInto("checkCounter")
          .values({ storeId, checkId, counter, seatHash, joinedMs })
          .execute();
        return counter;
      }),
    seatOf: async (check, seatHash) => {
      const row = await seatRow(db, check, seatHash);
      return row ? { counter: row.counter as Counter, joinedMs: row.joinedMs } : null;
    },
    tap: ({ storeId, checkId, counter }, taps, undone) =>
      db.transaction().execute(async (transaction) => {
        const seat = { storeId, checkId, counter };
        const rows = await transaction
          .selectFrom("checkTap")
          .select("n")
          .where("storeId", "=", storeId)
          .where("checkId", "=", checkId)
          .where("counter", "=", counter)
          .execute();
        const known = new Set([...rows.map(({ n }) => n), ...taps.map(({ n }) => n), ...undone]);
        if (known.size > TAPS_PER_COUNTER_MAX) return "too-many";
        for (const { n, atMs, direction, isStaff } of taps)
          await transaction
            .insertInto("checkTap")
            .values({ ...seat, n, atMs, direction, isStaff: isStaff ? 1 : 0, isUndone: 0 })
            .onConflict((conflict) => conflict.columns(["storeId", "checkId", "counter", "n"]).doNothing())
            .execute();
        for (const n of undone)
          await transaction
            .insertInto("checkTap")
            .values({ ...seat, n, atMs: 0, direction: "in", isStaff: 0, isUndone: 1 })
            .onConflict((conflict) =>
              conflict.columns(["storeId", "checkId", "counter", "n"]).doUpdateSet({ isUndone: 1 }),
            )
            .execute();
        return "kept";
      }),
    tapsOf: (seat) => tapsOf(db, seat),
    stop: async (storeId, checkId, toMinute) => {
      const { numUpdatedRows } = await db
        .updateTable("doorCheck")
        .set({ toMinute })
        .where("storeId", "=", storeId)
        .where("checkId", "=", checkId)
        .where("kept", "is", null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    closeDue: (nowMs) =>
      db.transaction().execute(async (transaction) => {
        const due = await transaction
          .selectFrom("doorCheck")
          .selectAll()
          .where("kept", "is", null)
          .where("toMinute", "<=", lastMinuteClosed(nowMs))
          .execute();
        for (const check of due) await close(transaction, check);
        return due.length;
      }),
    remove: async (storeId, checkId) => {
      const { numDeletedRows } = await db
        .deleteFrom("doorCheck")
        .where("storeId", "=", storeId)
        .where("checkId", "=", checkId)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
  };
}

/** A check that ends with this minute, or before it, takes nothing in any more. */
function lastMinuteClosed(nowMs: number): number {
  return Math.floor((nowMs - LATE_MS_MAX) / MINUTE_MS);
}

/** The checks of a store, or of one of its lines, the newest first. */
export async function checksOf(db: Kysely<Schema>, { storeId, unitId }: CheckQuestion): Promise<DoorCheck[]> {
  const asked = db.selectFrom("doorCheck").selectAll().where("storeId", "=", storeId);
  const rows = await (unitId === undefined ? asked : asked.where("unitId", "=", unitId))
    .orderBy("createdMs", "desc")
    .orderBy("checkId")
    .limit(CHECKS_PER_ANSWER_MAX)
    .execute();
  return await withCounters(db, rows);
}

type CheckRow = Selectable<Schema["doorCheck"]>;

async function withCounters(db: Kysely<Schema>, rows: readonly CheckRow[]): Promise<DoorCheck[]> {
  const [first] = rows;
  if (!first) return [];
  const counters = await db
    .selectFrom("checkCounter")
    .select(["checkId", "counter"])
    .where("storeId", "=", first.storeId)
    .orderBy("counter")
    .execute();
  return rows.map(({ tokenHash: _hash, kept, ...check }) => ({
    ...check,
    counters: counters.filter(({ checkId }) => checkId === check.checkId).map(({ counter }) => counter as Counter),
    kept: kept === null ? null : JSON.parse(kept),
  }));
}

async function tapsOf(db: Kysely<Schema>, { storeId, checkId, counter }: Seat): Promise<NumberedTap[]> {
  const rows = await db
    .selectFrom("checkTap")
    .select(["n", "atMs", "direction", "isStaff"])
    .where("storeId", "=", storeId)
    .where("checkId", "=", checkId)
    .where("counter", "=", counter)
    .where("isUndone", "=", 0)
    .orderBy("n")
    .execute();
  return rows.map(({ n, atMs, direction, isStaff }) => ({
    n,
    atMs,
    direction: direction as Direction,
    isStaff: isStaff === 1,
  }));
}

/** INVARIANT: what people counted and that their taps are gone is one transaction. */
async function close(transaction: Kysely<Schema>, check: CheckRow): Promise<void> {
  const { storeId, checkId, fromMinute, toMinute } = check;
  const counters = await transaction
    .selectFrom("checkCounter")
    .select(["counter", "joinedMs"])
    .where("storeId", "=", storeId)
    .where("checkId", "=", checkId)
    .orderBy("counter")
    .execute();
  const tappers: Tapper[] = [];
  for (const { counter, joinedMs } of counters) {
    const seat = { storeId, checkId, counter: counter as Counter };
    tappers.push({ counter: seat.counter, joinedMs, taps: await tapsOf(transaction, seat) });
  }
  await transaction
    .updateTable("doorCheck")
    .set({ kept: JSON.stringify(keptOf(tappers, { fromMinute, toMinute })), tokenHash: null })
    .where("storeId", "=", storeId)
    .where("checkId", "=", checkId)
    .execute();
  await transaction.deleteFrom("checkTap").where("storeId", "=", storeId).where("checkId", "=", checkId).execute();
}
