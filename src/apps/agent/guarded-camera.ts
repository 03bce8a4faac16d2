import { isDeepStrictEqual } from "node:util";
import { isLiveAddress } from "#adapters/camera/address.ts";
import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { type Cue, CueWatch } from "#domain/counting/cue-watch.ts";
import type { ZoneLive } from "#domain/counting/zone-presence.ts";
import { staffSignsOf } from "#domain/deployment/staff.ts";
import type { Fault } from "#domain/fault/fault.ts";
import type { AccountTurns } from "#domain/health/account-turns.ts";
import { type HealthChange, STATE_TEXTS } from "#domain/health/camera-state.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { type Permit, stagesOf } from "./gate.ts";
import { openHealthLog } from "./health-log.ts";
import { keepWatching } from "./keep-watching.ts";
import type { LensPool } from "./lens-pool.ts";
import { type Hearing, type Showing, type Watch, watchSource } from "./watch-source.ts";

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
  /** The states of a live camera, the oldest first; empty for a film. */
  readonly health: readonly HealthChange[];
};

/** A camera that is watched with the stages that are granted, and with no other. */
export type GuardedCamera = {
  readonly isWatched: boolean;
  /** It has come to its end by itself, or was told to stop. */
  readonly isOver: boolean;
  /** Goes on with what is granted now; where that has changed the watch is taken down and begun anew, or not at all. */
  follow(permit: Permit): void;
  stop(): void;
  count(): CameraCount;
} & Showing;

/** Begins to watch what the permit grants; `onEnd` hears whenever a watch of it has ended. */
export function guardCamera(
  first: Permit,
  {
    addressOf,
    pool,
    accounts,
    nowMs,
    onHealth,
    onCue = () => {},
    onEnd,
    ...hearing
  }: Hearing & {
    readonly addressOf: (source: string) => string;
    readonly pool: LensPool;
    readonly accounts: AccountTurns;
    readonly nowMs: () => number;
    readonly onHealth: (change: HealthChange) => void;
    /** Hears when somebody has begun to wait in a zone for longer than its cue allows. */
    readonly onCue?: (cue: Cue) => void;
    readonly onEnd: () => void;
  },
): GuardedCamera {
  let permit = first;
  let watch: Watch | null = null;
  let buckets: readonly Bucket[] = [];
  let isLive = false;
  let isOver = false;
  let isStopped = false;
  /** The watch was told to stop so that it can be begun anew. */
  let isTurning = false;
  let fault: Fault | null = null;
  const log = openHealthLog({ nowMs, onChange: onHealth });

  const begin = () => {
    const { source } = permit.sensor;
    if (isOver || source === undefined || stagesOf(permit.grants).length === 0) return;
    const order = orderOf(permit, addressOf(source));
    const cues = cueWatchOf(permit);
    const onLive = (zones: readonly ZoneLive[]) => {
      hearing.onLive?.(zones);
      for (const cue of cues.update(zones)) onCue(cue);
    };
    watch = isLiveAddress(order.source)
      ? keepWatching(order, { ...hearing, onLive, pool, log, accounts })
      : watchSource(order, { ...hearing, onLive, pool });
    void watch.outcome.then((outcome) => {
      buckets = mergedBuckets([...buckets, ...outcome.buckets]);
      isLive ||= outcome.opened?.isLive ?? false;
      watch = null;
      // Where a fault ended it the log has said so already, with that fault's words.
      if (log.changes.length > 0) log.enter("over", STATE_TEXTS.over);
      if (!isTurning) {
        isOver = true;
        fault = outcome.fault;
      }
      isTurning = false;
      begin();
      onEnd();
    });
  };
  begin();

  return {
    get isWatched() {
      return watch !== null;
    },
    get isOver() {
      return isOver;
    },
    follow(next) {
      const isSameSensor = isDeepStrictEqual(permit.sensor, next.sensor);
      const isSameStaff = isDeepStrictEqual(permit.store.staff, next.store.staff);
      const isSame = isSameSensor && isSameStaff && isDeepStrictEqual(permit.grants, next.grants);
      permit = next;
      if (isSame) return;
      // What could not be watched may be what was mended.
      if (fault && !isSameSensor && !isStopped) [isOver, fault] = [false, null];
      if (!watch) return begin();
      isTurning = true;
      watch.stop();
    },
    stop() {
      isOver = true;
      isStopped = true;
      watch?.stop();
    },
    askScene() {
      if (permit.grants["scene-picture"]) watch?.askScene();
    },
    showDots(forMs) {
      if (permit.grants["setup-view"]) watch?.showDots(forMs);
    },
    count() {
      const { store, sensor } = permit;
      const [lines, zones] = [sensor.lines.map(({ name }) => name), sensor.zones.map(({ name }) => name)];
      return { store: store.id, sensor: sensor.id, lines, zones, buckets, isLive, fault, health: log.changes };
    },
  };
}

function cueWatchOf({ sensor }: Permit): CueWatch {
  return new CueWatch(new Map(sensor.zones.flatMap(({ name, cue }) => (cue ? [[name, cue.after_s * 1000]] : []))));
}

function orderOf({ store, sensor, grants }: Permit, source: string): WatchOrder {
  const staff = staffSignsOf(store, sensor);
  return {
    kind: "watch",
    task: "count",
    source,
    ...(sensor.transport && { transport: sensor.transport }),
    analysedPerSecond: sensor.analysed_per_second,
    grants,
    lines: sensor.lines.map(({ name, from, to, anchor }) => ({ name, from: point(from), to: point(to), anchor })),
    zones: sensor.zones.map(({ name, corners }) => ({ name, corners: corners.map(point) })),
    ...(staff && { staff }),
  };
}

function point([x, y]: readonly [number, number]) {
  return { x, y };
}
