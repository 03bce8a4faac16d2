import { type Kysely, sql } from "kysely";
import { TOTAL_FIGURES, TOTAL_KEY, type TotalRow } from "./figure-columns.ts";
import { manyRows, sampleRows, tuples } from "./many-rows.ts";
import type { Schema } from "./schema.ts";
import type { TotalKey } from "./unit-totals.ts";

/** Reading and writing many hours and days. */
export function totalStatements(db: Kysely<Schema>) {
  const columns = [...TOTAL_KEY, ...TOTAL_FIGURES] as const;
  return {
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
          .values(sampleRows(columns, rows))
          .onConflict((conflict) =>
            conflict
              .columns([...TOTAL_KEY])
              .doUpdateSet((excluded) =>
                Object.fromEntries(TOTAL_FIGURES.map((column) => [column, excluded.ref(`excluded.${column}`)])),
              ),
          )
          .compile() as never,
      (row) => columns.map((column) => row[column]),
    ),
  };
}
