/**
 * What a till tells, as Lintel keeps it: how much, how many items, when. Who bought and who sold is in none of these types, so
 * that it cannot be kept.
 */
export type Sale = {
  /** What it is told apart by within its store: a receipt's business day, till and number, or the hour and till of a sum. */
  readonly receipt: string;
  /** When it was paid, since the epoch. */
  readonly minute: number;
  /** In the smallest unit of its currency (cents); below 0 where money was paid back. */
  readonly amount: number;
  /** Items sold less items taken back; null where the file does not say. */
  readonly items: number | null;
  /** Purchases: 1 of a receipt, 0 of a return, many of a sum. */
  readonly transactions: number;
};

/** A sale, or that a receipt of another time was made void: whichever of the two is told first, it counts for nothing. */
export type SaleRecord =
  | ({ readonly kind: "sale" } & Sale)
  | { readonly kind: "void"; readonly receipt: string; readonly minute: number };

/** Which money the amounts of a store are in. */
export type Money = {
  /** ISO 4217. */
  readonly currency: string;
  /** With value-added or sales tax, or without. */
  readonly basis: AmountBasis;
};

export const AMOUNT_BASES = ["gross", "net"] as const;
export type AmountBasis = (typeof AMOUNT_BASES)[number];

/** The sales of one hour of a store's clock. */
export type SalesHour = {
  /** The first minute of the hour. */
  readonly fromMinute: number;
  readonly amount: number;
  readonly items: number | null;
  readonly transactions: number;
};

/** The sales of a store in some time. */
export type SalesOnFile = Money & {
  /** Those in which anything was sold, in their order. */
  readonly hours: readonly SalesHour[];
  /** For each day of which a file was taken in, up to which minute it is whole; an hour of it without a sale sold nothing. */
  readonly days: ReadonlyMap<string, number>;
};

/** Places after the decimal sign of a currency: 2 of EUR, 0 of JPY; null where there is no such currency. */
export function currencyDigits(currency: string): number | null {
  if (!/^[A-Z]{3}$/.test(currency)) return null;
  const known = new Intl.DisplayNames("en", { type: "currency", fallback: "none" }).of(currency);
  if (known === undefined) return null;
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? null;
}

/**
 * Which of two tellings of one receipt stays: the one that says more, so that the order in which files come does not matter. A sum of
 * an hour that was exported while it ran is followed by the whole one.
 */
export function isStronger(one: Sale, other: Sale): boolean {
  const order = (sale: Sale) => [sale.transactions, sale.amount, sale.items ?? -1, sale.minute];
  const [mine, theirs] = [order(one), order(other)];
  const at = mine.findIndex((value, index) => value !== theirs[index]);
  return at >= 0 && mine[at]! > theirs[at]!;
}
