import type { CheckQuestion, DoorCheck } from "#adapters/store/door-checks.ts";
import type { StoreReader } from "#adapters/store/store.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { type CheckResult, compareCheck, type LineMinute } from "#domain/tally/door-check.ts";

/** A check with what it says of its line; null while it runs. */
export type CheckedDoor = { readonly check: DoorCheck; readonly result: CheckResult | null };
type Result = CheckedDoor & { readonly result: CheckResult };

type Reader = Pick<StoreReader, "checks" | "totals">;

/**
 * The checks of a store's doors, the newest first. What the line counted is read from its minutes each time, so that minutes which an
 * agent brings late are in the result too.
 */
export async function* checkedDoors(reader: Reader, question: CheckQuestion): AsyncGenerator<CheckedDoor> {
  for (const check of await reader.checks(question))
    yield { check, result: check.kept && compareCheck(check.kept, await lineMinutes(reader, check)) };
}

/** The newest check of each line that came to a result, by the line's id. */
export async function lastChecks(reader: Reader, question: CheckQuestion): Promise<ReadonlyMap<string, Result>> {
  const last = new Map<string, Result>();
  for (const check of await reader.checks(question)) {
    if (last.has(check.unitId) || !check.kept) continue;
    const result = compareCheck(check.kept, await lineMinutes(reader, check));
    if (result.state === "done") last.set(check.unitId, { check, result });
  }
  return last;
}

/** What a line counted in the minutes of a check, over all its drawings. */
async function lineMinutes(
  reader: Reader,
  { storeId, unitId, fromMinute, toMinute }: DoorCheck,
): Promise<LineMinute[]> {
  const byMinute = new Map<number, LineMinute>();
  for (const { fromMinute: minute, total } of await reader.totals("minute", {
    storeId,
    unitId,
    fromMinute,
    toMinute,
  })) {
    if (total.kind !== "line") continue;
    const before = byMinute.get(minute);
    byMinute.set(minute, {
      minute,
      in: total.in + (before?.in ?? 0),
      out: total.out + (before?.out ?? 0),
      staffIn: total.staffIn + (before?.staffIn ?? 0),
      staffOut: total.staffOut + (before?.staffOut ?? 0),
      watchedMs: Math.min(MINUTE_MS, total.watchedMs + (before?.watchedMs ?? 0)),
    });
  }
  return [...byMinute.values()];
}
