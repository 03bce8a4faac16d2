import assert from "node:assert/strict";
import test from "node:test";
import { hoursOfSales, salesFigures } from "./sales.ts";
import type { StoreHour } from "./store-hour.ts";

const HOUR_MS = 3_600_000;

function hour(index: number, isOpen = true): StoreHour {
  const span = { start: index * 60, end: index * 60 + 60 };
  return {
    day: "1970-01-01",
    dayNumber: 0,
    weekday: "thu",
    isHoliday: false,
    hour: index,
    isAgain: false,
    span,
    open: isOpen ? [span] : [],
  };
}
const came = (people: number, share = 1) => ({ in: people, watchedMs: share * HOUR_MS, openMs: HOUR_MS });
const sold = (transactions: number, amount: number, items: number | null = transactions) => ({
  amount,
  items,
  transactions,
});

test("visitors and sales are divided only over hours in which both are known, and how many those were is said", () => {
  const figures = salesFigures(
    "total",
    [
      { hour: hour(9), passages: came(40), sold: sold(10, 20_000, 15) },
      { hour: hour(10), passages: came(60, 0.95), sold: sold(20, 30_000, 45) },
      { hour: hour(11), passages: came(3, 0.5), sold: sold(30, 30_000, 30) },
      { hour: hour(12), passages: came(100), sold: null },
      { hour: hour(22, false), passages: { in: 0, watchedMs: 0, openMs: 0 }, sold: sold(1, 500, 1) },
    ],
    2,
  );
  assert.deepEqual(figures.base, { hours: 2, openHours: 4, visitors: 100, transactions: 30, amount: 500 });
  assert.equal(figures.conversion, 0.3);
  assert.equal(figures.salesPerVisitor, 5);
  assert.deepEqual(figures.sold, { amount: 805, items: 91, transactions: 61 });
  assert.equal(figures.averageTicket, 805 / 61);
  assert.equal(figures.itemsPerTicket, 91 / 61);
  assert.equal(figures.salesCompleteness, 0.75);
});

test("more purchases than visitors are called impossible, and no share is made of them", () => {
  const figures = salesFigures("total", [{ hour: hour(9), passages: came(5), sold: sold(6, 6000) }], 2);
  assert.deepEqual([figures.isImpossible, figures.conversion, figures.salesPerVisitor], [true, null, null]);
  assert.equal(figures.averageTicket, 10);
});

test("nobody came, nobody bought, nothing is on file: no figure and no nought", () => {
  const empty = salesFigures("total", [{ hour: hour(9), passages: came(0), sold: sold(0, 0) }], 2);
  assert.deepEqual(
    [empty.conversion, empty.averageTicket, empty.itemsPerTicket, empty.isImpossible],
    [null, null, null, false],
  );
  assert.equal(salesFigures("total", [], 2).salesCompleteness, null);
  const unknown = salesFigures("total", [{ hour: hour(9), passages: came(5), sold: sold(2, 100, null) }], 0);
  assert.deepEqual([unknown.itemsPerTicket, unknown.averageTicket], [null, 50]);
});

test("an hour without a sale sold nothing where its day is on file, and is not known where it is not", () => {
  const hours = [9, 10, 11].map((index) => ({ hour: hour(index), passages: came(5) }));
  const sales = { hours: [{ fromMinute: 540, ...sold(2, 100) }], days: new Map([["1970-01-01", 660]]) };
  assert.deepEqual(
    hoursOfSales(hours, sales).map((one) => one.sold),
    [sold(2, 100), sold(0, 0), null],
  );
});
