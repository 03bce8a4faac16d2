import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { openStore } from "#adapters/store/store.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";

const FRANCHISE =
  "    controller:\n      name: Franchise\n      shares:\n        figures: minute\n        health: true\n";
const YAML = chainYaml(storeYaml("here"), storeYaml("other"));
const NOW = Date.parse("2026-11-24T12:00Z");
const FROM = Date.parse("2026-11-20T00:00Z") / 60_000;
const SALES = "POST /api/v1/stores/here/sales";
const ASKED = "GET /api/v1/stores/here/sales?from=2026-11-20&to=2026-11-20";

/** Two people in every minute of two hours. */
const COUNTS: readonly AgentRecord[] = [
  { kind: "store", storeId: "here", timeZone: "UTC" },
  { kind: "line-version", storeId: "here", lineId: "door.door", version: 1, role: "entrance" },
  ...Array.from({ length: 120 }, (_, index): AgentRecord => {
    const minute = FROM + 9 * 60 + index;
    const figures = {
      in: 2,
      out: 2,
      staffIn: 0,
      staffOut: 0,
      groupsIn: 0,
      uncertain: 0,
      watchedMs: 60_000,
      method: "body-1",
    } as const;
    return {
      kind: "line",
      storeId: "here",
      lineId: "door.door",
      version: 1,
      minute,
      agentId: "a",
      seq: index,
      ...figures,
    };
  }),
];

/** A folder in which the shop has counted already. */
async function countedFolder(context: TestContext): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-sales-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  using store = await openStore(folder);
  await store.ingest(COUNTS);
  return folder;
}

/** Thirty receipts in each of the two hours. */
const TABLE = `time;receipt;amount;items;currency\n${Array.from({ length: 60 }, (_, index) => {
  const time = new Date((FROM + 9 * 60 + 2 * index) * 60_000).toISOString().slice(0, 16).replace("T", " ");
  return `${time};${index};10,50;2;EUR`;
}).join("\n")}\n`;
const csv = (body: string) => ({ body, headers: { "content-type": "text/csv" } });
const xml = (body: string) => ({ body, headers: { "content-type": "application/xml" } });

test("sales come in by the API, once however often, and make conversion beside visitors", async (context) => {
  await using shop = await openServedShop({ yaml: YAML, nowMs: () => NOW, folder: await countedFolder(context) });
  const owner = await shop.person("owner");
  const dry = await shop.ask(`${SALES}?dry_run=true`, { as: owner, ...csv(TABLE) });
  assert.deepEqual([dry.status, dry.json.taken, dry.json.read.transactions], [200, null, 60], dry.text);
  assert.equal((await shop.ask(ASKED, { as: owner })).json.figures, null, "a trial keeps nothing");

  const first = await shop.ask(SALES, { as: owner, ...csv(TABLE) });
  assert.equal(first.json.taken.added, 60, first.text);
  const key = await shop.program(["configure"], { storeIds: ["here"] });
  const again = await shop.ask(SALES, { as: key, ...csv(TABLE) });
  assert.deepEqual([again.json.taken.added, again.json.taken.repeated], [0, 60]);

  const { figures } = (await shop.ask(`${ASKED}&by=hour`, { as: owner })).json;
  assert.deepEqual(figures.total.base, { hours: 2, openHours: 24, visitors: 240, transactions: 60, amount: 630 });
  assert.deepEqual(
    [
      figures.total.conversion,
      figures.total.averageTicket,
      figures.total.itemsPerTicket,
      figures.total.salesPerVisitor,
    ],
    [0.25, 10.5, 2, 2.625],
  );
  assert.equal(figures.rows.find(({ label }: { label: string }) => label === "09:00").conversion, 0.25);

  const reader = await shop.program(["export"], { storeIds: ["here"] });
  const table = await shop.ask(ASKED.replace("/sales?", "/sales.csv?"), { as: reader });
  assert.match(table.text, /^store,span,currency,basis,amount/);
  assert.match(table.text, /\r\nhere,total,EUR,gross,630,120,60,10.5,2,0.25,2.625,2,24,240,60,630,1,no\r\n$/);
  const sheet = await shop.ask(ASKED.replace("/sales?", "/sales.xlsx?"), { as: reader });
  assert.equal(sheet.status, 200);
  assert.equal(sheet.text.slice(0, 2), "PK");
});

