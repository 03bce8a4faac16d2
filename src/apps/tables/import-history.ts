import { createHash } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { CsvRecord } from "#adapters/csv/read-csv.ts";
import type { Store, StoreReader } from "#adapters/store/store.ts";
import { type StoreCalendar, storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type HistoryMapping, openMinutesOf } from "#domain/history/history-mapping.ts";
import { historyParts, IMPORT_METHOD } from "#domain/history/history-parts.ts";
import { type History, type HistoryCount, readHistory } from "#domain/history/history-rows.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import type { LinePart } from "#domain/wire/bucket-part.ts";
import { MINUTE_MAX } from "#domain/wire/bucket-part.ts";

/** What is to be done with rows of a time in which lines of the same role were counted live. */
export const OVERLAPS = ["refuse", "leave-out"] as const;
export type Overlap = (typeof OVERLAPS)[number];

/** What an import did, or without `ingest` would do. */
export type ImportReport = Omit<History, "counts"> & {
  readonly lines: readonly {
    readonly line: string;
    readonly in: number;
    readonly out: number;
    readonly spans: number;
  }[];
  readonly fromMinute: number | null;
  readonly toMinute: number | null;
  /** Minutes that are new, were imported before as they are now, and were imported before otherwise; those stay as they were. */
  readonly minutes: { readonly added: number; readonly repeated: number; readonly contradicted: number };
  /** Spans that were left out because lines of the same role were counted live in them. */
  readonly overlapping: number;
};

/** What one import may take at most where others wait for the same process. */
export type ImportLimits = {
  readonly rowsMax: number | undefined;
  /** Minutes of all its lines together. */
  readonly minutesMax: number;
  /** Parts in one transaction. */
  readonly batchParts: number;
};

/** For a process that does nothing else. */
const ALONE = { rowsMax: undefined, minutesMax: Number.POSITIVE_INFINITY, batchParts: 10_000 };
/** Minutes of one line that are compared with what is there at once: a quarter of a year. */
const COMPARED_MINUTES = 92 * 1440;
const AGENT_HASH_LENGTH = 16;

/**
 * Takes the table of a previous counter in, through the same ingest as live counts. All of it is read and checked before anything
 * is kept; without `ingest` nothing is.
 *
 * A line is imported or counted live and never both, so that nobody's drawing is said to have counted what it did not. And where lines of
 * the same role were counted live, the store's visitors would be counted twice: such rows are refused, or left out.
 */
export async function importHistory(
  store: Pick<StoreReader, "calendarOf" | "totals" | "parts"> & Partial<Pick<Store, "ingest">>,
  records: AsyncIterable<CsvRecord>,
  {
    storeId,
    mapping,
    nowMs,
    maySkip,
    overlap,
    limits: { rowsMax, minutesMax, batchParts } = ALONE,
  }: {
    readonly storeId: string;
    readonly mapping: HistoryMapping;
    readonly nowMs: number;
    readonly maySkip: boolean;
    readonly overlap: Overlap;
    readonly limits?: ImportLimits;
  },
): Promise<ImportReport> {
  const ofStore = await store.calendarOf(storeId);
  const calendar = mapping.time_zone === undefined ? ofStore : storeCalendar(mapping.time_zone);
  const { counts: told, ...history } = await readHistory(records, mapping, { calendar, nowMs, maySkip, rowsMax });
  const length = told.reduce((sum, { stretches }) => sum + minutesIn(stretches), 0);
  if (length > minutesMax)
    throw new Fault(
      "import/too-long",
      `the file tells of ${length} minutes of its lines; ${minutesMax} is the most here`,
    );
  const counts = await withoutLive(store, told, { storeId, mapping, calendar: ofStore, overlap });
  const minutes = { added: 0, repeated: 0, contradicted: 0 };
  const open = mapping.open === undefined ? null : openMinutesOf(mapping.open);
  const byUnit = Map.groupBy(counts, ({ line, version }) => `${line}\t${version}`);
  // One batch: where one of them is refused, nothing is kept.
  await store.ingest?.(
    mapping.lines.map(({ line, version, role }) => ({ kind: "line-version", storeId, lineId: line, version, role })),
  );
  for (const list of byUnit.values()) {
    const { line, version } = list[0]!;
    const agentId = agentOf(line, version);
    for (const some of byQuarter(list)) {
      const known = await partsThere(store, some, { storeId, line, agentId });
      let batch: AgentRecord[] = [];
      for (const count of some)
        for (const part of historyParts(count, { storeId, agentId, calendar, open })) {
          const before = known.get(part.seq);
          if (before === undefined) {
            minutes.added += 1;
            batch.push(part);
          } else if (isSame(before, part)) minutes.repeated += 1;
          else minutes.contradicted += 1;
          if (batch.length < batchParts) continue;
          await store.ingest?.(batch);
          batch = [];
          // SQLite answers at once: without this nobody else would get a turn until the end.
          await nextTurn();
        }
      if (batch.length > 0) await store.ingest?.(batch);
    }
  }
  return {
    ...history,
    lines: [...byUnit.values()].map((list) => ({
      line: list[0]!.line,
      in: list.reduce((sum, one) => sum + one.in, 0),
      out: list.reduce((sum, one) => sum + one.out, 0),
      spans: list.length,
    })),
    fromMinute: counts[0]?.stretches[0]?.fromMinute ?? null,
    toMinute: counts.reduce<number | null>(
      (last, { stretches }) => Math.max(last ?? 0, stretches.at(-1)!.toMinute),
      null,
    ),
    minutes,
    overlapping: told.length - counts.length,
  };
}

