import assert from "node:assert/strict";
import test from "node:test";
import { poslogReader } from "./poslog.ts";

type Element = [name: string, attributes?: Record<string, string>, ...inside: (Element | string)[]];

function entriesOf(log: Element, leaveOut: readonly string[] = []) {
  const reader = poslogReader(leaveOut);
  const entries: unknown[] = [];
  const tell = ([name, attributes = {}, ...inside]: Element) => {
    reader.open(name, attributes, 1);
    for (const one of inside) typeof one === "string" ? reader.text(one) : tell(one);
    const entry = reader.close();
    if (entry) entries.push(entry);
  };
  tell(log);
  // biome-ignore lint/suspicious/noExplicitAny: a test looks at what was told as it is.
  return { entries: entries as any[], refusal: reader.refusal() };
}

const line = (kind: string, quantity: string, flags: Record<string, string> = {}): Element => [
  "LineItem",
  flags,
  [kind, {}, ["ItemID", {}, "4711"], ["Quantity", {}, quantity], ["ExtendedAmount", {}, "9"]],
];
const transaction = (number: string, inside: Element[], flags: Record<string, string> = {}): Element => [
  "Transaction",
  flags,
  ["RetailStoreID", {}, "S1"],
  ["WorkstationID", {}, "2"],
  ["SequenceNumber", {}, number],
  ["BusinessDayDate", {}, "2026-11-20"],
  ["BeginDateTime", {}, "2026-11-20T10:00:00"],
  ["EndDateTime", {}, "2026-11-20T10:04:00"],
  ...inside,
];
const retail = (...inside: Element[]): Element => ["nrf:RetailTransaction", {}, ...inside];
const GRAND: Element = ["Total", { TotalType: "TransactionGrandAmount", CurrencyCode: "EUR" }, "18.00"];
const NET: Element = ["Total", { TotalType: "TransactionNetAmount", CurrencyCode: "EUR" }, "15.13"];

test("a sale is told by its totals, its time and how many items were sold less those taken back", () => {
  const sale = retail(
    line("Sale", "2"),
    line("Sale", "0.354"),
    line("Sale", "5", { VoidFlag: "true" }),
    line("Return", "1"),
    NET,
    GRAND,
  );
  const { entries, refusal } = entriesOf(["POSLog", {}, transaction("7", [sale])]);
  assert.equal(refusal, null);
  const { kind, store, till, number, day, time, gross, net, items, currency } = entries[0];
  assert.deepEqual(
    [kind, store, till, number, day, time],
    ["sale", "S1", "2", "7", "2026-11-20", "2026-11-20T10:04:00"],
  );
  assert.deepEqual([gross, net, items, currency], ["18.00", "15.13", "2", "EUR"]);
});

test("returns, voids, post-voids, training, suspended and drawer transactions are what they are", () => {
  const sale = retail(line("Sale", "1"), GRAND);
  const kinds = entriesOf([
    "POSLog",
    {},
    transaction("1", [retail(line("Return", "1"), GRAND)]),
    transaction("2", [sale], { CancelFlag: "true" }),
    transaction("3", [sale], { TrainingModeFlag: "true" }),
    transaction("4", [["RetailTransaction", { TransactionStatus: "Suspended" }, GRAND]]),
    transaction("5", [["RetailTransaction", { TransactionStatus: "Voided" }, GRAND]]),
    transaction("6", [["TenderControlTransaction"]]),
    transaction("8", [
      retail(
        ["TransactionLink", { ReasonCode: "PostVoid" }, ["WorkstationID", {}, "1"], ["SequenceNumber", {}, "7"]],
        GRAND,
      ),
    ]),
  ]).entries.map(({ kind, number, voids }) => [number, kind, voids]);
  assert.deepEqual(kinds, [
    ["1", "return", ""],
    ["2", "void", ""],
    ["3", "training", ""],
    ["4", "suspended", ""],
    ["5", "void", ""],
    ["6", "no-sale", ""],
    ["8", "void", "2026-11-20 1 7"],
  ]);
});

test("elements about persons are refused even where they are left out; others by their name until they are", () => {
  const log: Element = [
    "POSLog",
    {},
    transaction("1", [
      ["OperatorID", {}, "anna"],
      ["x:Weather", {}, ["Sky", {}, "blue"], ["CustomerID", {}, "9"]],
      retail(GRAND),
    ]),
  ];
  assert.deepEqual(entriesOf(log).refusal, { personal: ["OperatorID", "CustomerID"], unknown: ["Weather", "Sky"] });
  assert.deepEqual(entriesOf(log, ["Weather", "OperatorID", "CustomerID"]).refusal, {
    personal: ["OperatorID", "CustomerID"],
    unknown: [],
  });
  const attribute: Element = ["POSLog", {}, transaction("1", [["RetailTransaction", { CardNumber: "1" }, GRAND]])];
  assert.deepEqual(entriesOf(attribute).refusal, { personal: ["RetailTransaction@CardNumber"], unknown: [] });
});
