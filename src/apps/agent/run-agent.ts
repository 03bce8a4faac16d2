import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openIdentity } from "#adapters/link/identity.ts";
import { type Link, openLink, RetryLater } from "#adapters/link/link.ts";
import { type Outbox, openOutbox } from "#adapters/outbox/outbox.ts";
import { openVault } from "#adapters/vault/vault.ts";
import { type Bucket, MINUTE_MS } from "#domain/counting/bucket.ts";
import type { OpenPart } from "#domain/delivery/open-part.ts";
import { QUARTER_MINUTES } from "#domain/delivery/quarter.ts";
import { waitBeforeResending } from "#domain/delivery/resending.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Configuration, LINK_CAMERAS_MAX, LINK_RECORDS_MAX, type StatusRequest } from "#domain/wire/agent-link.ts";
import { GATE_TEXT_LENGTH_MAX, HEALTH_TEXT_LENGTH_MAX } from "#domain/wire/agent-record.ts";
import { type ConfigurationFolder, openConfigurationFolder } from "./applied-configuration.ts";
import { type DeploymentWatch, watchDeployment } from "./watch-deployment.ts";

/** An agent that was given a code in its folder enrols by itself. */
export const ENROLMENT_CODE_FILE = "enrolment-code";
/** What was told meanwhile goes to the disk together, so often. */
const WRITE_MS = 1000;
const STATUS_MS = 2000;
const DELIVERY_MS = 1000;
/** A minute is over for so long before it is sealed: the last of its parts is on its way. */
const SEAL_AFTER_MS = 8000;
/** Where nothing may run, it is tried again: a paper may have come, or a day begun. */
const NOTHING_RUNS_MS = 5000;
/** At the end the cameras finish their minutes, and the server is told once more. */
const END_MS_MAX = 4000;
/** A configuration that cannot be applied is asked for again after this. */
const REJECTED_MS = 60_000;
const VERSION = "0.1.0";
const SECRET_NAME = /\$([A-Z_][A-Z0-9_]*)/g;

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

type LiveZone = StatusRequest["live"][number];
type CameraStatus = StatusRequest["cameras"][number];

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
    const vault = openVault(folder);
    const configuration = openConfigurationFolder(folder, options);

    await enrolled();
    if (signal.aborted || identity.agentId === null) return;
    using outbox = openOutbox(folder, { agentId: identity.agentId, nowMs: nowMs() });
    const counting = openCounting({ ...options, nowMs, outbox, configuration, vault, told });
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
          const { configurationVersion } = await link.sendStatus({ ...status, outbox: outbox.state(), nowMs: nowMs() });
          failures = 0;
          told(null);
          const isOther = configurationVersion > 0 && configurationVersion !== (configuration.applied?.version ?? 0);
          const isRejected = configurationVersion === rejected.version && performance.now() < rejected.untilMs;
          if (isOther && !isRejected && !counting.apply(await link.pullConfiguration()))
            rejected = { version: configurationVersion, untilMs: performance.now() + REJECTED_MS };
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

type Counting = {
  run(signal: AbortSignal, wait: (ms: number) => Promise<void>): Promise<void>;
  /** Whether it is in force now; where not, it is said why. */
  apply(configuration: Configuration): boolean;
  status(configurationVersion: number): Omit<StatusRequest, "outbox" | "nowMs">;
};

