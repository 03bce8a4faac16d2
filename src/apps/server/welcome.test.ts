import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { CONSENTS_PER_STORE_MAX } from "#adapters/store/consents.ts";
import { checkReceipt } from "#domain/audit/receipt-proof.ts";
import { noticeBytes } from "#domain/consent/consent-notice.ts";
import { AGE_BANDS, type ReceiptAnswer } from "#domain/wire/welcome.ts";
import {
  chainYaml,
  estimatingTabletYaml,
  openServedShop,
  type ServedShop,
  storeYaml,
} from "#tools/shop/served-shop.ts";
import { releaseWeeks } from "./week-release.ts";

const TUESDAY_MS = Date.UTC(2026, 10, 24, 12, 0);
const DAY_MS = 86_400_000;
const tablet = (does = "tablet-answer", more = "") => `      - id: welcome
        class: tablet
        does: [${does}]
        practice:
          proc: { mode: user_started, demog_source: self_told }
          out: { published: false }
${more}`;
const YAML = chainYaml(`${storeYaml("here")}${tablet()}`, `${storeYaml("there")}${tablet()}`, storeYaml("none"));
const SAID = { purpose: "tablet-answer", language: "fr", isAdult: true, isUnder14WithAdult: false } as const;

async function openShop(yaml = YAML) {
  const clock = { nowMs: TUESDAY_MS };
  return { shop: await openServedShop({ yaml, nowMs: () => clock.nowMs }), clock };
}

async function agree(shop: ServedShop, change: object = {}, headers: Record<string, string> = {}) {
  const { notice } = (await shop.ask("GET /api/v1/welcome/here")).json;
  const json = { ...SAID, noticeHash: notice.hash, ...change };
  return await shop.ask("POST /api/v1/welcome/here/consents", { json, headers });
}

const answer = (shop: ServedShop, receiptId: string, change: object = {}) =>
  shop.ask("POST /api/v1/welcome/here/answers", {
    json: { ageBand: "30-44", sex: "male", source: "told", receiptId, ...change },
  });

test("a visitor reads, agrees, answers, looks at the receipt and withdraws, without an account", async () => {
  const { shop } = await openShop(`${YAML}welcome: { contact: privacy@shop.example, kept_days: 20 }\n`);
  await using _closed = shop;
  const { json: welcome } = await shop.ask("GET /api/v1/welcome/here");
  assert.deepEqual(
    [welcome.name, welcome.controller, welcome.contact, welcome.keptDays],
    ["The shop here", "Example chain", "privacy@shop.example", 20],
  );
  assert.deepEqual(
    welcome.purposes.map(({ purpose, isAllowed }: { purpose: string; isAllowed: boolean }) => [purpose, isAllowed]),
    [
      ["tablet-answer", true],
      ["tablet-estimate", false],
    ],
  );
  assert.equal(welcome.notice.hash, createHash("sha256").update(noticeBytes(welcome.notice.text)).digest("hex"));
  for (const language of ["en", "zh", "fr", "ko"]) {
    const text = welcome.notice.text[language].join("\n");
    for (const said of ["Example chain", "privacy@shop.example", "20", "/rights/here", "10"])
      assert.ok(text.includes(said), `${language}: ${said}`);
  }
  const { status, json: receipt } = await agree(shop);
  assert.equal(status, 201);
  assert.equal(receipt.rightsUrl.split("#")[1], receipt.code);
  assert.ok(receipt.rightsUrl.includes("/rights/here#"));
  assert.equal(receipt.untilMs, TUESDAY_MS + 20 * DAY_MS);
  assert.deepEqual((await answer(shop, receipt.receiptId)).status, 204);
  const code = receipt.code.toLowerCase().replaceAll("-", " ");
  const about = (await shop.ask("POST /api/v1/rights/here/receipt", { json: { code } })).json;
  assert.deepEqual(
    [about.purpose, about.givenMs, about.noticeHash, about.language, about.withdrawnMs],
    ["tablet-answer", TUESDAY_MS, welcome.notice.hash, "fr", null],
  );
  assert.ok(!JSON.stringify(about).includes("30-44"), "the answer is told to nobody");
  const withdrawn = await shop.ask("POST /api/v1/rights/here/withdrawals", { json: { code } });
  assert.deepEqual(withdrawn.json, { withdrawnMs: TUESDAY_MS });
  assert.equal((await shop.ask("POST /api/v1/rights/here/receipt", { json: { code } })).json.withdrawnMs, TUESDAY_MS);
  assert.deepEqual((await shop.ask("POST /api/v1/rights/here/withdrawals", { json: { code } })).json, withdrawn.json);
  assert.equal((await answer(shop, receipt.receiptId)).status, 404);
  assert.ok(!shop.log.join("").includes(receipt.code), "the code is in no log");
});

