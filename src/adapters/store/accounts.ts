import { type Kysely, type Selectable, sql } from "kysely";
import type { Schema } from "./schema.ts";

/** What an account may be; the server says what each may do. */
export const ROLES = ["owner", "manager", "analyst", "installer"] as const;
export type Role = (typeof ROLES)[number];

/** Who may log in. */
export type Account = {
  readonly accountId: string;
  /** As it was written when the account was made; another writing of it (case, NFKC) is the same login. */
  readonly login: string;
  readonly role: Role;
  /** The franchise controller that the account belongs to; null for the chain's own. */
  readonly controller: string | null;
  /** The stores that it is for; null for all of its controller. */
  readonly storeIds: readonly string[] | null;
  readonly passwordHash: string;
  readonly createdMs: number;
  /** Until when it may not log in; null where it may. */
  readonly lockedUntilMs: number | null;
};

export type NewAccount = Omit<Account, "lockedUntilMs">;
export type AccountChange = Partial<Pick<Account, "role" | "storeIds" | "passwordHash" | "lockedUntilMs">>;

type AccountRow = Selectable<Schema["account"]>;

export type StoreAccounts = {
  create(account: NewAccount): Promise<"created" | "login-taken" | "id-taken">;
  byLogin(login: string): Promise<Account | null>;
  byId(accountId: string): Promise<Account | null>;
  /** All accounts, by login. */
  list(): Promise<Account[]>;
  /** Changes what is named. The last owner of a controller (or of the chain) stays an owner of all its stores: `last-owner`. */
  change(accountId: string, change: AccountChange): Promise<"changed" | "unknown" | "last-owner">;
  /** Removes an account and its sessions, except the last owner of a controller (or of the chain). */
  remove(accountId: string): Promise<"removed" | "unknown" | "last-owner">;
};

/** The accounts of a store file. Each call is one transaction. */
export function accountsIn(db: Kysely<Schema>): StoreAccounts {
  const find = (transaction: Kysely<Schema>, accountId: string) =>
    transaction.selectFrom("account").selectAll().where("accountId", "=", accountId).executeTakeFirst();
  return {
    create: (account) =>
      db.transaction().execute(async (transaction) => {
        if (await find(transaction, account.accountId)) return "id-taken";
        const { numInsertedOrUpdatedRows: added } = await transaction
          .insertInto("account")
          .values({
            ...account,
            loginKey: loginKey(account.login),
            storeIds: JSON.stringify(account.storeIds),
            lockedUntilMs: null,
          })
          .onConflict((conflict) => conflict.column("loginKey").doNothing())
          .executeTakeFirstOrThrow();
        return added === 0n ? "login-taken" : "created";
      }),
    byLogin: async (login) => {
      const row = await db.selectFrom("account").selectAll().where("loginKey", "=", loginKey(login)).executeTakeFirst();
      return row ? accountOf(row) : null;
    },
    byId: async (accountId) => {
      const row = await find(db, accountId);
      return row ? accountOf(row) : null;
    },
    list: async () => (await db.selectFrom("account").selectAll().orderBy("loginKey").execute()).map(accountOf),
    change: (accountId, { storeIds, ...change }) =>
      db.transaction().execute(async (transaction) => {
        const row = await find(transaction, accountId);
        if (!row) return "unknown";
        const changed = {
          ...row,
          ...change,
          ...(storeIds === undefined ? {} : { storeIds: JSON.stringify(storeIds) }),
        };
        if (!isWholeOwner(changed) && (await isLastOwner(transaction, row))) return "last-owner";
        const { role, passwordHash, lockedUntilMs } = changed;
        await transaction
          .updateTable("account")
          .set({ role, storeIds: changed.storeIds, passwordHash, lockedUntilMs })
          .where("accountId", "=", accountId)
          .execute();
        return "changed";
      }),
    remove: (accountId) =>
      db.transaction().execute(async (transaction) => {
        const row = await find(transaction, accountId);
        if (!row) return "unknown";
        if (await isLastOwner(transaction, row)) return "last-owner";
        // Its sessions go with it, by their foreign key.
        await transaction.deleteFrom("account").where("accountId", "=", accountId).execute();
        return "removed";
      }),
  };
}

/** What is the same for all writings of a login: `Ann`, `ANN` and the full-width `Ａｎｎ` are one. */
export function loginKey(login: string): string {
  // Up and down again, so that letters whose large form is two (ß, SS) are the same too.
  return login.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}

/** The account that a row holds. */
export function accountOf(row: AccountRow): Account {
  const { accountId, login, role, controller, storeIds, passwordHash, createdMs, lockedUntilMs } = row;
  return { accountId, login, role, controller, storeIds: JSON.parse(storeIds), passwordHash, createdMs, lockedUntilMs };
}

/** An owner of all stores; one of a few could not give the others back. */
function isWholeOwner({ role, storeIds }: Pick<AccountRow, "role" | "storeIds">): boolean {
  return role === "owner" && storeIds === "null";
}

async function isLastOwner(db: Kysely<Schema>, row: AccountRow): Promise<boolean> {
  if (!isWholeOwner(row)) return false;
  const other = await db
    .selectFrom("account")
    .select("accountId")
    .where("role", "=", "owner")
    .where("storeIds", "=", "null")
    .where(sql<boolean>`controller is ${row.controller}`)
    .where("accountId", "!=", row.accountId)
    .limit(1)
    .executeTakeFirst();
  return other === undefined;
}
