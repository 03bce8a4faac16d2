import { readFileSync } from "node:fs";
import { runAgent } from "#apps/agent/run-agent.ts";
import { Fault } from "#domain/fault/fault.ts";
import { findSource } from "./source.ts";

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
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => running.stop());
  if (child) process.stdin.on("end", () => running.stop()).resume();
  await running.outcome;
  process.exit();
}

function readAuthority(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Fault("link/tls", `the certificate \`${path}\` cannot be read`, { cause });
  }
}
