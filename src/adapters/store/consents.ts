import { randomBytes } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import { type ConsentEnd, type ConsentGiven, consentRecord } from "#domain/consent/consent-record.ts";
import { CODE_BITS, receiptCode } from "#domain/consent/receipt-code.ts";
import type { MixAnswer, ReleasedWeek } from "#domain/figures/visitor-mix.ts";
import { type ConsentEntry, type ConsentTold, consentEntry } from "#domain/ledger/consent-hash.ts";
import type { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import { assertGranted, type Grant } from "#domain/policy/grant.ts";
import { type AgeBand, type ConsentPurpose, type SexTold, SOURCE_OF_PURPOSE } from "#domain/wire/welcome.ts";
import type { AnswerKeys, Ended } from "./answer-keys.ts";
import type { Schema } from "./schema.ts";

/** What a code is the receipt of. */
export type Receipt = {
  readonly given: ConsentGiven;
  readonly end: ConsentEnd | null;
  readonly record: Readonly<Record<string, unknown>>;
  /** What the ledger was told of it, and the salt of the hashes in that. */
  readonly told: { readonly salt: string; readonly entries: readonly ConsentEntry[] };
};

/** An answer, and when its consent was given. */
export type KeptAnswer = MixAnswer & { readonly givenMs: number };

/** A week as it was at one store, up to but not with `toMs`. */
export type StoreSpan = { readonly storeId: string; readonly fromMs: number; readonly toMs: number };

/** Consents, their answers and the weeks that were counted. Nothing here tells an answer to anybody but `unreleased`, which counts it. */
export type StoreConsents = {
  /** Keeps a consent and makes its key; `too-many` where the store has as many as it may. `grant` is of this very purpose. */
  give(
    given: ConsentGiven,
    grant: Grant<ConsentPurpose>,
    noticeText: string,
  ): Promise<{ readonly receiptId: string; readonly code: string } | "too-many">;
  /** One answer a receipt, as long as `ANSWER_MS_MAX` after it; told again it must be the same. */
  answer(
    told: { readonly storeId: string; readonly receiptId: string; readonly ageBand: AgeBand; readonly sex: SexTold },
    source: MixAnswer["source"],
    nowMs: number,
    isPermitted: (purpose: ConsentPurpose) => boolean,
  ): Promise<"kept" | "unknown" | "not-permitted" | "other-source" | "answered-already">;
  receipt(storeId: string, code: string): Promise<Receipt | null>;
  /** Destroys the key at once; the answer is when it was withdrawn first, null where no such receipt is known. */
  withdraw(storeId: string, code: string, nowMs: number): Promise<number | null>;
  /** Destroys what is older than it may be. The answer is how many consents that ended. */
  endDue(nowMs: number): Promise<number>;
  /** Forgets that consents which ended before a moment were ever given; how many. */
  forgetProofs(beforeMs: number): number;
  /** The answers of some stores that no week has counted. */
  unreleased(storeIds: readonly string[]): Promise<KeptAnswer[]>;
  /** Freezes a week, and destroys the answers of its stores' spans. A week that is there stays as it is. */
  release(controller: string, week: ReleasedWeek, spans: readonly StoreSpan[], nowMs: number): Promise<void>;
  /** Ends all consents of a store that is taken away. */
  removeStore(storeId: string): Promise<void>;
};

/** A tablet is asked again after 20 s of silence; who is slower begins anew. */
export const ANSWER_MS_MAX = 900_000;
/** Consents that one store may hold: five thousand a day for the longest time that they are kept for as delivered. */
export const CONSENTS_PER_STORE_MAX = 150_000;
const RECEIPT_BYTES = 16;
const WEEKS_PER_ANSWER_MAX = 600;

/** The consents of a store file. Who opens it must have called `agreeWithKeys` on it. */
export function consentsIn(db: Kysely<Schema>, keys: AnswerKeys, tell: (entry: LedgerEntry) => void): StoreConsents {
  /** INVARIANT: keys first. Whatever stops the machine between the two, a consent without its key is ended at the next start. */
  const end = async (ended: readonly Ended[]) => {
    keys.destroy(ended);
    await removeConsents(
      db,
      ended.map(({ receiptId }) => receiptId),
    );
  };
  const entryOf = (kind: ConsentTold["kind"], code: string, given: ConsentGiven, atMs: number) => {
    const { storeId, purpose, noticeHash } = given;
    return consentEntry({ kind, storeId, purpose, noticeHash, atMs }, keys.saltOf(code));
  };
  const endAll = (rows: readonly ConsentRow[], how: ConsentEnd["how"], atMs: number) =>
    end(
      rows.map(({ receiptId, codeHash, given }) => ({
        receiptId,
        end: { codeHash, how, atMs, given: JSON.parse(given) },
      })),
    );
  return {
    async give(given, grant, noticeText) {
      assertGranted(grant, given.purpose);
      const { held } = await db
        .selectFrom("consent")
        .select(({ fn }) => fn.countAll<number>().as("held"))
        .where("storeId", "=", given.storeId)
        .executeTakeFirstOrThrow();
      if (held >= CONSENTS_PER_STORE_MAX) return "too-many";
      const [receiptId, code] = [randomBytes(RECEIPT_BYTES).toString("base64url"), newCode()];
      keys.make(receiptId);
      const { storeId, givenMs, untilMs, noticeHash: hash } = given;
      await db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto("notice")
          .values({ hash, text: noticeText })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await transaction
          .insertInto("consent")
          .values({ receiptId, storeId, codeHash: keys.hashOf(code), givenMs, untilMs, given: JSON.stringify(given) })
          .execute();
      });
      tell(entryOf("consent", code, given, givenMs));
      return { receiptId, code };
    },
    // In one transaction, so that who withdraws meanwhile does so before it or after it.
    answer: ({ storeId, receiptId, ageBand, sex }, source, nowMs, isPermitted) =>
      db.transaction().execute(async (transaction) => {
        const row = await rowBy(transaction, { receiptId, storeId });
        if (!row || nowMs > row.givenMs + ANSWER_MS_MAX) return "unknown";
        const given: ConsentGiven = JSON.parse(row.given);
        if (SOURCE_OF_PURPOSE[given.purpose] !== source) return "other-source";
        if (!isPermitted(given.purpose)) return "not-permitted";
        const text = `${ageBand} ${sex}`;
        const known = await transaction
          .selectFrom("answer")
          .select("sealed")
          .where("receiptId", "=", receiptId)
          .executeTakeFirst();
        if (known) return keys.open(receiptId, known.sealed) === text ? "kept" : "answered-already";
        const sealed = keys.seal(receiptId, text);
        if (!sealed) return "unknown";
        await transaction.insertInto("answer").values({ receiptId, sealed }).execute();
        return "kept";
      }),
    async receipt(storeId, code) {
      const codeHash = keys.hashOf(code);
      const row = await rowBy(db, { codeHash, storeId });
      const ended = keys.endOf(codeHash);
      const given: ConsentGiven | null = ended?.given ?? (row ? JSON.parse(row.given) : null);
      if (given?.storeId !== storeId) return null;
      const end = ended && { how: ended.how, atMs: ended.atMs };
      const entries = [
        entryOf("consent", code, given, given.givenMs),
        ...(end?.how === "withdrawn" ? [entryOf("withdrawal", code, given, end.atMs)] : []),
      ];
      return { given, end, record: consentRecord(given, ended), told: { salt: keys.saltOf(code), entries } };
    },
    async withdraw(storeId, code, nowMs) {
      const codeHash = keys.hashOf(code);
      const row = await rowBy(db, { codeHash, storeId });
      if (row) {
        await endAll([row], "withdrawn", nowMs);
        tell(entryOf("withdrawal", code, JSON.parse(row.given), nowMs));
      }
      const ended = keys.endOf(codeHash);
      return ended?.given.storeId === storeId ? ended.atMs : null;
    },
    async endDue(nowMs) {
      const due = await db.selectFrom("consent").selectAll().where("untilMs", "<=", nowMs).execute();
      await endAll(due, "ended", nowMs);
      return due.length;
    },
    forgetProofs: (beforeMs) => keys.forgetEnds(beforeMs),
    async unreleased(storeIds) {
      if (storeIds.length === 0) return [];
      const rows = await db
        .selectFrom("answer")
        .innerJoin("consent", "consent.receiptId", "answer.receiptId")
        .select(["answer.receiptId", "sealed", "storeId", "givenMs", "given"])
        .where("storeId", "in", storeIds)
        .orderBy("givenMs")
        .execute();
      return rows.flatMap(({ receiptId, sealed, storeId, givenMs, given }) => {
        const text = keys.open(receiptId, sealed);
        if (text === null) return [];
        const [ageBand, sex] = text.split(" ") as [AgeBand, SexTold];
        const { purpose }: ConsentGiven = JSON.parse(given);
        return [{ storeId, givenMs, ageBand, sex, source: SOURCE_OF_PURPOSE[purpose] }];
      });
    },
    async release(controller, week, spans, nowMs) {
      const frozen = { controller, week: week.week, text: JSON.stringify(week) };
      keys.keepWeek(frozen);
      await insertWeeks(db, [frozen]);
      for (const { storeId, fromMs, toMs } of spans) {
        const counted = await db
          .selectFrom("consent")
          .selectAll()
          .where("storeId", "=", storeId)
          .where("givenMs", ">=", fromMs)
          .where("givenMs", "<", toMs)
          .execute();
        await endAll(counted, "ended", nowMs);
      }
    },
    async removeStore(storeId) {
      const rows = await db.selectFrom("consent").select("receiptId").where("storeId", "=", storeId).execute();
      await end(rows.map(({ receiptId }) => ({ receiptId, end: null })));
    },
  };
}