/** Counts by the configuration of the folder, and begins anew where another one wants it. */
function openCounting({
  nowMs,
  outbox,
  configuration,
  vault,
  told,
  addressOf,
  lawFolder,
}: AgentOptions & {
  readonly nowMs: () => number;
  readonly outbox: Outbox;
  readonly configuration: ConfigurationFolder;
  readonly vault: ReturnType<typeof openVault>;
  readonly told: Sayings;
}): Counting {
  let waiting: OpenPart[] = [];
  let versions = versionsOf(configuration);
  let feeds = feedsOf(configuration);
  let watch: DeploymentWatch | null = null;
  /** The watch was told to stop so that it can be begun anew. */
  let isTurning = false;
  const cameras = new Map<string, CameraStatus>();
  const live = new Map<string, LiveZone[]>();

  const withSecrets = (text: string, encode: (secret: string) => string) =>
    text.replace(SECRET_NAME, (_, name: string) => {
      const secret = process.env[name] ?? vault.get(name);
      if (secret === null) throw new Fault("deployment/secret-missing", `nobody has given the secret \`${name}\``);
      return encode(secret);
    });
  const unitIdOf = (sensor: string, name: string) => `${sensor}.${name}`;
  const write = () => {
    if (waiting.length > 0) outbox.add(waiting);
    waiting = [];
    outbox.sealBefore(Math.floor((nowMs() - SEAL_AFTER_MS) / MINUTE_MS));
    told(outbox.trouble(), "outbox");
  };
  const begin = () => {
    versions = versionsOf(configuration);
    return watchDeployment(configuration.path, {
      nowMs,
      lawFolder,
      beginsAnyway: true,
      addressOf: (source) => addressOf(withSecrets(source, encodeURIComponent)),
      secretsIn: (text) => withSecrets(text, (secret) => secret),
      keepsBuckets: false,
      onPart: (store, sensor, bucket) => waiting.push(partOf(store, unitIdOf(sensor, nameOf(bucket)), bucket)),
      onLive: (store, sensor, zones) =>
        live.set(
          `${store} ${sensor}`,
          zones.map(({ zone, people, waitingMs }) => ({
            storeId: store,
            unitId: unitIdOf(sensor, zone),
            people,
            waitingMs,
          })),
        ),
      onCue: (storeId, sensorId, zone, waitedMs, atMs) =>
        outbox.note([{ kind: "cue", storeId, sensorId, zoneId: unitIdOf(sensorId, zone), waitedMs, atMs }]),
      onRate: (store, sensor, { analysedPerSecond, duePerSecond }) => {
        const known = cameras.get(`${store} ${sensor}`);
        const droppedShare = duePerSecond > 0 ? Math.max(0, 1 - analysedPerSecond / duePerSecond) : 0;
        if (known) cameras.set(`${store} ${sensor}`, { ...known, analysedPerSecond, droppedShare });
      },
      onHealth: ({ store: storeId, sensor: sensorId, state, why: reason, remedy: help, atMs }) => {
        const [why, remedy] = [cut(reason, HEALTH_TEXT_LENGTH_MAX), cut(help, HEALTH_TEXT_LENGTH_MAX)];
        outbox.note([{ kind: "health", storeId, sensorId, state, why, remedy, atMs }]);
        const rate = { analysedPerSecond: null, droppedShare: null };
        cameras.set(`${storeId} ${sensorId}`, { storeId, sensorId, state, sinceMs: atMs, why, remedy, ...rate });
      },
      onChange: ({ store: storeId, sensor: sensorId, stages, why, atMs }) => {
        const named = stages.filter((stage) => stage === "count" || stage === "zones");
        outbox.note([{ kind: "gate", storeId, sensorId, stages: named, why: cut(why, GATE_TEXT_LENGTH_MAX), atMs }]);
        told(stages.length === 0 ? `${storeId} / ${sensorId} is off: ${why}` : null, `${storeId} / ${sensorId}`);
      },
    });
  };
  const isKept = (name: string, secret: string) => {
    try {
      return vault.get(name) === secret;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return false; // its key was lost; it is kept anew
    }
  };
  const partOf = (storeId: string, unitId: string, bucket: Bucket): OpenPart => {
    const version = versions.get(`${bucket.kind} ${storeId} ${unitId}`) ?? 1;
    if (bucket.kind === "line") {
      const { line: _, ...figures } = bucket;
      return { storeId, lineId: unitId, version, staffIn: 0, staffOut: 0, groupsIn: 0, ...figures };
    }
    const { zone: _, ...figures } = bucket;
    return { storeId, zoneId: unitId, version, ...figures };
  };

  return {
    async run(signal, wait) {
      const writing = setInterval(write, WRITE_MS);
      try {
        while (!signal.aborted) {
          if (!configuration.hasStores) {
            await wait(STATUS_MS);
            continue;
          }
          isTurning = false;
          try {
            watch = await begin();
          } catch (error) {
            if (!(error instanceof Fault)) throw error;
            told(error, "watch");
            await wait(NOTHING_RUNS_MS);
            continue;
          }
          told(null, "watch");
          const stop = () => watch?.stop();
          signal.addEventListener("abort", stop);
          if (signal.aborted || isTurning) stop();
          await watch.outcome;
          signal.removeEventListener("abort", stop);
          watch = null;
          cameras.clear();
          live.clear();
          // All cameras have come to their end, or another configuration wants it begun anew.
          if (!isTurning) await wait(NOTHING_RUNS_MS);
        }
      } finally {
        clearInterval(writing);
        write();
      }
    },
    apply({ secrets, ...next }) {
      const namedBefore = secretNamesOf(configuration);
      const changed = Object.entries(secrets).filter(([name, secret]) => !isKept(name, secret));
      try {
        configuration.apply(next, () => {
          for (const [name, secret] of changed) vault.put(name, secret);
        });
        const named = secretNamesOf(configuration);
        for (const name of namedBefore) if (!named.has(name)) vault.remove(name);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        told(
          `the configuration ${next.version} cannot be applied, and the one before stays: ${error.detail}`,
          "configuration",
        );
        return false;
      }
      told(null, "configuration");
      const [versionsBefore, feedsBefore] = [versions, feeds];
      const versionsNow = versionsOf(configuration);
      feeds = feedsOf(configuration);
      const isRedrawn = [...versionsBefore].some(([unit, version]) => (versionsNow.get(unit) ?? version) !== version);
      // The gate sees what has changed of cameras. Counters and secrets are as they were at the beginning, and what is still
      // told of an old drawing must not be taken for one of the new.
      if (feedsBefore !== feeds || changed.length > 0 || isRedrawn || !configuration.hasStores) {
        isTurning = true;
        watch?.stop();
      } else versions = versionsNow;
      return true;
    },
    status(configurationVersion) {
      const sensors = sensorsOf(configuration);
      return {
        configurationVersion,
        cameras: [...cameras].flatMap(([key, camera]) => (sensors.has(key) ? [camera] : [])).slice(0, LINK_CAMERAS_MAX),
        live: [...live].flatMap(([key, zones]) => (sensors.has(key) ? zones : [])),
        agentVersion: VERSION,
      };
    },
  };
}

