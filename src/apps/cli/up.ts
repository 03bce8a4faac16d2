import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readListenAddress } from "#domain/reach/reachability.ts";
import { LOCAL_AGENT_FOLDER, type ServerOptions } from "./server.ts";
import type { FromServer } from "./server-messages.ts";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));
/** What died is started anew after this, each time twice as long, until it has run for a while. */
const RESTART_MS_FIRST = 250;
const RESTART_MS_MAX = 10_000;
const STEADY_MS = 60_000;
/** The agent seals its minutes and brings in what it has; then nobody waits any longer. */
const END_MS_MAX = 10_000;
const FAULT_STATUS = 2;

/**
 * `lintel up`: a server and the agent of this machine as two processes, each started anew when it dies. Neither knows that the other is
 * beside it: the agent comes in by the same link as one in another shop. Returns the exit status.
 *
 *     up ─┬─► server ◄──── HTTP on this machine ────┐
 *         └─► agent ──► lenses                      │
 *                └──────────────────────────────────┘
 */
export async function up(options: ServerOptions): Promise<number> {
  let isEnding = false;
  let agent: Kept | null = null;
  let port: number | null = null;
  const { promise: failed, resolve: fail } = Promise.withResolvers<number>();

  const server = keep({
    name: "server",
    start: () => startServer(options, port),
    onMessage: ({ port: found, agentUrl }) => {
      port = found;
      // Whoever asked for the end already would wait for an agent that nobody ends.
      if (isEnding) return;
      agent ??= keep({ name: "agent", start: () => startAgent(options, agentUrl), isEnding: () => isEnding });
    },
    // What never came up will not come up: its own words say why.
    onExit: (status) => port === null && fail(status ?? FAULT_STATUS),
    isEnding: () => isEnding,
  });
  const { promise: told, resolve: tell } = Promise.withResolvers<number>();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => tell(0));
  const status = await Promise.race([failed, told]);
  isEnding = true;
  // The agent first: what it counted last still arrives.
  await (agent as Kept | null)?.end();
  await server.end();
  return status;
}

/** A process that is started anew for as long as it is wanted. */
type Kept = { end(): Promise<void> };

function keep({
  name,
  start,
  onMessage = () => {},
  onExit = () => {},
  isEnding,
}: {
  readonly name: string;
  readonly start: () => ChildProcess;
  readonly onMessage?: (message: FromServer) => void;
  readonly onExit?: (status: number | null) => void;
  readonly isEnding: () => boolean;
}): Kept {
  let child: ChildProcess;
  let waitMs = RESTART_MS_FIRST;
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    const sinceMs = performance.now();
    child = start();
    child.on("message", onMessage);
    child.on("error", () => {});
    child.on("exit", (status) => {
      onExit(status);
      if (isEnding()) return;
      if (performance.now() - sinceMs > STEADY_MS) waitMs = RESTART_MS_FIRST;
      timer = setTimeout(begin, waitMs);
      waitMs = Math.min(RESTART_MS_MAX, waitMs * 2);
    });
  };
  begin();
  return {
    async end() {
      clearTimeout(timer);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      child.once("exit", () => resolve());
      child.kill("SIGTERM");
      const patience = setTimeout(() => {
        process.stderr.write(`lintel: the ${name} did not end within ${END_MS_MAX / 1000} s and was killed\n`);
        child.kill("SIGKILL");
      }, END_MS_MAX);
      await ended;
      clearTimeout(patience);
    },
  };
}

function startServer(
  { data, listen, publicUrl, cert, key, tls, empty, laws, log }: ServerOptions,
  port: number | null,
) {
  const words = [
    "server",
    "--data",
    data,
    "--listen",
    port === null ? listen : listenText({ ...readListenAddress(listen), port }),
    "--log",
    log,
    ...(publicUrl === undefined ? [] : ["--public-url", publicUrl]),
    ...(cert === undefined ? [] : ["--cert", cert]),
    ...(key === undefined ? [] : ["--key", key]),
    ...(laws === undefined ? [] : ["--laws", laws]),
    ...(tls ? [] : ["--no-tls"]),
    ...(empty ? ["--empty"] : []),
  ];
  // A parent that dies closes the channel, and the server ends.
  return spawn(process.execPath, [...process.execArgv, MAIN, ...words], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

function listenText({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

function startAgent({ data, laws }: ServerOptions, agentUrl: string) {
  const words = ["agent", "--child", "--server", agentUrl, "--data", join(data, LOCAL_AGENT_FOLDER)];
  if (laws !== undefined) words.push("--laws", laws);
  // A parent that dies closes the agent's standard input, and the agent ends.
  return spawn(process.execPath, [...process.execArgv, MAIN, ...words], { stdio: ["pipe", "inherit", "inherit"] });
}
