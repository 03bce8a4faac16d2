import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openIdentity } from "#adapters/link/identity.ts";
import { openLink } from "#adapters/link/link.ts";
import { openOutbox } from "#adapters/outbox/outbox.ts";
import { openVault } from "#adapters/vault/vault.ts";
import { programVersion } from "#apps/deployment/program-version.ts";
import { Fault } from "#domain/fault/fault.ts";
import { openCounting } from "./agent-counting.ts";
import { openDelivery, waitOf } from "./agent-delivery.ts";
import { openConfigurationFolder } from "./applied-configuration.ts";
import { openSayings } from "./sayings.ts";

/** An agent that was given a code in its folder enrols by itself. */
export const ENROLMENT_CODE_FILE = "enrolment-code";
/** How often the server is told how it is. */
const STATUS_MS = 2000;
/** At the end the cameras finish their minutes, and the server is told once more. */
const END_MS_MAX = 4000;
/** A configuration that cannot be applied is asked for again after this. */
const REJECTED_MS = 60_000;

export type AgentOptions = {
  readonly serverUrl: string;
  readonly folder: string;
  readonly enrolmentCode?: string | undefined;
  /** The authority of the server's certificate, in PEM. */
  readonly ca?: string | undefined;
  readonly lawFolder?: string | undefined;
  readonly nowMs?: () => number;
  /** Finds a source's address, its secrets being in it. */
  readonly addressOf: (source: string) => string;
  /** What the owner should know, a sentence at a time. */
  readonly say: (text: string) => void;
};

export type RunningAgent = {
  /** Settles when it has ended; rejects with a fault that no patience can mend. */
  readonly outcome: Promise<void>;
  stop(): void;
};

/**
 * The agent of a shop: counts what its configuration permits, keeps what it counted on its disk, and brings it to the server whenever
 * that can be reached.
 *
 *     server ── configuration ──► folder ──► gate, lenses ── parts ──► outbox ── records ──► server
 *
 * The server may be away for a month, and the disk full for a while: it goes on counting.
 */
export function runAgent(options: AgentOptions): RunningAgent {
  const { serverUrl, folder, ca, nowMs = Date.now, say } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const wait = (ms: number) => pause(ms, undefined, { signal }).catch(() => {});
  const told = openSayings(say);

  const run = async () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const identity = openIdentity(folder);
    using link = openLink({ serverUrl, identity, ca });
    // Its server has all of them, and sends them again.
    const vault = openVault(folder, { areCopies: true });
    const configuration = openConfigurationFolder(folder, options);
    const agentVersion = programVersion();

    await enrolled();
    if (signal.aborted || identity.agentId === null) return;
    using outbox = openOutbox(folder, { agentId: identity.agentId, nowMs: nowMs() });
    const counting = openCounting({ ...options, nowMs, outbox, configuration, vault, told, agentVersion });
    const delivery = openDelivery({ link, outbox, told, signal, wait });
    told(configuration.fault, "configuration");
    // A bug in one of them ends all, so that who started the agent starts it anew.
    const orEnd = (work: Promise<void>) =>
      work.catch((error) => {
        stopping.abort();
        throw error;
      });
    const telling = Promise.allSettled([orEnd(delivery.run()), orEnd(tellStatus())]);
    const [counted] = await Promise.allSettled([orEnd(counting.run(signal, wait))]);
    outbox.sealBefore(Number.MAX_SAFE_INTEGER);
    const rest = telling.then(async (ended) => {
      await delivery.bringRest();
      return ended;
    });
    const ended = await Promise.race([rest, pause(END_MS_MAX, [])]);
    delivery.giveUp();
    for (const one of [counted, ...ended]) if (one.status === "rejected") throw one.reason;

    /** Until a server knows it, an agent counts nothing. */
    async function enrolled(): Promise<void> {
      const codeFile = join(folder, ENROLMENT_CODE_FILE);
      for (let failures = 1; !signal.aborted; failures++) {
        const code = existsSync(codeFile) ? readFileSync(codeFile, "utf8").trim() : options.enrolmentCode;
        try {
          if (identity.agentId !== null && (code === undefined || !(await isUnknown()))) return;
          if (code === undefined || code === "")
            throw new Fault("link/enrolment-code", "this agent is not enrolled, and no code was given");
          await link.enrol(code);
          rmSync(codeFile, { force: true });
          told(`enrolled as ${identity.agentId}`, "enrolment");
          return;
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          if (identity.agentId !== null) return told(error, "enrolment"); // it counts on as who it was
          if (error.code !== "link/unreachable" && error.code !== "link/busy") throw error;
          told(error);
          await wait(waitOf(error, failures));
        }
      }
    }
    /** Whether the server says that it does not know this agent, or no longer. A code that it needs no more is thrown away. */
    async function isUnknown(): Promise<boolean> {
      const code = await link.pullConfiguration().then(
        () => null,
        (error: unknown) => (error instanceof Fault ? error.code : null),
      );
      if (code === "link/refused" || code === "link/revoked") return true;
      if (code === null || code === "link/nothing-deployed") rmSync(join(folder, ENROLMENT_CODE_FILE), { force: true });
      return false;
    }
    async function tellStatus(): Promise<void> {
      let rejected = { version: 0, untilMs: 0 };
      for (let failures = 0; !signal.aborted; ) {
        try {
          const status = counting.status(configuration.applied?.version ?? 0);
          const { configurationVersion, orders = [] } = await link.sendStatus({
            ...status,
            outbox: outbox.state(),
            agentVersion,
            nowMs: nowMs(),
          });
          failures = 0;
          told(null);
          const isOther = configurationVersion > 0 && configurationVersion !== (configuration.applied?.version ?? 0);
          const isRejected = configurationVersion === rejected.version && performance.now() < rejected.untilMs;
          if (isOther && !isRejected && !counting.apply(await link.pullConfiguration()))
            rejected = { version: configurationVersion, untilMs: performance.now() + REJECTED_MS };
          counting.showings.follow(orders);
          for (const scene of counting.showings.scenes()) {
            // A server that cannot take it now is offered it again; whatever else it answers is its answer.
            await link.sendScene(scene).catch((error: unknown) => {
              if (!(error instanceof Fault)) throw error;
              if (error.code === "link/unreachable" || error.code === "link/busy") throw error;
              told(error, "scene");
            });
            counting.showings.drop(scene);
          }
          await wait(STATUS_MS);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          failures += 1;
          told(error);
          await wait(waitOf(error, failures));
        }
      }
    }
  };

  return { outcome: run(), stop: () => stopping.abort() };
}
