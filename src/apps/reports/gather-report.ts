import type { StoreReader } from "#adapters/store/store.ts";
import type { LoadedDeployment } from "#apps/deployment/deployment-file.ts";
import { lastChecks } from "#apps/tables/checked-doors.ts";
import { daysBetween } from "#domain/calendar/day.ts";
import { storeCalendar, storeDay } from "#domain/calendar/store-calendar.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import type { Shared } from "#domain/deployment/sharing.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Period } from "#domain/figures/store-figures.ts";
import type { Language } from "#domain/language/language.ts";
import { legalGrounds } from "#domain/report/legal-ground.ts";
import { makeReport } from "#domain/report/make-report.ts";
import type { Report } from "#domain/report/report.ts";
import { periodBefore, REPORT_DAYS_MAX } from "#domain/report/report-period.ts";
import type { CheckedLine, StoreReading } from "#domain/report/store-reading.ts";

/** What a report is asked of: the store's readers, and the deployment that says what its lines are. */
export type ReportSources = {
  readonly reader: Pick<StoreReader, "figures" | "salesFigures" | "checks" | "totals" | "stores" | "visitorMix">;
  readonly loaded: LoadedDeployment;
  readonly nowMs: number;
};

export type ReportOrder = {
  /** Of a store its id; null: of all that are given. */
  readonly storeId: string | null;
  /** The stores, and what of each the reader may see. */
  readonly stores: readonly { readonly shop: Shop; readonly shared: Shared }[];
  /** Whose stores they are, where it is more than one. */
  readonly name: string;
  readonly period: Period;
  readonly language: Language;
};

const SECOND_MS = 1000;

/** Makes a report of what the stores told. A store whose data nobody declared told nothing. */
export async function gatherReport(sources: ReportSources, order: ReportOrder): Promise<Report> {
  const { storeId, stores, name, period, language } = order;
  const days = daysBetween(period.first, period.last) + 1;
  if (days < 1 || days > REPORT_DAYS_MAX)
    throw new Fault(
      "report/period",
      `from ${period.first} to ${period.last} are ${days} days; ${REPORT_DAYS_MAX} is the most`,
    );
  const before = periodBefore(period, days);
  const kept = new Set(await sources.reader.stores());
  const readings: StoreReading[] = [];
  for (const { shop, shared } of stores)
    readings.push(await readStore(sources, { shop, shared, period, before, isKept: kept.has(shop.id) }));
  // What visitors said of themselves belongs to whoever runs the store, and is shared with nobody.
  const own = stores.flatMap(({ shop, shared }) => (shared.isOwn && kept.has(shop.id) ? [shop] : []));
  const mix = await sources.reader.visitorMix({
    stores: own,
    from: period.first,
    to: period.last,
    nowMs: sources.nowMs,
  });
  const [first] = stores;
  return makeReport({
    of: {
      kind: storeId === null ? "chain" : "store",
      id: storeId,
      name: storeId === null ? name : nameOf(first!.shop),
    },
    period,
    before,
    language,
    today: storeDay(sources.nowMs, first?.shop.time_zone ?? "UTC"),
    madeMs: sources.nowMs,
    isSimulated: sources.loaded.deployment.simulated === true,
    readings,
    mix: (storeId === null ? mix.total.together : mix.stores[0]?.together) ?? null,
  });
}

async function readStore(
  { reader, loaded, nowMs }: ReportSources,
  {
    shop,
    shared,
    period,
    before,
    isKept,
  }: {
    readonly shop: Shop;
    readonly shared: Shared;
    readonly period: Period;
    readonly before: Period;
    readonly isKept: boolean;
  },
): Promise<StoreReading> {
  const { settings } = loaded.deployment;
  const isRead = isKept && shared.figures !== "none";
  const ask = async (by: "hour" | "weekday" | "day", asked: Period) =>
    isRead
      ? await reader.figures({
          store: shop,
          nowMs,
          period: asked,
          by,
          captureForm: settings.capture_rate,
          bounceMs: settings.bounce_s * SECOND_MS,
        })
      : null;
  const figures = await ask("hour", period);
  const isTold = figures !== null && figures.total.visitors.watchedMs > 0;
  const then = isTold ? await ask("day", before) : null;
  const today = storeDay(nowMs, shop.time_zone);
  const groundDay = [period.last, today].toSorted()[0]!;
  return {
    storeId: shop.id,
    name: nameOf(shop),
    shared,
    figures: isTold ? figures : null,
    weekdays: isTold ? ((await ask("weekday", period))?.rows ?? []) : [],
    before: then && { visitors: then.total.visitors, openDays: then.total.openDays },
    checks: isRead && shared.figures === "minute" ? await checkedLines(reader, shop, period) : null,
    grounds: shared.figures === "none" ? [] : legalGrounds(loaded, shop, { day: groundDay, isOwn: shared.isOwn }),
    sales: isTold && shared.isOwn ? await reader.salesFigures({ store: shop, period, by: "day", nowMs }) : null,
  };
}

/** The newest check of each line up to the end of the period. */
async function checkedLines(reader: ReportSources["reader"], shop: Shop, { last }: Period): Promise<CheckedLine[]> {
  const calendar = storeCalendar(shop.time_zone);
  const { toMinute } = calendar.minutesOf(last);
  const until = {
    checks: async (question: Parameters<StoreReader["checks"]>[0]) =>
      (await reader.checks(question)).filter((check) => check.fromMinute < toMinute),
    totals: reader.totals,
  };
  return [...(await lastChecks(until, { storeId: shop.id }))].map(([unitId, { check, result }]) => ({
    unitId,
    day: calendar.dayOf(check.fromMinute),
    error: result.both,
  }));
}

function nameOf({ id, name }: Shop): string {
  return name ?? id;
}
