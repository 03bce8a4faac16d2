import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { ConsentEnd, ConsentGiven } from "#domain/consent/consent-record.ts";
import { Fault } from "#domain/fault/fault.ts";
import { storeFault } from "./sqlite-fault.ts";

/**
 * The keys of answers, one a receipt, in a file of their own. It is in no backup, so that what is destroyed here is destroyed in all
 * of them: an answer without its key is noise. It also remembers what no older backup may bring back: which consents have ended, and which
 * weeks were counted.
 */
export type AnswerKeys = {
  /** Makes a key; it is on the disk when this returns. */
  make(receiptId: string): void;
  has(receiptId: string): boolean;
  receiptIds(): string[];
  /** `text` as nobody can read it without the key, and of the same length whatever it says; null where the key is gone. */
  seal(receiptId: string, text: string): Uint8Array | null;
  /** Null where the key is gone, or what was sealed is not what it was. */
  open(receiptId: string, sealed: Uint8Array): string | null;
  /**
   * The salt of what the ledger holds of a receipt. It is made of the code, which only who has the receipt knows, and of the secret of this file:
   * they can have it proved at any time, and nobody else finds their entry.
   */
  saltOf(code: string): string;
  /** What of a code is kept: without the secret of this file nobody finds a code by trying. */
  hashOf(code: string): string;
  /** Destroys keys, and remembers of each how its consent ended, in one transaction; then no copy of a key is in the file. */
  destroy(ended: readonly Ended[]): void;
  /** How a consent ended, by the hash of its code. */
  endOf(codeHash: string): (ConsentEnd & { readonly given: ConsentGiven }) | null;
  /** Forgets ends before a time; how many. */
  forgetEnds(beforeMs: number): number;
  weeks(): Week[];
  keepWeek(week: Week): void;
  /** Puts a week in the place of the one that was counted, where a store was taken out of it. */
  changeWeek(week: Week): void;
  [Symbol.dispose](): void;
};

/** A key to destroy. Without `end` nothing is remembered: nobody holds a receipt for it. */
export type Ended = {
  readonly receiptId: string;
  readonly end: (ConsentEnd & { readonly codeHash: string; readonly given: ConsentGiven }) | null;
};

export type Week = { readonly controller: string; readonly week: string; readonly text: string };

/** Beside the store. Whoever moves a store to another machine takes it along and leaves none behind. */
export const ANSWER_KEYS_FILE = "answer-keys.sqlite";
const APPLICATION_ID = 0x4c4e4b59;
const FORM = 1;
const OWN_MODE = 0o600;
const BUSY_MS_MAX = 10_000;
const ALGORITHM = "aes-256-gcm";
const KEY_BYTES = 32;
const LEDGER_SALT = "salt of the ledger";
const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Longer than any answer. */
const SEALED_TEXT_LENGTH = 64;