test("whoever has the code proves that consent and withdrawal are in the ledger, and nobody else finds the entry", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const { ledger } = shop.server.parts;
  const { json: receipt } = await agree(shop);
  const look = async () => (await shop.ask("POST /api/v1/rights/here/receipt", { json: { code: receipt.code } })).json;
  const standings = (about: ReceiptAnswer) => {
    const claim = { storeId: "here", purpose: about.purpose, noticeHash: about.noticeHash };
    return [
      checkReceipt({ ...claim, kind: "consent", atMs: about.givenMs }, about.ledger!),
      about.withdrawnMs && checkReceipt({ ...claim, kind: "withdrawal", atMs: about.withdrawnMs }, about.ledger!),
    ];
  };
  ledger.flush();
  const given: ReceiptAnswer = await look();
  assert.deepEqual(standings(given), ["proved", null]);
  const proof = given.ledger!;
  const [told] = proof.entries;
  const claim = { kind: "consent", storeId: "here", purpose: given.purpose, noticeHash: given.noticeHash } as const;
  const atMs = given.givenMs;
  assert.equal(checkReceipt({ ...claim, atMs: atMs + 1 }, proof), "unproved", "another moment");
  assert.equal(checkReceipt({ ...claim, purpose: "tablet-estimate", atMs }, proof), "unproved", "another purpose");
  for (const other of [
    { ...proof, salt: "0".repeat(64) },
    { ...proof, key: "nonsense" },
    { ...proof, note: proof.note.replace(/\n\d+\n/, "\n99999\n") },
    { ...proof, note: "" },
    { ...proof, entries: [] },
    { ...proof, entries: [{ ...told!, entry: told!.entry! + 1 }] },
    { ...proof, entries: [{ ...told!, path: ["x"] }] },
  ])
    assert.equal(checkReceipt({ ...claim, atMs }, other), "unproved", JSON.stringify(other).slice(0, 200));
  await shop.ask("POST /api/v1/rights/here/withdrawals", { json: { code: receipt.code } });
  const soon: ReceiptAnswer = await look();
  assert.deepEqual(standings(soon), ["proved", "soon"]);
  ledger.flush();
  assert.deepEqual(standings(await look()), ["proved", "proved"], "also when the key of the answer is destroyed");
  const entries = ledger.entries({ from: 0, to: 1000 }).map(({ text }) => text);
  assert.ok(!entries.some((text) => text.includes(receipt.receiptId) || text.includes(given.noticeHash)));
});

test("what is refused: no purpose, a child alone, an old notice, another source, a long body, a picture, another site", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const none = await shop.ask("GET /api/v1/nothing-there");
  for (const name of ["GET /api/v1/welcome/none", "GET /api/v1/welcome/unknown"])
    assert.equal((await shop.ask(name)).text, none.text, name);
  const refused = async (change: object, headers: Record<string, string> = {}) => {
    const { status, json } = await agree(shop, change, headers);
    return [status, json.code];
  };
  assert.deepEqual(await refused({ purpose: "tablet-estimate" }), [403, "welcome/not-permitted"]);
  assert.deepEqual(await refused({ isAdult: false }), [403, "welcome/child-alone"]);
  assert.deepEqual(await refused({ isUnder14WithAdult: true }), [403, "welcome/child-alone"]);
  assert.equal((await agree(shop, { isAdult: false, isUnder14WithAdult: true })).status, 201);
  assert.deepEqual(await refused({ noticeHash: "0".repeat(64) }), [409, "welcome/notice-changed"]);
  assert.deepEqual(await refused({ name: "Ann" }), [400, "request/unreadable"]);
  assert.deepEqual(await refused({ purpose: "a".repeat(1024) }), [413, "request/too-large"]);
  assert.deepEqual(await refused({}, { "sec-fetch-site": "cross-site" }), [403, "access/forged"]);
  assert.deepEqual(await refused({}, { origin: "https://elsewhere.example" }), [403, "access/forged"]);
  const { json: receipt } = await agree(shop);
  for (const [change, status] of [
    [{ source: "estimated" }, 409],
    [{ sex: "unsure" }, 400],
    [{ picture: "/9j/" }, 400],
    [{ ageBand: "30" }, 400],
  ] as const)
    assert.equal((await answer(shop, receipt.receiptId, change)).status, status, JSON.stringify(change));
  for (const type of ["image/jpeg", "multipart/form-data; boundary=seam", "application/octet-stream", "text/plain"]) {
    const sent = { body: "\xff\xd8\xff", headers: { "content-type": type } };
    for (const path of ["welcome/here/answers", "welcome/here/consents", "rights/here/receipt"])
      assert.ok([400, 415].includes((await shop.ask(`POST /api/v1/${path}`, sent)).status), `${type} at ${path}`);
  }
  for (const code of ["", "0000-0000-0000", receipt.code.replace(/.$/, "?")])
    assert.ok(
      [400, 404].includes((await shop.ask("POST /api/v1/rights/here/withdrawals", { json: { code } })).status),
      code,
    );
  assert.equal((await shop.ask("POST /api/v1/rights/there/withdrawals", { json: { code: receipt.code } })).status, 404);
  let last = 0;
  for (let count = 0; count < 31; count += 1)
    last = (await shop.ask("POST /api/v1/rights/here/receipt", { json: { code: "0" } })).status;
  assert.equal(last, 429, "who tries codes is stopped");
  assert.ok(CONSENTS_PER_STORE_MAX > 0);
});

