import { type Kysely, sql } from "kysely";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { minuteTotal, sumOfTotals, type Total } from "#domain/totals/total.ts";
import type { Unit } from "#domain/totals/unit-total.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { type Declarations, unitText } from "./declarations.ts";
import {
  EVENT_COLUMNS,
  type EventRow,
  eventRow,
  eventStatements,
  oldestEventMs,
  removeEventsBefore,
} from "./events.ts";
import { PART_COLUMNS, type PartRow, partRow, totalColumns, totalOf } from "./figure-columns.ts";
import { noteLateDays } from "./late-days.ts";
import { manyRows, sampleRows, tuples } from "./many-rows.ts";
import type { Schema } from "./schema.ts";
import type { KnownUnit, Remembered, Sequenced } from "./sequencer.ts";
import { toldSeqsIn } from "./told-seqs.ts";
import { totalStatements } from "./total-statements.ts";
import { keysOfMinute, spanStarts, type TotalKey, totalKeyText } from "./unit-totals.ts";

/** What became of the parts and events of one batch; the first three together are all that were in it. */
export type Ingested = {
  readonly added: number;
  /** Those that the store had already, as they were told now. */
  readonly repeated: number;
  /** Those under a `seq` that the store has with something else. What was acknowledged first stays. */
  readonly contradicted: number;
  /** Events that have become too old and were taken away; they may be of this batch. */
  readonly eventsRemoved: number;
};

/** Records that one transaction takes at most: several minutes of a large chain. */
export const RECORDS_PER_BATCH_MAX = 10_000;
/** Totals that are remembered between batches; a chain of a thousand cameras adds to four thousand at a time. */
const TOTALS_KEPT_MAX = 20_000;
/** How often events that are too old are looked for. */
const OLD_EVENTS_EVERY_MS = 3_600_000;

/** A part to be added, and all that adding it needs. */
type FreshPart = { readonly part: BucketPart; readonly row: PartRow; readonly unit: KnownUnit };

/**
 * Takes in batches, one after the other: whoever may call it is the only writer. A batch is one transaction: when the promise
 * is kept all of it is on the disk, and when it is broken nothing of it is there. Told again it changes nothing.
 */
export function ingestInto(
  db: Kysely<Schema>,
  sequenced: Sequenced,
  { storeOf, declareStore, declareVersion }: Declarations,
): (records: readonly AgentRecord[], nowMs?: number) => Promise<Ingested> {
  const statements = { ...partStatements(db), ...totalStatements(db), ...eventStatements(db) };
  const startsOf = spanStarts();
  const startsNow = spanStarts();
  const isToldFirst = toldSeqsIn(db);
  let oldEventsAtMs = 0;

  const addToTotals = async (
    transaction: Kysely<Schema>,
    { stores, totals }: Remembered,
    fresh: readonly FreshPart[],
    nowMs: number,
  ) => {
    const late = new Map<string, { storeId: string; fromMinute: number }>();
    const nowMinute = Math.floor(nowMs / MINUTE_MS);
    const minutes = new Map<string, [FreshPart, ...FreshPart[]]>();
    for (const one of fresh) {
      const text = `${one.row.storeId}\t${unitText(one.row)}\t${one.row.minute}`;
      const others = minutes.get(text);
      if (others) others.push(one);
      else minutes.set(text, [one]);
    }
    const groups = [...minutes.values()];
    // Of a minute that is newer than any before nothing was told yet; mostly it is.
    const older = groups.flatMap(([{ row, unit }], at) => (row.minute <= unit.newestMinute ? [{ at, row }] : []));
    const toldMs = new Map<number, number>();
    for (const { at, watchedMs } of await statements.watchedMsOf(transaction, older)) toldMs.set(at, watchedMs);
    const added = new Map<string, { key: TotalKey; total: Total }>();
    for (const [at, group] of groups.entries()) {
      const [{ row, part }, ...rest] = group;
      const freshMs = group.reduce((sum, one) => sum + one.row.watchedMs, 0);
      const total = minuteTotal([part, ...rest.map((one) => one.part)], (toldMs.get(at) ?? freshMs) - freshMs);
      const { storeId } = row;
      const { calendar } = stores.get(storeId)!;
      const starts = startsOf(calendar, row.minute);
      if (starts.day < startsNow(calendar, nowMinute).day)
        late.set(`${storeId} ${starts.day}`, { storeId, fromMinute: starts.day });
      for (const key of keysOfMinute(row, starts)) {
        const text = totalKeyText(key);
        const before = added.get(text)?.total;
        added.set(text, { key, total: before ? sumOfTotals(before, total) : total });
      }
    }
    await noteLateDays(transaction, late.values());
    for (const { row, unit } of fresh) unit.newestMinute = Math.max(unit.newestMinute, row.minute);
    if (totals.size > TOTALS_KEPT_MAX) totals.clear();
    const unread = [...added].filter(([text]) => !totals.has(text));
    for (const [text] of unread) totals.set(text, null);
    for (const row of await statements.totalsAt(
      transaction,
      unread.map(([, { key }]) => key),
    ))
      totals.set(totalKeyText(row), totalOf(row.kind, row));
    for (const [text, { total }] of added) {
      const before = totals.get(text);
      totals.set(text, before ? sumOfTotals(before, total) : total);
    }
    await statements.putTotals(
      transaction,
      [...added].map(([text, { key }]) => ({ ...key, ...totalColumns(totals.get(text)!) })),
    );
  };

  const freshPart = async (transaction: Kysely<Schema>, remembered: Remembered, part: BucketPart) => {
    const row = partRow(part);
    const { units } = remembered.stores.get(row.storeId) ?? (await storeOf(transaction, remembered, row.storeId));
    const unit = units.get(unitText(row));
    if (unit) return { part, row, unit };
    throw new Fault(
      "store/undeclared",
      `version ${row.version} of the ${row.kind} \`${row.unitId}\` of \`${row.storeId}\` was not declared`,
    );
  };

  /** How many of what was told again are not what was told first. */
  const contradictions = async (
    transaction: Kysely<Schema>,
    parts: readonly PartRow[],
    events: readonly EventRow[],
    nowMs: number,
  ) => {
    // An event that is not there any more cannot be compared.
    const recent = events.filter(({ atMs }) => atMs >= oldestEventMs(nowMs));
    const keptParts = rowsBySeq(await statements.partsAt(transaction, parts));
    const keptEvents = rowsBySeq(await statements.eventsAt(transaction, recent));
    return (
      parts.filter((row) => !isSame(PART_COLUMNS, row, keptParts.get(seqText(row)))).length +
      recent.filter((row) => !isSame(EVENT_COLUMNS, row, keptEvents.get(seqText(row)))).length
    );
  };

  const takeIn = async (
    transaction: Kysely<Schema>,
    remembered: Remembered,
    records: readonly AgentRecord[],
    nowMs: number,
  ): Promise<Ingested> => {
    const parts: FreshPart[] = [];
    const events: EventRow[] = [];
    for (const record of records)
      switch (record.kind) {
        case "store":
          await declareStore(transaction, remembered, record);
          break;
        case "line-version":
        case "zone-version":
          await declareVersion(transaction, remembered, record.storeId, unitOf(record));
          break;
        case "line":
        case "zone":
          parts.push(await freshPart(transaction, remembered, record));
          break;
        default:
          await storeOf(transaction, remembered, record.storeId);
          events.push(eventRow(record));
      }
    const told = [...parts.map(({ row }) => row), ...events];
    const isFirst = await isToldFirst(transaction, remembered.told, told);
    const fresh = parts.filter((_, index) => isFirst[index]);
    const freshEvents = events.filter((_, index) => isFirst[parts.length + index]);
    await statements.addParts(
      transaction,
      fresh.map(({ row }) => row),
    );
    await statements.addEvents(transaction, freshEvents);
    if (fresh.length > 0) await addToTotals(transaction, remembered, fresh, nowMs);
    const added = fresh.length + freshEvents.length;
    const contradicted =
      added === told.length
        ? 0
        : await contradictions(
            transaction,
            parts.filter((_, index) => !isFirst[index]).map(({ row }) => row),
            events.filter((_, index) => !isFirst[parts.length + index]),
            nowMs,
          );
    const isTime = Math.abs(nowMs - oldEventsAtMs) >= OLD_EVENTS_EVERY_MS;
    const isOld = freshEvents.some(({ atMs }) => atMs < oldestEventMs(nowMs));
    const eventsRemoved = isTime || isOld ? await removeEventsBefore(transaction, oldestEventMs(nowMs)) : 0;
    if (isTime) oldEventsAtMs = nowMs;
    return { added, repeated: told.length - added - contradicted, contradicted, eventsRemoved };
  };

  return async (records, nowMs = Date.now()) => {
    if (records.length > RECORDS_PER_BATCH_MAX)
      throw new Error(`a batch of ${records.length} records; cut it into ${RECORDS_PER_BATCH_MAX}`);
    return await sequenced((transaction, remembered) => takeIn(transaction, remembered, records, nowMs));
  };
}

