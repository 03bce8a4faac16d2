import { isDeepStrictEqual } from "node:util";
import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import type { Sensor } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Grants } from "#domain/policy/grant.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { GATE_LOOK_MS, openGate, type Permit } from "./gate.ts";
import { type LensPool, openLensPool } from "./lens-pool.ts";
import { type Watch, watchSource } from "./watch-source.ts";

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

/** What has come of one camera so far. */
export type CameraCount = {
  readonly store: string;
  readonly sensor: string;
  readonly lines: readonly string[];
  readonly zones: readonly string[];
  readonly buckets: readonly Bucket[];
  readonly isLive: boolean;
  /** Why it ended before it was told to; null where it did not. */
  readonly fault: Fault | null;
};

export type DeploymentWatch = {
  /** Settles when every camera has come to its end or was told to stop; never rejects. */
  readonly outcome: Promise<{ readonly cameras: readonly CameraCount[]; readonly changes: readonly GateChange[] }>;
  stop(): void;
};

export type DeploymentWatchOptions = {
  readonly nowMs: () => number;
  readonly lawFolder?: string | undefined;
  readonly pool?: LensPool;
  /** Finds a source's address: resolves scenes and secrets. */
  readonly addressOf: (source: string) => string;
  readonly onChange?: (change: GateChange) => void;
};

/**
 * Counts what a deployment's own cameras see, as far as the gate permits it: each is watched with the stages that are
 * granted; when a grant ends the stage goes down within seconds and its minutes end; when it is given back it goes up.
 * Throws where the file cannot be read or where, at first, nothing may run.
 */
export function watchDeployment(
  path: string,
  { nowMs, lawFolder, pool = openLensPool(), addressOf, onChange = () => {} }: DeploymentWatchOptions,
): DeploymentWatch {
  const gate = openGate(path, { nowMs, lawFolder });
  const changes: GateChange[] = [];
  const cameras = new Map<string, Camera>();
  let isStopped = false;
  const { promise: outcome, resolve } = Promise.withResolvers<Awaited<DeploymentWatch["outcome"]>>();

  const tell = (permit: Permit) => {
    const change = {
      atMs: nowMs(),
      store: permit.store.id,
      sensor: permit.sensor.id,
      stages: stagesOf(permit.grants),
      why: permit.why,
    };
    changes.push(change);
    onChange(change);
  };
  const settleIfDone = () => {
    const all = [...cameras.values()];
    if (all.some(({ watch }) => watch !== null) || (!isStopped && all.some(({ isOver }) => !isOver))) return;
    clearInterval(looking);
    resolve({ cameras: all.map(countOf), changes });
  };
  const follow = (permit: Permit) => {
    const { source } = permit.sensor;
    if (source === undefined) return;
    const key = `${permit.store.id} ${permit.sensor.id}`;
    const camera = cameras.get(key) ?? openCameraState(permit);
    const isNew = !cameras.has(key);
    cameras.set(key, camera);
    const hasChanged =
      !isNew &&
      !(
        isDeepStrictEqual(camera.permit.grants, permit.grants) && isDeepStrictEqual(camera.permit.sensor, permit.sensor)
      );
    const isTold = isNew || hasChanged || camera.permit.why !== permit.why;
    camera.permit = permit;
    if (isTold) tell(permit);
    if (hasChanged && camera.watch)
      camera.watch.stop(); // what is granted now is begun when that has ended
    else if (!camera.watch && !camera.isOver) begin(camera, addressOf(source));
  };
  const begin = (camera: Camera, address: string) => {
    const { permit } = camera;
    if (isStopped || stagesOf(permit.grants).length === 0) return;
    const before = camera.buckets;
    const watch = watchSource(orderOf(permit, address), () => {}, pool);
    camera.watch = watch;
    void watch.outcome.then(({ buckets, fault, opened }) => {
      camera.buckets = mergedBuckets([...before, ...buckets]);
      camera.watch = null;
      camera.isLive ||= opened?.isLive ?? false;
      const isSuperseded = camera.permit !== permit && !isStopped;
      if (!isSuperseded) {
        camera.isOver = true;
        camera.fault = fault;
      } else begin(camera, address);
      settleIfDone();
    });
  };

  for (const permit of gate.permits) follow(permit);
  const looking = setInterval(() => {
    if (!gate.look()) return;
    const present = new Set(gate.permits.map(({ store, sensor }) => `${store.id} ${sensor.id}`));
    for (const [key, camera] of cameras) if (!present.has(key)) endCamera(camera);
    for (const permit of gate.permits) follow(permit);
    settleIfDone();
  }, GATE_LOOK_MS);
  if ([...cameras.values()].every(({ watch }) => watch === null)) {
    clearInterval(looking);
    const why = gate.permits.filter(({ sensor }) => sensor.source !== undefined).map((permit) => permit.why);
    throw new Fault(
      "deployment/nothing-permitted",
      why[0] ?? `no sensor of \`${path}\` has a \`source\` that Lintel could watch`,
    );
  }

  return {
    outcome,
    stop() {
      isStopped = true;
      for (const { watch } of cameras.values()) watch?.stop();
      settleIfDone();
    },
  };
}

type Camera = {
  permit: Permit;
  watch: Watch | null;
  buckets: readonly Bucket[];
  isLive: boolean;
  /** It has come to its end, and is not begun again. */
  isOver: boolean;
  fault: Fault | null;
};

function openCameraState(permit: Permit): Camera {
  return { permit, watch: null, buckets: [], isLive: false, isOver: false, fault: null };
}

function endCamera(camera: Camera): void {
  camera.isOver = true;
  camera.watch?.stop();
}

function countOf({ permit: { store, sensor }, buckets, isLive, fault }: Camera): CameraCount {
  return {
    store: store.id,
    sensor: sensor.id,
    lines: sensor.lines.map(({ name }) => name),
    zones: sensor.zones.map(({ name }) => name),
    buckets,
    isLive,
    fault,
  };
}

function stagesOf({ count, zones }: Grants): string[] {
  return [...(count ? ["count"] : []), ...(zones ? ["zones"] : [])];
}

function orderOf({ sensor, grants }: Permit, source: string): WatchOrder {
  return {
    kind: "watch",
    task: "count",
    source,
    analysedPerSecond: sensor.analysed_per_second,
    grants,
    lines: linesOf(sensor),
    zones: sensor.zones.map(({ name, corners }) => ({ name, corners: corners.map(([x, y]) => ({ x, y })) })),
  };
}

function linesOf({ lines }: Sensor): WatchOrder["lines"] {
  return lines.map(({ name, from: [fromX, fromY], to: [toX, toY], anchor }) => ({
    name,
    from: { x: fromX, y: fromY },
    to: { x: toX, y: toY },
    anchor,
  }));
}
