import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openVault } from "#adapters/vault/vault.ts";
import { openServer, type RunningServer, type ServerOptions } from "#apps/server/open-server.ts";
import { hashPassword } from "#apps/server/password.ts";
import { newId, tokenHash } from "#apps/server/tokens.ts";
import type { KeyScope, Role } from "#domain/access/asker.ts";
import { sessionText } from "#domain/wire/agent-link.ts";

/** The password of everybody in tests. */
export const PASSWORD = "correct horse battery";

/** Headers that say who asks. */
export type Credentials = Readonly<Record<string, string>>;

export type Reach = { readonly controller?: string | null; readonly storeIds?: readonly string[] | null };

/** A server as `lintel server` runs it, in a folder of its own, and ways to be somebody there. */
export type ServedShop = AsyncDisposable & {
  readonly folder: string;
  readonly url: string;
  readonly server: RunningServer;
  /** All lines that the server logged. */
  readonly log: readonly string[];
  ask(name: string, options?: AskOptions): Promise<Answer>;
  /** An account that is logged in; where nothing is said, of the chain and for all stores. */
  person(role: Role, reach?: Reach): Promise<Credentials & { readonly account: string; readonly login: string }>;
  program(scopes: readonly KeyScope[], reach?: Reach): Promise<Credentials>;
  agent(storeIds: readonly string[]): Promise<Credentials & { readonly agent: string }>;
  /** Closes the server and opens another on the same folder. */
  restart(): Promise<void>;
};

export type AskOptions = {
  readonly as?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answer = {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what was told as it is.
  readonly json: any;
  readonly headers: Headers;
};

/** Opens one. `nowMs` is the server's clock. */
export async function openServedShop({
  yaml,
  nowMs,
  options = {},
  folder: given,
}: {
  readonly yaml?: string;
  readonly nowMs?: () => number;
  readonly options?: Partial<ServerOptions>;
  /** One that stays when the server is closed. */
  readonly folder?: string;
} = {}): Promise<ServedShop> {
  const folder = given ?? mkdtempSync(join(tmpdir(), "lintel-served-"));
  mkdirSync(folder, { recursive: true });
  if (yaml !== undefined) writeFileSync(join(folder, "shop.yaml"), yaml);
  const log: string[] = [];
  const open = () =>
    openServer({
      folder,
      host: "127.0.0.1",
      port: 0,
      secrets: openVault(folder),
      log: { write: (line) => log.push(line) },
      ...(nowMs && { nowMs }),
      ...options,
    });
  let server = await open();
  const url = () => `http://127.0.0.1:${server.port}`;
  const ask = async (name: string, { as = {}, json, body, headers = {} }: AskOptions = {}): Promise<Answer> => {
    const [method = "GET", path = "/"] = name.split(" ");
    const { account: _a, login: _l, agent: _g, ...credentials } = as;
    const response = await fetch(`${url()}${path}`, {
      method,
      redirect: "manual",
      headers: { ...(json !== undefined && { "content-type": "application/json" }), ...credentials, ...headers },
      ...(json !== undefined ? { body: JSON.stringify(json) } : body !== undefined && { body }),
    });
    const text = await response.text();
    return { status: response.status, text, json: parsed(text), headers: response.headers };
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
    async person(role, { controller = null, storeIds = null } = {}) {
      const accountId = newId("account");
      const login = `${role}-${accountId}`;
      const passwordHash = await hashPassword(PASSWORD);
      const account = { accountId, login, role, controller, storeIds, passwordHash, createdMs: Date.now() };
      await server.parts.store.accounts.create(account);
      const { headers, json } = await ask("POST /api/v1/session", { json: { login, password: PASSWORD } });
      const cookie = headers.get("set-cookie")?.split(";")[0] ?? "";
      return { cookie, "x-lintel-csrf": json.csrf, account: accountId, login };
    },
    async program(scopes, { controller = null, storeIds = null } = {}) {
      const [keyId, token] = [newId("key"), `lintel_key_${newId("test")}`];
      const key = { keyId, name: keyId, scopes, controller, storeIds, createdMs: Date.now(), createdBy: "" };
      await server.parts.store.keys.create({ ...key, tokenHash: tokenHash(token) });
      return { authorization: `Bearer ${token}` };
    },
    async agent(storeIds) {
      const [agentName, code] = [newId("shop"), newId("code")];
      const expiresMs = Date.now() + 4e12;
      const invitation = { codeHash: tokenHash(code), agentName, storeIds, createdMs: 0, expiresMs };
      await server.parts.store.agents.createCode(invitation);
      const { publicKey, privateKey } = generateKeyPairSync("ed25519");
      const key = publicKey.export({ type: "spki", format: "der" }).toString("base64url");
      const { agentId } = (await ask("POST /api/v1/agent/enrol", { json: { code, publicKey: key } })).json;
      const { challenge } = (await ask("POST /api/v1/agent/challenge", { json: { agentId } })).json;
      const signature = sign(null, Buffer.from(sessionText({ agentId, challenge })), privateKey).toString("base64url");
      const session = await ask("POST /api/v1/agent/session", { json: { agentId, challenge, signature } });
      return { authorization: `Bearer ${session.json.token}`, agent: agentId };
    },
    async restart() {
      await server[Symbol.asyncDispose]();
      server = await open();
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      if (given === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** A store in Illinois, where a camera that counts bodies needs no paper. */
export function storeYaml(id: string, { controller = "", source = "rtsp://192.0.2.7/stream" } = {}): string {
  return `  - id: ${id}
    name: The shop ${id}
    time_zone: UTC
${controller}    site:
      jurisdiction: US-IL
      public_place: true
    sensors:
      - id: door
        source: ${source}
        does: [count, zones]
        lines:
          - name: door
            from: [0.2, 0.6]
            to: [0.8, 0.6]
        zones:
          - name: fitting
            corners: [[0.6, 0.5], [0.9, 0.5], [0.9, 0.9], [0.6, 0.9]]
`;
}

/** A sensor of such a store: a tablet that may estimate from faces, but for what is on file of its network, a line of YAML. */
export function estimatingTabletYaml(evidence = ""): string {
  return `      - id: welcome
        class: tablet_camera
        does: [tablet-estimate]
        practice:
          install: { zone: entrance }
          proc: { mode: user_started, demog_source: face, face_detect: true, face_geometry: false, face_template: false, identify: false, reid_template: false, face_snapshot: false, bystander_templates: false, image_persisted: false, image_egress: false, face_egress: false, emotion: false, dedup_method: none, staff_method: none }
          out: { published: false, per_person_rows: false }
          transfer: { pi: false }
          targeting: { individual: false }
        evidence:
          consent: { mode: written_release }
          retention: { policy: { on_file: true } }
${evidence && `          ${evidence}\n`}`;
}

/** A deployment of such stores. */
export function chainYaml(...stores: readonly string[]): string {
  return `# A chain.\nlintel: 1\nname: Example chain\nstores:\n${stores.join("")}`;
}
