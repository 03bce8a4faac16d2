import type { Kysely } from "kysely";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Unit } from "#domain/totals/unit-total.ts";
import type { Declarations } from "./declarations.ts";
import type { Schema } from "./schema.ts";
import type { Sequenced } from "./sequencer.ts";

/** A deployment as it was from a moment on. */
export type Configuration = {
  /** 1, 2, 3 …, and never again; a restored backup goes on a thousand further. */
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

const CONFIGURATIONS_LISTED_MAX = 1000;

/** The configurations of a store file; those are put in the one sequence of all that declares. */
export function configurationsIn(
  db: Kysely<Schema>,
  sequenced: Sequenced,
  { declareStore, allotUnits }: Pick<Declarations, "declareStore" | "allotUnits">,
): StoreConfigurations {
  return {
    put: ({ stores, ...configuration }) =>
      sequenced(async (transaction, remembered) => {
        const units: AllottedUnit[] = [];
        for (const store of stores) {
          await declareStore(transaction, remembered, store);
          units.push(...(await allotUnits(transaction, remembered, store)));
        }
        const newest = await latest(transaction);
        if (newest?.text === configuration.text) return { version: newest.version, units };
        const version = (newest?.version ?? 0) + 1;
        await transaction
          .insertInto("configuration")
          .values({ version, ...configuration })
          .execute();
        return { version, units };
      }),
    latest: async () => (await latest(db)) ?? null,
    find: async (version) => {
      const row = await db.selectFrom("configuration").selectAll().where("version", "=", version).executeTakeFirst();
      return row ? { ...row } : null;
    },
    at: (atMs) => configurationsDuring(db, { fromMs: atMs, toMs: atMs + MINUTE_MS }),
    list: async () => {
      const rows = await db
        .selectFrom("configuration")
        .select(["version", "atMs", "sha256", "by"])
        .orderBy("version", "desc")
        .limit(CONFIGURATIONS_LISTED_MAX)
        .execute();
      return rows.map((row) => ({ ...row }));
    },
  };
}

/** Those that were in force at any moment from `fromMs` up to but not with `toMs`, the oldest first. */
export async function configurationsDuring(
  db: Kysely<Schema>,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<Configuration[]> {
  const rows = await db
    .selectFrom("configuration")
    .selectAll()
    .where(({ eb, and, or, fn, selectFrom }) =>
      or([
        // The newest that had begun by then; a clock that was set back makes an older one begin later.
        eb(
          "version",
          "=",
          selectFrom("configuration").select(fn.max("version").as("version")).where("atMs", "<=", fromMs),
        ),
        and([eb("atMs", ">", fromMs), eb("atMs", "<", toMs)]),
      ]),
    )
    .orderBy("version")
    .execute();
  return rows.map((row) => ({ ...row }));
}

function latest(db: Kysely<Schema>): Promise<Configuration | undefined> {
  return db.selectFrom("configuration").selectAll().orderBy("version", "desc").limit(1).executeTakeFirst();
}
