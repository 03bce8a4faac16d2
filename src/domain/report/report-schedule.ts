import { dayAfter } from "#domain/calendar/day.ts";
import type { Period } from "#domain/figures/store-figures.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { lastPeriod, type ReportPeriod } from "./report-period.ts";

/** What is known of a recipient of a report. */
export type SentState = {
  /** The last day of the period that is done with: sent, or over before it was first asked for. */
  readonly doneTo: Day;
  readonly failures: number;
  /** Not tried before; 0 where nothing failed. */
  readonly nextMs: number;
};

const RETRY_FIRST_MS = 60_000;
const RETRY_MS_MAX = 6 * 3_600_000;

/**
 * Which period a recipient is owed now; null where none. What was over before the report was first asked for is not owed, and of
 * several that were missed only the last is.
 */
export function owedPeriod(
  { every, at }: { readonly every: ReportPeriod; readonly at: string },
  state: SentState,
  now: { readonly ms: number; readonly day: Day; readonly clock: string },
): Period | null {
  const period = duePeriod({ every, at }, now);
  return period.last > state.doneTo && now.ms >= state.nextMs ? period : null;
}

/** The state of a recipient who is new: nothing is owed yet. */
export function newState(
  order: { readonly every: ReportPeriod; readonly at: string },
  now: { readonly day: Day; readonly clock: string },
): SentState {
  return { doneTo: duePeriod(order, now).last, failures: 0, nextMs: 0 };
}

/** The state after a try: done, or tried again, later each time. */
export function afterTry(
  state: SentState,
  period: Period,
  { isSent, nowMs }: { isSent: boolean; nowMs: number },
): SentState {
  if (isSent) return { doneTo: period.last, failures: 0, nextMs: 0 };
  const waitMs = Math.min(RETRY_MS_MAX, RETRY_FIRST_MS * 2 ** state.failures);
  return { ...state, failures: state.failures + 1, nextMs: nowMs + waitMs };
}

/** The last period whose time has come: before `at` of a day its report is not due yet. */
function duePeriod(
  { every, at }: { readonly every: ReportPeriod; readonly at: string },
  { day, clock }: { readonly day: Day; readonly clock: string },
): Period {
  return lastPeriod(every, clock >= at ? day : dayAfter(day, -1));
}
