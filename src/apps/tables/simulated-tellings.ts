import { setImmediate as othersFirst } from "node:timers/promises";
import { ANSWERING_SHARE, simulateAnswers } from "#adapters/sim/simulate-answers.ts";
import { simulateTaps, type TappedHour } from "#adapters/sim/simulate-checks.ts";
import { simulateSales } from "#adapters/sim/simulate-sales.ts";
import type { Store } from "#adapters/store/store.ts";
import { dayAfter, HOUR_MINUTES, WEEKDAYS } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { controllerKey } from "#domain/deployment/sharing.ts";
import { unitsOfStore } from "#domain/deployment/store-units.ts";
import { GRACE_DAYS } from "#domain/deployment/welcome.ts";
import { type MixAnswer, releasedWeek, weekOf } from "#domain/figures/visitor-mix.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { COUNTERS, LATE_MS_MAX } from "#domain/tally/tap.ts";
import { ANSWER_SOURCES } from "#domain/wire/welcome.ts";

/*
 * What is told of a simulated store besides its counts, each by the way that the real thing comes:
 *
 *     tills   ─► tillSales.take        by the hour of those who came in
 *     tablet  ─► releasedWeek ─► consents.release        on the grid of weeks, with what is withheld
 *     tappers ─► doorChecks            begun, joined, tapped and closed
 */

/** Who came in over a store's entrances, by the hour. */
export type VisitorsByHour = ReadonlyMap<number, number>;

const SIMULATION = "simulation";
/** Small, so that whoever asks meanwhile is answered. */
const SALES_PER_BATCH = 250;
/** The books of a chain are in one money, wherever its stores stand. */
const MONEY = { currency: "EUR", basis: "gross" } as const;
const SECOND_MS = 1000;
const TAPPERS = COUNTERS.slice(0, 2);

/** Who came in over the entrances, as it was counted, up to the hour that is not over. */
export async function visitorsByHour(store: Store, shop: Shop, nowMs: number): Promise<VisitorsByHour> {
  const toMinute = storeCalendar(shop.time_zone).hourOf(Math.floor(nowMs / MINUTE_MS));
  const entrances = entrancesOf(shop);
  const visitors = new Map<number, number>();
  for (const { unit, fromMinute, total } of await store.totals("hour", { storeId: shop.id, fromMinute: 0, toMinute }))
    if (unit.kind === "line" && entrances.has(unit.unitId) && total.kind === "line")
      visitors.set(fromMinute, (visitors.get(fromMinute) ?? 0) + total.in);
  return visitors;
}

/** The lines that people come in by, as `SENSOR.NAME`. */
export function entrancesOf(shop: Shop): ReadonlySet<string> {
  return new Set(unitsOfStore(shop).flatMap(({ role, unitId }) => (role === "entrance" ? [unitId] : [])));
}

/** What the tills sold to those who came: sums by the hour, as a file of a till would tell them. */
export async function tellSales(
  store: Store,
  { shop, visitors, seed, nowMs }: { shop: Shop; visitors: VisitorsByHour; seed: number; nowMs: number },
): Promise<void> {
  const hours = [...visitors].map(([fromMinute, people]) => ({ fromMinute, visitors: people }));
  const records = simulateSales(hours, { seed, store: shop.id });
  const batch = { storeId: shop.id, money: MONEY, calendar: storeCalendar(shop.time_zone), nowMs };
  for (let from = 0; from < records.length; from += SALES_PER_BATCH) {
    await store.tillSales.take({ ...batch, records: records.slice(from, from + SALES_PER_BATCH) });
    await othersFirst();
  }
}

/** How many answered at a store in a week; by the visitors where nothing else is said. */
export type AnswersOf = (storeId: string, week: Day, source: MixAnswer["source"]) => number;

/** The share of each week's visitors that answers. */
export function answersOfVisitors(visitors: ReadonlyMap<Shop, VisitorsByHour>): AnswersOf {
  const byWeek = new Map<string, number>();
  for (const [{ id, time_zone }, hours] of visitors) {
    const calendar = storeCalendar(time_zone);
    for (const [fromMinute, people] of hours) {
      const key = `${id} ${weekOf(calendar.dayOf(fromMinute))}`;
      byWeek.set(key, (byWeek.get(key) ?? 0) + people);
    }
  }
  return (storeId, week, source) => Math.round((byWeek.get(`${storeId} ${week}`) ?? 0) * ANSWERING_SHARE[source]);
}

/** Counts what people answered at the tablets in the whole weeks from one day to another whose grace is over by then. */
export async function tellAnswers(
  store: Store,
  {
    shops,
    first,
    last,
    answersOf,
    seed,
    nowMs,
  }: { shops: readonly Shop[]; first: Day; last: Day; answersOf: AnswersOf; seed: number; nowMs: number },
): Promise<void> {
  const from = weekOf(dayAfter(first, WEEKDAYS.length - 1));
  for (const [controller, own] of Map.groupBy(shops, controllerKey))
    for (
      let week = from;
      dayAfter(week, WEEKDAYS.length - 1 + GRACE_DAYS) <= last;
      week = dayAfter(week, WEEKDAYS.length)
    ) {
      const answers = own.flatMap(({ id: storeId }) =>
        ANSWER_SOURCES.flatMap((source) =>
          simulateAnswers(answersOf(storeId, week, source), { storeId, week, seed, source }),
        ),
      );
      const storeIds = own.map(({ id }) => id);
      await store.consents.release(controller, releasedWeek(week, storeIds, answers), [], nowMs);
    }
}

/** Lets two people tap at the doors in some hours, and closes what they began. */
export async function tellChecks(
  store: Store,
  { shop, hours, seed }: { shop: Shop; hours: readonly TappedHour[]; seed: number },
): Promise<void> {
  for (const hour of hours) {
    const { unitId, fromMinute } = hour;
    const toMinute = fromMinute + HOUR_MINUTES;
    const checkId = `simulated-${unitId.replaceAll(/[^\w-]/g, "-")}-${fromMinute}`;
    const check = { storeId: shop.id, checkId };
    const createdMs = fromMinute * MINUTE_MS - SECOND_MS;
    const times = { createdMs, createdBy: SIMULATION, fromMinute, toMinute };
    await store.doorChecks.begin({ ...check, ...times, unitId, version: 1, tokenHash: `${shop.id} ${checkId}` });
    for (const who of TAPPERS) {
      const counter = await store.doorChecks.join(check, who, createdMs);
      if (counter === null) continue;
      const taps = simulateTaps(hour, { seed, store: shop.id, who }).map((tap, n) => ({ ...tap, n }));
      await store.doorChecks.tap({ ...check, counter }, taps, []);
    }
    await store.doorChecks.closeDue(toMinute * MINUTE_MS + LATE_MS_MAX);
  }
}
