import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openIdentity } from "#adapters/link/identity.ts";
import { openStoreReaderWorker } from "#adapters/store/reader-worker.ts";
import { openVault } from "#adapters/vault/vault.ts";
import { openServer, type RunningServer } from "#apps/server/open-server.ts";
import { hashPassword } from "#apps/server/password.ts";
import { tokenHash } from "#apps/server/tokens.ts";
import type { KeyScope, Role } from "#domain/access/asker.ts";

/** Who asks in a test: a cookie or a bearer token, and the word that goes with changes. */
export type As = { readonly cookie?: string; readonly bearer?: string; readonly csrf?: string };

export type TestServer = AsyncDisposable & {
  readonly folder: string;
  readonly url: string;
  readonly server: RunningServer;
  readonly log: string[];
  ask(
    method: string,
    path: string,
    as?: As,
    body?: unknown,
  ): Promise<{ status: number; text: string; headers: Headers }>;
  /** Makes an account and logs it in. */
  person(
    role: Role,
    options?: { readonly controller?: string | null; readonly stores?: readonly string[] | null },
  ): Promise<As>;
  key(
    scopes: readonly KeyScope[],
    options?: { readonly controller?: string | null; readonly stores?: readonly string[] | null },
  ): Promise<As>;
  /** Enrols an agent for stores, with a real key pair, and opens its session. */
  agent(stores: readonly string[]): Promise<As & { readonly agentId: string }>;
  /** Ends the server and opens it again on the same folder. */
  restart(): Promise<void>;
};

const PASSWORD = "correct horse battery";

/** A real server on a folder of its own: real database, real HTTP. `deployment` is laid there as `shop.yaml`. */
export async function openTestServer({
  deployment,
  nowMs,
}: {
  readonly deployment?: object | string;
  readonly nowMs?: () => number;
} = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-server-"));
  const log: string[] = [];
  if (deployment !== undefined)
    writeFileSync(join(folder, "shop.yaml"), typeof deployment === "string" ? deployment : JSON.stringify(deployment));
  const open = () =>
    openServer({
      folder,
      host: "127.0.0.1",
      port: 0,
      secrets: openVault(folder),
      openReader: () => openStoreReaderWorker(folder),
      log: { write: (line) => log.push(line) },
      ...(nowMs && { nowMs }),
    });
  let server = await open();
  let count = 0;
  const url = () => `http://127.0.0.1:${server.port}`;

  const ask: TestServer["ask"] = async (method, path, { cookie, bearer, csrf } = {}, body) => {
    const isText = typeof body === "string";
    const answer = await fetch(`${url()}${path}`, {
      method,
      headers: {
        ...(cookie !== undefined && { cookie }),
        ...(csrf !== undefined && { "x-lintel-csrf": csrf }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(body !== undefined && { "content-type": isText ? "application/x-ndjson" : "application/json" }),
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
    if (isStream) await answer.body?.cancel();
    return { status: answer.status, text: isStream ? "" : await answer.text(), headers: answer.headers };
  };
  return {
    folder,
    log,
    get url() {
      return url();
    },
    get server() {
      return server;
    },
    ask,
    async person(role, { controller = null, stores = null } = {}) {
      count += 1;
      const login = `${role}-${count}`;
      const account = { accountId: `account-${count}`, login, role, controller, storeIds: stores, createdMs: 0 };
      await server.parts.store.accounts.create({ ...account, passwordHash: await hashPassword(PASSWORD) });
      const { text, headers } = await ask("POST", "/api/v1/session", {}, { login, password: PASSWORD });
      return { cookie: headers.getSetCookie()[0]!.split(";")[0]!, csrf: JSON.parse(text).csrf };
    },
    async key(scopes, { controller = null, stores = null } = {}) {
      count += 1;
      const bearer = `lintel_key_${count}_0123456789abcdef0123456789abcdef`;
      const key = {
        keyId: `key-${count}`,
        name: "a test",
        scopes,
        storeIds: stores,
        controller,
        createdMs: 0,
        createdBy: "x",
      };
      await server.parts.store.keys.create({ ...key, tokenHash: tokenHash(bearer) });
      return { bearer };
    },
    async agent(stores) {
      count += 1;
      const code = `code-${count}-0123456789`;
      const enrolment = { codeHash: tokenHash(code), agentName: `agent ${count}`, storeIds: stores };
      const times = { createdMs: server.parts.nowMs(), expiresMs: server.parts.nowMs() + 60_000 };
      await server.parts.store.agents.createCode({ ...enrolment, ...times });
      const identity = openIdentity(join(folder, `agent-${count}`));
      const enrolled = await ask("POST", "/api/v1/agent/enrol", {}, { code, publicKey: identity.keyToEnrol() });
      const { agentId } = JSON.parse(enrolled.text);
      identity.enrolled(agentId);
      const { challenge } = JSON.parse((await ask("POST", "/api/v1/agent/challenge", {}, { agentId })).text);
      const answer = { agentId, challenge, signature: identity.answerTo(challenge) };
      return { agentId, bearer: JSON.parse((await ask("POST", "/api/v1/agent/session", {}, answer)).text).token };
    },
    async restart() {
      await server[Symbol.asyncDispose]();
      server = await open();
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