test("an estimate is off until an evaluation by group is on file, whatever the law lets", async () => {
  const at = async (evidence: string) => {
    const { shop } = await openShop(chainYaml(`${storeYaml("here")}${estimatingTabletYaml(evidence)}`));
    await using _closed = shop;
    const { status, json } = await shop.ask("GET /api/v1/welcome/here");
    return [status, json.purposes?.[1]];
  };
  assert.deepEqual(await at(""), [404, undefined]);
  assert.deepEqual(await at("model: { on_file: true }"), [404, undefined]);
  assert.deepEqual(await at("model: { on_file: true, by_group: true }"), [
    200,
    { purpose: "tablet-estimate", isAllowed: true, why: null },
  ]);
});

test("a week is shown once, after its grace, without who withdrew before, and no later withdrawal changes it", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const analyst = await shop.person("analyst");
  const { welcome, store } = shop.server.parts;
  const codes: string[] = [];
  for (const [storeId, people] of [
    // All bands ten at least; and 20 of one with 1 of another, which may not be told.
    ["here", [11, 20, 14, 13, 12, 11]],
    ["there", [0, 20, 1, 0, 0, 0]],
  ] as const)
    for (const ageBand of AGE_BANDS.flatMap((band, at) => Array.from({ length: people[at]! }, () => band))) {
      const { purposes, controller, keptDays, rightsPath, notice } = welcome.at(storeId)!;
      const said = {
        storeId,
        purpose: "tablet-answer",
        controller,
        contact: null,
        jurisdiction: "US-IL",
        language: "en",
      } as const;
      const read = { noticeHash: notice.hash, noticeVersion: 1, isByAdult: false, rightsPath };
      const time = { givenMs: clock.nowMs, untilMs: clock.nowMs + keptDays * DAY_MS };
      const kept = await store.consents.give({ ...said, ...read, ...time }, purposes[0]!.grant!, "");
      assert.ok(kept !== "too-many");
      const told = {
        storeId,
        receiptId: kept.receiptId,
        ageBand,
        sex: "female",
      } as const;
      assert.equal(await store.consents.answer(told, "told", clock.nowMs, () => true), "kept");
      codes.push(kept.code);
    }
  const mixOf = async (path: string) =>
    (await shop.ask(`GET /api/v1/${path}?from=2026-11-01&to=2026-12-31`, { as: analyst })).json.weeks;
  const withdraw = (code: string) => shop.ask("POST /api/v1/rights/here/withdrawals", { json: { code } });
  await withdraw(codes[0]!);
  clock.nowMs = Date.UTC(2026, 11, 7) - 1;
  await releaseWeeks(shop.server.parts);
  assert.deepEqual(await mixOf("stores/here/visitor-mix"), [], "its grace is not over");
  clock.nowMs += 1;
  await releaseWeeks(shop.server.parts);
  const [week] = await mixOf("stores/here/visitor-mix");
  assert.deepEqual(
    [week.from, week.to, week.groupMin, week.sources.told.answers],
    ["2026-11-23", "2026-11-29", 10, 80],
  );
  const { "18-29": young, "30-44": older, "under-18": youngest } = week.sources.told.ageBands;
  assert.deepEqual([youngest.people, older.people], [10, 14], "the first was withdrawn");
  assert.ok(young.low < young.share && young.share < young.high);
  assert.equal(week.sources.estimated.answers, null);
  const [there] = await mixOf("stores/there/visitor-mix");
  assert.deepEqual(
    [there.sources.told.answers, there.sources.told.ageBands["30-44"], there.sources.told.ageBands["18-29"]],
    [21, null, null],
  );
  const days = "from=2026-11-01&to=2026-12-31";
  const csv = (await shop.ask(`GET /api/v1/stores/there/visitor-mix.csv?${days}`, { as: analyst })).text.split("\r\n");
  assert.deepEqual(csv.slice(1, 4), [
    "there,2026-11-23,2026-11-29,told,all,,shown,21,,,,0,0",
    "there,2026-11-23,2026-11-29,told,age,under-18,withheld,,,,,0,0",
    "there,2026-11-23,2026-11-29,told,age,18-29,withheld,,,,,0,0",
  ]);
  const xlsx = await shop.ask(`GET /api/v1/stores/here/visitor-mix.xlsx?${days}`, { as: analyst });
  assert.deepEqual([xlsx.status, xlsx.text.slice(0, 2)], [200, "PK"]);
  const [all] = await mixOf("visitor-mix");
  assert.deepEqual([all.sources.told, all.stores, all.sources.estimated], [null, { told: 1, estimated: 0 }, null]);
  assert.deepEqual(await store.consents.unreleased(["here", "there"]), [], "answers that are counted are destroyed");
  assert.equal((await withdraw(codes[1]!)).status, 200);
  await releaseWeeks(shop.server.parts);
  await shop.restart();
  assert.deepEqual((await mixOf("stores/here/visitor-mix"))[0], week);
});
