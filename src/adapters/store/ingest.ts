import { type Kysely, sql } from "kysely";
import { type StoreCalendar, storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import { minuteTotal, sumOfTotals, type Total } from "#domain/totals/total.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import {
  PART_COLUMNS,
  type PartRow,
  partRow,
  TOTAL_FIGURES,
  TOTAL_KEY,
  type TotalRow,
  totalColumns,
  totalOf,
} from "./figure-columns.ts";
import { manyRows } from "./many-rows.ts";
import type { Schema } from "./schema.ts";
import { keysOfMinute, type TotalKey, totalKeyText, totalsFromParts, unitsOf } from "./unit-totals.ts";

/** What became of the parts of one batch; together they are all that were in it. */
export type Ingested = {
  readonly added: number;
  /** Parts that the store had already, as they were told now. */
  readonly repeated: number;
  /** Parts under a `seq` that the store has with other figures. What was acknowledged first stays. */
  readonly contradicted: number;
};

/** Records that one transaction takes at most: several minutes of a large chain. */
export const RECORDS_PER_BATCH_MAX = 10_000;
/** Totals that are remembered between batches; a chain of a thousand cameras adds to four thousand at a time. */
const TOTALS_KEPT_MAX = 20_000;

type StoreRecord = Extract<AgentRecord, { kind: "store" }>;
type VersionRecord = Extract<AgentRecord, { kind: "line-version" | "zone-version" }>;
type KnownStore = { readonly timeZone: string; readonly calendar: StoreCalendar; readonly units: Map<string, string> };

/**
 * Takes in batches, one after the other: whoever may call it is the only writer. A batch is one transaction: when the promise
 * is kept all of it is on the disk, and when it is broken nothing of it is there. Told again it changes nothing.
 */
export function ingestInto(db: Kysely<Schema>): (records: readonly AgentRecord[]) => Promise<Ingested> {
  // INVARIANT: these say what the last committed batch left. Nobody else writes; a batch that failed clears them.
  const stores = new Map<string, KnownStore>();
  const totals = new Map<string, Total | null>();
  const statements = statementsOf(db);

  const storeOf = async (transaction: Kysely<Schema>, storeId: string) => {
    const known = stores.get(storeId);
    if (known) return known;
    const row = await transaction.selectFrom("store").selectAll().where("storeId", "=", storeId).executeTakeFirst();
    if (!row) throw new Fault("store/undeclared", `the store \`${storeId}\` was not declared`);
    const units = await unitsOf(transaction, storeId);
    const store = {
      timeZone: row.timeZone,
      calendar: storeCalendar(row.timeZone),
      units: new Map(units.map((unit) => [unitText(unit), unit.role ?? ""])),
    };
    stores.set(storeId, store);
    return store;
  };

  const declareStore = async (transaction: Kysely<Schema>, { storeId, timeZone }: StoreRecord) => {
    if (stores.get(storeId)?.timeZone === timeZone) return;
    const { numInsertedOrUpdatedRows: changed } = await transaction
      .insertInto("store")
      .values({ storeId, timeZone })
      .onConflict((conflict) =>
        conflict.column("storeId").doUpdateSet({ timeZone }).where("store.timeZone", "!=", timeZone),
      )
      .executeTakeFirstOrThrow();
    stores.delete(storeId);
    if (changed === 0n) return;
    // Other clocks are other hours and days. Of a store that is new there are none yet.
    const { calendar } = await storeOf(transaction, storeId);
    await transaction.deleteFrom("total").where("storeId", "=", storeId).execute();
    totals.clear();
    for (const unit of await unitsOf(transaction, storeId))
      await statements.putTotals(transaction, [
        ...(await totalsFromParts(transaction, { storeId, ...unit }, calendar)).values(),
      ]);
  };

  const declareVersion = async (transaction: Kysely<Schema>, record: VersionRecord) => {
    const { units } = await storeOf(transaction, record.storeId);
    const unit =
      record.kind === "line-version"
        ? ({ kind: "line", unitId: record.lineId, version: record.version, role: record.role } as const)
        : ({ kind: "zone", unitId: record.zoneId, version: record.version, role: null } as const);
    const role = units.get(unitText(unit));
    if (role === undefined) {
      await transaction
        .insertInto("unit")
        .values({ storeId: record.storeId, ...unit })
        .execute();
      units.set(unitText(unit), unit.role ?? "");
    } else if (role !== (unit.role ?? ""))
      throw new Fault(
        "store/version-changed",
        `version ${unit.version} of the line \`${unit.unitId}\` of \`${record.storeId}\` is \`${role}\` and was told to be \`${unit.role}\``,
      );
  };

  const addToTotals = async (
    transaction: Kysely<Schema>,
    fresh: readonly PartRow[],
    byRow: Map<PartRow, BucketPart>,
  ) => {
    const minutes = Map.groupBy(fresh, (row) => `${row.storeId}\t${unitText(row)}\t${row.minute}`);
    const groups = [...minutes.values()];
    const toldMs = await statements.watchedMsOf(
      transaction,
      groups.map((rows, at) => ({ at, row: rows[0]! })),
    );
    const added = new Map<string, { key: TotalKey; total: Total }>();
    for (const { at, watchedMs } of toldMs) {
      const rows = groups[at]!;
      const [first, ...rest] = rows.map((row) => byRow.get(row)!);
      const freshMs = rows.reduce((sum, row) => sum + row.watchedMs, 0);
      const total = minuteTotal([first!, ...rest], watchedMs - freshMs);
      const { calendar } = await storeOf(transaction, rows[0]!.storeId);
      for (const key of keysOfMinute(rows[0]!, rows[0]!.minute, calendar)) {
        const text = totalKeyText(key);
        const before = added.get(text)?.total;
        added.set(text, { key, total: before ? sumOfTotals(before, total) : total });
      }
    }
    if (totals.size > TOTALS_KEPT_MAX) totals.clear();
    const unread = [...added].filter(([text]) => !totals.has(text));
    for (const [text] of unread) totals.set(text, null);
    for (const row of await statements.totalsAt(
      transaction,
      unread.map(([, { key }]) => key),
    ))
      totals.set(totalKeyText(row), totalOf(row));
    for (const [text, { total }] of added) {
      const before = totals.get(text);
      totals.set(text, before ? sumOfTotals(before, total) : total);
    }
    await statements.putTotals(
      transaction,
      [...added].map(([text, { key }]) => ({ ...key, ...totalColumns(totals.get(text)!) })),
    );
  };

  const takeIn = async (transaction: Kysely<Schema>, records: readonly AgentRecord[]): Promise<Ingested> => {
    const byRow = new Map<PartRow, BucketPart>();
    for (const record of records)
      if (record.kind === "store") await declareStore(transaction, record);
      else if (record.kind === "line-version" || record.kind === "zone-version")
        await declareVersion(transaction, record);
      else if (record.kind === "line" || record.kind === "zone") {
        const row = partRow(record);
        const { units } = stores.get(row.storeId) ?? (await storeOf(transaction, row.storeId));
        if (!units.has(unitText(row)))
          throw new Fault(
            "store/undeclared",
            `version ${row.version} of the ${row.kind} \`${row.unitId}\` of \`${row.storeId}\` was not declared`,
          );
        byRow.set(row, record);
      }
    const first = new Map<string, PartRow>();
    for (const row of byRow.keys()) if (!first.has(partText(row))) first.set(partText(row), row);
    const isNew = new Set((await statements.addParts(transaction, [...first.values()])).map(partText));
    const fresh = [...first].filter(([text]) => isNew.has(text)).map(([, row]) => row);
    if (fresh.length > 0) await addToTotals(transaction, fresh, byRow);
    const said = new Set(fresh);
    const again = [...byRow.keys()].filter((row) => !said.has(row));
    let contradicted = 0;
    for (const row of again) {
      const kept = await transaction
        .selectFrom("part")
        .selectAll()
        .where("storeId", "=", row.storeId)
        .where("agentId", "=", row.agentId)
        .where("seq", "=", row.seq)
        .executeTakeFirstOrThrow();
      if (PART_COLUMNS.some((column) => kept[column] !== row[column])) contradicted += 1;
    }
    return { added: fresh.length, repeated: again.length - contradicted, contradicted };
  };

  return async (records) => {
    if (records.length > RECORDS_PER_BATCH_MAX)
      throw new Error(`a batch of ${records.length} records; cut it into ${RECORDS_PER_BATCH_MAX}`);
    try {
      return await db.transaction().execute((transaction) => takeIn(transaction, records));
    } catch (error) {
      stores.clear();
      totals.clear();
      throw error;
    }
  };
}

