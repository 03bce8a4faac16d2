import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "#domain/fault/fault.ts";
import type { Hash, NodeAt } from "#domain/ledger/merkle-tree.ts";

/** The folder of the ledger in that of the data. It is in no backup: whoever moves a store to another machine takes it along. */
export const LEDGER_FOLDER = "ledger";
const FILE = "ledger.sqlite";
const APPLICATION_ID = 0x4c4e4c47;
const FORM = 1;
const OWN_MODE = 0o600;
const BUSY_MS_MAX = 10_000;
/** Rows of the log are only added, whatever a program tries. */
const ONLY_ADDED = ["entry", "node", "checkpoint"]
  .flatMap((table) =>
    ["update", "delete"].map(
      (act) => `create trigger ${table}_${act} before ${act} on ${table}
        begin select raise(abort, 'a ledger only grows'); end;`,
    ),
  )
  .join("\n");

/** The file of a ledger. The tree's nodes and what is newest of a subject are made of the entries, and kept to be found. */
export type LedgerFile = Disposable & {
  readonly sqlite: DatabaseSync;
  readonly path: string;
  readonly nodeAt: NodeAt;
  size(): number;
};

/** Opens the ledger of a data folder to write; it is made where there is none. The caller is its one writer. */
export function openLedgerFile(dataFolder: string): LedgerFile {
  const folder = join(dataFolder, LEDGER_FOLDER);
  const path = join(folder, FILE);
  return attempt(path, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = openFile(path, { isReadOnly: false });
    const { sqlite } = file;
    chmodSync(path, OWN_MODE);
    // What is acknowledged is on the disk, and others may read meanwhile.
    sqlite.exec("pragma journal_mode = wal; pragma synchronous = full");
    if (formOf(file) === FORM) return file;
    sqlite.exec(`begin immediate;
      create table entry (number integer primary key, leaf blob not null, text text not null) strict;
      create index entry_leaf on entry (leaf);
      create table node (level integer not null, at integer not null, hash blob not null, primary key (level, at)) strict, without rowid;
      create table checkpoint (size integer primary key, atMs integer not null, note text not null) strict;
      create table cosignature (size integer not null, name text not null, line text not null, primary key (size, name)) strict, without rowid;
      create table witness (key text primary key) strict, without rowid;
      create table newest (subject text primary key, number integer not null) strict, without rowid;
      ${ONLY_ADDED}
      pragma application_id = ${APPLICATION_ID}; pragma user_version = ${FORM}; commit`);
    return file;
  });
}

/** Opens the ledger of a data folder to read, also while it is written; a fault where there is none. */
export function openLedgerFileToRead(dataFolder: string): LedgerFile {
  const path = join(dataFolder, LEDGER_FOLDER, FILE);
  if (!existsSync(path)) throw new Fault("ledger/not-found", `there is no ledger at \`${path}\``);
  return attempt(path, () => openFile(path, { isReadOnly: true }));
}

/** Does something with the file; what SQLite or the system says against it is a fault. */
export function attempt<Answer>(path: string, work: () => Answer): Answer {
  try {
    return work();
  } catch (cause) {
    const { code } = cause as { code?: unknown };
    if (cause instanceof Fault || typeof code !== "string") throw cause;
    throw new Fault("ledger/disk", `\`${path}\` cannot be read or written: ${(cause as Error).message}`, { cause });
  }
}

function openFile(path: string, { isReadOnly }: { readonly isReadOnly: boolean }): LedgerFile {
  const sqlite = new DatabaseSync(path, { readOnly: isReadOnly, timeout: BUSY_MS_MAX });
  const file: LedgerFile = {
    sqlite,
    path,
    nodeAt: (level, index) => hashOf(file, level, index),
    size: () => Number(sqlite.prepare("select coalesce(max(number) + 1, 0) as size from entry").get()!.size),
    [Symbol.dispose]: () => sqlite.close(),
  };
  try {
    if (isReadOnly && formOf(file) !== FORM)
      throw new Fault("ledger/damaged", `\`${path}\` is no ledger of this program`);
    return file;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function hashOf({ sqlite, path }: LedgerFile, level: number, index: number): Hash {
  const row =
    level === 0
      ? sqlite.prepare("select leaf as hash from entry where number = ?").get(index)
      : sqlite.prepare("select hash from node where level = ? and at = ?").get(level, index);
  if (!row) throw new Fault("ledger/damaged", `\`${path}\` lacks node ${index} of level ${level}`);
  return row.hash as Hash;
}

function formOf({ sqlite, path }: LedgerFile): number {
  const form = Number(sqlite.prepare("pragma user_version").get()!.user_version);
  if (form > FORM) throw new Fault("ledger/damaged", `\`${path}\` is of form ${form}, and this program knows ${FORM}`);
  return form;
}
