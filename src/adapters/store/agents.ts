import type { Kysely, Selectable } from "kysely";
import type { Schema } from "./schema.ts";

/** A program in a shop that may send records and ask for its configuration. */
export type Agent = {
  readonly agentId: string;
  readonly name: string;
  /** SPKI, base64url. */
  readonly publicKey: string;
  readonly storeIds: readonly string[];
  readonly enrolledMs: number;
  readonly revokedMs: number | null;
  /** When it was heard last, to the minute; null for never. */
  readonly seenMs: number | null;
  readonly agentVersion: string | null;
};

/** What lets one agent in, once. The code itself is kept nowhere, only its hash. */
export type EnrolmentCode = {
  readonly codeHash: string;
  readonly agentName: string;
  readonly storeIds: readonly string[];
  readonly createdMs: number;
  readonly expiresMs: number;
};

export type Redeeming = {
  readonly codeHash: string;
  /** The id that the agent gets. */
  readonly agentId: string;
  readonly publicKey: string;
  readonly nowMs: number;
};

export type Redeemed =
  /** `agentId` is the one of before where the same public key redeems the same code again: its answer was lost. */
  { readonly outcome: "enrolled"; readonly agentId: string } | { readonly outcome: "unknown" | "expired" | "used" };

export type StoreAgents = {
  createCode(code: EnrolmentCode): Promise<"created" | "code-taken">;
  /** The codes that can still be redeemed, the oldest first. */
  openCodes(nowMs: number): Promise<EnrolmentCode[]>;
  /** Takes a code back; whether it could still be redeemed. */
  withdrawCode(codeHash: string): Promise<boolean>;
  /** Lets an agent in, all of it or nothing, and a code only once. */
  redeem(redeeming: Redeeming): Promise<Redeemed>;
  /** All agents, the revoked ones too, by id. */
  list(): Promise<Agent[]>;
  /** An agent, revoked or not. */
  find(agentId: string): Promise<Agent | null>;
  /** False where there is none, or it was revoked before. */
  revoke(agentId: string, nowMs: number): Promise<boolean>;
  /** Says that it was heard; written at most once in `SEEN_EVERY_MS`, and when its version is another. */
  seen(agentId: string, seen: { readonly atMs: number; readonly agentVersion: string }): Promise<void>;
  /** The agents that may tell of a store: those that were not revoked, by id. */
  ofStore(storeId: string): Promise<Agent[]>;
};

const SEEN_EVERY_MS = 60_000;
/** How long it is remembered that a code was used, or had expired. */
const CODE_KEPT_MS = 30 * 86_400_000;

/** The agents of a store file, and the codes that let them in. */
export function agentsIn(db: Kysely<Schema>): StoreAgents {
  const findCode = (transaction: Kysely<Schema>, codeHash: string) =>
    transaction.selectFrom("enrolmentCode").selectAll().where("codeHash", "=", codeHash).executeTakeFirst();
  const agentsOf = (rows: readonly Selectable<Schema["agent"]>[], transaction: Kysely<Schema>) =>
    Promise.all(
      rows.map(async (row): Promise<Agent> => {
        const stores = await transaction
          .selectFrom("agentStore")
          .select("storeId")
          .where("agentId", "=", row.agentId)
          .orderBy("storeId")
          .execute();
        return { ...row, storeIds: stores.map(({ storeId }) => storeId) };
      }),
    );
  const atOnce = <Answer>(ask: (transaction: Kysely<Schema>) => Promise<Answer>) =>
    db.transaction().setAccessMode("read only").execute(ask);
  return {
    createCode: (code) =>
      db.transaction().execute(async (transaction) => {
        if (await findCode(transaction, code.codeHash)) return "code-taken";
        await transaction
          .deleteFrom("enrolmentCode")
          .where("expiresMs", "<", code.createdMs - CODE_KEPT_MS)
          .execute();
        await transaction
          .insertInto("enrolmentCode")
          .values({ ...code, storeIds: JSON.stringify(code.storeIds), agentId: null })
          .execute();
        return "created";
      }),
    openCodes: async (nowMs) => {
      const rows = await db
        .selectFrom("enrolmentCode")
        .selectAll()
        .where("agentId", "is", null)
        .where("expiresMs", ">", nowMs)
        .orderBy("createdMs")
        .orderBy("codeHash")
        .execute();
      return rows.map(({ agentId, storeIds, ...code }) => ({ ...code, storeIds: JSON.parse(storeIds) }));
    },
    withdrawCode: async (codeHash) => {
      const { numDeletedRows } = await db
        .deleteFrom("enrolmentCode")
        .where("codeHash", "=", codeHash)
        .where("agentId", "is", null)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    redeem: ({ codeHash, agentId, publicKey, nowMs }) =>
      db.transaction().execute(async (transaction): Promise<Redeemed> => {
        const code = await findCode(transaction, codeHash);
        if (!code) return { outcome: "unknown" };
        if (code.agentId !== null) {
          const agent = await transaction
            .selectFrom("agent")
            .select(["agentId", "publicKey", "revokedMs"])
            .where("agentId", "=", code.agentId)
            .executeTakeFirstOrThrow();
          const isSame = agent.publicKey === publicKey && agent.revokedMs === null;
          return isSame ? { outcome: "enrolled", agentId: agent.agentId } : { outcome: "used" };
        }
        if (code.expiresMs <= nowMs) return { outcome: "expired" };
        await transaction
          .insertInto("agent")
          .values({
            agentId,
            name: code.agentName,
            publicKey,
            enrolledMs: nowMs,
            revokedMs: null,
            seenMs: null,
            agentVersion: null,
          })
          .execute();
        for (const storeId of new Set<string>(JSON.parse(code.storeIds)))
          await transaction.insertInto("agentStore").values({ storeId, agentId }).execute();
        await transaction.updateTable("enrolmentCode").set({ agentId }).where("codeHash", "=", codeHash).execute();
        return { outcome: "enrolled", agentId };
      }),
    list: () =>
      atOnce(async (transaction) =>
        agentsOf(await transaction.selectFrom("agent").selectAll().orderBy("agentId").execute(), transaction),
      ),
    find: (agentId) =>
      atOnce(async (transaction) => {
        const rows = await transaction.selectFrom("agent").selectAll().where("agentId", "=", agentId).execute();
        return (await agentsOf(rows, transaction))[0] ?? null;
      }),
    revoke: async (agentId, nowMs) => {
      const { numUpdatedRows } = await db
        .updateTable("agent")
        .set({ revokedMs: nowMs })
        .where("agentId", "=", agentId)
        .where("revokedMs", "is", null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
    seen: async (agentId, { atMs, agentVersion }) => {
      await db
        .updateTable("agent")
        .set({ seenMs: atMs, agentVersion })
        .where("agentId", "=", agentId)
        .where(({ eb, or }) =>
          or([
            eb("seenMs", "is", null),
            eb("seenMs", "<=", atMs - SEEN_EVERY_MS),
            // The clock was set back.
            eb("seenMs", ">", atMs + SEEN_EVERY_MS),
            eb("agentVersion", "!=", agentVersion),
          ]),
        )
        .execute();
    },
    ofStore: (storeId) =>
      atOnce(async (transaction) => {
        const rows = await transaction
          .selectFrom("agentStore")
          .innerJoin("agent", "agent.agentId", "agentStore.agentId")
          .selectAll("agent")
          .where("agentStore.storeId", "=", storeId)
          .where("revokedMs", "is", null)
          .orderBy("agent.agentId")
          .execute();
        return await agentsOf(rows, transaction);
      }),
  };
}
