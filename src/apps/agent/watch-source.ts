import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { PROPOSED_NAME } from "#domain/counting/line-proposal.ts";
import type { ZoneLive } from "#domain/counting/zone-presence.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Line } from "#domain/space/line.ts";
import type { Cloth } from "#domain/staff/cloth.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import type { ScenePicture } from "#domain/wire/scene-picture.ts";
import type { DotPoints } from "#domain/wire/setup-dots.ts";
import { type LensPool, openLensPool, type Seat } from "./lens-pool.ts";
import type { CameraEnd, Said, WatchedCamera } from "./lens-process.ts";
import { type FrameRate, openRecentRate } from "./recent-rate.ts";

/** After crashes of which it alone can be the cause a source is watched again this often, a film each time further on. */
const RESTARTS_MAX = 5;
/** The first step past what made the lens crash; it doubles each time. */
const RESTART_STEP_MS = 1000;

export type Opened = Extract<Said, { kind: "opened" }>;
export type Proposed = { readonly line: Line; readonly paths: number; readonly crossing: number };

/** What has come of watching a source so far. */
export type Watched = {
  readonly opened: Opened | null;
  readonly atMs: number;
  readonly decoded: number;
  readonly analysed: number;
  readonly dropped: number;
  readonly damaged: number;
  readonly detectMs: number;
  /** One per line or zone and minute, the open minute included; empty where they are not kept. */
  readonly buckets: readonly Bucket[];
  readonly restarts: number;
  /** Of a live camera in the last ten seconds; null before that, and of a film. */
  readonly recent: FrameRate | null;
  /** Whether a live camera sees what it is to see, as its lens said last; null before it said anything. */
  readonly health: Extract<Said, { kind: "health" }> | null;
};

export type WatchOutcome = Watched & {
  readonly proposed: Proposed | null;
  /** What a garment looks like that was shown; null where none was. */
  readonly taught: Cloth | null;
  /** Why the watch ended early; null at the source's own end or where it was told to end. */
  readonly fault: Fault | null;
};

export type Watch = {
  /** Settles when the source or the patience of the lens has come to its end; never rejects. */
  readonly outcome: Promise<WatchOutcome>;
  /** Of the process that watches now; others may be watched by it as well. */
  readonly lensPid: () => number | undefined;
  stop(): void;
} & Showing;

/** What may be shown of a camera where its grants say so; else nothing happens. Nobody sees people. */
export type Showing = {
  /** Asks for a picture of its scene with nobody in it, which `onScene` hears when it is made: in about a minute. */
  askScene(): void;
  /** Asks for dots for so long from now on, which `onDots` hears; 0 ends them. */
  showDots(forMs: number): void;
};

/** Who hears what comes of a watch while it goes on. */
export type Hearing = {
  /** Hears each part of a bucket once, as the lens tells it. */
  readonly onPart?: ((part: Bucket) => void) | undefined;
  /** Hears how it is in the zones of a live camera: of those that are watched now, and so of none once it is away. */
  readonly onLive?: ((zones: readonly ZoneLive[]) => void) | undefined;
  /** Hears how many frames of a live camera were looked at in the last ten seconds. */
  readonly onRate?: ((rate: FrameRate) => void) | undefined;
  /** Hears the picture of its scene with nobody in it, where somebody asked. */
  readonly onScene?: ((picture: ScenePicture) => void) | undefined;
  /** Hears where people are, twice a second, while somebody sets it up. */
  readonly onDots?: ((points: DotPoints) => void) | undefined;
  /** Whether all buckets are kept up to the outcome. Who watches for years hears parts, and keeps none. */
  readonly keepsBuckets?: boolean | undefined;
};

export type WatchOptions = Hearing & {
  readonly onProgress?: (watched: Watched) => void;
  readonly pool?: LensPool;
  readonly seat?: Seat;
};

/**
 * Watches one source in a lens of the pool. Where that crashes another takes over: a film goes on a little after the place
 * it had reached, a camera at once; the time between is in no bucket's `watchedMs`.
 */
