import { accessSync, chmodSync, constants, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Kysely } from "kysely";
import { Fault } from "#domain/fault/fault.ts";
import { MIGRATIONS, type Migration, type Schema } from "./schema.ts";
import { sqliteDialect } from "./sqlite-dialect.ts";
import { storeFault } from "./sqlite-fault.ts";

/** The file of the store in the folder of the data; SQLite keeps a `-wal` and a `-shm` beside it. */
export const STORE_FILE = "store.sqlite";
const LOCK_FILE = "writer.lock";
const CARE_LOCK_FILE = "care.lock";
/** How long a statement waits for another program before it is a fault. */
const BUSY_MS_MAX = 10_000;
/** Pages that the writer keeps in memory: those that the open minutes, hours and days of a large chain are on. */
const CACHE_KIBIBYTES = 65_536;
/** How far the log grows before it is folded in, 32 MB: the same page is written many times before. */
const LOG_PAGES_MAX = 8000;
/** What is committed is on the disk, what is deleted is wiped, and the log is folded in by the same rule, whoever writes. */
const SAFE_WRITING = `pragma synchronous = full; pragma secure_delete = on; pragma wal_autocheckpoint = ${LOG_PAGES_MAX}`;
/** Says in a file's header that it is a store of Lintel: `LNTL`. */
const APPLICATION_ID = 0x4c4e544c;

/** Hashes of passwords are in it, and nobody else on the machine is to read them. */
export const OWN_MODE = 0o600;
const FOLDER_MODE = 0o700;

/** An open store file: `db` for questions, `sqlite` for what only SQLite knows. */
export type StoreDatabase = {
  readonly path: string;
  readonly sqlite: DatabaseSync;
  readonly db: Kysely<Schema>;
  [Symbol.dispose](): void;
};

/**
 * Opens a store file to read and write, and brings it up to date; a folder that is not there is made. What is committed is on the
 * disk (`synchronous=FULL`), and others may read while it is written (WAL). The caller is the only writer: `openWriterLock`.
 */
export async function openToWrite(path: string, migrations: readonly Migration[] = MIGRATIONS): Promise<StoreDatabase> {
  const isNew = !existsSync(path);
  const database = openFile(path, { isReadOnly: false });
  try {
    // Its logs take over the mode of the file.
    if (isNew) chmodSync(path, OWN_MODE);
    database.sqlite.exec(`pragma journal_mode = wal; ${SAFE_WRITING}; pragma cache_size = -${CACHE_KIBIBYTES}`);
    checkForm(database, migrations.length);
    await migrate(database, migrations);
    return { ...database, [Symbol.dispose]: () => closeWhole(database) };
  } catch (error) {
    database[Symbol.dispose]();
    throw storeFault(error, path);
  }
}

/**
 * Closed, a store is whole in its one file, which somebody may copy: also while a thread that reads it is still ending, for which SQLite
 * would leave the newest pages beside it.
 */
function closeWhole(database: StoreDatabase): void {
  try {
    database.sqlite.exec("pragma wal_checkpoint(passive)");
  } catch {
    // A disk that is full keeps them beside it, where the next opening finds them.
  }
  database[Symbol.dispose]();
}

/**
 * Opens a store file to write small things beside its writer, of tables that the writer keeps nothing of in its memory; null where the
 * file is of an older form, which only its one writer may bring up to date.
 */
export function openToWriteBeside(path: string): StoreDatabase | null {
  const database = openFile(path, { isReadOnly: false });
  try {
    if (checkForm(database, MIGRATIONS.length) === MIGRATIONS.length) {
      database.sqlite.exec(SAFE_WRITING);
      return database;
    }
    database[Symbol.dispose]();
    return null;
  } catch (error) {
    database[Symbol.dispose]();
    throw storeFault(error, path);
  }
}