function unitOf(record: Extract<AgentRecord, { kind: "line-version" | "zone-version" }>): Unit {
  const { version } = record;
  return record.kind === "line-version"
    ? { kind: "line", unitId: record.lineId, version, role: record.role }
    : { kind: "zone", unitId: record.zoneId, version, role: null };
}

function seqText({ storeId, agentId, seq }: Pick<PartRow, "storeId" | "agentId" | "seq">): string {
  return `${storeId}\t${agentId}\t${seq}`;
}

function rowsBySeq<Row extends PartRow | EventRow>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [seqText(row), row]));
}

function isSame<Row extends object>(columns: readonly (keyof Row)[], told: Row, kept: Row | undefined): boolean {
  return kept !== undefined && columns.every((column) => told[column] === kept[column]);
}

function partStatements(db: Kysely<Schema>) {
  return {
    addParts: manyRows<PartRow, never>(
      (rows) => db.insertInto("part").values(sampleRows(PART_COLUMNS, rows)).compile() as never,
      (row) => PART_COLUMNS.map((column) => row[column]),
    ),
    partsAt: manyRows<PartRow, PartRow>(
      (rows) =>
        sql<PartRow>`
          with asked("storeId", kind, "unitId", version, minute, "agentId", seq) as (values ${tuples(7, rows)})
          select part.* from asked
          cross join part using ("storeId", kind, "unitId", version, minute, "agentId", seq)`.compile(db),
      (row) => [row.storeId, row.kind, row.unitId, row.version, row.minute, row.agentId, row.seq],
    ),
    /** How long all parts of a minute of a unit together were told to be watched. */
    watchedMsOf: manyRows<{ at: number; row: PartRow }, { at: number; watchedMs: number }>(
      (rows) =>
        sql<{ at: number; watchedMs: number }>`
          with asked("at", "storeId", kind, "unitId", version, minute) as (values ${tuples(6, rows)})
          select asked."at", sum(part."watchedMs") as "watchedMs" from asked
          cross join part using ("storeId", kind, "unitId", version, minute) group by asked."at"`.compile(db),
      ({ at, row }) => [at, row.storeId, row.kind, row.unitId, row.version, row.minute],
    ),
  };
}
