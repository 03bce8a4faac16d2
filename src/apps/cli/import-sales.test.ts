import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { openStoreReader } from "#adapters/store/store.ts";

const ALWAYS = { storeId: "shop", fromMinute: 0, toMinute: 1e9 };

function lintel(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["src/apps/cli/main.ts", "import", "sales", ...words],
    {
      encoding: "utf8",
    },
  );
  return { status, out: stdout, err: stderr };
}

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-sales-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const transaction = (number: number, inside: string, flags = "") =>
  `<Transaction ${flags}><RetailStoreID>7</RetailStoreID><WorkstationID>1</WorkstationID><SequenceNumber>${number}</SequenceNumber>
  <OperatorID OperatorName="Anna Muster">4</OperatorID><BusinessDayDate>2026-03-02</BusinessDayDate>
  <BeginDateTime>2026-03-02T10:0${number}:00</BeginDateTime><EndDateTime>2026-03-02T10:1${number}:00</EndDateTime>
  <CurrencyCode>EUR</CurrencyCode>${inside}</Transaction>`;
const sale = (amount: string, kind = "Sale", link = "") =>
  `<RetailTransaction>${link}<LineItem><${kind}><Quantity>2</Quantity></${kind}></LineItem>
  <LineItem><Tender><CreditDebit><PrimaryAccountNumber>4111111111111111</PrimaryAccountNumber></CreditDebit></Tender></LineItem>
  <Total TotalType="TransactionGrandAmount">${amount}</Total><Customer><CustomerID>99</CustomerID><Email>a@example.com</Email></Customer></RetailTransaction>`;
const VOID = '<TransactionLink ReasonCode="PostVoid"><SequenceNumber>2</SequenceNumber></TransactionLink>';
const JOURNAL = `<?xml version="1.0" encoding="UTF-8"?><POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/">
${transaction(1, sale("20.00"))}${transaction(2, sale("99.00"))}${transaction(3, sale("5.00", "Return"))}
${transaction(4, sale("7.00"), 'TrainingModeFlag="true"')}${transaction(5, sale("99.00", "Sale", VOID))}
${transaction(6, "<TenderControlTransaction/>")}</POSLog>`;

test("a till's journal is full of persons: it is refused, made into a file without them, and that is taken in once", async (context) => {
  const folder = folderOf(context);
  const [journal, clean, data] = [join(folder, "log.xml"), join(folder, "clean.csv"), join(folder, "data")];
  writeFileSync(journal, JOURNAL);
  const store = ["--store", "shop", "--data", data, "--time-zone", "Europe/Zurich"];
  const refused = lintel(journal, ...store, "--leave-out", "OperatorID", "CustomerID");
  assert.equal(refused.status, 2);
  for (const name of [
    "OperatorID",
    "OperatorID@OperatorName",
    "PrimaryAccountNumber",
    "Customer",
    "CustomerID",
    "Email",
  ])
    assert.match(refused.err, new RegExp(`\`${name}\``));
  assert.match(refused.err, /--reduce clean\.csv/);
  assert.doesNotMatch(refused.err, /Muster|4111|a@example/);

  assert.match(lintel(journal, "--reduce", clean).out, /6 entries written/);
  const reduced = readFileSync(clean, "utf8");
  assert.doesNotMatch(reduced, /Muster|4111|a@example|99,/);
  const first = lintel(clean, ...store);
  assert.equal(first.status, 0, first.err);
  assert.match(first.out, /6 entries \(csv\): 2 purchases, EUR 114 gross/);
  for (const said of [
    /1 of the entries are returns/,
    /1 training transactions/,
    /1 entries without a sale/,
    /1 receipts made void/,
  ])
    assert.match(first.out, said);
  assert.match(lintel(clean, ...store).out, /0 added, 4 were there already/);
  using reader = openStoreReader(data);
  const sales = await reader.sales(ALWAYS);
  assert.deepEqual(sales?.hours, [
    { fromMinute: Date.parse("2026-03-02T09:00Z") / 60_000, amount: 1500, items: 0, transactions: 1 },
  ]);
  for (const name of readdirSync(data, { recursive: true, encoding: "utf8" }))
    if (name.startsWith("store.sqlite"))
      assert.doesNotMatch(readFileSync(join(data, name), "latin1"), /Muster|4111111|a@example/, name);
});

test("sums by the hour of a German spreadsheet, with its own columns; a trial keeps nothing, and faults say what to do", async (context) => {
  const folder = folderOf(context);
  const [table, data] = [join(folder, "hours.csv"), join(folder, "data")];
  writeFileSync(
    table,
    "Datum;Stunde;Bruttobetrag;Bons;Artikel;Wetter\n2.3.2026;10:00;1.234,50;41;80;kalt\n2.3.2026;11:00;12,00;1;1;kalt\n",
  );
  const store = ["--store", "shop", "--data", data, "--time-zone", "Europe/Zurich"];
  assert.match(lintel(table, ...store).err, /`Wetter`: not known[\s\S]*--leave-out/);
  const left = [table, ...store, "--leave-out", "Wetter"];
  assert.match(lintel(...left).err, /does not say in which currency[\s\S]*--currency EUR/);
  assert.match(lintel(...left, "--currency", "EUX").err, /no currency/);
  assert.match(lintel(...left, "--currency", "EUR").out, /42 purchases, EUR 1246\.5 gross/);
  assert.match(lintel(...left, "--dry-run").out, /Nothing was kept/);
  assert.match(lintel(table, "--column", "colour=Wetter").err, /is not one of `time`/);
  using reader = openStoreReader(data);
  assert.deepEqual(
    (await reader.sales(ALWAYS))?.hours.map(({ amount, transactions }) => [amount, transactions]),
    [
      [123_450, 41],
      [1200, 1],
    ],
  );
});
