import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { loginKey } from "./accounts.ts";
import type { Schema } from "./schema.ts";

/** Where a login was tried from, and with which name. */
export type LoginAttempt = { readonly login: string; readonly address: string };
/** How often a login, or an address, has failed since it was last right, or since a day without failures. */
export type FailedLogin = { readonly count: number; readonly lastMs: number; readonly lockedUntilMs: number };

/**
 * Logins that failed, by name and by address; on the disk, so that a restart forgives nothing. Both are kept as hashes only,
 * because people write their password where their name belongs.
 */
export type FailedLogins = {
  /** What is known of both; null where nothing failed. */
  find(attempt: LoginAttempt): Promise<{ readonly login: FailedLogin | null; readonly address: FailedLogin | null }>;
  /**
   * Counts a failure at both, and locks each until `lockedUntilMs` (0 for not at all) says, given its new count. The answer is
   * the later of the two.
   */
  record(
    attempt: LoginAttempt,
    nowMs: number,
    lockedUntilMs: (of: "login" | "address", count: number) => number,
  ): Promise<number>;
  /** A login was right: its count begins anew. That of the address stays, or whoever has one account could guess at others. */
  forget(login: string): Promise<void>;
  /** Removes what failed last before then and is not locked; how many those were. */
  removeBefore(atMs: number): Promise<number>;
};

/** Names and addresses that are remembered at most; who fails from more than that pushes out the oldest. */
const FAILED_LOGINS_MAX = 100_000;
/** How many of them are pushed out at a time. */
const SHARE_PUSHED_OUT = 0.1;
/** A failure after longer than this is the first again. */
const FAILURES_REMEMBERED_MS = 86_400_000;

type Name = { readonly of: "login" | "address"; readonly nameHash: string };

/** The failed logins of a store file. */
export function failedLoginsIn(db: Kysely<Schema>): FailedLogins {
  // How many rows there are; counted once, and anew whenever rows went.
  let kept: number | null = null;
  const find = async (transaction: Kysely<Schema>, { of, nameHash }: Name): Promise<FailedLogin | null> => {
    const row = await transaction
      .selectFrom("failedLogin")
      .select(["count", "lastMs", "lockedUntilMs"])
      .where("of", "=", of)
      .where("nameHash", "=", nameHash)
      .executeTakeFirst();
    return row ? { ...row } : null;
  };
  const makeRoom = async (transaction: Kysely<Schema>) => {
    const count = transaction.selectFrom("failedLogin").select(({ fn }) => fn.countAll<number>().as("rows"));
    kept ??= (await count.executeTakeFirstOrThrow()).rows;
    if (kept < FAILED_LOGINS_MAX) return;
    const oldest = transaction
      .selectFrom("failedLogin")
      .select("lastMs")
      .orderBy("lastMs")
      .offset(Math.floor(FAILED_LOGINS_MAX * SHARE_PUSHED_OUT))
      .limit(1);
    await transaction.deleteFrom("failedLogin").where("lastMs", "<=", oldest).execute();
    kept = null;
  };
  return {
    find: async (attempt) => {
      const [login, address] = namesOf(attempt);
      return { login: await find(db, login), address: await find(db, address) };
    },
    record: async (attempt, nowMs, lockedUntilMs) => {
      let latestMs = 0;
      await db.transaction().execute(async (transaction) => {
        for (const name of namesOf(attempt)) {
          const before = await find(transaction, name);
          if (!before) await makeRoom(transaction);
          const isForgotten = before !== null && nowMs - before.lastMs > FAILURES_REMEMBERED_MS;
          const count = 1 + (before && !isForgotten ? before.count : 0);
          // A lock that is there is never shortened by failing again.
          const untilMs = Math.max(lockedUntilMs(name.of, count), before?.lockedUntilMs ?? 0);
          const failed = { count, lastMs: nowMs, lockedUntilMs: untilMs };
          await transaction
            .insertInto("failedLogin")
            .values({ ...name, ...failed })
            .onConflict((conflict) => conflict.columns(["of", "nameHash"]).doUpdateSet(failed))
            .execute();
          if (!before && kept !== null) kept += 1;
          latestMs = Math.max(latestMs, untilMs);
        }
      });
      return latestMs;
    },
    forget: async (login) => {
      const { of, nameHash } = nameOf("login", loginKey(login));
      await db.deleteFrom("failedLogin").where("of", "=", of).where("nameHash", "=", nameHash).execute();
      kept = null;
    },
    removeBefore: async (atMs) => {
      const { numDeletedRows } = await db
        .deleteFrom("failedLogin")
        .where("lastMs", "<", atMs)
        .where("lockedUntilMs", "<", atMs)
        .executeTakeFirstOrThrow();
      kept = null;
      return Number(numDeletedRows);
    },
  };
}

function namesOf({ login, address }: LoginAttempt): readonly [Name, Name] {
  return [nameOf("login", loginKey(login)), nameOf("address", address)];
}

function nameOf(of: Name["of"], name: string): Name {
  return { of, nameHash: createHash("sha256").update(`${of}\n${name}`).digest("base64url") };
}
