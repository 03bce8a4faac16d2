import type { Outbox } from "#adapters/outbox/outbox.ts";
import type { openVault } from "#adapters/vault/vault.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { type OpenPart, openPartOf, type VersionOf } from "#domain/delivery/open-part.ts";
import { secretNamesIn, withSecrets } from "#domain/deployment/named-secrets.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type Configuration, LINK_CAMERAS_MAX, type StatusRequest } from "#domain/wire/agent-link.ts";
import { GATE_TEXT_LENGTH_MAX, HEALTH_TEXT_LENGTH_MAX } from "#domain/wire/agent-record.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";
import type { ConfigurationFolder } from "./applied-configuration.ts";
import type { Sayings } from "./sayings.ts";
import { openShowings, type Showings } from "./showings.ts";
import { type DeploymentWatch, watchDeployment } from "./watch-deployment.ts";

/** What was told meanwhile goes to the disk together, so often. */
const WRITE_MS = 1000;
/** Where there is nothing to count it is looked again after this. */
const NOTHING_THERE_MS = 2000;
/** A minute is over for so long before it is sealed: the last of its parts is on its way. */
const SEAL_AFTER_MS = 8000;
/** Where nothing may run, it is tried again: a paper may have come, or a day begun. */
const NOTHING_RUNS_MS = 5000;

type LiveZone = StatusRequest["live"][number];
type CameraStatus = StatusRequest["cameras"][number];

/** What an agent counts, and how its cameras are. */
export type Counting = {
  run(signal: AbortSignal, wait: (ms: number) => Promise<void>): Promise<void>;
  /** Whether it is in force now; where not, it is said why. */
  apply(configuration: Configuration): boolean;
  status(configurationVersion: number): Omit<StatusRequest, "outbox" | "nowMs" | "agentVersion">;
  /** What the server wants to be shown of cameras. */
  readonly showings: Showings;
};

/** Counts by the configuration of the folder, and begins anew where another one wants it. */
export function openCounting({
  nowMs,
  outbox,
  configuration,
  vault,
  told,
  addressOf,
  lawFolder,
  agentVersion,
}: {
  readonly nowMs: () => number;
  readonly outbox: Outbox;
  readonly configuration: ConfigurationFolder;
  readonly vault: ReturnType<typeof openVault>;
  readonly told: Sayings;
  /** Finds a source's address, its secrets being in it. */
  readonly addressOf: (source: string) => string;
  readonly lawFolder?: string | undefined;
  readonly agentVersion: string;
}): Counting {
  let waiting: OpenPart[] = [];
  let versions = versionsOf(configuration);
  let feeds = feedsOf(configuration);
  let watch: DeploymentWatch | null = null;
  /** The watch was told to stop so that it can be begun anew. */
  let isTurning = false;
  const cameras = new Map<string, CameraStatus>();
  const live = new Map<string, LiveZone[]>();
  const showings = openShowings({
    showing: (store, sensor) => watch?.showing(store, sensor) ?? null,
    nowMs: () => performance.now(),
    wallMs: nowMs,
  });

  const secretOf = (name: string) => {
    const secret = process.env[name] ?? vault.get(name);
    if (secret === null) throw new Fault("deployment/secret-missing", `nobody has given the secret \`${name}\``);
    return secret;
  };
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
      addressOf: (source) => addressOf(withSecrets(source, (name) => encodeURIComponent(secretOf(name)))),
      secretsIn: (text) => withSecrets(text, secretOf),
      keepsBuckets: false,
      onPart: (store, sensor, bucket) => waiting.push(openPartOf(store, sensor, bucket, versionOf)),
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
      onScene: showings.hearScene,
      onDots: showings.hearDots,
      onCue: (storeId, sensorId, zone, waitedMs, atMs) =>
        outbox.note([{ kind: "cue", storeId, sensorId, zoneId: unitIdOf(sensorId, zone), waitedMs, atMs }]),
      onAttestation: (attestation) => outbox.note([{ kind: "attestation", program: agentVersion, ...attestation }]),
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
  const versionOf: VersionOf = ({ kind, storeId, unitId }) => versions.get(`${kind} ${storeId} ${unitId}`) ?? 1;

  return {
    async run(signal, wait) {
      const writing = setInterval(write, WRITE_MS);
      try {
        while (!signal.aborted) {
          if (!configuration.hasStores) {
            await wait(NOTHING_THERE_MS);
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
      const dots = showings.takeDots();
      return {
        configurationVersion,
        cameras: [...cameras].flatMap(([key, camera]) => (sensors.has(key) ? [camera] : [])).slice(0, LINK_CAMERAS_MAX),
        live: [...live].flatMap(([key, zones]) => (sensors.has(key) ? zones : [])),
        ...(dots.length > 0 && { dots }),
      };
    },
    showings,
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
  return new Set(secretNamesIn(JSON.stringify(applied?.deployment ?? {})));
}

/** What counters are listened to, and where. */
function feedsOf({ applied }: ConfigurationFolder): string {
  const { listen = null, stores = [] } = (applied?.deployment ?? {}) as {
    listen?: unknown;
    stores?: readonly { id: string; sensors: readonly { id: string; feed?: unknown }[] }[];
  };
  return JSON.stringify([listen, stores.map(({ id, sensors }) => [id, sensors.filter(({ feed }) => feed)])]);
}

function cut(text: string, lengthMax: number): string {
  return text.slice(0, lengthMax);
}
