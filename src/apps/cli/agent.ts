import { readFileSync } from "node:fs";
import { runAgent } from "#apps/agent/run-agent.ts";
import { Fault } from "#domain/fault/fault.ts";
import { printFault } from "./fault-text.ts";
import { findSource } from "./source.ts";

const FAULT_STATUS = 2;

export type AgentOptions = {
  readonly server: string;
  readonly enrol?: string;
  readonly data: string;
  readonly ca?: string;
  readonly laws?: string;
  /** It is a child of `lintel up`, and ends with it. */
  readonly child?: boolean;
};

/** `lintel agent`: counts in a shop for a server, until a signal ends it. */
export async function agent({ server, enrol, data, ca, laws, child }: AgentOptions): Promise<void> {
  const running = runAgent({
    serverUrl: server,
    folder: data,
    enrolmentCode: enrol,
    ca: ca === undefined ? undefined : readAuthority(ca),
    lawFolder: laws,
    addressOf: (source) => findSource(source).address,
    say: (text) => process.stderr.write(`lintel agent: ${text}\n`),
  });
  process.on("SIGTERM", () => running.stop());
  // Ctrl-C reaches the whole terminal: a parent that is still there says when to end.
  process.on("SIGINT", () => child || running.stop());
  if (child) process.stdin.on("end", () => running.stop()).resume();
  try {
    await running.outcome;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    printFault(error);
    process.exitCode = FAULT_STATUS;
  }
  // An open standard input would keep it alive, and who started it would not start it anew.
  process.exit();
}

function readAuthority(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Fault("link/tls", `the certificate \`${path}\` cannot be read`, { cause });
  }
}
