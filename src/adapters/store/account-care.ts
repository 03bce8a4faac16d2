import { existsSync } from "node:fs";
import { join } from "node:path";
import { accountsIn, type StoreAccounts } from "./accounts.ts";
import { openCareLock, openToWrite, openToWriteBeside, openWriterLock, STORE_FILE } from "./database.ts";
import { type FailedLogins, failedLoginsIn } from "./failed-logins.ts";
import { type StoreSessions, sessionsIn } from "./sessions.ts";

/** The accounts of a store, and what hangs on them. */
export type AccountCare = Disposable & {
  readonly accounts: StoreAccounts;
  readonly sessions: StoreSessions;
  readonly failedLogins: FailedLogins;
};

/**
 * Opens the accounts of a folder's store to change them, also while a server writes into it; a store that is not there is made.
 *
 * INVARIANT: nothing that this opens touches may be kept in a writer's memory. Accounts, sessions and failed logins are read anew by
 * every request; what the sequencer remembers is of other tables. Each change takes SQLite's own lock at its begin and waits for
 * whoever has it, as the server does for it. Whoever replaces the file (`restoreStore`) and this keep each other out.
 */
export async function openAccountCare(folder: string): Promise<AccountCare> {
  const lock = openCareLock(folder);
  try {
    const path = join(folder, STORE_FILE);
    const database = (existsSync(path) && openToWriteBeside(path)) || (await madeStore(folder, path));
    const { db } = database;
    return {
      accounts: accountsIn(db),
      sessions: sessionsIn(db),
      failedLogins: failedLoginsIn(db),
      [Symbol.dispose]() {
        database[Symbol.dispose]();
        lock[Symbol.dispose]();
      },
    };
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** One that is not there yet, or is of an older form, is made as its only writer; then as any other. */
async function madeStore(folder: string, path: string) {
  using _lock = openWriterLock(folder);
  return await openToWrite(path);
}
