import type { Day } from "#domain/policy/evidence.ts";
import { type AmountBasis, currencyDigits, type SalesHour, type SalesOnFile } from "#domain/sales/sale.ts";
import type { HourPassages } from "./passages.ts";
import type { StoreHour } from "./store-hour.ts";

/** An hour of which less was watched is left out where visitors and sales are divided by each other. */
export const WATCHED_SHARE_MIN = 0.9;

/** What was sold, in the currency's own unit. */
export type SalesSum = { readonly amount: number; readonly items: number | null; readonly transactions: number };

/**
 * Sales beside visitors. What is divided by visitors is of the hours in which both are known and of no others: `base` says of how many,
 * and how many people and purchases those were.
 */
export type SalesFigures = {
  readonly label: string;
  /** All that is on file in these hours, whether the store was open or not; returns are taken off. */
  readonly sold: SalesSum;
  /**
   * Amount ÷ transactions (average transaction value, ATV). Of all that is on file: it needs no visitors. Null where nobody bought.
   * What was paid back is taken off the amount, and is no transaction.
   */
  readonly averageTicket: number | null;
  /** Items ÷ transactions (units per transaction, UPT); null where the file does not say how many items. */
  readonly itemsPerTicket: number | null;
  /**
   * Transactions ÷ visitors (conversion rate). A share, null where nobody came, and where it would be above 1: a shop cannot sell to
   * more people than came in, so that something else is wrong (`isImpossible`).
   */
  readonly conversion: number | null;
  /** More purchases than visitors: a door that is not counted, purchases without a visit, or a till's clock that is wrong. */
  readonly isImpossible: boolean;
  /** Amount ÷ visitors (sales per shopper, SPV); null as conversion is. */
  readonly salesPerVisitor: number | null;
  readonly base: {
    /** Open hours in which entrances were watched for `WATCHED_SHARE_MIN` and sales are on file. */
    readonly hours: number;
    readonly openHours: number;
    readonly visitors: number;
    readonly transactions: number;
    readonly amount: number;
  };
  /** Open hours of which sales are on file ÷ open hours; null where the store was never open. */
  readonly salesCompleteness: number | null;
};

export type StoreSalesFigures = {
  readonly store: string;
  readonly timeZone: string;
  readonly first: Day;
  readonly last: Day;
  readonly currency: string;
  readonly basis: AmountBasis;
  readonly total: SalesFigures;
  readonly rows: readonly SalesFigures[];
};

/** An hour with who came and what was sold in it. */
export type HourOfSales = {
  readonly hour: StoreHour;
  /** Over all entrances. */
  readonly passages: Pick<HourPassages, "in" | "watchedMs" | "openMs">;
  /** Null where no sales of it are on file. */
  readonly sold: Pick<SalesHour, "amount" | "items" | "transactions"> | null;
};

/** The figures of some hours; `digits` are the places after the decimal sign of the currency. */
export function salesFigures(label: string, hours: readonly HourOfSales[], digits: number): SalesFigures {
  const unit = 10 ** digits;
  const onFile = hours.flatMap(({ sold }) => sold ?? []);
  const open = hours.filter(({ hour }) => hour.open.length > 0);
  const base = open.filter(
    ({ passages, sold }) =>
      sold !== null && passages.openMs > 0 && passages.watchedMs >= WATCHED_SHARE_MIN * passages.openMs,
  );
  const visitors = sumOf(base, ({ passages }) => passages.in);
  const transactions = sumOf(base, ({ sold }) => sold!.transactions);
  const amount = sumOf(base, ({ sold }) => sold!.amount) / unit;
  const isImpossible = transactions > visitors;
  const sold = {
    amount: sumOf(onFile, (one) => one.amount) / unit,
    items: onFile.some(({ items }) => items === null) ? null : sumOf(onFile, ({ items }) => items!),
    transactions: sumOf(onFile, (one) => one.transactions),
  };
  const perTicket = (value: number | null) =>
    value === null || sold.transactions === 0 ? null : value / sold.transactions;
  const perVisitor = (value: number) => (isImpossible || visitors === 0 ? null : value / visitors);
  return {
    label,
    sold,
    averageTicket: perTicket(sold.amount),
    itemsPerTicket: perTicket(sold.items),
    conversion: perVisitor(transactions),
    isImpossible,
    salesPerVisitor: perVisitor(amount),
    base: { hours: base.length, openHours: open.length, visitors, transactions, amount },
    salesCompleteness: open.length === 0 ? null : open.filter((one) => one.sold !== null).length / open.length,
  };
}

/** The hours of a store with what was sold in them. */
export function hoursOfSales(
  hours: readonly Omit<HourOfSales, "sold">[],
  { hours: soldHours, days }: Pick<SalesOnFile, "hours" | "days">,
): HourOfSales[] {
  const [sales, nothing] = [[...soldHours], { amount: 0, items: 0, transactions: 0 }];
  return hours.map((one) => {
    const { day, span } = one.hour;
    while (sales[0] && sales[0].fromMinute < span.start) sales.shift();
    const own: SalesHour[] = [];
    while (sales[0] && sales[0].fromMinute < span.end) own.push(sales.shift()!);
    const isWhole = span.end <= (days.get(day) ?? 0);
    const sold = own.reduce(
      (sum, hour) => ({
        amount: sum.amount + hour.amount,
        items: sum.items === null || hour.items === null ? null : sum.items + hour.items,
        transactions: sum.transactions + hour.transactions,
      }),
      nothing as NonNullable<HourOfSales["sold"]>,
    );
    return { ...one, sold: isWhole ? sold : null };
  });
}

/** Places after the decimal sign; a currency that was taken in is one. */
export function digitsOf({ currency }: { readonly currency: string }): number {
  return currencyDigits(currency) ?? 0;
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
