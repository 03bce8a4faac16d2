import type { Kysely, Selectable } from "kysely";
import type { Day } from "#domain/policy/evidence.ts";
import { type Account, accountOf } from "./accounts.ts";
import type { Schema } from "./schema.ts";

/** What a link shows: how today goes, or the figures of some days. */
export const SHARED_VIEWS = ["today", "traffic"] as const;

/** A link by which somebody without a login is shown figures. The link itself is kept nowhere, only its hash. */
export type Share = {
  readonly shareId: string;
  /** Who made it, and with whom it goes. */
  readonly accountId: string;
  readonly storeIds: readonly string[];
  readonly what: (typeof SHARED_VIEWS)[number];
  readonly query: SharedQuery;
  readonly createdMs: number;
  readonly expiresMs: number;
};

/** The days that a link is about, and how a page shows them. */
export type SharedQuery = {
  /** The first is what is shown, the others are what it is compared with; none of `today`. */
  readonly periods: readonly { readonly from: Day; readonly to: Day }[];
  /** What the page calls the comparison. */
  readonly compare: string | null;
};

export type StoreShares = {
  /** Makes one, where its account has fewer than `SHARES_PER_ACCOUNT_MAX` that have not expired. */
  create(share: Share & { readonly tokenHash: string }): Promise<"created" | "too-many">;
  /** One that has not expired, with its account as it is now. */
  byTokenHash(tokenHash: string, nowMs: number): Promise<{ readonly share: Share; readonly account: Account } | null>;
  find(shareId: string): Promise<Share | null>;
  /** Those of an account that have not expired, the newest first. */
  listOf(accountId: string, nowMs: number): Promise<Share[]>;
  /** Ends one of an account; false where it has no such link. */
  end(shareId: string, accountId: string): Promise<boolean>;
  /** Ends those of an account that are about anything but these stores; null is all stores. */
  endBeyond(accountId: string, storeIds: readonly string[] | null): Promise<void>;
};

/** Links that one account has at a time. */
export const SHARES_PER_ACCOUNT_MAX = 100;

/** The links of a store file. */
export function sharesIn(db: Kysely<Schema>): StoreShares {
  return {
    create: ({ storeIds, query, ...share }) =>
      db.transaction().execute(async (transaction) => {
        await transaction.deleteFrom("share").where("expiresMs", "<=", share.createdMs).execute();
        const { rows } = await transaction
          .selectFrom("share")
          .select(({ fn }) => fn.countAll<number>().as("rows"))
          .where("accountId", "=", share.accountId)
          .executeTakeFirstOrThrow();
        if (rows >= SHARES_PER_ACCOUNT_MAX) return "too-many";
        await transaction
          .insertInto("share")
          .values({ ...share, storeIds: JSON.stringify(storeIds), query: JSON.stringify(query) })
          .execute();
        return "created";
      }),
    byTokenHash: async (tokenHash, nowMs) => {
      const row = await db
        .selectFrom("share")
        .innerJoin("account", "account.accountId", "share.accountId")
        .selectAll("account")
        .select(["shareId", "share.storeIds as sharedIds", "what", "query", "share.createdMs as madeMs", "expiresMs"])
        .where("tokenHash", "=", tokenHash)
        .where("expiresMs", ">", nowMs)
        .executeTakeFirst();
      if (!row) return null;
      const { sharedIds: storeIds, madeMs: createdMs } = row;
      return { share: shareOf({ ...row, storeIds, createdMs }), account: accountOf(row) };
    },
    find: async (shareId) => {
      const row = await db.selectFrom("share").selectAll().where("shareId", "=", shareId).executeTakeFirst();
      return row ? shareOf(row) : null;
    },
    listOf: async (accountId, nowMs) => {
      const rows = await db
        .selectFrom("share")
        .selectAll()
        .where("accountId", "=", accountId)
        .where("expiresMs", ">", nowMs)
        .orderBy("createdMs", "desc")
        .orderBy("shareId")
        .execute();
      return rows.map(shareOf);
    },
    end: async (shareId, accountId) => {
      const { numDeletedRows } = await db
        .deleteFrom("share")
        .where("shareId", "=", shareId)
        .where("accountId", "=", accountId)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    endBeyond: async (accountId, left) => {
      if (left === null) return;
      const rows = await db.selectFrom("share").selectAll().where("accountId", "=", accountId).execute();
      const beyond = rows.map(shareOf).filter(({ storeIds }) => !storeIds.every((id) => left.includes(id)));
      const ids = beyond.map(({ shareId }) => shareId);
      if (ids.length > 0) await db.deleteFrom("share").where("shareId", "in", ids).execute();
    },
  };
}

function shareOf(row: Omit<Selectable<Schema["share"]>, "tokenHash">): Share {
  const { shareId, accountId, storeIds, what, query, createdMs, expiresMs } = row;
  return {
    shareId,
    accountId,
    storeIds: JSON.parse(storeIds),
    what: what as Share["what"],
    query: JSON.parse(query),
    createdMs,
    expiresMs,
  };
}
