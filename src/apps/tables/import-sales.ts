import { setImmediate as nextTurn } from "node:timers/promises";
import type { Store, StoreReader } from "#adapters/store/store.ts";
import type { SalesTaken } from "#adapters/store/till-sales.ts";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { AmountDecimal } from "#domain/sales/amount-text.ts";
import { type AmountBasis, currencyDigits, type Money, type SaleRecord } from "#domain/sales/sale.ts";
import { type TillEntry, tillReader } from "#domain/sales/till-entry.ts";
import type { SalesFile } from "./sales-file.ts";

/** How the sales of a file are taken in. */
export type SalesPlan = {
  readonly storeId: string;
  readonly nowMs: number;
  readonly basis: AmountBasis;
  /** Null: as the file says, or as the store's sales are already. */
  readonly currency: string | null;
  readonly decimal: AmountDecimal | null;
  readonly timeFormat: string | null;
  /** What the file calls the store, where it is of several. */
  readonly theirs: string | null;
  readonly maySkip: boolean;
  /** Entries that one import may have where others wait for the same process. */
  readonly entriesMax?: number;
};

/** What an import did, or without `tillSales` would do. */
export type SalesReport = Money & {
  readonly form: SalesFile["form"];
  /** Purchases and returns that were read, and what they come to in the currency's own unit. */
  readonly read: {
    readonly records: number;
    readonly returns: number;
    readonly amount: number;
    readonly transactions: number;
  };
  readonly fromMinute: number | null;
  readonly toMinute: number | null;
  readonly tally: SalesTally;
  /** The first of those that could not be read. */
  readonly badRows: readonly string[];
  /** Null where nothing was to be kept. */
  readonly taken: SalesTaken | null;
};

/** Entries of the file, by what became of them. */
type SalesTally = {
  entries: number;
  training: number;
  suspended: number;
  /** Control and drawer transactions, and receipts on which nothing stands. */
  "no-sale": number;
  /** Sums that were made void. */
  void: number;
  otherStores: number;
  /** In an hour that the clocks showed twice, without a distance from UTC: taken for the first showing. */
  twice: number;
  /** Later than now. */
  future: number;
  bad: number;
};

/** Records in one transaction: some tens of milliseconds. */
const BATCH_RECORDS = 250;
const BAD_TOLD_MAX = 5;
const NAMES_TOLD_MAX = 5;
/** A till's clock may be so far ahead. */
const AHEAD_MINUTES_MAX = 10;

/**
 * Takes the sales of a file in. It is read twice: once to see that all of it may be taken, once to take it, so that of a refused file
 * nothing is kept and none is ever whole in memory.
 */
export async function importSales(
  store: Pick<StoreReader, "calendarOf" | "sales"> & Partial<Pick<Store, "tillSales">>,
  file: SalesFile,
  plan: SalesPlan,
): Promise<SalesReport> {
  const calendar = await store.calendarOf(plan.storeId);
  const known = await store.sales({ storeId: plan.storeId, fromMinute: 0, toMinute: 0 });
  const looked = await look(file, plan, calendar);
  const money = {
    currency: currencyIn(looked.currencies, plan.currency ?? known?.currency ?? null),
    basis: plan.basis,
  };
  const digits = currencyDigits(money.currency);
  if (digits === null) throw new Fault("sales/currency", `\`${money.currency}\` is no currency such as \`EUR\``);
  if (known && (known.currency !== money.currency || known.basis !== money.basis))
    throw new Fault(
      "sales/other-money",
      `\`${plan.storeId}\` has sales in ${known.currency} ${known.basis}, and these are in ${money.currency} ${money.basis}`,
    );
  let [records, returns, amount, transactions] = [0, 0, 0, 0];
  let first: number | null = null;
  let last: number | null = null;
  const taken = { added: 0, repeated: 0, contradicted: 0, voided: 0, closed: 0 };
  let batch: SaleRecord[] = [];
  const flush = async () => {
    if (batch.length === 0 || !store.tillSales) return;
    const { storeId, nowMs } = plan;
    const done = await store.tillSales.take({ storeId, money, calendar, nowMs, records: batch });
    for (const key of Object.keys(taken) as (keyof SalesTaken)[]) taken[key] += done[key];
    batch = [];
    await nextTurn();
  };
  const read = tillReader({ ...plan, calendar, digits });
  for await (const entry of file.entries()) {
    if (isOfAnother(entry, plan)) continue;
    const outcome = read(entry);
    if (outcome.kind !== "record" || isAhead(outcome.record, plan)) continue;
    const { record, isReturn } = outcome;
    records += 1;
    returns += Number(isReturn);
    if (record.kind === "sale") [amount, transactions] = [amount + record.amount, transactions + record.transactions];
    first = Math.min(first ?? record.minute, record.minute);
    last = Math.max(last ?? record.minute, record.minute);
    if (store.tillSales) batch.push(record);
    if (batch.length >= BATCH_RECORDS) await flush();
  }
  await flush();
  await store.tillSales?.closeDue(plan.nowMs);
  return {
    ...money,
    form: file.form,
    read: { records, returns, amount: amount / 10 ** digits, transactions },
    fromMinute: first,
    toMinute: last,
    tally: looked.tally,
    badRows: looked.badRows,
    taken: store.tillSales ? taken : null,
  };
}

