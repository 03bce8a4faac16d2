import { type Kysely, sql } from "kysely";
import type { LineRole } from "#domain/wire/agent-record.ts";

/**
 * The tables of the store. Parts are the truth; totals are derived from them and can be made anew. Every key begins with the
 * store, so that an engine that is spread over machines can keep a store together.
 */
export type Schema = { store: StoreTable; unit: UnitTable; part: PartTable; total: TotalTable };

/** The shop itself, and the clocks that its days go by. */
type StoreTable = { storeId: string; timeZone: string };

/** A unit is a line or zone in one version. */
type UnitKey = { storeId: string; kind: "line" | "zone"; unitId: string; version: number };

/** What a line is for; null for zones. */
type UnitTable = UnitKey & { role: LineRole | null };

/** The figures of a line are null in a zone's row, and those of a zone in a line's. */
type Figures = {
  in: number | null;
  out: number | null;
  staffIn: number | null;
  staffOut: number | null;
  groupsIn: number | null;
  uncertain: number | null;
  entered: number | null;
  /** JSON, its classes in order. */
  dwellHistogram: string | null;
  occupancyMax: number | null;
  personMs: number | null;
  watchedMs: number;
  method: string;
};

type PartTable = UnitKey & { minute: number; agentId: string; seq: number } & Figures;

/** An hour or a day of the store, from its first minute. */
type TotalTable = UnitKey & { span: "hour" | "day"; fromMinute: number } & Figures & { watchedMsCut: number };

/** A step from one form of the database to the next; there is none back. */
export type Migration = (db: Kysely<Schema>) => Promise<void>;

// A step that has left this machine is never changed: a new one is added.
export const MIGRATIONS: readonly Migration[] = [firstTables];

async function firstTables(db: Kysely<Schema>): Promise<void> {
  // STRICT keeps a text out of a column of numbers, WITHOUT ROWID keeps the rows in the order of their key.
  const inOrderOfKey = sql`strict, without rowid`;
  const unit = ["storeId", "kind", "unitId", "version"] as ("storeId" | "kind" | "unitId" | "version")[];
  await db.schema
    .createTable("store")
    .addColumn("storeId", "text", (column) => column.primaryKey())
    .addColumn("timeZone", "text", (column) => column.notNull())
    .modifyEnd(inOrderOfKey)
    .execute();
  const withUnit = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn("storeId", "text", (column) => column.notNull())
      .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('line', 'zone')`))
      .addColumn("unitId", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .modifyEnd(inOrderOfKey);
  await withUnit("unit")
    .addColumn("role", "text", (column) => column.check(sql`(kind = 'line') = (role is not null)`))
    .addPrimaryKeyConstraint("unit_key", unit)
    .addForeignKeyConstraint("unit_store", ["storeId"], "store", ["storeId"])
    .execute();
  const withFigures = (table: string) =>
    withUnit(table)
      .addColumn("in", "integer", (column) => column.check(sql`(kind = 'line') = ("in" is not null)`))
      .addColumn("out", "integer")
      .addColumn("staffIn", "integer")
      .addColumn("staffOut", "integer")
      .addColumn("groupsIn", "integer")
      .addColumn("uncertain", "integer")
      .addColumn("entered", "integer", (column) => column.check(sql`(kind = 'zone') = (entered is not null)`))
      .addColumn("dwellHistogram", "text")
      .addColumn("occupancyMax", "integer")
      .addColumn("personMs", "integer")
      .addColumn("watchedMs", "integer", (column) => column.notNull())
      .addColumn("method", "text", (column) => column.notNull())
      .addForeignKeyConstraint(`${table}_unit`, unit, "unit", unit);
  await withFigures("part")
    .addColumn("minute", "integer", (column) => column.notNull())
    .addColumn("agentId", "text", (column) => column.notNull())
    .addColumn("seq", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("part_key", [...unit, "minute", "agentId", "seq"])
    // INVARIANT: an agent's `seq` is one part, whatever is told under it a second time.
    .addUniqueConstraint("part_once", ["storeId", "agentId", "seq"])
    .execute();
  await withFigures("total")
    .addColumn("span", "text", (column) => column.notNull().check(sql`span in ('hour', 'day')`))
    .addColumn("fromMinute", "integer", (column) => column.notNull())
    .addColumn("watchedMsCut", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("total_key", ["storeId", "span", "kind", "unitId", "version", "fromMinute"])
    .execute();
}
