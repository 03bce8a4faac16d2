import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { PROPOSED_NAME } from "#domain/counting/line-proposal.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Line } from "#domain/space/line.ts";
import type { LensMessage } from "#domain/wire/lens-message.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import { type Lens, type LensEnd, openLens } from "./lens-process.ts";

/** A lens that crashes is started again this often, each time a little further on in the film. */
const RESTARTS_MAX = 5;
/** The first step past what made the lens crash; it doubles each time. */
const RESTART_STEP_MS = 1000;

export type Opened = Extract<LensMessage, { kind: "opened" }>;
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
  /** One per line or zone and minute, the open minute included. */
  readonly buckets: readonly Bucket[];
  readonly restarts: number;
};

export type WatchOutcome = Watched & {
  readonly proposed: Proposed | null;
  /** Why the watch ended early; null at the source's own end or where it was told to end. */
  readonly fault: Fault | null;
};

export type Watch = {
  /** Settles when the source or the patience of the lens has come to its end; never rejects. */
  readonly outcome: Promise<WatchOutcome>;
  readonly lensPid: () => number | undefined;
  stop(): void;
};

/**
 * Watches one source in a lens of its own. A lens that crashes is restarted: a film goes on a little after the place it
 * had reached, a camera at once; the time between is in no bucket's `watchedMs`.
 */
export function watchSource(order: WatchOrder, onProgress: (watched: Watched) => void = () => {}): Watch {
  let isStopped = false;
  let lens: Lens | null = null;
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
  };
  let proposed: Proposed | null = null;

  const runOnce = async (fromMs: number | undefined): Promise<LensEnd> => {
    const before = watched;
    const from = fromMs === undefined ? {} : { fromMs };
    lens = openLens({ ...order, ...from }, (said) => {
      if (said.kind === "opened") watched = { ...watched, opened: said };
      else if (said.kind === "bucket")
        watched = { ...watched, buckets: mergedBuckets([...watched.buckets, said.bucket]) };
      else if (said.kind === "proposed") proposed = proposedLine(said);
      else
        watched = {
          ...watched,
          atMs: said.atMs,
          decoded: before.decoded + said.decoded,
          analysed: before.analysed + said.analysed,
          dropped: before.dropped + said.dropped,
          damaged: before.damaged + said.damaged,
          detectMs: before.detectMs + said.detectMs,
        };
      onProgress(watched);
    });
    if (isStopped) lens.stop();
    return lens.end;
  };

  const run = async (): Promise<WatchOutcome> => {
    let fromMs = order.fromMs;
    let end = await runOnce(fromMs);
    while ((end.kind === "crashed" || end.kind === "silent") && watched.restarts < RESTARTS_MAX && !isStopped) {
      const isFilm = watched.opened?.isLive === false;
      if (isFilm) fromMs = watched.atMs + RESTART_STEP_MS * 2 ** watched.restarts;
      watched = { ...watched, restarts: watched.restarts + 1 };
      end = await runOnce(fromMs);
    }
    return { ...watched, proposed, fault: isStopped && end.kind !== "fault" ? null : faultOf(end) };
  };

  return {
    outcome: run(),
    lensPid: () => lens?.pid,
    stop: () => {
      isStopped = true;
      lens?.stop();
    },
  };
}

function proposedLine({ from, to, paths, crossing }: Extract<LensMessage, { kind: "proposed" }>): Proposed {
  return { line: { name: PROPOSED_NAME, from, to }, paths, crossing };
}

function faultOf(end: LensEnd): Fault | null {
  if (end.kind === "ended") return null;
  if (end.kind === "fault") return new Fault(end.code, end.detail);
  if (end.kind === "forbidden") return new Fault("lens/forbidden-message", `the lens sent ${end.why} and was killed`);
  if (end.kind === "silent") return new Fault("lens/silent", "the lens hung and was killed");
  return new Fault("lens/crashed", `the lens ended ${RESTARTS_MAX + 1} times (${end.how})`);
}
