import assert from "node:assert/strict";
import type { Kysely } from "kysely";
import { Fault } from "#domain/fault/fault.ts";
import type { Unit } from "#domain/totals/unit-total.ts";
import { VERSION_MAX } from "#domain/wire/bucket-part.ts";
import { rememberedCalendars } from "./calendars.ts";
import type { AllottedUnit, StoreDrawn, StoreUnit } from "./configurations.ts";
import type { PartRow } from "./figure-columns.ts";
import { minutesFromOf } from "./kept-rows.ts";
import type { Schema } from "./schema.ts";
import type { KnownStore, Remembered } from "./sequencer.ts";
import { totalStatements } from "./total-statements.ts";
import { totalsFromParts } from "./unit-totals.ts";

/** Declares stores and their lines and zones, and knows those that are declared. */
export type Declarations = {
  /** A store that was declared; a fault where nobody did. */
  storeOf(transaction: Kysely<Schema>, remembered: Remembered, storeId: string): Promise<KnownStore>;
  /** Declares a store, or its time zone anew: then all of its hours and days are made anew. */
  declareStore(
    transaction: Kysely<Schema>,
    remembered: Remembered,
    store: { readonly storeId: string; readonly timeZone: string },
  ): Promise<void>;
  /** Declares a version of a unit; a fault where it has another role than was said before. */
  declareVersion(transaction: Kysely<Schema>, remembered: Remembered, storeId: string, unit: Unit): Promise<void>;
  /** Gives each unit of a store its version: that of before where it is drawn as its newest version is, or else the next. */
  allotUnits(transaction: Kysely<Schema>, remembered: Remembered, store: StoreDrawn): Promise<AllottedUnit[]>;
};

export function declarationsIn(db: Kysely<Schema>): Declarations {
  const { putTotals } = totalStatements(db);
  const calendarOf = rememberedCalendars();

  const storeOf: Declarations["storeOf"] = async (transaction, { stores }, storeId) => {
    const known = stores.get(storeId);
    if (known) return known;
    const row = await transaction.selectFrom("store").selectAll().where("storeId", "=", storeId).executeTakeFirst();
    if (!row) throw new Fault("store/undeclared", `the store \`${storeId}\` was not declared`);
    const units: KnownStore["units"] = new Map();
    for (const unit of await drawnUnitsOf(transaction, storeId)) {
      const newest = await transaction
        .selectFrom("part")
        .select("minute")
        .where("storeId", "=", storeId)
        .where("kind", "=", unit.kind)
        .where("unitId", "=", unit.unitId)
        .where("version", "=", unit.version)
        .orderBy("minute", "desc")
        .limit(1)
        .executeTakeFirst();
      units.set(unitText(unit), { role: unit.role ?? "", newestMinute: newest?.minute ?? -1 });
    }
    const store = { timeZone: row.timeZone, calendar: calendarOf(row.timeZone), units };
    stores.set(storeId, store);
    return store;
  };

  const declareStore: Declarations["declareStore"] = async (transaction, remembered, { storeId, timeZone }) => {
    const { stores, totals } = remembered;
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
    const { calendar } = await storeOf(transaction, remembered, storeId);
    // LIMIT: those whose minutes were taken away stay by the clock that they were made by.
    const from = (await minutesFromOf(transaction, storeId)) ?? 0;
    await transaction.deleteFrom("total").where("storeId", "=", storeId).where("fromMinute", ">=", from).execute();
    totals.clear();
    for (const unit of await drawnUnitsOf(transaction, storeId))
      await putTotals(transaction, [...(await totalsFromParts(transaction, { ...unit, storeId }, calendar)).values()]);
  };

  const addVersion = async (
    transaction: Kysely<Schema>,
    remembered: Remembered,
    storeId: string,
    { kind, unitId, version, role, drawing }: StoreUnit,
  ) => {
    const { units } = await storeOf(transaction, remembered, storeId);
    await transaction.insertInto("unit").values({ storeId, kind, unitId, version, role, drawing }).execute();
    units.set(unitText({ kind, unitId, version }), { role: role ?? "", newestMinute: -1 });
  };

  return {
    storeOf,
    declareStore,
    declareVersion: async (transaction, remembered, storeId, unit) => {
      const { units } = await storeOf(transaction, remembered, storeId);
      const known = units.get(unitText(unit));
      if (known === undefined) await addVersion(transaction, remembered, storeId, { ...unit, drawing: null });
      else if (known.role !== (unit.role ?? ""))
        throw new Fault(
          "store/version-changed",
          `version ${unit.version} of the line \`${unit.unitId}\` of \`${storeId}\` is \`${known.role}\` and was told to be \`${unit.role}\``,
        );
    },
    allotUnits: async (transaction, remembered, { storeId, units }) => {
      // In the order of their versions, so that the last of each is the newest.
      const newest = new Map((await drawnUnitsOf(transaction, storeId)).map((unit) => [nameText(unit), unit]));
      assert.equal(new Set(units.map(nameText)).size, units.length, "a unit is drawn twice");
      const allotted: AllottedUnit[] = [];
      for (const drawn of units) {
        const { kind, unitId, role, drawing } = drawn;
        const before = newest.get(nameText(drawn));
        let version = before?.version ?? 0;
        if (!before || before.drawing !== drawing || before.role !== role) {
          version += 1;
          if (version > VERSION_MAX)
            throw new Fault("store/versions-spent", `\`${unitId}\` of \`${storeId}\` has had ${VERSION_MAX} drawings`);
          await addVersion(transaction, remembered, storeId, { kind, unitId, version, role, drawing } as StoreUnit);
        }
        allotted.push({ storeId, kind, unitId, version });
      }
      return allotted;
    },
  };
}

/** The units of a store with their drawings, in the order of their keys. */
export async function drawnUnitsOf(db: Kysely<Schema>, storeId: string): Promise<StoreUnit[]> {
  const rows = await db
    .selectFrom("unit")
    .select(["kind", "unitId", "version", "role", "drawing"])
    .where("storeId", "=", storeId)
    .orderBy("kind")
    .orderBy("unitId")
    .orderBy("version")
    .execute();
  return rows.map((row) => ({ ...row }) as StoreUnit);
}

/** One text for a unit of a store. Names hold no tab. */
export function unitText({ kind, unitId, version }: Pick<PartRow, "kind" | "unitId" | "version">): string {
  return `${kind}\t${unitId}\t${version}`;
}

function nameText({ kind, unitId }: Pick<PartRow, "kind" | "unitId">): string {
  return `${kind}\t${unitId}`;
}
