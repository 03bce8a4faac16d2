import assert from "node:assert/strict";
import test from "node:test";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { amountOf } from "./amount-text.ts";
import { type TillEntry, tillReader } from "./till-entry.ts";

const ENTRY: TillEntry = {
  line: 2,
  kind: "sale",
  store: "",
  till: "1",
  number: "17",
  day: "",
  time: "2026-11-20 14:05:09",
  gross: "12,50",
  net: "",
  items: "3",
  transactions: "",
  currency: "",
  voids: "",
};
const PLAN = {
  calendar: storeCalendar("Europe/Zurich"),
  basis: "gross",
  decimal: null,
  timeFormat: null,
  digits: 2,
} as const;
const read = (entry: Partial<TillEntry>) => tillReader(PLAN)({ ...ENTRY, ...entry });
const minute = (text: string) => Date.parse(text) / 60_000;

test("amounts are read as tills write them, and refused where they can be read in two ways", () => {
  const cases: [string, number | RegExp][] = [
    ["12.50", 1250],
    ["12,5", 1250],
    ["1.234,50", 123_450],
    ["1,234.50", 123_450],
    ["1'234.50", 123_450],
    ["1 234,50", 123_450],
    ["1.234.567", 123_456_700],
    ["€ 3.20", 320],
    ["3,20 €", 320],
    ["-3.20", -320],
    ["3.20-", -320],
    ["(3.20)", -320],
    ["699.9700", 69_997],
    ["0.125", 13],
    ["0", 0],
    ["-0.00", 0],
    ["1,234", /thousand or a fraction/],
    ["", /no amount/],
    ["abc", /no amount/],
    ["(3.20", /no amount/],
    ["1,2,3", /no amount/],
    ["99999999999999", /too large/],
  ];
  for (const [text, expected] of cases) {
    const found = amountOf(text, { decimal: null, digits: 2 });
    if (typeof expected === "number") assert.equal(found, expected, text);
    else assert.match(String(found), expected, text);
  }
  assert.equal(amountOf("1,234", { decimal: ".", digits: 2 }), 123_400);
  assert.equal(amountOf("1,234", { decimal: ",", digits: 2 }), 123);
  assert.equal(amountOf("1200", { decimal: null, digits: 0 }), 1200);
});

test("a purchase, a return, an exchange for more and a gift each count as what they are", () => {
  const sold = (entry: Partial<TillEntry>) => {
    const found = read(entry);
    assert.equal(found.kind, "record");
    const { record } = found as Extract<typeof found, { kind: "record" }>;
    return record.kind === "sale" ? [record.amount, record.items, record.transactions] : record;
  };
  assert.deepEqual(sold({}), [1250, 3, 1]);
  assert.deepEqual(sold({ gross: "-12.50" }), [-1250, -3, 0]);
  assert.deepEqual(sold({ kind: "return" }), [-1250, -3, 0]);
  assert.deepEqual(sold({ gross: "0", items: "2" }), [0, 2, 1], "paid with a voucher");
  assert.deepEqual(sold({ gross: "0", items: "0" }), [0, 0, 0], "nothing was bought");
  assert.deepEqual(sold({ number: "", transactions: "8" }), [1250, 3, 8], "a sum of an hour");
  assert.deepEqual(sold({ kind: "void" }), {
    kind: "void",
    receipt: "2026-11-20 1 17",
    minute: minute("2026-11-20T13:05Z"),
  });
  for (const kind of ["training", "suspended", "no-sale"] as const)
    assert.deepEqual(read({ kind }), { kind: "left-out", why: kind });
});

test("times go by the store's clock, whatever the season, and by their own distance from UTC where they say it", () => {
  const at = (time: string) => {
    const found = read({ time });
    return found.kind === "record"
      ? [new Date(found.record.minute * 60_000).toISOString().slice(0, 16), found.isTwice]
      : found.kind;
  };
  assert.deepEqual(at("2026-07-01 10:00"), ["2026-07-01T08:00", false]);
  assert.deepEqual(at("1.12.2026 10:00"), ["2026-12-01T09:00", false]);
  assert.deepEqual(at("2026-12-01T10:00:00+09:00"), ["2026-12-01T01:00", false]);
  assert.deepEqual(at("2026-10-25 02:30"), ["2026-10-25T00:30", true], "shown twice: the first");
  assert.deepEqual(at("2026-10-25T02:30:00+01:00"), ["2026-10-25T01:30", false]);
  assert.equal(at("2026-03-29 02:30"), "bad", "never shown");
  assert.equal(at("2026-02-30 10:00"), "bad");
  assert.equal(at("03/04/2026 10:00"), "bad", "nobody knows which is the month");
});
