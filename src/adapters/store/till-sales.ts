import { createHash } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { DAY_MINUTES } from "#domain/calendar/day.ts";
import type { MinuteSpan, StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { isStronger, type Money, type SaleRecord, type SalesHour, type SalesOnFile } from "#domain/sales/sale.ts";
import type { Schema } from "./schema.ts";

/*
 * The sales of tills. A receipt is remembered by a hash of its number while its day is open, so that a file that comes twice counts
 * once and one that makes it void finds it. Then the day is closed: its hours stay, its receipts go, and nothing more is taken in of it.
 *
 *     receipt ── hash, hour, amount, items ──► 35 days after the day was first told of ──► hour, amount, items, transactions
 */

/** How long receipts are remembered after the end of their day and after the day was first told of: a file a month late is no loss. */
export const RECEIPT_DAYS = 35;
/** A hash so long that no two receipts of a store have one. */
const HASH_CHARACTERS = 24;

export type SalesBatch = {
  readonly storeId: string;
  readonly money: Money;
  readonly calendar: StoreCalendar;
  readonly nowMs: number;
  readonly records: readonly SaleRecord[];
};

/** What became of the records of a batch. */
export type SalesTaken = {
  readonly added: number;
  /** Told before as they are now. */
  readonly repeated: number;
  /** Told before with other figures: the telling that says more stays. */
  readonly contradicted: number;
  /** Receipts that count for nothing any more. */
  readonly voided: number;
  /** Of days that are closed: left out. */
  readonly closed: number;
};

export type StoreTillSales = {
  /** Takes records in, each receipt once, in any order; a fault where the store's amounts are in another money. */
  take(batch: SalesBatch): Promise<SalesTaken>;
  /** Closes days that are old enough; the answer is how many receipts were forgotten. */
  closeDue(nowMs: number): Promise<number>;
};

/** What is asked of a store's sales. */
export type SalesQuestion = MinuteSpan & { readonly storeId: string };

/** The sales of a store file. */
export function tillSalesIn(db: Kysely<Schema>): StoreTillSales {
  return {
    take: (batch) =>
      db.transaction().execute(async (transaction) => {
        await keepMoney(transaction, batch);
        const taken = { added: 0, repeated: 0, contradicted: 0, voided: 0, closed: 0 };
        for (const record of batch.records) taken[await takeOne(transaction, batch, record)] += 1;
        return taken;
      }),
    closeDue: (nowMs) =>
      db.transaction().execute(async (transaction) => {
        const beforeMinute = Math.floor(nowMs / MINUTE_MS) - RECEIPT_DAYS * DAY_MINUTES;
        const due = await transaction
          .selectFrom("salesDay")
          .select(["storeId", "day"])
          .where("isClosed", "=", 0)
          .where("firstToldMinute", "<", beforeMinute)
          .where("endMinute", "<", beforeMinute)
          .execute();
        let forgotten = 0;
        for (const day of due) forgotten += await close(transaction, day);
        // That something was void which never came.
        await transaction
          .deleteFrom("salesReceipt")
          .where("isTold", "=", 0)
          .where("minute", "<", beforeMinute)
          .execute();
        return forgotten;
      }),
  };
}

/** The money of a store's sales; null where it has none. */
export async function moneyOf(db: Kysely<Schema>, storeId: string): Promise<Money | null> {
  const row = await db
    .selectFrom("salesMoney")
    .select(["currency", "basis"])
    .where("storeId", "=", storeId)
    .executeTakeFirst();
  return row ?? null;
}

/** The sales of a store in some time, by hours; null where none were ever taken in. */
export async function salesOf(
  db: Kysely<Schema>,
  { storeId, fromMinute, toMinute }: SalesQuestion,
): Promise<SalesOnFile | null> {
  const money = await moneyOf(db, storeId);
  if (!money) return null;
  const days = await db
    .selectFrom("salesDay")
    .select(["day", "untilMinute"])
    .where("storeId", "=", storeId)
    .where("endMinute", ">", fromMinute)
    .where("endMinute", "<=", toMinute + 2 * DAY_MINUTES)
    .orderBy("day")
    .execute();
  const closed = await db
    .selectFrom("salesHour")
    .select(["fromMinute", "amount", "items", "transactions"])
    .where("storeId", "=", storeId)
    .where("fromMinute", ">=", fromMinute)
    .where("fromMinute", "<", toMinute)
    .execute();
  const open = await hoursOfReceipts(db, storeId)
    .where("fromMinute", ">=", fromMinute)
    .where("fromMinute", "<", toMinute)
    .execute();
  const hours = [...closed, ...open].map(
    ({ fromMinute, amount, items, transactions }): SalesHour => ({ fromMinute, amount, items, transactions }),
  );
  return {
    ...money,
    hours: hours.toSorted((a, b) => a.fromMinute - b.fromMinute),
    days: new Map(days.map(({ day, untilMinute }) => [day, untilMinute])),
  };
}

async function keepMoney(db: Kysely<Schema>, { storeId, money }: SalesBatch): Promise<void> {
  const kept = await moneyOf(db, storeId);
  if (!kept)
    await db
      .insertInto("salesMoney")
      .values({ storeId, ...money })
      .execute();
  else if (kept.currency !== money.currency || kept.basis !== money.basis)
    throw new Fault(
      "sales/other-money",
      `\`${storeId}\` has sales in ${kept.currency} ${kept.basis}, and these are in ${money.currency} ${money.basis}`,
    );
}

async function takeOne(
  db: Kysely<Schema>,
  { storeId, calendar, nowMs }: SalesBatch,
  record: SaleRecord,
): Promise<keyof SalesTaken> {
  const nowMinute = Math.floor(nowMs / MINUTE_MS);
  const day = calendar.dayOf(record.minute);
  const fromMinute = calendar.hourOf(record.minute);
  const { toMinute: endMinute } = calendar.minutesOf(day);
  const receipt = hashOf(storeId, record.receipt);
  const known = await db
    .selectFrom("salesReceipt")
    .selectAll()
    .where("storeId", "=", storeId)
    .where("receipt", "=", receipt)
    .executeTakeFirst();
  const told = await db
    .selectFrom("salesDay")
    .selectAll()
    .where("storeId", "=", storeId)
    .where("day", "=", day)
    .executeTakeFirst();
  if (told?.isClosed === 1) return "closed";
  if (record.kind === "sale") {
    // A day that is over is whole; the present one up to the hour of its last sale.
    const untilMinute = Math.max(told?.untilMinute ?? 0, endMinute <= nowMinute ? endMinute : fromMinute);
    if (!told)
      await db
        .insertInto("salesDay")
        .values({ storeId, day, firstToldMinute: nowMinute, endMinute, untilMinute, isClosed: 0 })
        .execute();
    else if (untilMinute !== told.untilMinute)
      await db
        .updateTable("salesDay")
        .set({ untilMinute })
        .where("storeId", "=", storeId)
        .where("day", "=", day)
        .execute();
  }
  const nothing = { day, fromMinute, minute: record.minute, amount: 0, items: null, transactions: 0, isTold: 0 };
  const row =
    record.kind === "void"
      ? { ...nothing, isVoided: 1 }
      : {
          ...nothing,
          amount: record.amount,
          items: record.items,
          transactions: record.transactions,
          isTold: 1,
          isVoided: known?.isVoided ?? 0,
        };
  if (!known) {
    await db
      .insertInto("salesReceipt")
      .values({ storeId, receipt, ...row })
      .execute();
    return record.kind === "void" ? "voided" : "added";
  }
  if (record.kind === "void") {
    if (known.isVoided === 1) return "repeated";
    await update(db, { storeId, receipt }, { isVoided: 1 });
    return "voided";
  }
  if (known.isTold === 0) {
    await update(db, { storeId, receipt }, row);
    return "added";
  }
  const before = { ...known, receipt: record.receipt };
  const isSame =
    before.minute === record.minute &&
    before.amount === record.amount &&
    before.items === record.items &&
    before.transactions === record.transactions;
  if (isSame) return "repeated";
  if (isStronger(record, before)) await update(db, { storeId, receipt }, row);
  return "contradicted";
}

async function update(
  db: Kysely<Schema>,
  { storeId, receipt }: { readonly storeId: string; readonly receipt: string },
  values: Partial<Schema["salesReceipt"]>,
): Promise<void> {
  await db
    .updateTable("salesReceipt")
    .set(values)
    .where("storeId", "=", storeId)
    .where("receipt", "=", receipt)
    .execute();
}

/** INVARIANT: that the hours stay and that the receipts go is one transaction. */
async function close(
  db: Kysely<Schema>,
  { storeId, day }: { readonly storeId: string; readonly day: string },
): Promise<number> {
  for (const hour of await hoursOfReceipts(db, storeId).where("day", "=", day).execute())
    await db
      .insertInto("salesHour")
      .values({ storeId, ...hour })
      .execute();
  const gone = await db
    .deleteFrom("salesReceipt")
    .where("storeId", "=", storeId)
    .where("day", "=", day)
    .executeTakeFirstOrThrow();
  await db.updateTable("salesDay").set({ isClosed: 1 }).where("storeId", "=", storeId).where("day", "=", day).execute();
  return Number(gone.numDeletedRows);
}

/** What receipts that are remembered come to, by hour; items only where each of the hour says how many. */
function hoursOfReceipts(db: Kysely<Schema>, storeId: string) {
  return db
    .selectFrom("salesReceipt")
    .select(({ fn }) => [
      "day",
      "fromMinute",
      fn.sum<number>("amount").as("amount"),
      sql<number | null>`case when count(items) = count(*) then sum(items) end`.as("items"),
      fn.sum<number>("transactions").as("transactions"),
    ])
    .where("storeId", "=", storeId)
    .where("isVoided", "=", 0)
    .where("isTold", "=", 1)
    .groupBy(["day", "fromMinute"]);
}

function hashOf(storeId: string, receipt: string): string {
  return createHash("sha256").update(`${storeId}\n${receipt}`).digest("base64url").slice(0, HASH_CHARACTERS);
}
