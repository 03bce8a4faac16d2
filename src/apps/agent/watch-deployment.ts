import { type Bucket, type LineBucket, mergedBuckets } from "#domain/counting/bucket.ts";
import type { ZoneLive } from "#domain/counting/zone-presence.ts";
import { Fault } from "#domain/fault/fault.ts";
import { AccountTurns } from "#domain/health/account-turns.ts";
import type { HealthChange } from "#domain/health/camera-state.ts";
import { NO_GRANTS } from "#domain/policy/grant.ts";
import type { ScenePicture } from "#domain/wire/scene-picture.ts";
import type { DotPoints } from "#domain/wire/setup-dots.ts";
import { GATE_LOOK_MS, openGate, type Permit, stagesOf } from "./gate.ts";
import { type CameraCount, type GuardedCamera, guardCamera } from "./guarded-camera.ts";
import type { Attestation } from "./lens-account.ts";
import { type LensPool, openLensPool } from "./lens-pool.ts";
import type { FrameRate } from "./recent-rate.ts";
import { feedName, sensorFeeds } from "./sensor-feeds.ts";
import { openSensorWatch, type SensorState } from "./watch-sensors.ts";
import type { Showing } from "./watch-source.ts";

/** When stages of a sensor went up or down, and why. */
export type GateChange = {
  readonly atMs: number;
  readonly store: string;
  readonly sensor: string;
  /** The stages that run from now on. */
  readonly stages: readonly string[];
  /** Why others do not; empty where all do. */
  readonly why: string;
};

/** What a counter that is no camera of ours has told. */
export type FeedCount = Omit<CameraCount, "isLive" | "health"> & { readonly isLive: true; readonly state: SensorState };

/** When a camera's state changed. */
export type CameraHealthChange = HealthChange & { readonly store: string; readonly sensor: string };

/** What a deployment came to; without buckets and changes where they are not kept. */
export type DeploymentCount = {
  readonly cameras: readonly CameraCount[];
  readonly feeds: readonly FeedCount[];
  readonly changes: readonly GateChange[];
};

export type DeploymentWatch = {
  /** Settles when every camera has come to its end and no counter is listened to, or all was told to stop; never rejects. */
  readonly outcome: Promise<DeploymentCount>;
  /** Where pushed counts are received; null where no sensor pushes. */
  readonly pushPort: number | null;
  /** What is watched of a sensor; null where nothing is. */
  showing(store: string, sensor: string): Showing | null;
  stop(): void;
};

export type DeploymentWatchOptions = {
  readonly nowMs: () => number;
  readonly lawFolder?: string | undefined;
  readonly pool?: LensPool;
  /** Finds a source's address: resolves scenes and secrets. */
  readonly addressOf: (source: string) => string;
  /** Puts secrets in the place of their names. */
  readonly secretsIn?: (text: string) => string;
  readonly onChange?: (change: GateChange) => void;
  readonly onHealth?: (change: CameraHealthChange) => void;
  /** Hears each part of a bucket once, as a lens or a counter tells it; never again at the end. */
  readonly onPart?: (store: string, sensor: string, part: Bucket) => void;
  /** Hears how it is in the zones of a camera that are watched now, at most once a second; of none once it is away. */
  readonly onLive?: (store: string, sensor: string, live: readonly ZoneLive[]) => void;
  /** Hears how many frames of a camera were looked at in the last ten seconds. */
  readonly onRate?: (store: string, sensor: string, rate: FrameRate) => void;
  /** Hears the picture of a camera's scene with nobody in it, where somebody asked for it. */
  readonly onScene?: (store: string, sensor: string, picture: ScenePicture) => void;
  /** Hears where people are, twice a second, while somebody sets a camera up. */
  readonly onDots?: (store: string, sensor: string, points: DotPoints) => void;
  /** Hears once of each wait that is longer than its zone's `cue.after_s`. */
  readonly onCue?: (store: string, sensor: string, zone: string, waitedMs: number, atMs: number) => void;
  /** Hears what came out of a lens: each hour, and when it has ended. */
  readonly onAttestation?: (attestation: Attestation) => void;
  /** Whether all buckets and changes are kept up to the outcome. An agent runs for years: it hears them, and keeps none. */
  readonly keepsBuckets?: boolean;
  /**
   * Whether it begins although nothing may run yet, or the secret of a camera is missing. An agent does: one camera must not keep the
   * others off, and why each is off is heard by `onChange`.
   */
  readonly beginsAnyway?: boolean;
};

/**
 * Counts what a deployment's cameras see and its counters tell, as far as the gate permits it. When a grant ends its stage
 * goes down within seconds and its minutes end; when it is given back it goes up. Throws where the file cannot be read or,
 * unless it begins anyway, where at first nothing may run.
 * LIMIT: a counter's `feed` and `listen` are as they were at the start; only what it may count is looked at anew.
 */
