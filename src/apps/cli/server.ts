import { accessSync, constants, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { readCertificate } from "#adapters/certificate/given-certificate.ts";
import { openCertificate } from "#adapters/certificate/own-authority.ts";
import { openVault } from "#adapters/vault/vault.ts";
import { ENROLMENT_CODE_FILE } from "#apps/agent/run-agent.ts";
import { isLocalAgent, LOCAL_AGENT } from "#apps/server/agent-stores.ts";
import { demoDeploymentText, fillDemo } from "#apps/server/demo.ts";
import { DEPLOYMENT_FILE } from "#apps/server/deployment-keeper.ts";
import { openServer, type RunningServer } from "#apps/server/open-server.ts";
import { hashPassword, newPassword } from "#apps/server/password.ts";
import { newId, newToken, tokenHash } from "#apps/server/tokens.ts";
import { Fault } from "#domain/fault/fault.ts";
import { hostKind } from "#domain/reach/host-kind.ts";
import { reachability, readListenAddress, readPublicUrl } from "#domain/reach/reachability.ts";
import type { FromServer } from "./server-messages.ts";

export type ServerOptions = {
  readonly data: string;
  readonly listen: string;
  readonly publicUrl?: string;
  readonly cert?: string;
  readonly key?: string;
  /** False: a proxy speaks HTTPS. */
  readonly tls: boolean;
  readonly empty?: boolean;
  readonly laws?: string;
  readonly log: string;
};

/** Where the agent beside the server has its folder, in that of the data. */
export const LOCAL_AGENT_FOLDER = "agent";
const OWNER = "owner";
/** The setting that says that the demo has its history. */
const DEMO_FILLED = "demo-filled";
const CODE_MS = 365 * 86_400_000;
const CERTIFICATE_LOOK_MS = 86_400_000;
const FOLDER_MODE = 0o700;
const SECRET_MODE = 0o600;

/** `lintel server`: the server alone, until a signal ends it; under `lintel up` it also ends with its parent. */
export async function serve(options: ServerOptions): Promise<void> {
  const { data: folder, laws, log, empty } = options;
  const listen = readListenAddress(options.listen);
  makeFolder(folder);
  const isFirst = !existsSync(join(folder, "store.sqlite")) && !existsSync(join(folder, DEPLOYMENT_FILE));
  if (isFirst && !empty)
    writeFileSync(join(folder, DEPLOYMENT_FILE), demoDeploymentText(ownTimeZone(), Date.now()), { flag: "wx" });

  const certificate = await certificateFor(options, listen.host);
  const server = await openServer({
    folder,
    ...listen,
    tls: certificate?.tls,
    publicUrl: options.publicUrl,
    secrets: openVault(folder),
    lawFolder: laws,
    log: log === "none" ? null : process.stderr,
    onDeployment: tellDeployment,
  });
  if (certificate?.renewed)
    setInterval(async () => {
      const renewed = await certificate.renewed!();
      if (renewed) server.renew(renewed);
    }, CERTIFICATE_LOOK_MS).unref();

  // Before the demo is filled, which takes a while: a parent that dies meanwhile is heard only once.
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  process.once("SIGTERM", () => end());
  // Ctrl-C reaches the whole terminal: a parent ends the agent first, so that what it counted last still arrives.
  process.on("SIGINT", () => process.connected || end());
  if (process.send) process.once("disconnect", () => end());

  await welcome(server, options, listen.host);
  await inviteLocalAgent(server, folder);
  tellParent({ kind: "ready", port: server.port, agentUrl: server.agentUrl });
  await Promise.race([ended, fillDemoOnce(server)]);
  await ended;
  await server[Symbol.asyncDispose]();
  // The channel to a parent would keep the process alive until the parent loses patience.
  if (process.connected) process.disconnect?.();
}

/** The folder of the data, which is its owner's alone where it is made here. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new Fault("store/disk", `the folder \`${folder}\` cannot be made, read or written`, { cause });
  }
}

/** What became of a file that was changed while the server runs. */
function tellDeployment(change: number | Fault): void {
  if (typeof change === "number") process.stdout.write(`Version ${change} of the deployment is in force\n`);
  else process.stderr.write(`The deployment is not in force: ${change.detail}\n${change.remedy}\n`);
}

/** Says where the server is and, the first time, how the owner logs in: once, and nowhere else. */
async function welcome(server: RunningServer, options: ServerOptions, host: string): Promise<void> {
  const { store, keeper, isSecure } = server.parts;
  const shown = hostKind(host) === "any" ? "127.0.0.1" : host;
  const own = `${isSecure && options.tls ? "https" : "http"}://${shown.includes(":") ? `[${shown}]` : shown}:${server.port}`;
  const lines = [`Lintel is at ${options.publicUrl ?? own}`];
  if ((await store.accounts.list()).length === 0) {
    const password = newPassword();
    await store.accounts.create({
      accountId: newId("account"),
      login: OWNER,
      role: "owner",
      controller: null,
      storeIds: null,
      passwordHash: await hashPassword(password),
      createdMs: Date.now(),
    });
    lines.push(
      `Log in as \`${OWNER}\` with the password ${password}`,
      "It is shown this once. Lost? `lintel user reset owner --data DIR` makes another.",
    );
  }
  if (keeper.current?.loaded.deployment.simulated)
    lines.push(
      options.empty
        ? `This is the demo, which lies in \`${options.data}\`: \`--data\` with another folder begins without it.`
        : "This is the demo: no such shop exists. `--empty` and `--data` with another folder begin without it.",
    );
  if (!keeper.current && !keeper.fault)
    lines.push(`No shop yet: write \`${join(options.data, DEPLOYMENT_FILE)}\` (examples/ has some), or use the API.`);
  if (keeper.fault) lines.push(`The deployment is not in force: ${keeper.fault.detail}`, keeper.fault.remedy);
  const reach = reachability({ listen: `${host}:${server.port}`, publicUrl: options.publicUrl, isSecure });
  if (hostKind(host) !== "loopback")
    for (const { text, remedy } of reach.notes) lines.push(`Note: ${text}; ${remedy}.`);
  process.stdout.write(`${lines.join("\n")}\n`);
}

/** Gives the demo its history; where that was interrupted, the rest of it. */
async function fillDemoOnce({ parts: { store, keeper } }: RunningServer): Promise<void> {
  const { current } = keeper;
  if (!current?.loaded.deployment.simulated || (await store.settings.get(DEMO_FILLED)) === true) return;
  await fillDemo(store, { deployment: current.loaded.deployment, units: current.units }, Date.now());
  await store.settings.put(DEMO_FILLED, true);
}

/** Lays a code into the folder of the agent beside the server, where that agent is not enrolled yet. */
async function inviteLocalAgent({ parts: { store } }: RunningServer, data: string): Promise<void> {
  const folder = join(data, LOCAL_AGENT_FOLDER);
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const isThere = readdirSync(folder).some((name) => name !== ENROLMENT_CODE_FILE);
  const isKnown = (await store.agents.list()).some(
    ({ agentId, revokedMs }) => isLocalAgent(agentId) && revokedMs === null,
  );
  if (isThere && isKnown) return;
  const [code, createdMs] = [newToken(), Date.now()];
  const invitation = {
    codeHash: tokenHash(code),
    agentName: LOCAL_AGENT,
    storeIds: [],
    createdMs,
    expiresMs: createdMs + CODE_MS,
  };
  await store.agents.createCode(invitation);
  writeFileSync(join(folder, ENROLMENT_CODE_FILE), code, { mode: SECRET_MODE });
}

type Tls = { readonly key: string; readonly cert: string };

/** The certificate given, or one of the shop's own where others than this machine are listened to; null for plain HTTP. */
async function certificateFor(
  { cert, key, tls, data, publicUrl }: ServerOptions,
  host: string,
): Promise<{ readonly tls: Tls; readonly renewed: (() => Promise<Tls | null>) | null } | null> {
  const publicHost = publicUrl === undefined ? undefined : readPublicUrl(publicUrl).host;
  if ((cert === undefined) !== (key === undefined))
    throw new Fault("server/option", "`--cert` and `--key` are given together");
  if (cert !== undefined && key !== undefined) {
    const given = readCertificate({ certFile: cert, keyFile: key, host: publicHost });
    if (given.warning !== null) process.stderr.write(`lintel: ${given.warning}\n`);
    return { tls: { key: given.keyPem, cert: given.certificatePem }, renewed: null };
  }
  if (!tls || hostKind(host) === "loopback") return null;
  const hosts = [
    ...new Set([...(publicHost === undefined ? ownAddresses(host) : [publicHost]), "127.0.0.1", "localhost"]),
  ];
  const open = () => openCertificate(join(data, "certificate"), { hosts });
  const made = await open();
  if (made.made === "authority")
    process.stdout.write(
      `Phones and tablets must trust this file first: ${made.caFile}\n  its fingerprint: ${made.fingerprint}\n`,
    );
  return {
    tls: { key: made.keyPem, cert: made.certificatePem },
    renewed: async () => {
      const again = await open();
      return again.made === "nothing" ? null : { key: again.keyPem, cert: again.certificatePem };
    },
  };
}

/** The addresses by which others of the network come, where all are listened at. */
function ownAddresses(host: string): string[] {
  if (hostKind(host) !== "any") return [host];
  return Object.values(networkInterfaces()).flatMap((addresses) =>
    (addresses ?? []).filter(({ internal, family }) => !internal && family === "IPv4").map(({ address }) => address),
  );
}

function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function tellParent(message: FromServer): void {
  process.send?.(message);
}
