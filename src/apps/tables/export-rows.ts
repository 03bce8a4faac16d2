import type { CheckQuestion } from "#adapters/store/door-checks.ts";
import type { Question, StoreReader } from "#adapters/store/store.ts";
import { dayAfter, daysBetween } from "#domain/calendar/day.ts";
import type { MinuteSpan, StoreCalendar } from "#domain/calendar/store-calendar.ts";
import {
  EXPORT_COLUMNS,
  type ExportCell,
  type ExportCheck,
  type ExportSpan,
  exportTable,
} from "#domain/export/export-table.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { lastChecks } from "./checked-doors.ts";

/** What is to be exported: days of one store, the first and the last included. */
export type ExportOrder = {
  readonly storeId: string;
  readonly span: ExportSpan;
  readonly from: Day;
  readonly to: Day;
  /** Only this line or zone, `SENSOR.NAME`. */
  readonly unitId?: string | undefined;
  /** Whether sums come after the last row. */
  readonly withTotals: boolean;
  /** Whether the last check of each line stands beside its sums. */
  readonly withChecks: boolean;
};

/** So many days are asked for at once, so that neither a minute's nor a day's table is ever held whole. */
const DAYS_AT_ONCE: Readonly<Record<ExportSpan, number>> = { minute: 1, quarter: 1, hour: 31, day: 366 };

/**
 * The rows of an export, header first, as they are read: by day (by month for hours, by year for days), in it by line or zone, in that
 * by time. What lies after now is not said to be unwatched. Each part is read from one moment of the store.
 */
export async function* exportRows(
  reader: Pick<StoreReader, "calendarOf" | "totals" | "checks">,
  { storeId, span, from, to, unitId, withTotals, withChecks }: ExportOrder,
  nowMs: number,
): AsyncGenerator<readonly ExportCell[]> {
  const calendar = await reader.calendarOf(storeId);
  yield EXPORT_COLUMNS.map(({ name }) => name);
  const period = periodOf(calendar, { from, to }, nowMs);
  const checks = withTotals && withChecks ? await exportedChecks(reader, { storeId, unitId }) : new Map();
  const table = exportTable({ storeId, calendar, span, period, checks });
  for (const part of partsOf(calendar, { from, to, days: DAYS_AT_ONCE[span] })) {
    const question: Question = { storeId, unitId, ...part };
    for (const total of await reader.totals(span, question)) yield table.rowOf(total);
  }
  if (withTotals) yield* table.totalRows();
}

async function exportedChecks(reader: Pick<StoreReader, "totals" | "checks">, question: CheckQuestion) {
  const last = await lastChecks(reader, question);
  const cells = [...last].map(([unitId, { check, result }]): [string, ExportCheck] => {
    const { version, fromMinute, kept } = check;
    return [unitId, { version, fromMinute, result, agreement: kept?.agreement?.share ?? null }];
  });
  return new Map(cells);
}

function periodOf(calendar: StoreCalendar, { from, to }: { from: Day; to: Day }, nowMs: number): MinuteSpan {
  const { fromMinute } = calendar.minutesOf(from);
  const nowMinute = Math.floor(nowMs / 60_000);
  return { fromMinute, toMinute: Math.max(fromMinute, Math.min(calendar.minutesOf(to).toMinute, nowMinute)) };
}

function* partsOf(
  calendar: StoreCalendar,
  { from, to, days }: { readonly from: Day; readonly to: Day; readonly days: number },
): Generator<MinuteSpan> {
  for (let first = from; daysBetween(first, to) >= 0; first = dayAfter(first, days)) {
    const last = daysBetween(first, to) < days ? to : dayAfter(first, days - 1);
    yield { fromMinute: calendar.minutesOf(first).fromMinute, toMinute: calendar.minutesOf(last).toMinute };
  }
}