/** The agent under whose name a line of a previous counter is kept: the line's own, so that a minute of it is there once. */
export function agentOf(line: string, version: number): string {
  const hash = createHash("sha256").update(`${line}\t${version}`).digest("hex");
  return `import-${hash.slice(0, AGENT_HASH_LENGTH)}`;
}

async function withoutLive(
  store: Pick<StoreReader, "totals">,
  counts: readonly HistoryCount[],
  {
    storeId,
    mapping,
    calendar,
    overlap,
  }: {
    readonly storeId: string;
    readonly mapping: HistoryMapping;
    readonly calendar: StoreCalendar;
    readonly overlap: Overlap;
  },
): Promise<readonly HistoryCount[]> {
  const days = await store.totals("day", { storeId, fromMinute: 0, toMinute: MINUTE_MAX + 1 });
  const live = days.filter(({ unit, total }) => unit.kind === "line" && total.method !== IMPORT_METHOD);
  const taken = mapping.lines.find(({ line }) => live.some(({ unit }) => unit.unitId === line));
  if (taken) throw new Fault("import/live-line", `\`${taken.line}\` of \`${storeId}\` is counted live`);
  const zones = days.find(({ unit }) => unit.kind === "zone" && mapping.lines.some(({ line }) => line === unit.unitId));
  if (zones) throw new Fault("import/live-line", `\`${zones.unit.unitId}\` of \`${storeId}\` is a zone`);
  const roleOf = new Map(mapping.lines.map(({ line, version, role }) => [`${line}\t${version}`, role]));
  const hours = new Map<string, Set<number>>();
  const period = {
    fromMinute: Math.min(MINUTE_MAX, ...firstAndLast(counts)) - 60,
    toMinute: Math.max(0, ...firstAndLast(counts)) + 60,
  };
  for (const unitId of new Set(live.map(({ unit }) => unit.unitId)))
    for (const { unit, fromMinute, total } of await store.totals("hour", { storeId, unitId, ...period })) {
      if (unit.role === null || unit.role === "inner" || total.method === IMPORT_METHOD) continue;
      const ofRole = hours.get(unit.role) ?? new Set();
      hours.set(unit.role, ofRole.add(fromMinute));
    }
  const isLive = ({ line, version, stretches }: HistoryCount) => {
    const ofRole = hours.get(roleOf.get(`${line}\t${version}`)!);
    if (!ofRole || ofRole.size === 0) return false;
    return stretches.some(({ fromMinute, toMinute }) => {
      for (let hour = calendar.hourOf(fromMinute); hour < toMinute; hour += 60) if (ofRole.has(hour)) return true;
      return false;
    });
  };
  const apart = counts.filter((count) => !isLive(count));
  if (overlap === "refuse" && apart.length < counts.length) {
    const first = counts.find(isLive)!.stretches[0]!.fromMinute;
    throw new Fault(
      "import/overlap",
      `${counts.length - apart.length} of ${counts.length} spans, the first on ${calendar.dayOf(first)}, are of a time in which \`${storeId}\` was counted live`,
    );
  }
  return apart;
}

function minutesIn(stretches: HistoryCount["stretches"]): number {
  return stretches.reduce((sum, { fromMinute, toMinute }) => sum + toMinute - fromMinute, 0);
}

/** When the first and the last of counts in their order begin and end. */
function firstAndLast(counts: readonly HistoryCount[]): number[] {
  const [first, last] = [counts[0]?.stretches[0], counts.at(-1)?.stretches.at(-1)];
  return first && last ? [first.fromMinute, last.toMinute] : [];
}

/** The counts of a line in their order, cut so that each part spans no more than what is compared at once. */
function* byQuarter(counts: readonly HistoryCount[]): Generator<HistoryCount[]> {
  let some: HistoryCount[] = [];
  for (const count of counts) {
    const first = some[0]?.stretches[0]?.fromMinute;
    if (first !== undefined && count.stretches.at(-1)!.toMinute - first > COMPARED_MINUTES) {
      yield some;
      some = [];
    }
    some.push(count);
  }
  if (some.length > 0) yield some;
}

async function partsThere(
  store: Pick<StoreReader, "parts">,
  counts: readonly HistoryCount[],
  { storeId, line, agentId }: { readonly storeId: string; readonly line: string; readonly agentId: string },
): Promise<Map<number, LinePart>> {
  const fromMinute = counts[0]!.stretches[0]!.fromMinute;
  const toMinute = counts.reduce((last, { stretches }) => Math.max(last, stretches.at(-1)!.toMinute), fromMinute);
  const parts = await store.parts({ storeId, unitId: line, fromMinute, toMinute });
  const ours = parts.filter((part): part is LinePart => part.kind === "line" && part.agentId === agentId);
  return new Map(ours.map((part) => [part.seq, part]));
}

function isSame(a: LinePart, b: LinePart): boolean {
  return a.in === b.in && a.out === b.out && a.watchedMs === b.watchedMs;
}