export function watchSource(
  order: WatchOrder,
  {
    onProgress = () => {},
    onPart = () => {},
    onLive = () => {},
    onRate = () => {},
    onScene = () => {},
    onDots = () => {},
    keepsBuckets = true,
    pool = openLensPool(),
    seat,
  }: WatchOptions = {},
): Watch {
  let isStopped = false;
  let camera: WatchedCamera | null = null;
  const recentRate = openRecentRate();
  let watched: Watched = {
    opened: null,
    atMs: order.fromMs ?? 0,
    decoded: 0,
    analysed: 0,
    dropped: 0,
    damaged: 0,
    detectMs: 0,
    buckets: [],
    restarts: 0,
    recent: null,
    health: null,
  };
  /** Restarts after crashes beside other cameras are not among them. */
  let charged = 0;
  const ownSeat = seat ?? pool.openSeat();
  let proposed: Proposed | null = null;
  let taught: Cloth | null = null;

  const runOnce = async (fromMs: number | undefined): Promise<CameraEnd> => {
    const before = watched;
    let isLiveKnown = false;
    const from = fromMs === undefined ? {} : { fromMs };
    const hear = (said: Said) => {
      if (said.kind === "scene") return onScene(said.picture);
      if (said.kind === "dots") return onDots(said.points);
      if (said.kind === "opened") watched = { ...watched, opened: said, health: null };
      else if (said.kind === "health") watched = { ...watched, health: said };
      else if (said.kind === "bucket") {
        if (keepsBuckets) watched = { ...watched, buckets: mergedBuckets([...watched.buckets, said.bucket]) };
        onPart(said.bucket);
      } else if (said.kind === "live") {
        isLiveKnown = said.zones.length > 0;
        onLive(said.zones);
      } else if (said.kind === "proposed") proposed = proposedLine(said);
      else if (said.kind === "taught") taught = said.colours;
      else {
        const analysed = before.analysed + said.analysed;
        const dropped = before.dropped + said.dropped;
        watched = {
          ...watched,
          atMs: said.atMs,
          decoded: before.decoded + said.decoded,
          analysed,
          dropped,
          damaged: before.damaged + said.damaged,
          detectMs: before.detectMs + said.detectMs,
          recent: watched.opened?.isLive ? recentRate({ analysed, dropped }, performance.now()) : null,
        };
      }
      if (said.kind === "progress" && watched.recent) onRate(watched.recent);
      onProgress(watched);
    };
    camera = pool.watch({ ...order, ...from }, hear, ownSeat);
    if (isStopped) camera.stop();
    const end = await camera.end;
    if (isLiveKnown) onLive([]);
    return end;
  };

  const run = async (): Promise<WatchOutcome> => {
    let fromMs = order.fromMs;
    for (;;) {
      const end = await runOnce(fromMs);
      const isAnotherTryWorthIt = (end.kind === "crashed" || end.kind === "silent") && !isStopped;
      if (isAnotherTryWorthIt && end.suspects === 1) charged += 1;
      if (!isAnotherTryWorthIt || charged > RESTARTS_MAX) {
        if (!seat) ownSeat[Symbol.dispose]();
        return { ...watched, proposed, taught, fault: isStopped && end.kind !== "fault" ? null : faultOf(end) };
      }
      const isFilm = watched.opened?.isLive === false;
      if (isFilm) fromMs = watched.atMs + RESTART_STEP_MS * 2 ** watched.restarts;
      watched = { ...watched, restarts: watched.restarts + 1 };
    }
  };

  return {
    outcome: run(),
    lensPid: () => camera?.pid,
    stop: () => {
      isStopped = true;
      camera?.stop();
    },
    askScene: () => camera?.askScene(),
    showDots: (forMs) => camera?.showDots(forMs),
  };
}

function proposedLine({ from, to, paths, crossing }: Extract<Said, { kind: "proposed" }>): Proposed {
  return { line: { name: PROPOSED_NAME, from, to }, paths, crossing };
}

function faultOf(end: CameraEnd): Fault | null {
  if (end.kind === "ended") return null;
  if (end.kind === "fault") return new Fault(end.code, end.detail);
  if (end.kind === "forbidden") return new Fault("lens/forbidden-message", `the lens sent ${end.why} and was killed`);
  if (end.kind === "silent") return new Fault("lens/silent", "the lens hung and was killed");
  return new Fault("lens/crashed", `the lens ended ${RESTARTS_MAX + 1} times (${end.how})`);
}
