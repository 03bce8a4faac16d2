import assert from "node:assert/strict";
import test from "node:test";
import { isPersonalInSales, salesColumns } from "./sales-columns.ts";

const PLAIN = { named: {}, leaveOut: [], basis: "gross" } as const;

test("columns about who buys or sells are known in four languages, however they are written", () => {
  const personal = [
    ...[
      "Card number",
      "card_no",
      "PAN",
      "creditCardType",
      "IBAN",
      "Customer",
      "customer_id",
      "CustomerName",
      "client",
      "Kundennummer",
    ],
    ...[
      "Loyalty ID",
      "loyaltyCard",
      "Bonuskarte",
      "carte de fidélité",
      "membership",
      "Cashier",
      "cashier_name",
      "operatorID",
      "Employee",
    ],
    ...[
      "Mitarbeiter-Nr",
      "Kassierer",
      "Verkäufer",
      "caissier",
      "vendeuse",
      "Associate",
      "salesperson",
      "e-mail",
      "Email",
      "phone",
      "Telefon",
    ],
    ...[
      "First name",
      "Name",
      "nom",
      "address",
      "date of birth",
      "Geburtsdatum",
      "会员号",
      "收银员",
      "顾客",
      "手机",
      "회원번호",
      "고객명",
      "직원",
      "전화",
    ],
  ];
  for (const name of personal) {
    assert.ok(isPersonalInSales(name), name);
    for (const said of [
      PLAIN,
      { ...PLAIN, leaveOut: [name] },
      { ...PLAIN, named: { receipt: name } },
      { ...PLAIN, named: { till: name } },
    ])
      assert.deepEqual(
        salesColumns(["time", "receipt", "amount", name], said),
        { refused: "personal", names: [name] },
        name,
      );
  }
});

test("columns about goods and money are not taken for persons", () => {
  const plain = [
    "time",
    "Datum",
    "Uhrzeit",
    "store",
    "Kasse",
    "caisse",
    "receipt_number",
    "Transaction ID",
    "Belegnummer",
    "amount",
    "Brutto",
  ];
  for (const name of [
    ...plain,
    "items",
    "Menge",
    "quantity",
    "transactions",
    "currency",
    "小票号",
    "金额",
    "영수증번호",
    "discount",
    "VAT",
  ])
    assert.ok(!isPersonalInSales(name), name);
});

test("a person is never read, even by who may pass over all the rest", () => {
  const header = ["cashier", "time", "receipt", "colour", "amount", "customer_name"];
  assert.deepEqual(salesColumns(header, { ...PLAIN, mayPassOver: true }), { time: 1, receipt: 2, amount: 4 });
});

test("what is not known is refused by its name, and may be left out or named", () => {
  const header = ["time", "receipt", "Warengruppe", "Bon total"];
  assert.deepEqual(salesColumns(header, PLAIN), { refused: "unknown", names: ["Warengruppe", "Bon total"] });
  const said = { ...PLAIN, leaveOut: ["warengruppe"], named: { gross: "Bon total" } };
  assert.deepEqual(salesColumns(header, said), { time: 0, receipt: 1, gross: 3 });
});

test("what is needed and not there is said", () => {
  const missing = (header: string[]) => {
    const found = salesColumns(header, PLAIN);
    return "refused" in found ? found.names.join() : "";
  };
  assert.match(missing(["receipt", "amount"]), /times/);
  assert.match(missing(["time", "receipt", "net"]), /gross amounts/);
  assert.match(missing(["time", "amount"]), /receipt numbers/);
  assert.match(missing(["time", "amount", "receipt", "transactions"]), /not both/);
});
