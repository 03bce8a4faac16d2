import type { Account } from "./accounts.ts";

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
