import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Session } from "#adapters/store/sessions.ts";
import { type Asker, isWithinReach, mayEnter } from "#domain/access/asker.ts";
import { sharedWith } from "#domain/deployment/sharing.ts";
import { Fault } from "#domain/fault/fault.ts";
import { SHARERS } from "./access-table.ts";
import { type ServerParts, shopsOf } from "./server-parts.ts";
import { tokenHash } from "./tokens.ts";

/** A person stays logged in for so long. */
export const SESSION_MS = 14 * 86_400_000;
const TOKEN_LENGTH_MAX = 200;
/** Sent with every change that a browser makes, so that no other site can make one. */
export const CSRF_HEADER = "x-lintel-csrf";

/** Who asks, as the request proves it. */
export type Credentials = {
  readonly asker: Asker;
  /** Of a person who is logged in. */
  readonly session: Session | null;
  /** Something was shown that proves nothing: a cookie or key that is changed, ended or made up. */
  readonly isFalse: boolean;
};

/** Who shows nothing. */
export const NOBODY: Credentials = { asker: { kind: "nobody" }, session: null, isFalse: false };
const FALSE: Credentials = { ...NOBODY, isFalse: true };

/** The cookie's name: a browser sends one that begins with `__Host-` to this host alone, and by HTTPS alone. */
export function sessionCookie(isSecure: boolean): string {
  return isSecure ? "__Host-lintel" : "lintel";
}

/**
 * Finds out who asks: a bearer key or token goes before a cookie. Where a secret link stands in the path, who asks is who holds it,
 * whatever else they show.
 */
export async function credentialsOf(parts: ServerParts, request: FastifyRequest): Promise<Credentials> {
  const { token } = request.params as { readonly token?: unknown };
  if (typeof token === "string") return await holderOf(parts, request.routeOptions.url ?? "", token);
  const { authorization } = request.headers;
  if (authorization !== undefined) return await bearerOf(parts, authorization);
  const cookie = request.cookies[sessionCookie(parts.isSecure)];
  return cookie === undefined ? NOBODY : await personOf(parts, cookie);
}

async function bearerOf({ store, agentSessions, nowMs }: ServerParts, authorization: string): Promise<Credentials> {
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (token === undefined || token.length > TOKEN_LENGTH_MAX) return FALSE;
  const agentId = agentSessions.agentOf(token);
  if (agentId !== null) return { asker: { kind: "agent", id: agentId }, session: null, isFalse: false };
  const key = await store.keys.byTokenHash(tokenHash(token));
  if (!key) return FALSE;
  await store.keys.used(key.keyId, nowMs());
  const { keyId: id, scopes, controller, storeIds } = key;
  return { asker: { kind: "key", id, scopes, controller, storeIds }, session: null, isFalse: false };
}

/** Who holds a link that is still good. */
async function holderOf(parts: ServerParts, path: string, token: string): Promise<Credentials> {
  if (token.length > TOKEN_LENGTH_MAX) return FALSE;
  const asker = path.startsWith("/api/v1/share/") ? await guestOf(parts, token) : await tapperOf(parts, token);
  return asker ? { asker, session: null, isFalse: false } : FALSE;
}

async function tapperOf({ store, nowMs }: ServerParts, token: string): Promise<Asker | null> {
  const check = await store.doorChecks.byTokenHash(tokenHash(token), nowMs());
  return check && { kind: "tally", storeId: check.storeId, checkId: check.checkId };
}

/** A link to figures ends where who made it may show figures to nobody any more, or has lost one of its stores. */
async function guestOf(parts: ServerParts, token: string): Promise<Asker | null> {
  const found = await parts.store.shares.byTokenHash(tokenHash(token), parts.nowMs());
  if (!found) return null;
  const { accountId: id, role, controller, storeIds } = found.account;
  const by = { kind: "account", id, role, controller, storeIds } as const;
  const isOwn = (storeId: string) =>
    isWithinReach(by, storeId) && shopsOf(parts).some((shop) => shop.id === storeId && sharedWith(shop, by).isOwn);
  if (!mayEnter(by, SHARERS) || !found.share.storeIds.every(isOwn)) return null;
  return { kind: "share", id: found.share.shareId, by };
}

async function personOf({ store, nowMs }: ServerParts, cookie: string): Promise<Credentials> {
  if (cookie.length > TOKEN_LENGTH_MAX) return FALSE;
  const found = await store.sessions.find(tokenHash(cookie), nowMs());
  if (!found) return FALSE;
  const { accountId: id, role, controller, storeIds } = found.account;
  return { asker: { kind: "account", id, role, controller, storeIds }, session: found.session, isFalse: false };
}

/** Refuses a change by a cookie that does not come from our own pages. A key is sent by nobody's browser by itself. */
export function refuseForgery(request: FastifyRequest, session: Session | null): void {
  if (!session || request.method === "GET" || request.method === "HEAD") return;
  const given = request.headers[CSRF_HEADER];
  const hash = Buffer.from(tokenHash(typeof given === "string" ? given : ""));
  const kept = Buffer.from(session.csrfHash);
  const site = request.headers["sec-fetch-site"];
  const isOwnSite = site === undefined || site === "same-origin" || site === "none";
  if (hash.length === kept.length && timingSafeEqual(hash, kept) && isOwnSite) return;
  throw new Fault("access/forged", `the change came without the right \`${CSRF_HEADER}\``);
}
