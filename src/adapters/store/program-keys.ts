import type { Kysely, Selectable } from "kysely";
import type { Schema } from "./schema.ts";

export const KEY_SCOPES = ["read", "export", "configure", "metrics"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** A key by which a program asks. The key itself is kept nowhere, only its hash. */
export type ProgramKey = {
  readonly keyId: string;
  readonly name: string;
  readonly scopes: readonly KeyScope[];
  /** The stores that it is for; null for all of its controller. */
  readonly storeIds: readonly string[] | null;
  /** The franchise controller that it belongs to; null for the chain. */
  readonly controller: string | null;
  readonly createdMs: number;
  /** The account that made it. */
  readonly createdBy: string;
  /** When it was used last, to the minute; null for never. */
  readonly usedMs: number | null;
  readonly revokedMs: number | null;
};

export type NewProgramKey = Omit<ProgramKey, "usedMs" | "revokedMs"> & { readonly tokenHash: string };

export type StoreKeys = {
  create(key: NewProgramKey): Promise<"created" | "id-taken">;
  /** The key that has this hash and was not revoked. */
  byTokenHash(tokenHash: string): Promise<ProgramKey | null>;
  /** All keys, the revoked ones too, the oldest first. */
  list(): Promise<ProgramKey[]>;
  /** From now on it is found no more; false where there is none, or it was revoked before. */
  revoke(keyId: string, nowMs: number): Promise<boolean>;
  /** Says that it was used; written at most once in `USED_EVERY_MS`. */
  used(keyId: string, atMs: number): Promise<void>;
};

const USED_EVERY_MS = 60_000;

/** The keys of a store file. */
export function keysIn(db: Kysely<Schema>): StoreKeys {
  return {
    create: async ({ scopes, storeIds, ...key }) => {
      const { numInsertedOrUpdatedRows: added } = await db
        .insertInto("programKey")
        .values({
          ...key,
          scopes: JSON.stringify(scopes),
          storeIds: JSON.stringify(storeIds),
          usedMs: null,
          revokedMs: null,
        })
        .onConflict((conflict) => conflict.column("keyId").doNothing())
        .executeTakeFirstOrThrow();
      return added === 0n ? "id-taken" : "created";
    },
    byTokenHash: async (tokenHash) => {
      const row = await db
        .selectFrom("programKey")
        .selectAll()
        .where("tokenHash", "=", tokenHash)
        .where("revokedMs", "is", null)
        .executeTakeFirst();
      return row ? keyOf(row) : null;
    },
    list: async () => {
      const rows = await db.selectFrom("programKey").selectAll().orderBy("createdMs").orderBy("keyId").execute();
      return rows.map(keyOf);
    },
    revoke: async (keyId, nowMs) => {
      const { numUpdatedRows } = await db
        .updateTable("programKey")
        .set({ revokedMs: nowMs })
        .where("keyId", "=", keyId)
        .where("revokedMs", "is", null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    used: async (keyId, atMs) => {
      await db
        .updateTable("programKey")
        .set({ usedMs: atMs })
        .where("keyId", "=", keyId)
        .where(({ eb, or }) =>
          or([
            eb("usedMs", "is", null),
            eb("usedMs", "<=", atMs - USED_EVERY_MS),
            // The clock was set back.
            eb("usedMs", ">", atMs + USED_EVERY_MS),
          ]),
        )
        .execute();
    },
  };
}

function keyOf({ tokenHash, scopes, storeIds, ...key }: Selectable<Schema["programKey"]>): ProgramKey {
  return { ...key, scopes: JSON.parse(scopes), storeIds: JSON.parse(storeIds) };
}