/** Reads all of a file and keeps nothing; a fault where it cannot be taken in as it is. */
async function look(file: SalesFile, plan: SalesPlan, calendar: StoreCalendar) {
  const tally: SalesTally = {
    entries: 0,
    training: 0,
    suspended: 0,
    "no-sale": 0,
    void: 0,
    otherStores: 0,
    twice: 0,
    future: 0,
    bad: 0,
  };
  const [currencies, stores, badRows] = [new Set<string>(), new Set<string>(), [] as string[]];
  // What an amount is does not hang on how fine it is kept.
  const read = tillReader({ ...plan, calendar, digits: 2 });
  for await (const entry of file.entries()) {
    tally.entries += 1;
    if (plan.entriesMax !== undefined && tally.entries > plan.entriesMax)
      throw new Fault("import/too-long", `the file has more than ${plan.entriesMax} entries`);
    if (entry.store !== "" && stores.size <= NAMES_TOLD_MAX) stores.add(entry.store);
    if (isOfAnother(entry, plan)) {
      tally.otherStores += 1;
      continue;
    }
    const outcome = read(entry);
    if (outcome.kind === "left-out") tally[outcome.why] += 1;
    else if (outcome.kind === "bad") {
      tally.bad += 1;
      if (badRows.length < BAD_TOLD_MAX) badRows.push(`line ${entry.line}: ${outcome.why}`);
    } else if (isAhead(outcome.record, plan)) tally.future += 1;
    else {
      tally.twice += Number(outcome.isTwice);
      if (currencies.size <= NAMES_TOLD_MAX && entry.currency !== "") currencies.add(entry.currency);
    }
  }
  if (plan.theirs === null && stores.size > 1)
    throw new Fault("sales/several-stores", `the file is of ${told(stores)}`);
  if (plan.theirs !== null && !stores.has(plan.theirs))
    throw new Fault("sales/several-stores", `\`${plan.theirs}\` is not in the file, which is of ${told(stores)}`);
  if (tally.bad > 0 && !plan.maySkip)
    throw new Fault(
      "sales/unreadable",
      `${tally.bad} of ${tally.entries} entries cannot be read; ${badRows.join("; ")}`,
    );
  return { tally, currencies, badRows };
}

function currencyIn(found: ReadonlySet<string>, otherwise: string | null): string {
  if (found.size > 1) throw new Fault("sales/currency", `the file has several currencies: ${told(found)}`);
  const [own] = found;
  if (own !== undefined && otherwise !== null && own !== otherwise)
    throw new Fault("sales/currency", `the file is in ${own}, and ${otherwise} was expected`);
  const currency = own ?? otherwise;
  if (currency === null) throw new Fault("sales/currency", "the file does not say in which currency its amounts are");
  return currency;
}

function isOfAnother(entry: TillEntry, { theirs }: SalesPlan): boolean {
  return theirs !== null && entry.store !== theirs;
}

function isAhead({ minute }: SaleRecord, { nowMs }: SalesPlan): boolean {
  return minute > nowMs / 60_000 + AHEAD_MINUTES_MAX;
}

function told(names: ReadonlySet<string>): string {
  const list = [...names].slice(0, NAMES_TOLD_MAX).map((name) => `\`${name}\``);
  return list.join(", ") + (names.size > NAMES_TOLD_MAX ? " and more" : "");
}