type Delivery = {
  /** Brings in what the outbox holds, for as long as the agent runs. */
  run(): Promise<void>;
  /** Brings in what is left, as far as the server takes it at once. */
  bringRest(): Promise<void>;
  giveUp(): void;
};

function openDelivery({
  link,
  outbox,
  told,
  signal,
  wait,
}: {
  readonly link: Link;
  readonly outbox: Outbox;
  readonly told: Sayings;
  readonly signal: AbortSignal;
  readonly wait: (ms: number) => Promise<void>;
}): Delivery {
  let recordsMax = LINK_RECORDS_MAX;
  let isGivenUp = false;

  /** Whether there is more to bring in at once. */
  const bringOnce = async () => {
    const records = outbox.take({ recordsMax });
    if (records.length === 0) return false;
    const { refused } = await link.sendRecords(records);
    if (isGivenUp) return false;
    outbox.acknowledge(
      records.map(({ seq }) => seq),
      refused.length,
    );
    return outbox.state().records > 0;
  };
  return {
    async run() {
      for (let failures = 0; !signal.aborted; ) {
        try {
          const hasMore = await bringOnce();
          failures = 0;
          told(null, "delivery");
          if (!hasMore) await wait(DELIVERY_MS);
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          failures += 1;
          if (error instanceof RetryLater && error.isTooMuch && recordsMax > QUARTER_MINUTES) {
            recordsMax = Math.max(QUARTER_MINUTES, Math.floor(recordsMax / 2));
            failures = 1; // half of it is another question
          }
          told(error, "delivery");
          await wait(waitOf(error, failures));
        }
      }
    },
    async bringRest() {
      try {
        while (!isGivenUp && (await bringOnce()));
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        told(error, "delivery");
      }
    },
    giveUp() {
      isGivenUp = true;
    },
  };
}

function waitOf(error: Fault, failuresInRow: number): number {
  const retryAfterMs = error instanceof RetryLater ? error.retryAfterMs : null;
  return waitBeforeResending({ failuresInRow, retryAfterMs, chance: Math.random() });
}

/** Says a thing once, and again only after it was over. */
type Sayings = (what: Fault | string | null, about?: string) => void;

function openSayings(say: (text: string) => void): Sayings {
  const last = new Map<string, string>();
  return (what, about = "link") => {
    const text = what instanceof Fault ? `${what.detail}\n        ${what.remedy}` : (what ?? "");
    if (last.get(about) === text || (what === null && !last.has(about))) return;
    if (what === null) say(about === "link" ? "the server answers again" : `${about}: well again`);
    else say(text);
    if (what === null) last.delete(about);
    else last.set(about, text);
  };
}

/** A unit's version by its kind, store and name. */
function versionsOf({ applied }: ConfigurationFolder): ReadonlyMap<string, number> {
  return new Map(applied?.units.map(({ kind, storeId, unitId, version }) => [`${kind} ${storeId} ${unitId}`, version]));
}

/** The cameras and counters there are, by store and sensor. */
function sensorsOf({ applied }: ConfigurationFolder): ReadonlySet<string> {
  const { stores = [] } = (applied?.deployment ?? {}) as {
    stores?: readonly { id: string; sensors: readonly { id: string }[] }[];
  };
  return new Set(stores.flatMap(({ id, sensors }) => sensors.map((sensor) => `${id} ${sensor.id}`)));
}

/** The names of secrets that stand in the deployment. */
function secretNamesOf({ applied }: ConfigurationFolder): ReadonlySet<string> {
  const text = JSON.stringify(applied?.deployment ?? {});
  return new Set([...text.matchAll(SECRET_NAME)].map(([, name]) => name!));
}

/** What counters are listened to, and where. */
function feedsOf({ applied }: ConfigurationFolder): string {
  const { listen = null, stores = [] } = (applied?.deployment ?? {}) as {
    listen?: unknown;
    stores?: readonly { id: string; sensors: readonly { id: string; feed?: unknown }[] }[];
  };
  return JSON.stringify([listen, stores.map(({ id, sensors }) => [id, sensors.filter(({ feed }) => feed)])]);
}

function nameOf(bucket: Bucket): string {
  return bucket.kind === "line" ? bucket.line : bucket.zone;
}

function cut(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax);
}
