import type { StoreSalesFigures } from "#domain/figures/sales.ts";
import type { Grouping, StoreFigures } from "#domain/figures/store-figures.ts";
import type { StoreMix } from "#domain/figures/stored-mix.ts";

/** What the API answers, as the pages read it; `/api/docs` says it in full. */

export type Role = "owner" | "manager" | "analyst" | "installer";

export type Person = {
  readonly account: string;
  readonly login: string;
  readonly role: Role;
  readonly stores: readonly string[] | null;
  readonly csrf: string | null;
};

export type StoreInList = {
  readonly store: string;
  readonly name: string;
  readonly timeZone: string;
  readonly isDemo: boolean;
  readonly shared: {
    readonly figures: "none" | "day" | "hour" | "quarter" | "minute";
    readonly health: boolean;
    readonly isOwn: boolean;
  };
};

export type Unit = {
  readonly unit: string;
  readonly kind: "line" | "zone";
  readonly sensor: string;
  readonly name: string;
  readonly role: "entrance" | "inner" | "passer-by" | null;
  readonly version: number;
  /** The two ends of a line or the corners of a zone, as shares of width and height. */
  readonly places: readonly (readonly [number, number])[];
};

export type StoreDetail = StoreInList & {
  readonly hasSales: boolean;
  readonly hours: Readonly<Record<string, readonly string[]>> | null;
  readonly holidays: readonly { readonly date: string; readonly name?: string; readonly hours?: readonly string[] }[];
  readonly units: readonly Unit[];
};

export type StoreNow = {
  readonly store: string;
  readonly day: string;
  readonly atMs: number;
  readonly untilMs: number;
  readonly isOpen: boolean;
  readonly visitors: number;
  readonly completeness: number | null;
  readonly estimated: number;
  readonly occupancy: number | null;
  readonly isOccupancySure: boolean;
  readonly sameWeekday: {
    readonly days: readonly string[];
    readonly mean: number;
    readonly change: number | null;
  } | null;
  readonly zones: readonly { readonly unit: string; readonly people: number; readonly waitingMs: number }[];
};

export type Sensor = {
  readonly sensor: string;
  readonly name: string;
  readonly kind: "camera" | "counter" | "other";
  readonly state: string;
  readonly sinceMs: number | null;
  readonly why: string;
  readonly remedy: string;
  readonly analysedPerSecond: number | null;
  readonly droppedShare: number | null;
};

export type FiguresAnswer = { readonly store: string; readonly isDemo: boolean; readonly figures: StoreFigures | null };

export type SalesAnswer = { readonly store: string; readonly figures: StoreSalesFigures | null };

/** Who answered at the welcome tablet of a store. A week that is over and not in it had too few answers, or none. */
export type MixAnswer = Pick<StoreMix, "weeks" | "together"> & {
  readonly groupMin: number;
  /** A week is counted so many days after it is over. */
  readonly graceDays: number;
  readonly asked: Readonly<Record<"told" | "estimated", boolean>>;
};

/** The same over all stores that had answers enough. */
export type ChainMixAnswer = Pick<StoreMix, "together">;

/** Days of a store's calendar, both included. */
export type Period = { readonly from: string; readonly to: string };

export type { Grouping, StoreFigures, StoreSalesFigures };
