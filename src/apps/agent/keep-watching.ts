import { setTimeout as pause } from "node:timers/promises";
import { mergedBuckets } from "#domain/counting/bucket.ts";
import type { Fault } from "#domain/fault/fault.ts";
import { AccountTurns } from "#domain/health/account-turns.ts";
import { STATE_TEXTS } from "#domain/health/camera-state.ts";
import { returnAfter, STEADY_MS_MIN } from "#domain/health/reconnecting.ts";
import type { WatchOrder } from "#domain/wire/lens-order.ts";
import type { HealthLog } from "./health-log.ts";
import type { LensPool } from "./lens-pool.ts";
import { isTooSlow } from "./recent-rate.ts";
import { type Hearing, type Watch, type Watched, type WatchOutcome, watchSource } from "./watch-source.ts";

/**
 * Watches a live camera until it is told to stop: whatever the camera does, it is connected to again, slower each time.
 * What happens to it is written into the log. Only what no second try can mend ends it, with a fault.
 *
 *     connecting ─► running ─┬─► stalled, ended, size changed …  ── 1, 2, 4 … 30 s ──┐
 *         ▲   │              └─► frozen, dark, covered, moved ─► running             │
 *         │   └─► refused, password (a minute and more), not there ──────────────────┤
 *         └──────────────────────────────────────────────────────────────────────────┘
 */
export function keepWatching(
  order: WatchOrder,
  {
    pool,
    log,
    accounts = new AccountTurns(),
    ...hearing
  }: Hearing & {
    readonly pool: LensPool;
    readonly log: HealthLog;
    /** Shared by cameras that may log in at the same device. */
    readonly accounts?: AccountTurns;
  },
): Watch {
  const stopping = new AbortController();
  const seat = pool.openSeat();
  let watch: Watch | null = null;
  /** Why the camera is away; null while its pictures come. A watch that is told to stop meanwhile ends with it. */
  let away: Fault | null = null;

  const wait = (ms: number) => pause(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const runOnce = async () => {
    let since: number | null = null;
    const heard = openHearing(log);
    log.enter("connecting", STATE_TEXTS.connecting);
    const onProgress = (watched: Watched) => {
      if (watched.opened) {
        if (since === null) accounts.accept(order.source);
        since ??= performance.now();
        away = null;
      }
      heard(watched);
    };
    watch = watchSource(order, { ...hearing, onProgress, pool, seat });
    if (stopping.signal.aborted) watch.stop();
    const outcome = await watch.outcome;
    return { outcome, watchedMs: since === null ? 0 : performance.now() - since };
  };

  const run = async (): Promise<WatchOutcome> => {
    let sum: WatchOutcome | null = null;
    for (let faultsInRow = 1; ; faultsInRow++) {
      const { outcome, watchedMs } = await runOnce();
      sum = sum ? sumOf(sum, outcome) : outcome;
      const { fault } = outcome;
      if (!fault || stopping.signal.aborted) break;
      away = fault;
      if (watchedMs >= STEADY_MS_MIN) faultsInRow = 1;
      const back = returnAfter(fault.code, faultsInRow);
      log.enter(back?.state ?? "over", { why: fault.detail, remedy: fault.remedy });
      if (!back) break;
      if (fault.code === "camera/password") accounts.refuse(order.source, performance.now());
      await wait(back.waitMs);
      await wait(accounts.takeTurn(order.source, performance.now()));
      if (stopping.signal.aborted) break;
    }
    seat[Symbol.dispose]();
    return { ...sum, fault: away };
  };

  return {
    outcome: run(),
    lensPid: () => watch?.lensPid(),
    stop() {
      stopping.abort();
      watch?.stop();
    },
    askScene: () => watch?.askScene(),
    showDots: (forMs) => watch?.showDots(forMs),
  };
}

/** Makes of what a watch tells the states of its camera. */
function openHearing(log: HealthLog): (watched: Watched) => void {
  let opened: Watched["opened"] = null;
  let health: Watched["health"] = null;
  let wasTooSlow = false;
  return (watched) => {
    if (watched.opened !== opened || watched.health !== health) {
      [opened, health] = [watched.opened, watched.health];
      const state = health?.state ?? "running";
      if (opened) log.enter(state, STATE_TEXTS[state], state === "running" ? undefined : health?.sinceMs);
      wasTooSlow = false;
    }
    const isRunning = opened !== null && (health === null || health.state === "running");
    const tooSlow = isRunning && watched.recent !== null && isTooSlow(watched.recent);
    if (tooSlow && !wasTooSlow) log.enter("too-slow", STATE_TEXTS["too-slow"]);
    if (!tooSlow && wasTooSlow && isRunning) log.enter("running", STATE_TEXTS.running);
    wasTooSlow = tooSlow;
  };
}

/** What two watches of one camera, one after the other, came to. */
function sumOf(before: WatchOutcome, last: WatchOutcome): WatchOutcome {
  return {
    ...last,
    opened: last.opened ?? before.opened,
    decoded: before.decoded + last.decoded,
    analysed: before.analysed + last.analysed,
    dropped: before.dropped + last.dropped,
    damaged: before.damaged + last.damaged,
    detectMs: before.detectMs + last.detectMs,
    buckets: mergedBuckets([...before.buckets, ...last.buckets]),
    restarts: before.restarts + last.restarts,
  };
}
