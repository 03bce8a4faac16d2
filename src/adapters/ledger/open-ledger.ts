import { Fault } from "#domain/fault/fault.ts";
import { canonicalJson } from "#domain/ledger/canonical-json.ts";
import { saysTheSame, subjectOf } from "#domain/ledger/entry-subject.ts";
import { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import { leafHash, openCompactRange, treeHead } from "#domain/ledger/merkle-tree.ts";
import { checkpointText, type NoteSigner, signedNote, verifierKey } from "#domain/ledger/signed-note.ts";
import { attempt, openLedgerFile } from "./ledger-file.ts";
import { type LedgerReader, readerOf } from "./read-ledger.ts";

/** The one sequencer of a ledger. */
export type Ledger = LedgerReader &
  Disposable & {
    /**
     * Takes an entry to write it with others, soon; nobody waits for it. One that says of its subject what was said already is left out. LIMIT:
     * a crash loses what came in the last `BATCH_MS`.
     */
    append(entry: LedgerEntry): void;
    /** Writes what waits, now, and signs it when it is time; a fault where the disk takes nothing. */
    settle(): void;
    /** Writes what waits and signs it, now; a fault where the disk takes nothing. */
    flush(): void;
    /** The log's public key, as verifiers take it. */
    readonly key: string;
  };

/** Entries are written together that come so close. */
const BATCH_MS = 200;
/** After a change the next checkpoint is signed no later. */
export const CHECKPOINT_MS = 10_000;
/** What the disk does not take is tried again so often. */
const RETRY_MS = 30_000;
/** Entries that may wait for a disk that takes none. More are counted, and the count is the next entry. */
export const WAITING_MAX = 100_000;

/** Opens the ledger of a data folder to append to it; what is there goes on, whoever signs from now on. */
export function openLedger(
  dataFolder: string,
  {
    signer,
    nowMs,
    batchMs = BATCH_MS,
  }: { readonly signer: NoteSigner; readonly nowMs: () => number; readonly batchMs?: number },
): Ledger {
  const file = openLedgerFile(dataFolder);
  const { sqlite, path, nodeAt } = file;
  const reader = readerOf(file);
  const insertEntry = sqlite.prepare("insert into entry (number, leaf, text) values (?, ?, ?)");
  const insertNode = sqlite.prepare("insert into node (level, at, hash) values (?, ?, ?)");
  const putNewest = sqlite.prepare("insert or replace into newest (subject, number) values (?, ?)");
  const insertCheckpoint = sqlite.prepare("insert or ignore into checkpoint (size, atMs, note) values (?, ?, ?)");
  let range = attempt(path, () => openCompactRange(file.size(), nodeAt));
  let waiting: LedgerEntry[] = [];
  let lost = 0;
  let signedMs = reader.newestCheckpoint()?.atMs ?? Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  const writeOne = (entry: LedgerEntry) => {
    const subject = subjectOf(entry);
    const newest = subject === null ? null : reader.newestOf(subject);
    if (newest && saysTheSame(newest.entry, entry)) return;
    const number = range.size;
    const told = entry.kind === "day-digest" ? { ...entry, supersedes: newest?.number ?? null } : entry;
    const text = canonicalJson(LedgerEntry.parse(told));
    const leaf = leafHash(Buffer.from(text));
    insertEntry.run(number, leaf, text);
    for (const { level, index, hash } of range.append(leaf)) if (level > 0) insertNode.run(level, index, hash);
    if (subject !== null) putNewest.run(subject, number);
  };
  /** All that waits in one transaction, and the checkpoint over it where it is time for one. */
  const write = (mustSign: boolean) =>
    attempt(path, () => {
      const gap: LedgerEntry[] = lost > 0 ? [{ kind: "gap", atMs: nowMs(), lost }] : [];
      const batch = [...waiting, ...gap];
      const signedBeforeMs = signedMs;
      sqlite.exec("begin immediate");
      try {
        for (const entry of batch) writeOne(entry);
        const isDue = mustSign || Math.abs(nowMs() - signedMs) >= CHECKPOINT_MS;
        if (isDue && range.size > 0) sign();
        sqlite.exec("commit");
      } catch (error) {
        // Of a full disk SQLite has taken everything back already.
        if (sqlite.isTransaction) sqlite.exec("rollback");
        range = openCompactRange(file.size(), nodeAt);
        signedMs = signedBeforeMs;
        throw error;
      }
      [waiting, lost] = [[], 0];
    });
  const sign = () => {
    const text = checkpointText(signer.name, range.size, treeHead(range.size, nodeAt));
    insertCheckpoint.run(range.size, nowMs(), signedNote(signer, text, nowMs()));
    signedMs = nowMs();
  };
  const isSigned = () => (reader.newestCheckpoint()?.size ?? 0) === range.size;
  const wake = (afterMs: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      try {
        write(false);
        if (!isSigned()) wake(CHECKPOINT_MS);
      } catch (error) {
        // A disk that is full is told to whoever asks for something; what waits is tried again.
        if (!(error instanceof Fault)) throw error;
        wake(RETRY_MS);
      }
    }, afterMs).unref();
  };
  return {
    ...reader,
    key: verifierKey(signer),
    append(entry) {
      if (waiting.length < WAITING_MAX) waiting.push(entry);
      else lost += 1;
      if (timer && waiting.length > 1) return;
      clearTimeout(timer);
      timer = undefined;
      wake(batchMs);
    },
    settle() {
      write(false);
      if (!isSigned()) wake(CHECKPOINT_MS);
    },
    flush: () => write(true),
    [Symbol.dispose]() {
      clearTimeout(timer);
      try {
        if (waiting.length > 0 || !isSigned()) write(true);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
      } finally {
        file[Symbol.dispose]();
      }
    },
  };
}

/** Puts a witness's signature below the checkpoint of this size, also while the server runs; false where there is no such checkpoint. */
export function cosignLedger(
  dataFolder: string,
  {
    size,
    name,
    key,
    line,
  }: { readonly size: number; readonly name: string; readonly key: string; readonly line: string },
): boolean {
  using file = openLedgerFile(dataFolder);
  const { sqlite, path } = file;
  return attempt(path, () => {
    if (!sqlite.prepare("select 1 from checkpoint where size = ?").get(size)) return false;
    sqlite.prepare("insert or replace into cosignature (size, name, line) values (?, ?, ?)").run(size, name, line);
    sqlite.prepare("insert or ignore into witness (key) values (?)").run(key);
    return true;
  });
}
