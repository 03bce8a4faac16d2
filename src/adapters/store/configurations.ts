import type { Unit } from "#domain/totals/unit-total.ts";

/** A deployment as it was from a moment on. */
export type Configuration = {
  /** 1, 2, 3 …, and never again. */
  readonly version: number;
  readonly atMs: number;
  /** The YAML of the deployment. */
  readonly text: string;
  /** Of the text, in hexadecimal. */
  readonly sha256: string;
  /** Who put it. */
  readonly by: string;
};

/** A unit as a deployment draws it, before it has a version. */
export type DrawnUnit = Pick<Unit, "kind" | "unitId" | "role"> & {
  /** Canonical JSON: the same drawing is the same text. */
  readonly drawing: string;
};

/** A unit of a store; `drawing` is null where it was declared by a file of records. */
export type StoreUnit = Unit & { readonly drawing: string | null };

export type StoreDrawn = { readonly storeId: string; readonly timeZone: string; readonly units: readonly DrawnUnit[] };
export type NewConfiguration = Omit<Configuration, "version"> & { readonly stores: readonly StoreDrawn[] };

/** A unit's version as a configuration uses it. */
export type AllottedUnit = Pick<Unit, "kind" | "unitId" | "version"> & { readonly storeId: string };

export type StoreConfigurations = {
  /**
   * Takes a deployment in, in one transaction: declares its stores, gives each unit its version and the whole the next one. A unit
   * that is drawn as its newest version is has that version. The text of the newest configuration again is that configuration.
   */
  put(configuration: NewConfiguration): Promise<{ readonly version: number; readonly units: readonly AllottedUnit[] }>;
  latest(): Promise<Configuration | null>;
  find(version: number): Promise<Configuration | null>;
  /** Those that were in force at any moment of the minute that begins at `atMs`, the oldest first. */
  at(atMs: number): Promise<Configuration[]>;
  /** The newest `CONFIGURATIONS_LISTED_MAX` without their texts, the newest first. */
  list(): Promise<Omit<Configuration, "text">[]>;
};

export const CONFIGURATIONS_LISTED_MAX = 1000;
