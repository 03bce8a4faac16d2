import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openChain, type RunningChain } from "#tools/chain/running-chain.ts";
import { processCost } from "./process-cost.ts";

export type ShopsFigures = {
  readonly cameras: number;
  readonly stores: number;
  readonly seconds: number;
  /** Analysed frames a second: of the camera that got fewest, over all the time and in its worst ten seconds, and of all together. */
  readonly rateMin: number;
  readonly rateInTenSecondsMin: number;
  readonly rateMean: number;
  readonly droppedShareMax: number;
  /** Cameras that did not run at some moment, with their state. */
  readonly troubled: readonly string[];
  /** How much of this machine's time went to other machines on the same host. */
  readonly stolenShare: number;
  /** Of one core: agents with their lenses, the server, and the street of cameras, which is not Lintel. */
  readonly agentCores: number;
  readonly serverCores: number;
  readonly streetCores: number;
  /** Records that wait at agents at the end. */
  readonly waiting: number;
};

/** Twenty lenses that are begun at once take half a minute, and then catch up. */
const SETTLE_MS = 25_000;
const BEGIN_MS_MAX = 120_000;

type Sensors = {
  sensors: { sensor: string; state: string; analysedPerSecond: number | null; droppedShare: number | null }[];
};
type Agents = { agents: { outbox: { records: number } | null }[] };

/** Runs a chain of shops on this machine, server and all agents together, and says how fast its cameras are watched. */
export async function measureShops(plan: {
  readonly camerasByStore: readonly number[];
  readonly seconds: number;
  readonly scene: string;
  /** How long it is watched before it is measured. */
  readonly settleMs?: number;
}): Promise<ShopsFigures> {
  await using chain = await openChain(plan);
  await everyRateTold(chain);
  await sleep(plan.settleMs ?? SETTLE_MS);
  const before = costsOf(chain);
  const stolenBefore = stolenTime();
  const rates = new Map<string, number[]>();
  const dropped: number[] = [];
  const troubled = new Set<string>();
  const beganMs = performance.now();
  while (performance.now() - beganMs < plan.seconds * 1000) {
    await sleep(10_000);
    for (const store of chain.stores) {
      const { sensors } = await chain.ask<Sensors>(`/api/v1/stores/${store}/sensors`);
      for (const { sensor, state, analysedPerSecond, droppedShare } of sensors) {
        const camera = `${store}/${sensor}`;
        rates.set(camera, [...(rates.get(camera) ?? []), analysedPerSecond ?? 0]);
        dropped.push(droppedShare ?? 1);
        if (state !== "running") troubled.add(`${camera} ${state}`);
      }
    }
  }
  const elapsedMs = performance.now() - beganMs;
  const after = costsOf(chain);
  const stolenAfter = stolenTime();
  const { agents } = await chain.ask<Agents>("/api/v1/agents");
  const cores = (name: keyof typeof after) => (after[name] - before[name]) / elapsedMs;
  return {
    cameras: plan.camerasByStore.reduce((sum, cameras) => sum + cameras, 0),
    stores: chain.stores.length,
    seconds: plan.seconds,
    rateMin: Math.min(...[...rates.values()].map(meanOf)),
    rateInTenSecondsMin: Math.min(...[...rates.values()].flat()),
    rateMean: meanOf([...rates.values()].flat()),
    droppedShareMax: Math.max(...dropped),
    troubled: [...troubled],
    stolenShare: (stolenAfter.stolen - stolenBefore.stolen) / (stolenAfter.all - stolenBefore.all),
    agentCores: cores("agents"),
    serverCores: cores("server"),
    streetCores: cores("street"),
    waiting: agents.reduce((sum, { outbox }) => sum + (outbox?.records ?? 0), 0),
  };
}

/** Every camera has been watched for ten seconds, of which its rate is told. */
async function everyRateTold(chain: RunningChain): Promise<void> {
  for (const beganMs = performance.now(); performance.now() - beganMs < BEGIN_MS_MAX; await sleep(1000)) {
    const told = await Promise.all(chain.stores.map((store) => chain.ask<Sensors>(`/api/v1/stores/${store}/sensors`)));
    if (told.every(({ sensors }) => sensors.every(({ analysedPerSecond }) => analysedPerSecond !== null))) return;
  }
}

function costsOf(chain: RunningChain) {
  const cpuMs = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + (processCost(pid)?.cpuMs ?? 0), 0);
  const agents = chain.stores.flatMap((store) => [chain.agentPid(store), ...chain.lensPids(store)]);
  return { agents: cpuMs(agents), server: cpuMs([chain.serverPid()]), street: cpuMs([chain.streetPid]) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The eighth figure of the first line is what the host gave to others; `proc_stat(5)`. */
function stolenTime(): { readonly stolen: number; readonly all: number } {
  const ticks = readFileSync("/proc/stat", "utf8").split("\n")[0]!.trim().split(/\s+/).slice(1, 9).map(Number);
  return { stolen: ticks[7]!, all: ticks.reduce((sum, tick) => sum + tick, 0) };
}
