import { z } from "zod";
import type { Account } from "#adapters/store/accounts.ts";
import { SHARERS } from "#apps/server/access-table.ts";
import { hashPassword, newPassword } from "#apps/server/password.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { newId } from "#apps/server/tokens.ts";
import { type Asker, ROLES, reachesAll } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { Login, NewPassword } from "./session.ts";
import { byOf } from "./stores.ts";

const STORES_MAX = 5000;
const StoreIds = z.array(Id).max(STORES_MAX).nullable().describe("the stores that it is for; null: all");

const AccountAnswer = z.object({
  account: z.string(),
  login: z.string(),
  role: z.enum(ROLES),
  controller: z.string().nullable(),
  stores: z.array(z.string()).nullable(),
  createdMs: z.int(),
});
const params = z.object({ account: z.string() });

/** People who may log in. An owner sees and makes those of their own controller. */
export function addAccountRoutes({ parts, add }: Router): void {
  const { accounts, sessions, shares } = parts.store;

  /** An account of the owner's own controller, and of no more stores; the same as nothing where it is another's. */
  const ownAccount = async (asker: Asker, accountId: string): Promise<Account> => {
    const account = await accounts.byId(accountId);
    if (!account || !isOwn(asker, account)) throw nothingThere();
    return account;
  };

  /** INVARIANT: neither a login nor a name gets into the ledger. */
  const tell = (
    asker: Asker,
    change: "created" | "changed" | "removed",
    { accountId, role }: Pick<Account, "accountId" | "role">,
  ) => parts.ledger.append({ kind: "account", atMs: parts.nowMs(), accountId, change, role, by: byOf(asker) });

  add(
    "GET /api/v1/accounts",
    { summary: "Everybody who may log in", tag: "accounts", answer: z.object({ accounts: z.array(AccountAnswer) }) },
    async ({ asker }) => {
      const all = await accounts.list();
      return { accounts: all.filter((account) => isOwn(asker, account)).map(answerOf) };
    },
  );

  add(
    "POST /api/v1/accounts",
    {
      summary: "Make a login; without a password one is made up, and told once",
      tag: "accounts",
      body: z.strictObject({
        login: Login,
        role: z.enum(ROLES),
        stores: StoreIds.default(null),
        controller: z.string().min(1).max(100).nullable().default(null).describe("a franchise controller"),
        password: NewPassword.optional(),
      }),
      answer: AccountAnswer.extend({ password: z.string().nullable() }),
    },
    async ({ asker, body }) => {
      const own = controllerOf(asker);
      // Who belongs to a franchise makes logins of that franchise only.
      const controller = own ?? body.controller;
      refuseBeyond(asker, body.stores);
      // The chain lets a franchise in once, and not itself into the franchise: after that the franchise makes its own.
      if (own === null && controller !== null && (await accounts.list()).some((one) => one.controller === controller))
        throw new Fault("access/not-allowed", `\`${controller}\` has logins, and makes others itself`);
      const password = body.password ?? newPassword();
      const account = {
        accountId: newId("account"),
        login: body.login,
        role: body.role,
        controller,
        storeIds: body.stores,
        passwordHash: await hashPassword(password),
        createdMs: parts.nowMs(),
      };
      const outcome = await accounts.create(account);
      if (outcome !== "created") throw new Fault("access/login-taken", `the login \`${body.login}\` is taken`);
      tell(asker, "created", account);
      return { ...answerOf(account), password: body.password === undefined ? password : null };
    },
  );

  add(
    "PATCH /api/v1/accounts/:account",
    {
      summary: "Change a role, stores or password; the account is logged out everywhere",
      tag: "accounts",
      params,
      body: z.strictObject({
        role: z.enum(ROLES).optional(),
        stores: StoreIds.optional(),
        password: NewPassword.optional(),
      }),
      answer: AccountAnswer,
    },
    async ({ asker, params: { account: accountId }, body: { role, stores, password } }) => {
      await ownAccount(asker, accountId);
      if (stores !== undefined) refuseBeyond(asker, stores);
      const outcome = await accounts.change(accountId, {
        ...(role !== undefined && { role }),
        ...(stores !== undefined && { storeIds: stores }),
        ...(password !== undefined && { passwordHash: await hashPassword(password) }),
      });
      if (outcome === "last-owner") throw lastOwner();
      await sessions.endAllOf(accountId);
      const changed = await ownAccount(asker, accountId);
      tell(asker, "changed", changed);
      // Links that it may not make any more do not come back when it may again.
      const mayShare = (SHARERS as readonly string[]).includes(changed.role);
      await shares.endBeyond(accountId, mayShare ? changed.storeIds : []);
      return answerOf(changed);
    },
  );

  add(
    "DELETE /api/v1/accounts/:account",
    { summary: "Remove a login", tag: "accounts", params, answer: z.object({ removed: z.string() }) },
    async ({ asker, params: { account: accountId } }) => {
      const account = await ownAccount(asker, accountId);
      if ((await accounts.remove(accountId)) === "last-owner") throw lastOwner();
      tell(asker, "removed", account);
      return { removed: accountId };
    },
  );
}

function isOwn(asker: Asker, { controller, storeIds }: Pick<Account, "controller" | "storeIds">): boolean {
  return controller === controllerOf(asker) && reachesAll(asker, storeIds);
}

/** Nobody gives what they do not have. */
export function refuseBeyond(asker: Asker, storeIds: readonly string[] | null): void {
  if (!reachesAll(asker, storeIds))
    throw new Fault("access/not-allowed", "you are for fewer stores than that yourself");
}

/** Whose an asker is; the chain's where nothing is said. */
export function controllerOf(asker: Asker): string | null {
  return asker.kind === "account" || asker.kind === "key" ? asker.controller : null;
}

function lastOwner(): Fault {
  return new Fault("access/last-owner", "it is the last owner");
}

function answerOf({ accountId, login, role, controller, storeIds, createdMs }: Omit<Account, "lockedUntilMs">) {
  return { account: accountId, login, role, controller, stores: storeIds, createdMs };
}
