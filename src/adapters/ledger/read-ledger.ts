import { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import { consistencyProof, type Hash, inclusionProof } from "#domain/ledger/merkle-tree.ts";
import { attempt, type LedgerFile, openLedgerFileToRead } from "./ledger-file.ts";

/** A checkpoint with all its signatures, a note as C2SP writes it. */
export type Checkpoint = { readonly size: number; readonly atMs: number; readonly note: string };

/** An entry as it is kept: its text is what its leaf is the hash of. */
export type NumberedEntry = { readonly number: number; readonly text: string };

/** Answers from a ledger. Only what a checkpoint is over is told: the rest is not signed yet. */
export type LedgerReader = {
  /** Null before the first. */
  newestCheckpoint(): Checkpoint | null;
  /** The oldest first. */
  checkpoints(): Checkpoint[];
  /** From a number on, up to but not with another. */
  entries(span: { readonly from: number; readonly to: number }): NumberedEntry[];
  leaves(size: number): Hash[];
  /** The number of the first entry with this leaf; null where there is none. */
  numberOf(leaf: Hash): number | null;
  inclusion(number: number, size: number): Hash[];
  consistency(before: number, size: number): Hash[];
  /** The newest entry of a subject (`subjectOf`), signed or not. */
  newestOf(subject: string): (NumberedEntry & { readonly entry: LedgerEntry }) | null;
  /** Whether there is an entry whose subject begins so. */
  knows(beginning: string): boolean;
  /** The newest entries of all subjects that begin so. */
  newestOfAll(beginning: string): LedgerEntry[];
  /** The public keys of witnesses, as verifiers take them. */
  witnesses(): string[];
};

/** Subjects hold no letter behind `~`. */
const BEGINS = "subject >= ? and subject < ? || '~'";

/** Opens the ledger of a data folder to read. */
export function openLedgerReader(dataFolder: string): LedgerReader & Disposable {
  const file = openLedgerFileToRead(dataFolder);
  return { ...readerOf(file), [Symbol.dispose]: () => file[Symbol.dispose]() };
}

export function readerOf(file: LedgerFile): LedgerReader {
  const { sqlite, path, nodeAt } = file;
  const rows = (statement: string, ...words: (string | number | Uint8Array)[]) =>
    attempt(path, () => sqlite.prepare(statement).all(...words));
  const checkpoints = (rest: string) => {
    const lines = Map.groupBy(rows("select size, line from cosignature order by size, name"), (row) =>
      Number(row.size),
    );
    return rows(`select size, atMs, note from checkpoint ${rest}`).map((row): Checkpoint => {
      const size = Number(row.size);
      const cosigned = (lines.get(size) ?? []).map(({ line }) => String(line));
      return { size, atMs: Number(row.atMs), note: [String(row.note), ...cosigned].join("") };
    });
  };
  return {
    newestCheckpoint: () => checkpoints("order by size desc limit 1")[0] ?? null,
    checkpoints: () => checkpoints("order by size"),
    entries: ({ from, to }) =>
      rows("select number, text from entry where number >= ? and number < ? order by number", from, to).map((row) => ({
        number: Number(row.number),
        text: String(row.text),
      })),
    leaves: (size) =>
      rows("select leaf from entry where number < ? order by number", size).map(({ leaf }) => leaf as Uint8Array),
    numberOf: (leaf) => {
      const [row] = rows("select number from entry where leaf = ? order by number limit 1", leaf);
      return row ? Number(row.number) : null;
    },
    inclusion: (number, size) => attempt(path, () => inclusionProof(number, size, nodeAt)),
    consistency: (before, size) => attempt(path, () => consistencyProof(before, size, nodeAt)),
    newestOf: (subject) => {
      const [row] = rows(
        "select number, text from entry where number = (select number from newest where subject = ?)",
        subject,
      );
      if (!row) return null;
      const text = String(row.text);
      return { number: Number(row.number), text, entry: LedgerEntry.parse(JSON.parse(text)) };
    },
    knows: (beginning) => rows(`select 1 from newest where ${BEGINS} limit 1`, beginning, beginning).length > 0,
    newestOfAll: (beginning) =>
      rows(
        `select text from newest join entry using (number) where ${BEGINS} order by number`,
        beginning,
        beginning,
      ).map(({ text }) => LedgerEntry.parse(JSON.parse(String(text)))),
    witnesses: () => rows("select key from witness order by key").map(({ key }) => String(key)),
  };
}
