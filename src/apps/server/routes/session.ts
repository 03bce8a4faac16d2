import { z } from "zod";
import { SESSION_MS, sessionCookie } from "#apps/server/credentials.ts";
import { hashPassword, isPassword, PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "#apps/server/password.ts";
import type { Router } from "#apps/server/route.ts";
import type { ServerParts } from "#apps/server/server-parts.ts";
import { newToken, tokenHash } from "#apps/server/tokens.ts";
import { ROLES } from "#domain/access/asker.ts";
import { Fault } from "#domain/fault/fault.ts";

const LOGIN_LENGTH_MAX = 100;
/** So many failures of one login, or from one address, are free; then each doubles the time it is locked. */
const FREE_FAILURES = { login: 5, address: 20 } as const;
const LOCK_MS_FIRST = 30_000;
const LOCK_MS_MAX = 3_600_000;

export const Login = z.string().min(1).max(LOGIN_LENGTH_MAX).describe("an e-mail address or a name");
export const NewPassword = z
  .string()
  .min(PASSWORD_LENGTH_MIN, `a password has at least ${PASSWORD_LENGTH_MIN} characters`)
  .max(PASSWORD_LENGTH_MAX);

const Person = z.object({
  account: z.string(),
  login: z.string(),
  role: z.enum(ROLES),
  controller: z.string().nullable(),
  stores: z.array(z.string()).nullable().describe("null: all"),
  csrf: z.string().nullable().describe("send it as `x-lintel-csrf` with every change"),
});

/** Logging in and out, and one's own password. */
export function addSessionRoutes({ parts, add }: Router): void {
  add(
    "POST /api/v1/session",
    {
      summary: "Log in",
      tag: "session",
      body: z.strictObject({ login: Login, password: z.string().max(PASSWORD_LENGTH_MAX) }),
      answer: Person,
    },
    async ({ body, request, reply }) => {
      const { store, nowMs, isSecure } = parts;
      const account = await rightAccount(parts, { ...body, address: request.ip });
      const token = newToken();
      const csrf = csrfOf(token);
      const createdMs = nowMs();
      await store.sessions.removeExpired(createdMs);
      await store.sessions.open({
        tokenHash: tokenHash(token),
        accountId: account.accountId,
        createdMs,
        expiresMs: createdMs + SESSION_MS,
        csrfHash: tokenHash(csrf),
      });
      reply.setCookie(sessionCookie(isSecure), token, {
        path: "/",
        httpOnly: true,
        sameSite: "strict",
        secure: isSecure,
        maxAge: SESSION_MS / 1000,
      });
      const { accountId, login, role, controller, storeIds } = account;
      return { account: accountId, login, role, controller, stores: storeIds, csrf };
    },
  );

  add(
    "GET /api/v1/session",
    { summary: "Who is logged in", tag: "session", answer: Person },
    async ({ asker, credentials: { session }, request }) => {
      const account = asker.kind === "account" ? await parts.store.accounts.byId(asker.id) : null;
      const { accountId, login, role, controller, storeIds } = account!;
      // Another tab has the cookie and needs the word as well. A session of before it was made of the cookie has to log in anew.
      const csrf = csrfOf(request.cookies[sessionCookie(parts.isSecure)] ?? "");
      const isIts = tokenHash(csrf) === session?.csrfHash;
      return { account: accountId, login, role, controller, stores: storeIds, csrf: isIts ? csrf : null };
    },
  );

  add(
    "DELETE /api/v1/session",
    { summary: "Log out", tag: "session", answer: z.object({ ended: z.boolean() }) },
    async ({ credentials: { session }, reply }) => {
      reply.clearCookie(sessionCookie(parts.isSecure), { path: "/", secure: parts.isSecure });
      return { ended: session !== null && (await parts.store.sessions.end(session.tokenHash)) };
    },
  );

  add(
    "PUT /api/v1/session/password",
    {
      summary: "Change one's own password; all other devices are logged out",
      tag: "session",
      body: z.strictObject({ password: z.string().max(PASSWORD_LENGTH_MAX), newPassword: NewPassword }),
      answer: z.object({ sessionsEnded: z.int() }),
    },
    async ({ body, credentials: { session }, request }) => {
      const { accounts, sessions } = parts.store;
      const account = await accounts.byId(session!.accountId);
      const { accountId, login } = account!;
      await rightAccount(parts, { login, password: body.password, address: request.ip });
      await accounts.change(accountId, { passwordHash: await hashPassword(body.newPassword) });
      return { sessionsEnded: await sessions.endAllOf(accountId, session!.tokenHash) };
    },
  );
}

/**
 * The word that our own pages send with every change: made of the cookie, so that it can be told again to a page that has the cookie, and
 * to no other site, which can send the cookie and read nothing.
 */
function csrfOf(token: string): string {
  return tokenHash(`csrf ${token}`);
}

/** The account of a login and its password; a fault that is the same whichever of them was wrong. */
async function rightAccount(
  { store, nowMs }: ServerParts,
  { login, password, address }: { readonly login: string; readonly password: string; readonly address: string },
) {
  const attempt = { login, address };
  const failed = await store.failedLogins.find(attempt);
  const lockedUntilMs = Math.max(failed.login?.lockedUntilMs ?? 0, failed.address?.lockedUntilMs ?? 0);
  if (lockedUntilMs > nowMs()) throw locked(lockedUntilMs - nowMs());
  const account = await store.accounts.byLogin(login);
  if (!(await isPassword(password, account?.passwordHash ?? null)) || !account) {
    const now = nowMs();
    await store.failedLogins.record(attempt, now, (of, count) => {
      const charged = count - FREE_FAILURES[of];
      return charged < 0 ? 0 : now + Math.min(LOCK_MS_MAX, LOCK_MS_FIRST * 2 ** Math.min(charged, 20));
    });
    throw new Fault("access/wrong-login", "there is no such login, or its password is another");
  }
  await store.failedLogins.forget(login);
  return account;
}

function locked(ms: number): Fault {
  return new Fault("access/locked", `too many logins failed; wait ${Math.ceil(ms / 1000)} seconds`);
}
