import type { Shared } from "#domain/deployment/sharing.ts";
import type { StoreSalesFigures } from "#domain/figures/sales.ts";
import type { HourFigures, StoreFigures } from "#domain/figures/store-figures.ts";
import type { Total } from "#domain/figures/total.ts";
import type { Day } from "#domain/policy/evidence.ts";
import type { CountingError } from "#domain/tally/counting-error.ts";
import type { LegalGround } from "./report.ts";

/** The newest check of a line by people who tapped. */
export type CheckedLine = { readonly unitId: string; readonly day: Day; readonly error: CountingError };

/** What a report is made of, of one store. */
export type StoreReading = {
  readonly storeId: string;
  readonly name: string;
  /** What whoever reads the report may see of it; what is not shared is in no figure. */
  readonly shared: Shared;
  /** By hour of the day; null where nothing was told, or nothing is shared. */
  readonly figures: StoreFigures | null;
  /** By weekday, Monday first. */
  readonly weekdays: readonly HourFigures[];
  /** The period before. */
  readonly before: { readonly visitors: Total; readonly openDays: number } | null;
  /** Null: not shared. */
  readonly checks: readonly CheckedLine[] | null;
  readonly grounds: readonly LegalGround[];
  /** Of tills; null where no sales were ever taken in, or none are shared. */
  readonly sales: StoreSalesFigures | null;
};
