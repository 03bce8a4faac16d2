import type { ExportCell, ExportColumn } from "#domain/export/export-table.ts";
import type { SalesFigures, StoreSalesFigures } from "#domain/figures/sales.ts";

/** The columns of an export of sales, in their order. `docs/sales.md` explains each; new ones are added at the end. */
export const SALES_COLUMNS: readonly ExportColumn[] = [
  { name: "store", kind: "text", width: 14 },
  { name: "span", kind: "text", width: 14 },
  { name: "currency", kind: "text", width: 9 },
  { name: "basis", kind: "text", width: 7 },
  { name: "amount", kind: "money", width: 14 },
  { name: "items", kind: "count", width: 9 },
  { name: "transactions", kind: "count", width: 12 },
  { name: "averageTicket", kind: "money", width: 13 },
  { name: "itemsPerTicket", kind: "money", width: 14 },
  { name: "conversion", kind: "share", width: 11 },
  { name: "salesPerVisitor", kind: "money", width: 15 },
  { name: "baseHours", kind: "count", width: 10 },
  { name: "openHours", kind: "count", width: 10 },
  { name: "baseVisitors", kind: "count", width: 12 },
  { name: "baseTransactions", kind: "count", width: 16 },
  { name: "baseAmount", kind: "money", width: 14 },
  { name: "salesCompleteness", kind: "share", width: 17 },
  { name: "isImpossible", kind: "text", width: 12 },
];

const FINE = 10_000;

/** The rows of an export, without its header; all of them together stand at the end. */
export function salesRows(figures: StoreSalesFigures): ExportCell[][] {
  return [...figures.rows, { ...figures.total, label: "total" }].map((row) => cellsOf(figures, row));
}

function cellsOf({ store, currency, basis }: StoreSalesFigures, row: SalesFigures): ExportCell[] {
  const { label, sold, base } = row;
  return [
    store,
    label,
    currency,
    basis,
    fine(sold.amount),
    sold.items,
    sold.transactions,
    fine(row.averageTicket),
    fine(row.itemsPerTicket),
    fine(row.conversion),
    fine(row.salesPerVisitor),
    base.hours,
    base.openHours,
    base.visitors,
    base.transactions,
    fine(base.amount),
    fine(row.salesCompleteness),
    row.isImpossible ? "yes" : "no",
  ];
}

function fine(value: number | null): number | null {
  return value === null ? null : Math.round(value * FINE) / FINE;
}
