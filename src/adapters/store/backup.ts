import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "#domain/fault/fault.ts";
import { openAnswerKeys } from "./answer-keys.ts";
import { agreeWithKeys } from "./consents.ts";
import {
  OWN_MODE,
  openCareLock,
  openToRead,
  openToWrite,
  openWriterLock,
  STORE_FILE,
  type StoreDatabase,
} from "./database.ts";
import { forgetRetired } from "./retirements.ts";
import type { Schema } from "./schema.ts";
import { storeFault } from "./sqlite-fault.ts";

/** More configurations than anybody makes between a backup and its restoring. */
const VERSIONS_SKIPPED = 1000;
/** The tables that hold something as soon as somebody has used a store. */
const HELD = ["store", "account", "agent", "configuration"] as const;

/** What is in a store file, as it was checked. */
export type Checked = { readonly stores: number; readonly parts: number };

/**
 * Writes one moment of the store into a new file, also while another process writes; `path` is there only when it is whole and
 * on the disk. Each page is read, and the copy is checked.
 */
export async function backupStore(folder: string, path: string): Promise<Checked> {
  if (existsSync(path)) throw new Fault("store/backup-exists", `\`${path}\` is there already`);
  const unfinished = `${path}.unfinished`;
  remove(unfinished);
  try {
    using database = openToRead(join(folder, STORE_FILE));
    // VACUUM INTO reads one snapshot and lets the writer go on; the backup interface would begin anew at each write.
    writeFileSync(unfinished, "", { mode: OWN_MODE, flag: "wx" });
    database.sqlite.prepare("vacuum into ?").run(unfinished);
    const checked = checkStoreFile(unfinished);
    toDisk(unfinished);
    renameSync(unfinished, path);
    toDisk(dirname(path));
    return checked;
  } catch (error) {
    remove(unfinished);
    throw diskFault(error, path);
  }
}

/**
 * Puts a backup in the place of a folder's store. The backup is checked first; a store that holds something is replaced only
 * with `mayReplace`, and a process that writes into it is refused. An older form is brought up to date. Nobody stays logged in, and no link
 * to figures goes on: who was thrown out since must not come back. Withdrawals are replayed: the keys of answers were never in the backup. The configuration gets a number that nobody can have had since, so that every agent asks for it.
 * LIMIT: a process that reads the store goes on reading the old one until it opens it anew.
 */
export async function restoreStore(
  path: string,
  folder: string,
  { mayReplace, nowMs = Date.now() }: { readonly mayReplace: boolean; readonly nowMs?: number },
): Promise<Checked> {
  const checked = checkBackup(path);
  using _lock = openWriterLock(folder);
  // Who changes an account beside a writer has the file open, and would write into one that is gone.
  using _care = openCareLock(folder);
  const target = join(folder, STORE_FILE);
  if (existsSync(target) && !mayReplace && !(await isEmpty(target)))
    throw new Fault("store/not-empty", `the store in \`${folder}\` is not empty`);
  const unfinished = `${target}.unfinished`;
  try {
    copyFileSync(path, unfinished, constants.COPYFILE_FICLONE);
    chmodSync(unfinished, OWN_MODE);
    checkStoreFile(unfinished);
    await makeAnew(unfinished, nowMs);
    toDisk(unfinished);
    // INVARIANT: no log of the old store may be found beside the new one, or SQLite would apply it.
    await foldLog(target);
    for (const log of [`${target}-wal`, `${target}-shm`]) rmSync(log, { force: true });
    renameSync(unfinished, target);
    toDisk(folder);
    await forgetWithdrawn(target, folder);
  } catch (error) {
    remove(unfinished);
    throw diskFault(error, target);
  }
  return checked;
}

/** After it is in its place: should the machine stop before, whoever opens the store does the same first. */
async function forgetWithdrawn(target: string, folder: string): Promise<void> {
  using restored = await openToWrite(target);
  using keys = openAnswerKeys(folder);
  await agreeWithKeys(restored.db, keys);
  await forgetRetired(restored.db, keys, folder);
}

/** What a restored store is not to have in common with the one that it replaces. */
async function makeAnew(path: string, nowMs: number): Promise<void> {
  using copy = await openToWrite(path);
  await copy.db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom("session").execute();
    await transaction.deleteFrom("share").execute();
    const newest = await transaction
      .selectFrom("configuration")
      .selectAll()
      .orderBy("version", "desc")
      .limit(1)
      .executeTakeFirst();
    if (!newest) return;
    const version = newest.version + VERSIONS_SKIPPED;
    await transaction
      .insertInto("configuration")
      .values({ ...newest, version, atMs: nowMs, by: "restore" })
      .execute();
  });
}

function checkBackup(path: string): Checked {
  if (!existsSync(path)) throw new Fault("store/no-backup", `there is no file \`${path}\``);
  try {
    return checkStoreFile(path);
  } catch (cause) {
    if (!(cause instanceof Fault && cause.code === "store/damaged")) throw cause;
    throw new Fault("store/no-backup", cause.detail, { cause });
  }
}

function checkStoreFile(path: string): Checked {
  using database = openToRead(path, { mayBeOlder: true });
  const { sqlite } = database;
  try {
    const [found] = sqlite.prepare("pragma integrity_check(1)").all();
    const orphans = sqlite.prepare("pragma foreign_key_check").all().length;
    if (found?.integrity_check !== "ok" || orphans > 0)
      throw new Fault("store/damaged", `\`${path}\` is damaged: ${found?.integrity_check}`);
    return { stores: rowsIn(database, "store"), parts: rowsIn(database, "part") };
  } catch (error) {
    throw storeFault(error, path);
  }
}

async function isEmpty(path: string): Promise<boolean> {
  using database = await openToWrite(path);
  return HELD.every((table) => rowsIn(database, table) === 0);
}

function rowsIn({ sqlite }: StoreDatabase, table: keyof Schema): number {
  return Number(sqlite.prepare(`select count(*) as rows from ${table}`).get()!.rows);
}

/** Takes what the log holds into the old store, so that it is whole should the machine stop before it is replaced. */
async function foldLog(path: string): Promise<void> {
  if (!existsSync(path)) return;
  try {
    using database = await openToWrite(path);
    database.sqlite.exec("pragma wal_checkpoint(truncate)");
  } catch (error) {
    // A damaged or newer store has nothing to save, and is what a restore is for.
    if (!(error instanceof Fault && (error.code === "store/damaged" || error.code === "store/newer"))) throw error;
  }
}

function toDisk(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function remove(path: string): void {
  for (const file of [path, `${path}-journal`, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
}

function diskFault(error: unknown, path: string): unknown {
  const { code } = error as { code?: unknown };
  if (code === "ENOSPC")
    return new Fault("store/full", `there is no room on the disk for \`${path}\``, { cause: error });
  if (typeof code === "string" && /^E[A-Z]+$/.test(code) && !code.startsWith("ERR"))
    return new Fault("store/disk", `\`${path}\` cannot be read or written`, { cause: error });
  return storeFault(error, path);
}
