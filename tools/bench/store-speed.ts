import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { DatabaseSync } from "node:sqlite";
import { openLedger } from "#adapters/ledger/open-ledger.ts";
import { openStoreReaderWorker } from "#adapters/store/reader-worker.ts";
import { openStore, openStoreReader } from "#adapters/store/store.ts";
import type { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { interleave } from "./interleave.ts";
import { median, medianRatio, quantile } from "./spread.ts";

export type StoreFigures = {
  readonly cameras: number;
  readonly batch: number;
  readonly partsPerSecond: number;
  /** With waiting for the disk, and for what else the machine did. */
  readonly partsPerSecondOnClock: number;
  /** How many times as much as so many cameras tell. */
  readonly timesNeeded: number;
  /** The same rows into one table by bare SQL, as durable: no totals, nothing checked or parsed. */
  readonly rawPartsPerSecond: number;
  /** Ours, of the bare one's. */
  readonly shareOfRaw: number;
  /** How fast it goes on with the ledger: of the speed without it, in the same run. */
  readonly shareWithLedger: number;
  readonly answers: readonly AnswerFigures[];
  /** The longest that the asking thread stood still while another answered all of these. */
  readonly askerHeldMsMax: number;
};

type AnswerFigures = { readonly what: string; readonly rows: number; readonly msP95: number };

const CAMERAS = 565;
const STORES = 113;
const MINUTES = 5;
const ROUNDS = 5;
const QUESTIONS = 40;
const MINUTES_PER_BATCH = 1000;
const MINUTE_MS = 60_000;
/** A batch that comes so late is of a day that is over. */
const LATE_MS = 86_400_000;
const WEEK_DAYS = 7;
const DAYS = 365;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 1440;
const FROM = Date.parse("2026-01-01T00:00Z") / 60_000;
const COLUMNS = 14;
const ASKED = [
  { what: "hours of a store's year", span: "hour", days: DAYS },
  { what: "days of a store's year", span: "day", days: DAYS },
  { what: "quarters of a store's week", span: "quarter", days: WEEK_DAYS },
  { what: "minutes of a store's week", span: "minute", days: WEEK_DAYS },
] as const;

/** What a chain of so many cameras tells, one line and one zone a minute each: how much of it the store takes in, and how fast it answers. */
export async function measureStore(): Promise<StoreFigures> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-bench-"));
  try {
    using store = await openStore(join(folder, "chain"));
    await store.ingest(declarations());
    using ledgered = await openStore(join(folder, "ledgered"));
    await ledgered.ingest(declarations());
    const signer = { name: "bench", seed: new Uint8Array(32), role: "log" } as const;
    using ledger = openLedger(join(folder, "ledgered"), { signer, nowMs: Date.now });
    using bare = openBare(join(folder, "bare.sqlite"));
    const parts = 2 * CAMERAS * MINUTES;
    const clockMs: number[] = [];
    const nextOf = (round: number) =>
      Array.from({ length: MINUTES }, (_, minute) => chainMinute(FROM + round * MINUTES + minute));
    let [rawRound, ourRound, ledgeredRound] = [0, 0, 0];
    const contestants = [
      {
        name: "raw",
        items: parts,
        run: () => {
          for (const batch of nextOf(rawRound++)) bare.put(batch);
        },
      },
      {
        name: "ours",
        items: parts,
        run: async () => {
          const beganMs = performance.now();
          for (const batch of nextOf(ourRound++)) await store.ingest(batch, timeOf(batch));
          clockMs.push((performance.now() - beganMs) / parts);
        },
      },
      {
        name: "ledgered",
        items: parts,
        // A digest of each line and zone a day, which is one a minute, a signature every five; and of a fifth something is late.
        run: async () => {
          for (const [minute, batch] of nextOf(ledgeredRound++).entries()) {
            await ledgered.ingest(batch, timeOf(batch) + (minute === 0 ? LATE_MS : 0));
            ledger.append(digestOf(batch[minute]!));
          }
          ledger.flush();
        },
      },
    ];
    const times = await interleave(contestants, { rounds: ROUNDS, of: "process" });
    const [ours, raw, withLedger] = [times.get("ours")!, times.get("raw")!, times.get("ledgered")!];
    const answered = await measureAnswers(join(folder, "year"));
    return {
      cameras: CAMERAS,
      batch: 2 * CAMERAS,
      partsPerSecond: 1000 / median(ours),
      timesNeeded: 1000 / median(ours) / ((2 * CAMERAS) / 60),
      partsPerSecondOnClock: 1000 / median(clockMs),
      rawPartsPerSecond: 1000 / median(raw),
      shareOfRaw: medianRatio(raw, ours),
      shareWithLedger: medianRatio(ours, withLedger),
      ...answered,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A store with one line and one zone, a year of hours and a week of minutes of them: what is asked again and again. */
async function measureAnswers(folder: string): Promise<Pick<StoreFigures, "answers" | "askerHeldMsMax">> {
  {
    using store = await openStore(folder);
    await store.ingest(declarations().slice(0, 3));
    // Hours are kept apart from parts, so that it does not matter how many of those there are; a week of them there is.
    const all = Array.from({ length: DAYS * DAY_MINUTES }, (_, minute) => minute);
    const told = all.filter((minute) => minute < WEEK_DAYS * DAY_MINUTES || minute % HOUR_MINUTES === 0);
    for (let from = 0; from < told.length; from += MINUTES_PER_BATCH)
      await store.ingest(
        told.slice(from, from + MINUTES_PER_BATCH).flatMap((minute) => cameraMinute(0, FROM + minute)),
      );
  }
  using reader = openStoreReader(folder);
  const answers: AnswerFigures[] = [];
  for (const { what, span, days } of ASKED) {
    const times: number[] = [];
    let rows = 0;
    // On the processor, as everything else of the bench: on a machine with nothing else to do that is what the clock says.
    for (let question = 0; question < QUESTIONS; question++) {
      const before = process.threadCpuUsage();
      rows = (await reader.totals(span, { storeId: "store-0", ...firstDays(days) })).length;
      const { user, system } = process.threadCpuUsage(before);
      times.push((user + system) / 1000);
    }
    answers.push({ what, rows, msP95: quantile(times, 0.95) });
  }
  using thread = openStoreReaderWorker(folder);
  await thread.stores();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  for (const { span, days } of ASKED) await thread.totals(span, { storeId: "store-0", ...firstDays(days) });
  delays.disable();
  return { answers, askerHeldMsMax: delays.max / 1e6 };
}

function timeOf(batch: readonly BucketPart[]): number {
  return batch[0]!.minute * MINUTE_MS;
}

function digestOf(part: BucketPart): LedgerEntry {
  const { storeId, kind: unit, version, minute } = part;
  const unitId = part.kind === "line" ? part.lineId : part.zoneId;
  const told = { storeId, unit, unitId, version, parts: 1440, sha256: minute.toString(16).padStart(64, "0") };
  const day = new Date(minute * MINUTE_MS).toISOString().slice(0, "2026-11-29".length);
  return { kind: "day-digest", atMs: minute * MINUTE_MS, day, ...told, supersedes: null };
}

function firstDays(days: number) {
  return { fromMinute: FROM, toMinute: FROM + days * DAY_MINUTES };
}

function declarations(): AgentRecord[] {
  return Array.from({ length: STORES }, (_, index): AgentRecord[] => {
    const storeId = `store-${index}`;
    const cameras = Array.from({ length: CAMERAS / STORES }, (_, camera): AgentRecord[] => [
      { kind: "line-version", storeId, lineId: `door ${camera}`, version: 1, role: "entrance" },
      { kind: "zone-version", storeId, zoneId: `area ${camera}`, version: 1 },
    ]);
    return [{ kind: "store", storeId, timeZone: "Europe/Zurich" }, ...cameras.flat()];
  }).flat();
}

function chainMinute(minute: number): BucketPart[] {
  return Array.from({ length: CAMERAS }, (_, camera) => cameraMinute(camera, minute)).flat();
}

function cameraMinute(index: number, minute: number): BucketPart[] {
  const camera = Math.floor(index / STORES);
  const storeId = `store-${index % STORES}`;
  const seq = 2 * (minute * (CAMERAS / STORES) + camera);
  const told = {
    storeId,
    version: 1,
    minute,
    agentId: `${storeId}-agent`,
    watchedMs: 60_000,
    method: "body-1",
  } as const;
  const people = { in: 3, out: 2, staffIn: 0, staffOut: 0, groupsIn: 1, uncertain: 0 };
  const stays = { entered: 2, dwellHistogram: { 24: 1, 41: 1 }, occupancyMax: 2, personMs: 41_000 };
  return [
    { kind: "line", ...told, seq, lineId: `door ${camera}`, ...people },
    { kind: "zone", ...told, seq: seq + 1, zoneId: `area ${camera}`, ...stays },
  ];
}

/** The least that could keep the same rows: one table with the same key, a transaction for each batch, as durable, as much memory. */
function openBare(path: string) {
  const sqlite = new DatabaseSync(path);
  sqlite.exec(`pragma journal_mode = wal; pragma synchronous = full;
    pragma cache_size = -65536; pragma wal_autocheckpoint = 8000;
    create table part (storeId text not null, kind text not null, unitId text not null, version integer not null,
      minute integer not null, agentId text not null, seq integer not null, a integer, b integer, c integer, d integer, e,
      watchedMs integer not null, method text not null,
      primary key (storeId, kind, unitId, version, minute, agentId, seq)) without rowid`);
  const statements = new Map<number, ReturnType<DatabaseSync["prepare"]>>();
  const insert = (rows: number) => {
    const tuple = `(${new Array(COLUMNS).fill("?").join(",")})`;
    const text = `insert into part values ${new Array(rows).fill(tuple).join(",")} on conflict do nothing`;
    const statement = statements.get(rows) ?? sqlite.prepare(text);
    statements.set(rows, statement);
    return statement;
  };
  return {
    put(parts: readonly BucketPart[]) {
      sqlite.exec("begin immediate");
      for (let from = 0; from < parts.length; from += 128) {
        const rows = parts.slice(from, from + 128);
        insert(rows.length).run(...rows.flatMap(bareRow));
      }
      sqlite.exec("commit");
    },
    [Symbol.dispose]: () => sqlite.close(),
  };
}

function bareRow(part: BucketPart): (string | number)[] {
  const { storeId, kind, version, minute, agentId, seq, watchedMs, method } = part;
  const key = [storeId, kind, part.kind === "line" ? part.lineId : part.zoneId, version, minute, agentId, seq];
  const figures =
    part.kind === "line"
      ? [part.in, part.out, part.groupsIn, part.uncertain, part.staffIn]
      : [part.entered, part.occupancyMax, part.personMs, 0, JSON.stringify(part.dwellHistogram)];
  return [...key, ...figures, watchedMs, method];
}