/** Opens a store file to read, also while another process writes; one of an older form only where that may be. */
export function openToRead(
  path: string,
  { mayBeOlder = false }: { readonly mayBeOlder?: boolean } = {},
): StoreDatabase {
  requireFile(path);
  const database = openFile(path, { isReadOnly: true });
  try {
    const version = checkForm(database, MIGRATIONS.length);
    if (version < MIGRATIONS.length && !mayBeOlder)
      throw new Fault("store/older", `\`${path}\` is of form ${version}, and this program reads ${MIGRATIONS.length}`);
    return database;
  } catch (error) {
    database[Symbol.dispose]();
    throw storeFault(error, path);
  }
}

/**
 * Makes this process the only writer of a folder's store until it is closed; another is refused at once. The lock is the
 * system's own and ends with the process, however that ends.
 */
export function openWriterLock(folder: string): Disposable {
  try {
    return openLock(folder, { file: LOCK_FILE, waitMsMax: 0 });
  } catch (fault) {
    if (fault instanceof Fault && fault.code === "store/busy")
      throw new Fault("store/second-writer", `another process writes into \`${folder}\``, { cause: fault });
    throw fault;
  }
}

/** Keeps out whoever else takes care of a folder's store beside its writer, or replaces it; waits for whoever is at it. */
export function openCareLock(folder: string): Disposable {
  return openLock(folder, { file: CARE_LOCK_FILE, waitMsMax: BUSY_MS_MAX });
}

function openLock(
  folder: string,
  { file, waitMsMax }: { readonly file: string; readonly waitMsMax: number },
): Disposable {
  makeFolder(folder);
  const path = join(folder, file);
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(path, { timeout: waitMsMax });
    lock.exec("begin exclusive");
    return lock;
  } catch (cause) {
    lock?.close();
    throw storeFault(cause, path);
  }
}

function openFile(path: string, { isReadOnly }: { readonly isReadOnly: boolean }): StoreDatabase {
  let sqlite: DatabaseSync;
  try {
    sqlite = new DatabaseSync(path, {
      readOnly: isReadOnly,
      timeout: BUSY_MS_MAX,
      enableForeignKeyConstraints: true,
      enableDoubleQuotedStringLiterals: false,
    });
  } catch (error) {
    throw storeFault(error, path);
  }
  const db = new Kysely<Schema>({ dialect: sqliteDialect(sqlite, path) });
  return { path, sqlite, db, [Symbol.dispose]: () => sqlite.close() };
}

/** The form that the database is of, 0 where it is empty; a fault where it is another program's, or newer than this one. */
function checkForm({ sqlite, path }: StoreDatabase, newest: number): number {
  const version = pragma(sqlite, "user_version");
  const isOurs = pragma(sqlite, "application_id") === APPLICATION_ID;
  const isEmpty = sqlite.prepare("select 1 from sqlite_schema limit 1").get() === undefined;
  if (!isOurs && !isEmpty) throw new Fault("store/damaged", `\`${path}\` is a database of another program`);
  if (version > newest)
    throw new Fault("store/newer", `\`${path}\` is of form ${version}, and this program knows ${newest}`);
  return version;
}

async function migrate({ sqlite, db }: StoreDatabase, migrations: readonly Migration[]): Promise<void> {
  if (pragma(sqlite, "user_version") === migrations.length) return;
  await db.transaction().execute(async (transaction) => {
    for (const step of migrations.slice(pragma(sqlite, "user_version"))) await step(transaction);
    sqlite.exec(`pragma application_id = ${APPLICATION_ID}; pragma user_version = ${migrations.length}`);
  });
}

function pragma(sqlite: DatabaseSync, name: "user_version" | "application_id"): number {
  return Number(Object.values(sqlite.prepare(`pragma ${name}`).get()!)[0]);
}

function requireFile(path: string): void {
  try {
    accessSync(path, constants.R_OK);
  } catch (cause) {
    const isGone = ["ENOENT", "ENOTDIR"].includes(String((cause as NodeJS.ErrnoException).code));
    if (isGone) throw new Fault("store/not-found", `there is no store at \`${path}\``);
    throw new Fault("store/disk", `\`${path}\` cannot be read`, { cause });
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  } catch (cause) {
    throw new Fault("store/disk", `the folder \`${folder}\` cannot be made`, { cause });
  }
}
