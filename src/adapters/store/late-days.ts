import { type Kysely, sql } from "kysely";
import type { Schema } from "./schema.ts";
import type { Sequenced } from "./sequencer.ts";

/** A day of a store of which something was told after it had ended, and how often that was noted. */
export type LateDay = { readonly storeId: string; readonly fromMinute: number; readonly marks: number };

export async function lateDaysOf(db: Kysely<Schema>): Promise<LateDay[]> {
  return (await db.selectFrom("lateDay").selectAll().execute()).map((row) => ({ ...row }));
}

/** Forgets days that were digested as they were when they were listed; one that was noted again since stays. */
export function settleLateDaysIn(sequenced: Sequenced): (days: readonly LateDay[]) => Promise<void> {
  return (days) =>
    sequenced(async (transaction) => {
      for (const { storeId, fromMinute, marks } of days)
        await transaction
          .deleteFrom("lateDay")
          .where("storeId", "=", storeId)
          .where("fromMinute", "=", fromMinute)
          .where("marks", "=", marks)
          .execute();
    });
}

/** Notes days that had ended before something of them was told, in the transaction that takes it in. */
export async function noteLateDays(
  transaction: Kysely<Schema>,
  days: Iterable<Pick<LateDay, "storeId" | "fromMinute">>,
): Promise<void> {
  for (const day of days)
    await transaction
      .insertInto("lateDay")
      .values({ ...day, marks: 1 })
      .onConflict((conflict) => conflict.doUpdateSet({ marks: sql`"lateDay".marks + 1` }))
      .execute();
}