/** Opens the keys of a folder, and makes the file where there is none. The caller is the only one who has it open to write. */
export function openAnswerKeys(folder: string): AnswerKeys {
  const path = join(folder, ANSWER_KEYS_FILE);
  const sqlite = openFile(path);
  const { secret } = sqlite.prepare("select secret from hashing").get() as { secret: Uint8Array };
  const keyRow = sqlite.prepare("select key from answerKey where receiptId = ?");
  const keyOf = (receiptId: string) => (keyRow.get(receiptId) as { key: Uint8Array } | undefined)?.key ?? null;
  const attempt = <Answer>(work: () => Answer): Answer => {
    try {
      return work();
    } catch (error) {
      throw storeFault(error, path);
    }
  };
  return {
    make: (receiptId) =>
      attempt(() => void sqlite.prepare("insert into answerKey values (?, ?)").run(receiptId, randomBytes(KEY_BYTES))),
    has: (receiptId) => keyOf(receiptId) !== null,
    receiptIds: () =>
      sqlite
        .prepare("select receiptId from answerKey")
        .all()
        .map((row) => String(row.receiptId)),
    seal(receiptId, text) {
      const key = keyOf(receiptId);
      if (!key) return null;
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(receiptId));
      const padded = text.padEnd(SEALED_TEXT_LENGTH);
      return Buffer.concat([iv, cipher.update(padded, "utf8"), cipher.final(), cipher.getAuthTag()]);
    },
    open(receiptId, sealed) {
      const key = keyOf(receiptId);
      if (!key) return null;
      try {
        const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
          .setAAD(Buffer.from(receiptId))
          .setAuthTag(sealed.subarray(-TAG_BYTES));
        const text = [decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()];
        return Buffer.concat(text).toString("utf8").trimEnd();
      } catch {
        return null;
      }
    },
    saltOf: (code) => createHmac("sha256", secret).update(`${LEDGER_SALT} ${code}`).digest("hex"),
    hashOf: (code) => createHmac("sha256", secret).update(code).digest("base64url"),
    destroy(ended) {
      if (ended.length === 0) return;
      attempt(() => {
        const [remove, remember] = [
          sqlite.prepare("delete from answerKey where receiptId = ?"),
          sqlite.prepare("insert or ignore into endedConsent values (?, ?, ?, ?)"),
        ];
        sqlite.exec("begin immediate");
        try {
          for (const { receiptId, end } of ended) {
            remove.run(receiptId);
            if (end) remember.run(end.codeHash, end.how, end.atMs, JSON.stringify(end.given));
          }
          sqlite.exec("commit");
        } catch (error) {
          if (sqlite.isTransaction) sqlite.exec("rollback");
          throw error;
        }
        // `secure_delete` wipes rows that go, not what SQLite left of them where it once moved rows between pages.
        sqlite.exec("vacuum");
      });
    },
    endOf(codeHash) {
      const row = sqlite.prepare("select how, atMs, given from endedConsent where codeHash = ?").get(codeHash);
      return row
        ? { how: row.how as ConsentEnd["how"], atMs: Number(row.atMs), given: JSON.parse(String(row.given)) }
        : null;
    },
    forgetEnds: (beforeMs) =>
      attempt(() => Number(sqlite.prepare("delete from endedConsent where atMs < ?").run(beforeMs).changes)),
    weeks: () =>
      sqlite
        .prepare("select controller, week, text from countedWeek")
        .all()
        .map((row) => ({ controller: String(row.controller), week: String(row.week), text: String(row.text) })),
    keepWeek: ({ controller, week, text }) =>
      attempt(
        () => void sqlite.prepare("insert or ignore into countedWeek values (?, ?, ?)").run(controller, week, text),
      ),
    changeWeek: ({ controller, week, text }) =>
      attempt(() => {
        sqlite.prepare("insert or replace into countedWeek values (?, ?, ?)").run(controller, week, text);
        sqlite.exec("vacuum");
      }),
    [Symbol.dispose]: () => sqlite.close(),
  };
}

/**
 * No log of earlier pages stays beside the file: its journal is removed with each commit, and temporary copies stay in memory. LIMIT: the
 * disk may still hold blocks that the file system gave up; whoever fears somebody who reads those encrypts the disk.
 */
function openFile(path: string): DatabaseSync {
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(path, { timeout: BUSY_MS_MAX });
    chmodSync(path, OWN_MODE);
    sqlite.exec(
      "pragma journal_mode = delete; pragma synchronous = extra; pragma secure_delete = on; pragma temp_store = memory",
    );
    const form = Number(sqlite.prepare("pragma user_version").get()!.user_version);
    if (form > FORM) throw new Fault("store/newer", `\`${path}\` is of form ${form}, and this program knows ${FORM}`);
    if (form < FORM) {
      sqlite.exec(`begin immediate;
        create table hashing (secret blob not null) strict;
        create table answerKey (receiptId text primary key, key blob not null) strict, without rowid;
        create table endedConsent (codeHash text primary key, how text not null, atMs integer not null, given text not null) strict, without rowid;
        create table countedWeek (controller text not null, week text not null, text text not null, primary key (controller, week)) strict, without rowid;
        pragma application_id = ${APPLICATION_ID}; pragma user_version = ${FORM}`);
      sqlite.prepare("insert into hashing values (?)").run(randomBytes(KEY_BYTES));
      sqlite.exec("commit");
    }
    return sqlite;
  } catch (error) {
    sqlite?.close();
    throw error instanceof Fault ? error : storeFault(error, path);
  }
}
