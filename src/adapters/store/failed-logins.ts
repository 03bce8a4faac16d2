/** Where a login was tried from, and with which name. */
export type LoginAttempt = { readonly login: string; readonly address: string };
/** How often a login, or an address, has failed since it was last right. */
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
  /** A login was right: its count begins anew, and that of its address. */
  forget(attempt: LoginAttempt): Promise<void>;
  /** Removes what failed last before then; how many those were. */
  removeBefore(atMs: number): Promise<number>;
};

/** Names and addresses that are remembered at most; who fails from more than that pushes out the oldest. */
export const FAILED_LOGINS_MAX = 100_000;