function unitText({ kind, unitId, version }: Pick<PartRow, "kind" | "unitId" | "version">): string {
  return `${kind}\t${unitId}\t${version}`;
}

function partText({ storeId, agentId, seq }: Pick<PartRow, "storeId" | "agentId" | "seq">): string {
  return `${storeId}\t${agentId}\t${seq}`;
}

function statementsOf(db: Kysely<Schema>) {
  const sampleRows = <Column extends string>(columns: readonly Column[], rows: number) =>
    Array.from({ length: rows }, () => Object.fromEntries(columns.map((column) => [column, 0]))) as never[];
  const tuples = (columns: number, rows: number) =>
    sql.join(Array.from({ length: rows }, () => sql`(${sql.join(new Array(columns).fill(0))})`));
  const totalColumnNames = [...TOTAL_KEY, ...TOTAL_FIGURES] as const;
  return {
    /** Puts in the parts that are not there yet, and answers which those were. */
    addParts: manyRows<PartRow, Pick<PartRow, "storeId" | "agentId" | "seq">>(
      (rows) =>
        db
          .insertInto("part")
          .values(sampleRows(PART_COLUMNS, rows))
          .onConflict((conflict) => conflict.doNothing())
          .returning(["storeId", "agentId", "seq"])
          .compile(),
      (row) => PART_COLUMNS.map((column) => row[column]),
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
    totalsAt: manyRows<TotalKey, TotalRow>(
      (rows) =>
        sql<TotalRow>`
          with asked("storeId", kind, "unitId", version, span, "fromMinute") as (values ${tuples(TOTAL_KEY.length, rows)})
          select total.* from asked
          cross join total using ("storeId", kind, "unitId", version, span, "fromMinute")`.compile(db),
      (key) => TOTAL_KEY.map((column) => key[column]),
    ),
    putTotals: manyRows<TotalRow, never>(
      (rows) =>
        db
          .insertInto("total")
          .values(sampleRows(totalColumnNames, rows))
          .onConflict((conflict) =>
            conflict
              .columns([...TOTAL_KEY])
              .doUpdateSet((excluded) =>
                Object.fromEntries(TOTAL_FIGURES.map((column) => [column, excluded.ref(`excluded.${column}`)])),
              ),
          )
          .compile() as never,
      (row) => totalColumnNames.map((column) => row[column]),
    ),
  };
}
