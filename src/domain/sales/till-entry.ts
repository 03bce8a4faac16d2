import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { shownMinutes } from "#domain/history/shown-minutes.ts";
import { type RowTime, timeReader } from "#domain/history/time-format.ts";
import { type AmountDecimal, amountOf, wholeNumberOf } from "./amount-text.ts";
import type { AmountBasis, SaleRecord } from "./sale.ts";

/** What became of an entry of a till that is no purchase. */
export const TILL_KINDS = ["sale", "return", "void", "training", "suspended", "no-sale"] as const;
export type TillKind = (typeof TILL_KINDS)[number];

/**
 * One entry of a till's journal as text, from whichever form of file. Everything that is read is here, and nothing else is: no person
 * has a place in it.
 */
export type TillEntry = {
  /** Of the file, for messages. */
  readonly line: number;
  readonly kind: TillKind | null;
  /** What the file calls the store; empty where it does not say. */
  readonly store: string;
  readonly till: string;
  /** The receipt's number; empty in a row of sums. */
  readonly number: string;
  /** The day of business that the number is of; empty where the file does not say. */
  readonly day: string;
  readonly time: string;
  readonly gross: string;
  readonly net: string;
  readonly items: string;
  /** How many purchases a row of sums is of; empty of a receipt. */
  readonly transactions: string;
  readonly currency: string;
  /** Which receipt it makes void: `DAY TILL NUMBER`. */
  readonly voids: string;
};

/** How entries are to be read. */
export type TillPlan = {
  readonly calendar: StoreCalendar;
  readonly basis: AmountBasis;
  /** Null: each amount says so itself, or is refused. */
  readonly decimal: AmountDecimal | null;
  /** Null: any form that can be told from another. */
  readonly timeFormat: string | null;
  /** Places after the decimal sign of the currency. */
  readonly digits: number;
};

/** What an entry came to. */
export type EntryOutcome =
  | { readonly kind: "record"; readonly record: SaleRecord; readonly isReturn: boolean; readonly isTwice: boolean }
  | { readonly kind: "left-out"; readonly why: "training" | "suspended" | "no-sale" | "void" }
  | { readonly kind: "bad"; readonly why: string };

const TIME_FORMATS = [
  "iso",
  "yyyy-MM-ddTHH:mm:ss",
  "yyyy-MM-ddTHH:mm",
  "yyyy-MM-dd HH:mm:ss",
  "yyyy-MM-dd HH:mm",
  "yyyy/MM/dd HH:mm:ss",
  "yyyy/M/d H:mm",
  "d.M.yyyy H:mm:ss",
  "d.M.yyyy H:mm",
];

/** Reads entries, one after the other. */
export function tillReader(plan: TillPlan): (entry: TillEntry) => EntryOutcome {
  const readers = (plan.timeFormat === null ? TIME_FORMATS : [plan.timeFormat]).map((format) => timeReader([format]));
  const shown = shownMinutes(plan.calendar);
  const minutesOf = ({ kind, minute }: RowTime): readonly number[] =>
    kind === "instant" ? [minute] : shown(minute, minute + 1).map(({ fromMinute }) => fromMinute);
  const timeOf = (text: string): RowTime | null => {
    for (const read of readers) {
      const time = read([text]);
      if (time) return time;
    }
    return null;
  };
  return (entry) => {
    if (entry.kind === null) return bad("its kind is none of sale, return, void, training, suspended");
    if (entry.kind === "training" || entry.kind === "suspended" || entry.kind === "no-sale")
      return { kind: "left-out", why: entry.kind };
    // A sum that was made void, or a void of nothing that can be found.
    if (entry.kind === "void" && entry.voids + entry.number === "") return { kind: "left-out", why: "void" };
    const time = timeOf(entry.time);
    if (!time) return bad(entry.time === "" ? "it has no time" : `its time \`${entry.time}\` cannot be read`);
    const [minute, ...later] = minutesOf(time);
    if (minute === undefined) return bad(`the store's clock never showed \`${entry.time}\``);
    const isTwice = later.length > 0;
    const day = entry.day === "" ? plan.calendar.dayOf(minute) : entry.day;
    const own = receiptName({ day, till: entry.till, number: entry.number });
    if (entry.kind === "void")
      return {
        kind: "record",
        record: { kind: "void", receipt: entry.voids || own, minute },
        isReturn: false,
        isTwice,
      };
    const amount = amountOf(plan.basis === "gross" ? entry.gross : entry.net, plan);
    if (typeof amount === "string") return bad(amount);
    const items = entry.items === "" ? null : wholeNumberOf(entry.items);
    if (items === undefined) return bad(`\`${entry.items}\` is no number of items`);
    if (entry.number === "") {
      const transactions = entry.transactions === "" ? undefined : wholeNumberOf(entry.transactions);
      if (transactions === undefined || transactions < 0)
        return bad("it has no receipt number, and no number of transactions");
      const receipt = `sum ${minute} ${entry.till}`;
      return recordOf({ receipt, minute, amount, items, transactions }, false, isTwice);
    }
    const isReturn = entry.kind === "return" || amount < 0;
    const sale = {
      receipt: own,
      minute,
      amount: isReturn ? -Math.abs(amount) : amount,
      items: items === null ? null : isReturn ? -Math.abs(items) : items,
      transactions: isReturn || (amount === 0 && (items ?? 0) <= 0) ? 0 : 1,
    };
    return recordOf(sale, isReturn, isTwice);
  };
}

/** How a receipt is called within its store. */
export function receiptName(of: { readonly day: string; readonly till: string; readonly number: string }): string {
  return `${of.day} ${of.till} ${of.number}`;
}

function recordOf(
  sale: Omit<Extract<SaleRecord, { kind: "sale" }>, "kind">,
  isReturn: boolean,
  isTwice: boolean,
): EntryOutcome {
  return { kind: "record", record: { kind: "sale", ...sale }, isReturn, isTwice };
}

function bad(why: string): EntryOutcome {
  return { kind: "bad", why };
}
