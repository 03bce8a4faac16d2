import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sessionText } from "#domain/wire/agent-link.ts";
import { freePort } from "#tools/chain/free-port.ts";

const MAIN = fileURLToPath(new URL("../../src/apps/cli/main.ts", import.meta.url));
const READY_MS_MAX = 60_000;
const END_MS_MAX = 15_000;

type Headers = Readonly<Record<string, string>>;

/** `lintel server` as a process of its own, in a folder of its own, for tests of what other processes do beside it. */
export type ServerProcess = AsyncDisposable & {
  readonly folder: string;
  readonly url: string;
  /** Of the owner. */
  readonly password: string;
  readonly owner: Headers;
  logIn(login: string, password: string): Promise<{ readonly status: number; readonly headers: Headers }>;
  ask(
    name: string,
    options?: { readonly as?: Headers; readonly json?: unknown; readonly body?: string },
  ): Promise<Told>;
  /** An agent that is enrolled for these stores. */
  agent(storeIds: readonly string[]): Promise<Headers & { readonly agent: string }>;
};

// biome-ignore lint/suspicious/noExplicitAny: a test looks at what was told as it is.
type Told = { readonly status: number; readonly json: any };

/** Starts one with a deployment, and waits until it answers. */
export async function openServerProcess(yaml: string): Promise<ServerProcess> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-process-"));
  writeFileSync(join(folder, "shop.yaml"), yaml);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const words = ["server", "--data", folder, "--listen", `127.0.0.1:${port}`, "--empty"];
  const server = spawn(process.execPath, [MAIN, ...words], { stdio: ["ignore", "pipe", "inherit", "ipc"] });
  let said = "";
  server.stdout!.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  await once(server, "message", { signal: AbortSignal.timeout(READY_MS_MAX) });
  const password = /password (\S+)/.exec(said)?.[1] ?? "";
  const ask: ServerProcess["ask"] = async (name, { as = {}, json, body } = {}) => {
    const [method = "GET", path = "/"] = name.split(" ");
    const { agent: _a, ...headers } = as;
    const type = json === undefined ? "application/x-ndjson" : "application/json";
    const sent = json === undefined ? body : JSON.stringify(json);
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, ...(sent !== undefined && { "content-type": type }) },
      ...(sent !== undefined && { body: sent }),
    });
    return { status: response.status, json: JSON.parse((await response.text()) || "null") };
  };
  const logIn: ServerProcess["logIn"] = async (login, secret) => {
    const response = await fetch(`${url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ login, password: secret }),
    });
    const { csrf } = (await response.json()) as { csrf?: string };
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    return { status: response.status, headers: { cookie, "x-lintel-csrf": csrf ?? "" } };
  };
  const { headers: owner } = await logIn("owner", password);
  return {
    folder,
    url,
    password,
    owner,
    logIn,
    ask,
    async agent(storeIds) {
      const { code } = (await ask("POST /api/v1/agents/codes", { as: owner, json: { name: "a", stores: storeIds } }))
        .json;
      const { publicKey, privateKey } = generateKeyPairSync("ed25519");
      const key = publicKey.export({ type: "spki", format: "der" }).toString("base64url");
      const { agentId } = (await ask("POST /api/v1/agent/enrol", { json: { code, publicKey: key } })).json;
      const { challenge } = (await ask("POST /api/v1/agent/challenge", { json: { agentId } })).json;
      const signature = sign(null, Buffer.from(sessionText({ agentId, challenge })), privateKey).toString("base64url");
      const session = await ask("POST /api/v1/agent/session", { json: { agentId, challenge, signature } });
      return { authorization: `Bearer ${session.json.token}`, agent: agentId };
    },
    async [Symbol.asyncDispose]() {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  // Its channel to this process would keep it running.
  server.disconnect();
  server.kill("SIGTERM");
  const patience = setTimeout(() => server.kill("SIGKILL"), END_MS_MAX);
  await once(server, "exit");
  clearTimeout(patience);
}
