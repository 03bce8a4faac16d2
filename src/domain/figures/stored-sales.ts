import { type MinuteSpan, storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { SalesOnFile } from "#domain/sales/sale.ts";
import type { DayKeep } from "./day-keep.ts";
import { sumOfPassages } from "./passages.ts";
import { digitsOf, hoursOfSales, type StoreSalesFigures, salesFigures } from "./sales.ts";
import { withDaysBetween } from "./store-day.ts";
import { type Grouping, groupsOf, type Period } from "./store-figures.ts";
import { daysAround, type TotalsReader } from "./stored-figures.ts";

export type SalesFigureQuestion = {
  readonly store: Store;
  readonly period: Period;
  readonly by: Grouping;
  readonly nowMs: number;
};

/** Answers what a store sold besides what it counted. */
export type SalesReader = TotalsReader & {
  sales(question: MinuteSpan & { readonly storeId: string }): Promise<SalesOnFile | null>;
};

/** Sales beside visitors in some days of a store; null where no sales of it were ever taken in. */
export async function storedSalesFigures(
  reader: SalesReader,
  keep: DayKeep,
  { store, period, by, nowMs }: SalesFigureQuestion,
): Promise<StoreSalesFigures | null> {
  const calendar = storeCalendar(store.time_zone);
  const sales = await reader.sales({
    storeId: store.id,
    fromMinute: calendar.minutesOf(period.first).fromMinute,
    toMinute: calendar.minutesOf(period.last).toMinute,
  });
  if (!sales) return null;
  const { days, endMinute } = await daysAround(reader, keep, { store, period, nowMs });
  const asked = withDaysBetween(
    store,
    days.filter(({ day }) => period.first <= day && day <= period.last),
    period,
    endMinute,
  );
  const hours = asked.flatMap(({ hours: ofDay, lines }) => {
    const entrances = lines.filter(({ role }) => role === "entrance");
    return ofDay.map((hour, index) => ({
      hour,
      passages: sumOfPassages(entrances.map(({ passages }) => passages[index]!)),
    }));
  });
  const digits = digitsOf(sales);
  const own = hoursOfSales(hours, sales);
  const byHour = new Map(own.map((one) => [one.hour, one]));
  const figuresOf = (label: string, of: typeof own) => salesFigures(label, of, digits);
  return {
    store: store.id,
    timeZone: store.time_zone,
    ...period,
    currency: sales.currency,
    basis: sales.basis,
    total: figuresOf(period.first === period.last ? period.first : "total", own),
    rows: groupsOf([...byHour.keys()], by).map(([label, of]) =>
      figuresOf(
        label,
        of.map((hour) => byHour.get(hour)!),
      ),
    ),
  };
}
