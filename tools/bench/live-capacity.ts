import { fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type LensPool, openLensPool } from "#apps/agent/lens-pool.ts";
import { type Watched, watchSource } from "#apps/agent/watch-source.ts";
import { findScene } from "#apps/cli/source.ts";
import { permitCamera } from "#apps/deployment/camera-permit.ts";
import type { LookSize } from "#domain/vision/look-size.ts";
import { processCost } from "./process-cost.ts";
import { median, quantile } from "./spread.ts";

export type LivePlan = {
  readonly cameras: number;
  readonly seconds: number;
  /** Processes that share the cameras, at most. */
  readonly lensesMax: number;
  /** The file of a network other than ours. */
  readonly model?: string | undefined;
  /** How many pixels ours looks at. */
  readonly lookSize?: LookSize | undefined;
};

export type LiveFigures = LivePlan & {
  /** Analysed frames a second, of the camera that got fewest and of the one in the middle. */
  readonly rateMin: number;
  readonly rateMedian: number;
  /** Of the frames that were due, how many gave way to a newer one. */
  readonly droppedShare: number;
  /** From a picture's arrival to its count, of the frames after which the lens spoke: two a second of each camera. */
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

/** Watches as many live cameras as the plan says, of one scene on this machine, with the product's own agent and lenses. */
export async function measureLive(plan: LivePlan, scene = "entrance"): Promise<LiveFigures> {
  const { address: film, lines } = findScene(scene);
  await using open = new AsyncDisposableStack();
  const street = open.adopt(fork(new URL("./camera-street.ts", import.meta.url), [film]), (child) => void child.kill());
  const [source] = (await once(street, "message")) as [string];
  const pool = openLensPool(plan);
  const order = {
    kind: "watch",
    grants: permitCamera("US-IL", { at: "2026-11-21", hasZones: false }),
    task: "count",
    source,
    analysedPerSecond: FRAMES_PER_SECOND,
    model: plan.model,
    lookSize: plan.lookSize,
  } as const;
  const cameras = Array.from({ length: plan.cameras }, () =>
    watchCamera({ ...order, zones: [], lines: [...lines] }, pool),
  );
  open.defer(async () => {
    for (const { watch } of cameras) watch.stop();
    await Promise.all(cameras.map(({ watch }) => watch.outcome));
  });

  while (cameras.some(({ seen }) => seen.analysed === 0)) await sleep(100);
  await sleep(SETTLE_MS);
  const before = cameras.map(({ seen }) => ({ ...seen }));
  for (const { seen } of cameras) seen.delaysMs = [];
  const lenses = [...new Set(cameras.map(({ watch }) => watch.lensPid()!))];
  const cost = await costOver(plan.seconds, lenses, street.pid!);
  return { ...plan, ...cost, ...figuresOf(before, cameras) };
}

type Seen = { analysed: number; dropped: number /** When this was said. */; saidAtMs: number; delaysMs: number[] };

function watchCamera(order: Parameters<typeof watchSource>[0], pool: LensPool) {
  const seen: Seen = { analysed: 0, dropped: 0, saidAtMs: 0, delaysMs: [] };
  let seenAtMs = 0;
  const onProgress = ({ atMs, analysed, dropped }: Watched) => {
    if (atMs <= seenAtMs) return;
    seenAtMs = atMs;
    Object.assign(seen, { analysed, dropped, saidAtMs: performance.now() });
    seen.delaysMs.push(performance.timeOrigin + performance.now() - atMs);
  };
  return { seen, watch: watchSource(order, { onProgress, pool }) };
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

/** From the last word of each camera before the measured time to its last word in it. */
function figuresOf(before: readonly Seen[], cameras: readonly { readonly seen: Seen }[]) {
  const spans = cameras.map(({ seen }, index) => {
    const from = before[index]!;
    return {
      analysed: seen.analysed - from.analysed,
      dropped: seen.dropped - from.dropped,
      seconds: (seen.saidAtMs - from.saidAtMs) / 1000,
    };
  });
  const rates = spans.map(({ analysed, seconds }) => (seconds > 0 ? analysed / seconds : 0));
  const sum = (figure: "analysed" | "dropped") => spans.reduce((total, span) => total + span[figure], 0);
  return {
    rateMin: Math.min(...rates),
    rateMedian: median(rates),
    droppedShare: sum("dropped") / Math.max(1, sum("dropped") + sum("analysed")),
    delayMsP95: quantile(
      cameras.flatMap(({ seen }) => seen.delaysMs),
      0.95,
    ),
  };
}