/** The weeks of a controller's stores that begin in these days, in their order; of more than ten years the first. */
export async function releasedWeeksOf(
  db: Kysely<Schema>,
  controller: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReleasedWeek[]> {
  const rows = await db
    .selectFrom("releasedWeek")
    .select("text")
    .where("controller", "=", controller)
    .where("week", ">=", from)
    .where("week", "<=", to)
    .orderBy("week")
    .limit(WEEKS_PER_ANSWER_MAX)
    .execute();
  return rows.map(({ text }) => JSON.parse(text));
}

type ConsentRow = Selectable<Schema["consent"]>;

async function rowBy(
  db: Kysely<Schema>,
  key: { readonly storeId: string } & ({ readonly codeHash: string } | { readonly receiptId: string }),
): Promise<ConsentRow | null> {
  const all = db.selectFrom("consent").selectAll().where("storeId", "=", key.storeId);
  const one = "codeHash" in key ? all.where("codeHash", "=", key.codeHash) : all.where("receiptId", "=", key.receiptId);
  return (await one.executeTakeFirst()) ?? null;
}

/**
 * Brings a store file and the keys beside it to agree, after a crash between the two and after a backup was put in place. Withdrawals win: a
 * consent without its key goes with its answer, and a key without its consent is destroyed, so that no other backup makes it of use
 * again. Weeks that were counted are in both afterwards, so that none is ever counted anew.
 */
export async function agreeWithKeys(db: Kysely<Schema>, keys: AnswerKeys): Promise<void> {
  const known = new Set(keys.receiptIds());
  const rows = await db.selectFrom("consent").select("receiptId").execute();
  const held = new Set(rows.map(({ receiptId }) => receiptId));
  await removeConsents(
    db,
    [...held].filter((receiptId) => !known.has(receiptId)),
  );
  keys.destroy([...known].filter((receiptId) => !held.has(receiptId)).map((receiptId) => ({ receiptId, end: null })));
  await insertWeeks(db, keys.weeks());
  for (const week of await db.selectFrom("releasedWeek").selectAll().execute()) keys.keepWeek(week);
}

async function removeConsents(db: Kysely<Schema>, receiptIds: readonly string[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const receiptId of receiptIds)
      await transaction.deleteFrom("consent").where("receiptId", "=", receiptId).execute();
  });
}

async function insertWeeks(
  db: Kysely<Schema>,
  weeks: readonly { controller: string; week: string; text: string }[],
): Promise<void> {
  for (const week of weeks)
    await db
      .insertInto("releasedWeek")
      .values(week)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

function newCode(): string {
  for (;;) {
    const value = randomBytes(8).readBigUInt64BE() & ((1n << BigInt(CODE_BITS)) - 1n);
    const code = receiptCode(value);
    if (code !== null) return code;
  }
}
