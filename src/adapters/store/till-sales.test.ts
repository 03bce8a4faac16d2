import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import fc from "fast-check";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { SaleRecord } from "#domain/sales/sale.ts";
import { openStore, openStoreReader, type Store } from "./store.ts";
import { RECEIPT_DAYS } from "./till-sales.ts";

const ALWAYS = { fromMinute: 0, toMinute: 1e9 };
const DAY_MS = 86_400_000;
const NOON = Date.parse("2026-10-20T10:00Z");
const calendar = storeCalendar("Europe/Zurich");
const money = { currency: "EUR", basis: "gross" } as const;

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-sales-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const take = (store: Store, records: readonly SaleRecord[], { storeId = "here", nowMs = NOON + 5 * DAY_MS } = {}) =>
  store.tillSales.take({ storeId, money, calendar, nowMs, records });
const sale = (receipt: string, minutes: number, amount = 1000, transactions = 1): SaleRecord => ({
  kind: "sale",
  receipt,
  minute: NOON / 60_000 + minutes,
  amount,
  items: 2,
  transactions,
});

test("in whatever order files come, and however often, the sales are the same; also once their days are closed", async (context) => {
  const folder = folderOf(context);
  using store = await openStore(folder);
  const receipt = fc.integer({ min: 0, max: 11 }).map((number) => `r${number}`);
  const minutes = fc.integer({ min: 0, max: 4000 });
  const record = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.tuple(receipt, minutes, fc.integer({ min: -500, max: 5000 }), fc.integer({ min: 0, max: 2 })),
    },
    { weight: 1, arbitrary: fc.tuple(receipt, minutes) },
  );
  const recordOf = (one: readonly [string, number, ...number[]]): SaleRecord =>
    one.length === 2
      ? { kind: "void", receipt: one[0], minute: NOON / 60_000 + one[1] }
      : sale(one[0], one[1], one[2], one[3]);
  const order = fc.array(fc.nat({ max: 30 }), { minLength: 30, maxLength: 60 });
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 25 }), order, async (told, picks) => {
      const records = told.map((one) => recordOf(one as [string, number]));
      const [one, other] = [`one${++run}`, `other${run}`];
      await take(store, records, { storeId: one });
      // All of them, mixed and repeated, in files of some.
      const mixed = [...picks.map((pick) => records[pick % records.length]!), ...records.toReversed()];
      for (let from = 0; from < mixed.length; from += 7)
        await take(store, mixed.slice(from, from + 7), { storeId: other });
      const sales = await store.sales({ storeId: one, ...ALWAYS });
      assert.deepEqual(await store.sales({ storeId: other, ...ALWAYS }), sales);
      if (run % 10 !== 0) return;
      await store.tillSales.closeDue(NOON + (RECEIPT_DAYS + 20) * DAY_MS);
      const closed = await store.sales({ storeId: one, ...ALWAYS });
      assert.deepEqual(closed, sales, "closing changes nothing");
      const late = await take(store, records, { storeId: one });
      // A void of a day without sales waits for its sale again, and changes nothing.
      assert.equal(late.added, 0, "and nothing comes after it");
      assert.deepEqual(await store.sales({ storeId: one, ...ALWAYS }), sales);
    }),
    { numRuns: 30 },
  );
});

test("a receipt goes when its day is closed, and the hour stays; the void of what never came goes as well", async (context) => {
  const folder = folderOf(context);
  using store = await openStore(folder);
  await take(store, [sale("a", 0), sale("b", 10), { kind: "void", receipt: "never", minute: NOON / 60_000 }]);
  assert.equal(await store.tillSales.closeDue(NOON + 6 * DAY_MS), 0, "too early");
  assert.equal(await store.tillSales.closeDue(NOON + (RECEIPT_DAYS + 7) * DAY_MS), 3);
  using reader = openStoreReader(folder);
  const sales = await reader.sales({ storeId: "here", ...ALWAYS });
  assert.deepEqual(sales?.hours, [{ fromMinute: NOON / 60_000, amount: 2000, items: 4, transactions: 2 }]);
  assert.equal((await take(store, [sale("a", 0)])).closed, 1);
});

test("of the present day only the hours before the last sale are whole, and all of it once it is over", async (context) => {
  using store = await openStore(folderOf(context));
  const untilOf = async () => (await store.sales({ storeId: "here", ...ALWAYS }))?.days.get("2026-10-20");
  await take(store, [sale("a", 130)], { nowMs: NOON + 3 * 3_600_000 });
  assert.equal(await untilOf(), NOON / 60_000 + 120);
  await take(store, [sale("a", 130)]);
  assert.equal(await untilOf(), calendar.minutesOf("2026-10-20").toMinute);
});

test("another currency, or amounts without tax beside such with it, are refused whole", async (context) => {
  using store = await openStore(folderOf(context));
  await take(store, [sale("a", 0)]);
  for (const other of [
    { ...money, currency: "CHF" },
    { ...money, basis: "net" as const },
  ])
    await assert.rejects(
      store.tillSales.take({ storeId: "here", money: other, calendar, nowMs: NOON, records: [sale("b", 0)] }),
      { code: "sales/other-money" },
    );
  assert.equal((await store.sales({ storeId: "here", ...ALWAYS }))?.hours[0]?.transactions, 1);
});
