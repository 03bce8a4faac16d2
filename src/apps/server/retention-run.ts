import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "#adapters/ledger/open-ledger.ts";
import { ROW_KINDS, type RowKind } from "#adapters/store/kept-rows.ts";
import type { Store, StoreReader } from "#adapters/store/store.ts";
import { dayAfter } from "#domain/calendar/day.ts";
import { storeCalendar, storeDay } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Deployment } from "#domain/deployment/deployment.ts";
import { scheduleAt } from "#domain/deployment/keeping.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { AGED_NAMES, type AgedKind, agedKind } from "#domain/retention/kept-kinds.ts";
import { type Schedule, scheduleOf } from "#domain/retention/schedule.ts";
import { backupsIn, removeBackupsBefore } from "./backup-shelf.ts";
import type { SceneShelf } from "./scene-shelf.ts";
import { deploymentOf, type ServerParts } from "./server-parts.ts";

/** What one run removed of one kind at the stores that keep it for equally long; nothing of them is older than `beforeMs` now. */
export type RetentionEntry = {
  readonly kind: AgedKind;
  readonly days: number;
  readonly stores: number;
  readonly beforeMs: number;
  readonly removed: number;
};

/** One run of the schedule. It names no store and nobody, so that it can be shown to anybody. */
export type RetentionRun = {
  readonly atMs: number;
  readonly entries: readonly RetentionEntry[];
  /** What ends by a rule of its own and was over. */
  readonly ended: { readonly sessions: number; readonly links: number; readonly failedLogins: number };
};

/** One kind of one store (null: of the chain) and the moment before which it goes. */
type Due = {
  readonly kind: AgedKind;
  readonly storeId: string | null;
  readonly days: number;
  readonly beforeMs: number;
  /** The store's day that begins then; of the chain, that of UTC. */
  readonly beforeDay: Day;
};

/** Runs that are remembered: a daily one for more than five years. */
const RUNS_KEPT_MAX = 2000;
const RUNS_FILE = "retention.ndjson";
const DAY_MS = 86_400_000;
const FILE_MODE = 0o640;

/** Counts what is due and removes nothing. `deployment` is null where nothing is in force: then what comes with Lintel holds. */
export async function previewRetention({
  reader,
  scenes,
  folder,
  deployment,
  nowMs,
}: {
  readonly reader: StoreReader;
  readonly scenes: SceneShelf;
  readonly folder: string;
  readonly deployment: Deployment | null;
  readonly nowMs: number;
}): Promise<RetentionEntry[]> {
  return await entriesOf(await duesOf(reader, deployment, nowMs), async ({ kind, storeId, beforeMs }) => {
    if (isRowKind(kind)) return await reader.oldRows({ kind, storeId: storeId!, beforeMs });
    if (kind === "scene_pictures") return await scenes.before({ storeId: storeId! }, beforeMs, "count");
    if (kind === "backups") return backupsIn(folder).filter(({ atMs }) => atMs < beforeMs).length;
    // Only the writer opens the file of proofs.
    return 0;
  });
}

/**
 * Removes what is due, in small pieces; keeps the run in the data folder and in the ledger, once a day where nothing went, and gives it. `signal` ends it between two
 * pieces.
 */
export async function runRetention({
  store,
  ledger,
  scenes,
  folder,
  deployment,
  nowMs,
  signal,
}: {
  readonly store: Store;
  readonly ledger: Pick<Ledger, "append" | "flush">;
  readonly scenes: SceneShelf;
  readonly folder: string;
  readonly deployment: Deployment | null;
  readonly nowMs: number;
  readonly signal?: AbortSignal;
}): Promise<RetentionRun> {
  const tell = (storeId: string | null, what: string, removed: number, beforeDay: Day) =>
    ledger.append({ kind: "retention-run", atMs: nowMs, storeId, what, removed, beforeDay });
  const entries = await entriesOf(await duesOf(store, deployment, nowMs), async (due) => {
    const { kind, storeId, beforeMs, beforeDay } = due;
    if (signal?.aborted) return 0;
    if (kind === "minutes") {
      // INVARIANT: the ledger says that buckets are gone before they are, or who checks it would find them missing.
      const buckets = await store.oldRows({ kind, storeId: storeId!, beforeMs });
      if (buckets === 0) return 0;
      tell(storeId, "buckets", buckets, beforeDay);
      ledger.flush();
    }
    if (isRowKind(kind)) return await store.retention.remove({ kind, storeId: storeId!, beforeMs }, signal);
    if (kind === "scene_pictures") return await scenes.before({ storeId: storeId! }, beforeMs, "remove");
    if (kind === "backups") return removeBackupsBefore(folder, beforeMs);
    return store.consents.forgetProofs(beforeMs);
  });
  const ended = {
    sessions: await store.sessions.removeExpired(nowMs),
    links: await store.retention.removeExpiredLinks(nowMs),
    failedLogins: await store.failedLogins.removeBefore(nowMs - DAY_MS),
  };
  const run: RetentionRun = { atMs: nowMs, entries, ended };
  for (const { kind, removed, beforeMs } of entries)
    if (removed > 0 && kind !== "minutes") tell(null, kind, removed, storeDay(beforeMs, "UTC"));
  // What was broken off has not run: it says of no kind that nothing older is left.
  if (signal?.aborted) return run;
  const [today, total] = [storeDay(nowMs, "UTC"), entries.reduce((sum, { removed }) => sum + removed, 0)];
  const before = retentionRuns(folder).at(-1);
  // A server that starts again and again has nothing new to say.
  const isSaid = total === 0 && before !== undefined && storeDay(before.atMs, "UTC") === today;
  if (isSaid) return run;
  tell(null, "run", total, today);
  keepRun(folder, run);
  return run;
}

