import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { watchSource } from "#apps/agent/watch-source.ts";
import { findScene } from "#apps/cli/source.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import type { CameraFigures, LiveLensOrder, LiveLensReport } from "./live-report.ts";
import { processCost } from "./process-cost.ts";
import { median, quantile } from "./spread.ts";

export type LivePlan = {
  readonly cameras: number;
  readonly seconds: number;
  /** Processes that share the cameras; null: one for each camera, as the product has it. */
  readonly lenses: number | null;
};

export type LiveFigures = LivePlan & {
  /** Analysed frames a second, of the camera that got fewest and of the one in the middle. */
  readonly rateMin: number;
  readonly rateMedian: number;
  /** Of the frames that were due, how many gave way to a newer one. */
  readonly droppedShare: number;
  readonly delayMsP95: number;
  /** Of one core, by all lenses together. */
  readonly lensCores: number;
  readonly serverCores: number;
  /** Of all lenses together, at the end. */
  readonly residentMb: number;
};

const FRAMES_PER_SECOND = 5;
/** After the last camera has begun: the first seconds of a stream come in a burst. */
const SETTLE_MS = 4000;
/** Threads of a lens beyond the one that each camera waits on. */
const SPARE_THREADS = 4;

/** Watches as many live cameras as the plan says, of one scene on this machine, for as long as it says. */
export async function measureLive(plan: LivePlan, scene = "entrance"): Promise<LiveFigures> {
  const { address: film, lines } = findScene(scene);
  await using open = new AsyncDisposableStack();
  const street = open.adopt(fork(new URL("./camera-street.ts", import.meta.url), [film]), (child) => void child.kill());
  const [address] = (await once(street, "message")) as [string];
  const addresses = Array.from({ length: plan.cameras }, () => address);
  const watch = { plan, addresses, lines, street };
  // Awaited here, or the cameras would be gone before they are watched.
  return plan.lenses === null ? await watchApart(watch) : await watchTogether({ ...watch, lenses: plan.lenses });
}

type Watch = {
  readonly plan: LivePlan;
  readonly addresses: readonly string[];
  readonly lines: Extract<LiveLensOrder, { kind: "watch" }>["lines"];
  readonly street: ChildProcess;
};

/** A few processes with several cameras each. */
async function watchTogether({
  plan,
  lenses: count,
  addresses,
  lines,
  street,
}: Watch & { readonly lenses: number }): Promise<LiveFigures> {
  const shares = Array.from({ length: count }, (_, lens) => addresses.filter((_, index) => index % count === lens));
  const lenses = shares.map((share) =>
    fork(new URL("./live-lens.ts", import.meta.url), {
      env: { UV_THREADPOOL_SIZE: String(share.length + SPARE_THREADS) },
    }),
  );
  await Promise.all(
    lenses.map((lens, index) =>
      ask(lens, { kind: "watch", addresses: shares[index]!, analysedPerSecond: FRAMES_PER_SECOND, lines }),
    ),
  );
  await sleep(SETTLE_MS);
  for (const lens of lenses) lens.send({ kind: "begin" } satisfies LiveLensOrder);
  const pids = lenses.map((lens) => lens.pid!);
  const cost = await costOver(plan.seconds, pids, street.pid!);
  const reports = await Promise.all(lenses.map((lens) => ask(lens, { kind: "end" })));
  const measured = reports.flatMap((report) => (report.kind === "measured" ? [report] : []));
  const cameras = measured.flatMap(({ cameras: ofLens, elapsedMs }) =>
    ofLens.map((camera) => ({ ...camera, elapsedMs })),
  );
  return { ...plan, ...cost, ...figuresOf(cameras) };
}

/**
 * One process for each camera: the product's agent and lens as they are. A lens speaks of its progress twice a second,
 * right after a frame was counted, so the delays are of those frames.
 */
async function watchApart({ plan, addresses, lines, street }: Watch): Promise<LiveFigures> {
  const cameras = addresses.map((source) => {
    const figures = { analysed: 0, dropped: 0, delaysMs: [] as number[] };
    const order: WatchOrder = {
      kind: "watch",
      task: "count",
      source,
      analysedPerSecond: FRAMES_PER_SECOND,
      lines: [...lines],
      zones: [],
    };
    let seenAtMs = 0;
    const watch = watchSource(order, ({ atMs, analysed, dropped }) => {
      Object.assign(figures, { analysed, dropped });
      if (atMs > seenAtMs) figures.delaysMs.push(Date.now() - atMs);
      seenAtMs = atMs;
    });
    return { figures, watch };
  });
  while (cameras.some(({ figures }) => figures.analysed === 0)) await sleep(100);
  await sleep(SETTLE_MS);
  const before = cameras.map(({ figures }) => ({ ...figures }));
  for (const { figures } of cameras) figures.delaysMs = [];
  const beganMs = performance.now();
  const pids = cameras.map(({ watch }) => watch.lensPid()!);
  const cost = await costOver(plan.seconds, pids, street.pid!);
  const elapsedMs = performance.now() - beganMs;
  const watched = cameras.map(({ figures }, index) => ({
    analysed: figures.analysed - before[index]!.analysed,
    dropped: figures.dropped - before[index]!.dropped,
    delaysMs: figures.delaysMs,
    elapsedMs,
  }));
  for (const { watch } of cameras) watch.stop();
  await Promise.all(cameras.map(({ watch }) => watch.outcome));
  return { ...plan, ...cost, ...figuresOf(watched) };
}

async function costOver(seconds: number, pids: readonly number[], server: number) {
  const spent = (all: readonly number[]) => all.reduce((sum, pid) => sum + (processCost(pid)?.cpuMs ?? 0), 0);
  const before = { lensMs: spent(pids), serverMs: spent([server]), atMs: performance.now() };
  await sleep(seconds * 1000);
  const elapsedMs = performance.now() - before.atMs;
  return {
    lensCores: (spent(pids) - before.lensMs) / elapsedMs,
    serverCores: (spent([server]) - before.serverMs) / elapsedMs,
    residentMb: pids.reduce((sum, pid) => sum + (processCost(pid)?.residentMb ?? 0), 0),
  };
}

function figuresOf(cameras: readonly (Omit<CameraFigures, "looked"> & { readonly elapsedMs: number })[]) {
  const rates = cameras.map(({ analysed, elapsedMs }) => (1000 * analysed) / elapsedMs);
  const dropped = cameras.reduce((sum, camera) => sum + camera.dropped, 0);
  const analysed = cameras.reduce((sum, camera) => sum + camera.analysed, 0);
  return {
    rateMin: Math.min(...rates),
    rateMedian: median(rates),
    droppedShare: dropped / Math.max(1, dropped + analysed),
    delayMsP95: quantile(
      cameras.flatMap(({ delaysMs }) => delaysMs),
      0.95,
    ),
  };
}

async function ask(lens: ChildProcess, order: LiveLensOrder): Promise<LiveLensReport> {
  const { promise, resolve, reject } = Promise.withResolvers<LiveLensReport>();
  const onExit = (status: number | null) => reject(new Error(`a lens of the bench ended (${status})`));
  lens.once("exit", onExit);
  lens.once("message", (report) => resolve(report as LiveLensReport));
  lens.send(order);
  return promise.finally(() => lens.off("exit", onExit));
}