test("a file with anything about persons is refused whole, whatever is said of it, and nothing of it is kept", async (context) => {
  await using shop = await openServedShop({ yaml: YAML, nowMs: () => NOW, folder: await countedFolder(context) });
  const owner = await shop.person("owner");
  const refused = async (path: string, sent: object) => {
    const { status, json } = await shop.ask(path, { as: owner, ...sent });
    assert.equal(status, 400);
    return json;
  };
  const withCard = TABLE.replaceAll("\n", ";4111111111111111\n").replace(
    "currency;4111111111111111",
    "currency;Card number",
  );
  const personal = await refused(`${SALES}?leave_out=Card%20number&skip_bad=true`, csv(withCard));
  assert.equal(personal.code, "sales/personal");
  assert.match(personal.detail, /column `Card number`: about who bought/);
  assert.match(personal.remedy, /--reduce/);
  assert.doesNotMatch(JSON.stringify(personal), /4111/, "what stands in it is not repeated");

  const unknown = await refused(SALES, csv(TABLE.replace("items", "Wetter")));
  assert.deepEqual([unknown.code, /`Wetter`/.test(unknown.detail)], ["sales/unknown-column", true]);
  assert.equal(
    (await shop.ask(`${SALES}?leave_out=wetter&dry_run=true`, { as: owner, ...csv(TABLE.replace("items", "Wetter")) }))
      .status,
    200,
  );

  const log = (inside: string) =>
    `<?xml version="1.0"?><POSLog><Transaction><RetailStoreID>1</RetailStoreID><WorkstationID>2</WorkstationID><SequenceNumber>3</SequenceNumber>${inside}<EndDateTime>2026-11-20T09:30:00</EndDateTime><RetailTransaction><Total TotalType="TransactionGrandAmount" CurrencyCode="EUR">5.00</Total></RetailTransaction></Transaction></POSLog>`;
  const cashier = await refused(SALES, xml(log("<OperatorID>anna</OperatorID>")));
  assert.match(cashier.detail, /element `OperatorID`/);
  assert.match(
    (await refused(SALES, xml(log("").replace("<POSLog>", '<!DOCTYPE x [<!ENTITY a "b">]><POSLog>')))).detail,
    /document type/,
  );
  assert.equal((await refused(SALES, xml(log("").replace("</POSLog>", "")))).code, "import/unreadable");
  assert.equal((await refused(SALES, xml(log("").replaceAll("POSLog", "Orders")))).code, "import/unreadable");

  const mixed = await refused(SALES, csv(TABLE.replace("EUR", "USD")));
  assert.deepEqual([mixed.code, /`USD`, `EUR`|`EUR`, `USD`/.test(mixed.detail)], ["sales/currency", true]);
  const bad = await refused(SALES, csv(TABLE.replace("10,50", "ten")));
  assert.match(bad.detail, /1 of 60 entries cannot be read; line 2: `ten` is no amount/);
  assert.equal((await shop.ask(ASKED, { as: owner })).json.figures, null, "of all that nothing was kept");

  const skipped = await shop.ask(`${SALES}?skip_bad=true`, { as: owner, ...csv(TABLE.replace("10,50", "ten")) });
  assert.deepEqual([skipped.json.tally.bad, skipped.json.taken.added], [1, 59], skipped.text);
  assert.equal((await shop.ask(SALES, { as: owner, ...xml(log("")) })).json.taken.added, 1);
  const net = await refused(`${SALES}?amount=net`, csv(TABLE));
  assert.equal(net.code, "sales/other-money");
});

test("what a franchise store shares with its chain is never its turnover", async () => {
  const shared = chainYaml(storeYaml("here"), storeYaml("other", { controller: FRANCHISE }));
  await using shop = await openServedShop({ yaml: shared, nowMs: () => NOW });
  const chain = await shop.person("owner");
  const { status } = await shop.ask(ASKED.replace("here", "other").replace("/sales", "/figures"), { as: chain });
  assert.equal(status, 200, "figures are shared");
  assert.equal((await shop.ask(ASKED.replace("here", "other"), { as: chain })).status, 404);
});
