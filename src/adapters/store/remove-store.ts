import type { Sequenced } from "./sequencer.ts";

/**
 * Takes away all that was counted in a store, what happened in it, its checks, what was sold, and its lines and zones; says how many parts those were. The
 * numbers of what was told stay, so that an agent that tells it again is not believed anew.
 */
export function removeStoreFrom(
  sequenced: Sequenced,
): (storeId: string) => Promise<"unknown" | { readonly parts: number }> {
  return (storeId) =>
    sequenced(async (transaction, remembered) => {
      const known = await transaction
        .selectFrom("store")
        .select("storeId")
        .where("storeId", "=", storeId)
        .executeTakeFirst();
      if (!known) return "unknown";
      const { numDeletedRows } = await transaction
        .deleteFrom("part")
        .where("storeId", "=", storeId)
        .executeTakeFirstOrThrow();
      for (const table of [
        "total",
        "event",
        "doorCheck",
        "lateDay",
        "salesMoney",
        "salesDay",
        "salesReceipt",
        "salesHour",
        "unit",
        "store",
      ] as const)
        await transaction.deleteFrom(table).where("storeId", "=", storeId).execute();
      remembered.stores.clear();
      remembered.totals.clear();
      return { parts: Number(numDeletedRows) };
    });
}