export async function watchDeployment(
  path: string,
  {
    nowMs,
    lawFolder,
    onAttestation,
    pool = openLensPool({ attesting: onAttestation && { onAttestation, nowMs } }),
    addressOf,
    secretsIn = (text) => text,
    onChange = () => {},
    onHealth = () => {},
    onPart = () => {},
    onLive = () => {},
    onRate = () => {},
    onScene = () => {},
    onDots = () => {},
    onCue = () => {},
    keepsBuckets = true,
    beginsAnyway = false,
  }: DeploymentWatchOptions,
): Promise<DeploymentWatch> {
  const gate = openGate(path, { nowMs, lawFolder });
  const told = gate.permits.filter(({ sensor }) => sensor.source !== undefined || sensor.feed);
  if (!beginsAnyway) {
    if (told.every(({ grants }) => stagesOf(grants).length === 0)) throw nothingPermitted(path, told);
    for (const { sensor } of told) if (sensor.source !== undefined) addressOf(sensor.source); // a secret that is missing is told at once
  }
  const permits = new Map<string, Permit>();
  const changes: GateChange[] = [];
  const cameras = new Map<string, GuardedCamera>();
  /** Those of sensors that were taken from the file. Put back, a sensor is watched by another. */
  let gone: GuardedCamera[] = [];
  const accounts = new AccountTurns();
  const heard = new Map<string, LineBucket[]>();
  let isStopped = false;
  const { promise: outcome, resolve } = Promise.withResolvers<DeploymentCount>();

  /** Counters whose secrets are missing. */
  const unheard = new Map<string, Fault>();
  const sensors = sensorFeeds(gate.deployment, secretsIn, (name, fault) => {
    if (!beginsAnyway) throw fault;
    unheard.set(name, fault);
  });
  const listener = await openSensorWatch({
    sensors,
    grantOf: (name) => permits.get(name)?.grants.count ?? null,
    onBuckets: (name, parts) => {
      if (keepsBuckets) heard.set(name, [...(heard.get(name) ?? []), ...parts]);
      const { store, sensor } = permits.get(name)!; // it may count, or there were no parts
      for (const part of parts) onPart(store.id, sensor.id, part);
    },
    push: gate.deployment.listen ?? {},
    now: nowMs,
  });

  const settleIfDone = () => {
    if (!keepsBuckets) gone = gone.filter(({ isWatched }) => isWatched);
    const all = [...cameras.values(), ...gone];
    const isDone = all.every(({ isOver, isWatched }) => isOver && !isWatched);
    if (!isDone || (sensors.length > 0 && !isStopped)) return;
    clearInterval(looking);
    const feeds = listener.states().flatMap((state) => {
      const permit = permits.get(state.id);
      return permit ? [feedCount(permit, heard.get(state.id) ?? [], state)] : []; // else it was taken from the file
    });
    void Promise.all([listener[Symbol.asyncDispose](), pool.allGone()]).then(() =>
      resolve({ cameras: all.map((camera) => camera.count()), feeds, changes }),
    );
  };
  const follow = (found: Permit) => {
    const name = feedName(found.store.id, found.sensor.id);
    const before = permits.get(name);
    const address = found.sensor.source === undefined ? null : addressOrFault(found.sensor.source, addressOf);
    const missing = address instanceof Fault ? address : unheard.get(name);
    const permit = missing ? { ...found, grants: NO_GRANTS, why: missing.detail } : found;
    permits.set(name, permit);
    const { grants, why, store, sensor } = permit;
    const stages = stagesOf(grants);
    if (!before || before.why !== why || stagesOf(before.grants).join() !== stages.join()) {
      const change = { atMs: nowMs(), store: store.id, sensor: sensor.id, stages, why };
      if (keepsBuckets) changes.push(change);
      onChange(change);
    }
    const camera = cameras.get(name);
    if (camera) camera.follow(permit);
    else if (typeof address === "string")
      cameras.set(
        name,
        guardCamera(permit, {
          addressOf,
          pool,
          accounts,
          nowMs,
          onHealth: (change) => onHealth({ ...change, store: store.id, sensor: sensor.id }),
          onPart: (part) => onPart(store.id, sensor.id, part),
          onLive: (live) => onLive(store.id, sensor.id, live),
          onRate: (rate) => onRate(store.id, sensor.id, rate),
          onScene: (picture) => onScene(store.id, sensor.id, picture),
          onDots: (points) => onDots(store.id, sensor.id, points),
          onCue: ({ zone, waitedMs }) => onCue(store.id, sensor.id, zone, waitedMs, nowMs()),
          keepsBuckets,
          onEnd: settleIfDone,
        }),
      );
  };
  const followAll = () => {
    const present = new Set(gate.permits.map(({ store, sensor }) => feedName(store.id, sensor.id)));
    for (const [name, camera] of cameras) {
      if (present.has(name)) continue;
      camera.stop();
      cameras.delete(name);
      gone.push(camera);
    }
    for (const name of permits.keys()) if (!present.has(name)) permits.delete(name);
    for (const permit of gate.permits) if (permit.sensor.source !== undefined || permit.sensor.feed) follow(permit);
  };
  followAll();
  const looking = setInterval(() => {
    if (!isStopped && gate.look()) followAll(); // a camera that came now would never be told to stop
    settleIfDone();
  }, GATE_LOOK_MS);

  return {
    outcome,
    pushPort: listener.pushPort,
    showing: (store, sensor) => cameras.get(feedName(store, sensor)) ?? null,
    stop() {
      isStopped = true;
      for (const camera of cameras.values()) camera.stop();
      settleIfDone();
    },
  };
}

/** A source may be changed while it is watched, and name a secret that is not there: no reason to end the others. */
function addressOrFault(source: string, addressOf: (source: string) => string): string | Fault {
  try {
    return addressOf(source);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error;
  }
}

function nothingPermitted(path: string, permits: readonly Permit[]): Fault {
  const why = permits[0]?.why ?? `no sensor of \`${path}\` has a \`source\` or a \`feed\``;
  return new Fault("deployment/nothing-permitted", why);
}

function feedCount({ store, sensor }: Permit, parts: readonly LineBucket[], state: SensorState): FeedCount {
  const lines = [...new Set(sensor.feed?.lines.map(({ line }) => line))];
  const buckets = mergedBuckets(parts);
  return { store: store.id, sensor: sensor.id, lines, zones: [], buckets, isLive: true, fault: state.fault, state };
}
