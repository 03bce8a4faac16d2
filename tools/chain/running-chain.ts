import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { findScene } from "#apps/cli/source.ts";
import { freePort } from "./free-port.ts";

const MAIN = fileURLToPath(new URL("../../src/apps/cli/main.ts", import.meta.url));
const STREET = new URL("../bench/camera-street.ts", import.meta.url);
const READY_MS_MAX = 60_000;
const END_MS_MAX = 15_000;

export type ChainPlan = {
  /** How many cameras hang in each store; an agent for each store. */
  readonly camerasByStore: readonly number[];
  /** The scene that all cameras see. */
  readonly scene: string;
  /** Stands between the agents and the server; gives the address that agents are told. */
  readonly via?: (serverUrl: string) => Promise<string>;
};

/** A chain that runs: a server and an agent for each store, as processes of their own, with live cameras. */
export type RunningChain = AsyncDisposable & {
  readonly folder: string;
  readonly serverUrl: string;
  /** The camera street, which costs the machine and is not Lintel. */
  readonly streetPid: number;
  readonly stores: readonly string[];
  serverPid(): number;
  agentPid(store: string): number;
  /** The lenses of an agent now. */
  lensPids(store: string): number[];
  /** Kills without a word, and starts anew. */
  killServer(): Promise<void>;
  killAgent(store: string): Promise<void>;
  /** Asks the API as the owner. */
  ask<T>(path: string): Promise<T>;
  /** Ends the agents as `lintel up` does, so that all that was counted is brought in, and then the server. */
  end(): Promise<void>;
};

/** Starts the product's own programs, and waits until every agent is heard. */
export async function openChain({ camerasByStore, scene, via }: ChainPlan): Promise<RunningChain> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-chain-"));
  const { address: film, lines, zones } = findScene(scene);
  const street = fork(STREET, [film], { stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const [source] = (await once(street, "message")) as [string];
  const stores = camerasByStore.map((_, index) => `store-${index + 1}`);
  const deployment = {
    lintel: 1,
    name: "A chain on this machine",
    stores: stores.map((id, index) => ({
      id,
      time_zone: "UTC",
      site: { jurisdiction: "US-IL", public_place: true },
      sensors: Array.from({ length: camerasByStore[index]! }, (_, camera) => ({
        id: `camera-${camera + 1}`,
        source,
        does: zones.length > 0 ? ["count", "zones"] : ["count"],
        lines: lines.map(({ name, from, to }) => ({ name, from: [from.x, from.y], to: [to.x, to.y] })),
        zones: zones.map(({ name, corners }) => ({ name, corners: corners.map(({ x, y }) => [x, y]) })),
      })),
    })),
  };
  const data = join(folder, "server");
  const agents = new Map<string, ChildProcess>();
  const children = new Set<ChildProcess>();
  const port = await freePort();
  let password = "";
  let cookie = "";
  let csrf = "";

  const start = (words: readonly string[], stdio: "ipc" | "pipe") => {
    const child = spawn(process.execPath, [MAIN, ...words], {
      stdio: stdio === "ipc" ? ["ignore", "pipe", "inherit", "ipc"] : ["pipe", "ignore", "ignore"],
    });
    children.add(child);
    child.on("exit", () => children.delete(child));
    return child;
  };
  const startServer = async () => {
    const child = start(["server", "--data", data, "--listen", `127.0.0.1:${port}`, "--empty"], "ipc");
    child.stdout!.setEncoding("utf8");
    child.stdout!.on("data", (text: string) => {
      password = /password (\S+)/.exec(text)?.[1] ?? password;
    });
    await once(child, "message", { signal: AbortSignal.timeout(READY_MS_MAX) });
    return child;
  };
  const request = async (path: string, method = "GET", body?: unknown) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { cookie, "x-lintel-csrf": csrf, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  };

  let server = await startServer();
  while (password === "") await pause(20);
  const login = await request("/api/v1/session", "POST", { login: "owner", password });
  csrf = ((await login.json()) as { csrf: string }).csrf;
  cookie = login.headers.getSetCookie()[0]!.split(";")[0]!;
  writeFileSync(join(data, "shop.yaml"), JSON.stringify(deployment));
  await request("/api/v1/deployment", "PUT", deployment);
  const serverUrl = `http://127.0.0.1:${port}`;
  const agentsUrl = via ? await via(serverUrl) : serverUrl;
  const startAgent = (store: string, code?: string) => {
    const words = ["agent", "--child", "--server", agentsUrl, "--data", join(folder, store)];
    agents.set(store, start(code === undefined ? words : [...words, "--enrol", code], "pipe"));
  };
  for (const store of stores) {
    const made = await request("/api/v1/agents/codes", "POST", { name: store, stores: [store] });
    startAgent(store, ((await made.json()) as { code: string }).code);
  }
  const ask = async <T>(path: string) => (await (await request(path)).json()) as T;
  for (const beganMs = performance.now(); ; await pause(200)) {
    const { agents: heard } = await ask<{ agents: { state: string }[] }>("/api/v1/agents");
    if (heard.filter(({ state }) => state === "here").length === stores.length) break;
    if (performance.now() - beganMs > READY_MS_MAX) throw new Error("not all agents came");
  }

  const ended = async (child: ChildProcess, signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    const patience = setTimeout(() => child.kill("SIGKILL"), END_MS_MAX);
    await once(child, "exit");
    clearTimeout(patience);
  };
  const end = async () => {
    await Promise.all([...agents.values()].map((agent) => ended(agent, "SIGTERM")));
    await ended(server, "SIGTERM");
  };
  return {
    folder: data,
    serverUrl,
    streetPid: street.pid!,
    stores,
    serverPid: () => server.pid!,
    agentPid: (store) => agents.get(store)!.pid!,
    lensPids: (store) => childrenOf(agents.get(store)!.pid!),
    async killServer() {
      await ended(server, "SIGKILL");
      server = await startServer();
    },
    async killAgent(store) {
      await ended(agents.get(store)!, "SIGKILL");
      startAgent(store);
    },
    ask,
    end,
    async [Symbol.asyncDispose]() {
      await end();
      street.kill();
      for (const child of children) child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** LIMIT: Linux only. */
export function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8")
        .split(" ")
        .filter((text) => text !== "")
        .map(Number),
    );
  } catch {
    return [];
  }
}
