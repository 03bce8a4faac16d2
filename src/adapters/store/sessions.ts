import type { Kysely } from "kysely";
import { type Account, accountOf } from "./accounts.ts";
import type { Schema } from "./schema.ts";

/** Somebody who is logged in. Tokens are kept as their hashes only. */
export type Session = {
  readonly tokenHash: string;
  readonly accountId: string;
  readonly createdMs: number;
  readonly expiresMs: number;
  readonly csrfHash: string;
};

export type StoreSessions = {
  /** Opens a session; an account that has `SESSIONS_PER_ACCOUNT_MAX` loses its oldest. */
  open(session: Session): Promise<"opened" | "unknown-account">;
  /** A session that has not expired, with its account as it is now; null where there is none. */
  find(tokenHash: string, nowMs: number): Promise<{ readonly session: Session; readonly account: Account } | null>;
  /** Whether there was one to end. */
  end(tokenHash: string): Promise<boolean>;
  /** Ends all of an account, but for the one that is named; how many those were. */
  endAllOf(accountId: string, exceptTokenHash?: string): Promise<number>;
  /** How many had expired. */
  removeExpired(nowMs: number): Promise<number>;
};

/** Sessions that one account has at most: its devices, and those that were never logged out. */
export const SESSIONS_PER_ACCOUNT_MAX = 50;

/** The sessions of a store file. */
export function sessionsIn(db: Kysely<Schema>): StoreSessions {
  return {
    open: (session) =>
      db.transaction().execute(async (transaction) => {
        const { accountId } = session;
        const account = await transaction
          .selectFrom("account")
          .select("accountId")
          .where("accountId", "=", accountId)
          .executeTakeFirst();
        if (!account) return "unknown-account";
        await transaction.insertInto("session").values(session).execute();
        const kept = transaction
          .selectFrom("session")
          .select("tokenHash")
          .where("accountId", "=", accountId)
          .orderBy("createdMs", "desc")
          .orderBy("tokenHash")
          .limit(SESSIONS_PER_ACCOUNT_MAX);
        await transaction
          .deleteFrom("session")
          .where("accountId", "=", accountId)
          .where("tokenHash", "not in", kept)
          .execute();
        return "opened";
      }),
    find: async (tokenHash, nowMs) => {
      const row = await db
        .selectFrom("session")
        .innerJoin("account", "account.accountId", "session.accountId")
        .selectAll("account")
        .select(["session.createdMs as openedMs", "expiresMs", "csrfHash"])
        .where("tokenHash", "=", tokenHash)
        .where("expiresMs", ">", nowMs)
        .executeTakeFirst();
      if (!row) return null;
      const { accountId, openedMs: createdMs, expiresMs, csrfHash } = row;
      return { session: { tokenHash, accountId, createdMs, expiresMs, csrfHash }, account: accountOf(row) };
    },
    end: async (tokenHash) => {
      const { numDeletedRows } = await db
        .deleteFrom("session")
        .where("tokenHash", "=", tokenHash)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    endAllOf: async (accountId, exceptTokenHash = "") => {
      const { numDeletedRows } = await db
        .deleteFrom("session")
        .where("accountId", "=", accountId)
        .where("tokenHash", "!=", exceptTokenHash)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
    removeExpired: async (nowMs) => {
      const { numDeletedRows } = await db
        .deleteFrom("session")
        .where("expiresMs", "<=", nowMs)
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}