/** Runs the schedule of a server now and each day, until it is closed. */
export function openRetention(parts: ServerParts): AsyncDisposable {
  const { store, ledger, scenes, folder, nowMs } = parts;
  const stop = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const run = () => {
    running = running
      .then(() =>
        runRetention({
          store,
          ledger,
          scenes,
          folder,
          deployment: deploymentOf(parts),
          nowMs: nowMs(),
          signal: stop.signal,
        }),
      )
      .catch((error: unknown) => {
        // A disk that is full is told to whoever asks for something; the next run removes what this one did not.
        if (!(error instanceof Fault)) throw error;
      });
  };
  run();
  const daily = setInterval(run, DAY_MS);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(daily);
      stop.abort();
      await running;
    },
  };
}

/** The runs that a data folder remembers, the oldest first. */
export function retentionRuns(folder: string): RetentionRun[] {
  const path = join(folder, RUNS_FILE);
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((line) => {
      // A machine that stopped may have left half a line behind in an older form of this file.
      try {
        return [JSON.parse(line) as RetentionRun];
      } catch {
        return [];
      }
    });
}

/** Outside the store's file, so that a backup that is restored does not take the record of what was deleted along. */
function keepRun(folder: string, run: RetentionRun): void {
  const path = join(folder, RUNS_FILE);
  const lines = [...retentionRuns(folder).slice(1 - RUNS_KEPT_MAX), run].map((one) => `${JSON.stringify(one)}\n`);
  try {
    writeFileSync(`${path}.unfinished`, lines.join(""), { mode: FILE_MODE, flush: true });
    renameSync(`${path}.unfinished`, path);
  } catch (cause) {
    throw new Fault("store/disk", `\`${path}\` cannot be written`, { cause });
  }
}

/** Every kind that ends, at every store that is there, whether or not the deployment still names it. */
async function duesOf(
  reader: Pick<StoreReader, "stores" | "timeZoneOf">,
  deployment: Deployment | null,
  nowMs: number,
): Promise<Due[]> {
  const dues: Due[] = [];
  const add = (storeId: string | null, schedule: Schedule, today: Day, startMsOf: (day: Day) => number) => {
    for (const kind of AGED_NAMES) {
      const days = schedule[kind];
      if (days === "forever" || agedKind(kind).of !== (storeId === null ? "chain" : "store")) continue;
      const beforeDay = dayAfter(today, -days);
      dues.push({ kind, storeId, days, beforeDay, beforeMs: startMsOf(beforeDay) });
    }
  };
  const chain = scheduleOf(deployment?.retention);
  for (const storeId of await reader.stores()) {
    const timeZone = await reader.timeZoneOf(storeId);
    const shop = deployment?.stores.find(({ id }) => id === storeId);
    // A day goes as a whole, by the store's own calendar.
    const startMsOf = (day: Day) => storeCalendar(timeZone).minutesOf(day).fromMinute * MINUTE_MS;
    add(storeId, deployment && shop ? scheduleAt(deployment, shop) : chain, storeDay(nowMs, timeZone), startMsOf);
  }
  add(null, chain, storeDay(nowMs, "UTC"), Date.parse);
  return dues;
}

async function entriesOf(dues: readonly Due[], act: (due: Due) => Promise<number>): Promise<RetentionEntry[]> {
  const entries: RetentionEntry[] = [];
  for (const [, alike] of Map.groupBy(dues, ({ kind, days }) => `${kind} ${days}`)) {
    const { kind, days } = alike[0]!;
    let removed = 0;
    for (const due of alike) removed += await act(due);
    entries.push({
      kind,
      days,
      stores: alike.length,
      beforeMs: Math.min(...alike.map((due) => due.beforeMs)),
      removed,
    });
  }
  return entries;
}

function isRowKind(kind: AgedKind): kind is RowKind {
  return (ROW_KINDS as readonly AgedKind[]).includes(kind);
}
