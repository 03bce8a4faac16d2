import assert from "node:assert/strict";
import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Small values by name, such as `webhook`. */
export type StoreSettings = {
  /** Null where there is none. */
  get(key: string): Promise<Json>;
  /** Puts a value, as JSON of at most `SETTING_CHARACTERS_MAX`; null removes it. A longer one is a bug of who puts it. */
  put(key: string, value: Json): Promise<void>;
  all(): Promise<Readonly<Record<string, Json>>>;
};

export const SETTING_CHARACTERS_MAX = 65_536;

/** The settings of a store file. */
export function settingsIn(db: Kysely<Schema>): StoreSettings {
  return {
    get: async (key) => {
      const row = await db.selectFrom("setting").select("value").where("key", "=", key).executeTakeFirst();
      return row ? JSON.parse(row.value) : null;
    },
    put: async (key, json) => {
      if (json === null) {
        await db.deleteFrom("setting").where("key", "=", key).execute();
        return;
      }
      const value = JSON.stringify(json);
      assert.ok(value.length <= SETTING_CHARACTERS_MAX, `the setting \`${key}\` has ${value.length} characters`);
      await db
        .insertInto("setting")
        .values({ key, value })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
        .execute();
    },
    all: async () => {
      const rows = await db.selectFrom("setting").selectAll().orderBy("key").execute();
      return Object.fromEntries(rows.map(({ key, value }) => [key, JSON.parse(value)]));
    },
  };
}
