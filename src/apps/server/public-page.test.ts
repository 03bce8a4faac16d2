import assert from "node:assert/strict";
import test from "node:test";
import { openServedShop } from "#tools/shop/served-shop.ts";

const YAML = `lintel: 1
name: Example outfitters
practice: { purpose: statistics }
contacts: { rights: privacy@chain.example, officer: none }
stores:
  - id: here
    name: Main <street>
    time_zone: America/Chicago
    site: { jurisdiction: US-IL, public_place: true, live_from: 2026-03-01 }
    sensors:
      - id: secret-door
        source: rtsp://lintel:$DOOR_PASSWORD@192.0.2.7/stream2
        does: [count, zones]
        lines: [{ name: door, from: [0.2, 0.6], to: [0.8, 0.6] }]
  - id: franchise
    time_zone: America/Chicago
    controller: { name: Lake Shore LLC, shares: { figures: day } }
    contacts: { rights: hello@lakeshore.example, recipients: none }
    site: { jurisdiction: US-IL, public_place: true }
    sensors: [{ id: door, source: "rtsp://192.0.2.8/", does: [count] }]
  - id: tablet
    time_zone: America/Chicago
    site: { jurisdiction: US-IL, public_place: true }
    sensors: [{ id: welcome, class: tablet, does: [tablet-answer], practice: { proc: { mode: user_started, demog_source: self_told }, out: { published: false } } }]
  - id: nothing
    time_zone: Asia/Shanghai
    site: { jurisdiction: CN, public_place: true }
    sensors: [{ id: door, source: "rtsp://192.0.2.9/", does: [count] }]
`;

test("the public page says what runs, in the language asked for, without a script and without anything confidential", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const page = async (store: string, language: string) =>
    await shop.ask(`GET /s/${store}`, { headers: { "accept-language": language } });
  const english = await page("here", "de,en;q=0.5");
  assert.equal(english.status, 200);
  assert.match(english.text, /^<!doctype html>\n<html lang="en">/);
  for (const said of [
    /A camera counts people/,
    /No picture of people is kept/,
    /mailto:privacy@chain\.example/,
    /Since 2026-03-01/,
    /Main &lt;street&gt;/,
  ])
    assert.match(english.text, said);
  assert.doesNotMatch(english.text, /<script|192\.0\.2|secret-door|DOOR_PASSWORD/);
  assert.match(english.headers.get("content-security-policy")!, /style-src 'nonce-[\w-]{22}'/);
  assert.ok(english.text.length < 16_000, `${english.text.length} letters`);
  for (const [language, said] of [
    ["zh-CN,zh", /摄像机按人体轮廓/],
    ["fr-FR", /Une caméra compte/],
    ["ko", /카메라가 사람의 윤곽/],
  ] as const)
    assert.match((await page("here", language)).text, said);
  assert.match((await shop.ask("GET /s/here?lang=zh", { headers: { "accept-language": "fr" } })).text, /lang="zh-CN"/);

  assert.match((await page("tablet", "en")).text, /href="\/rights\/tablet"/);
  assert.doesNotMatch(english.text, /\/rights\//);
  assert.match((await page("nothing", "en")).text, /Nothing runs here today/);
  assert.doesNotMatch((await page("nothing", "en")).text, /camera counts/);
  const franchise = (await page("franchise", "en")).text;
  assert.match(franchise, /Lake Shore LLC.*hello@lakeshore\.example/s);
  assert.match(franchise, /Example outfitters gets the numbers, by day/);
  assert.doesNotMatch(franchise, /privacy@chain/);
  assert.equal((await page("unknown", "en")).status, 404);

  const { status, json, text } = await shop.ask("GET /api/v1/public/here");
  assert.equal(status, 200);
  assert.deepEqual(
    [json.controller, json.runs, json.since, json.rightsPath],
    ["Example outfitters", ["count", "zones"], "2026-03-01", null],
  );
  assert.doesNotMatch(text, /192\.0\.2|secret-door|DOOR_PASSWORD/);
});

test("the sign is a file to print for whoever may change the store, and says what is open", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const manager = await shop.person("manager");
  const { json } = await shop.ask("GET /api/v1/stores/here/sign", { as: manager });
  assert.equal(json.isDraft, false, "Illinois asks a sign for nothing");
  assert.equal(json.url, null, "this server listens to its own machine only");
  assert.ok(json.open.some(({ field }: { field: string }) => field === "S13"));
  const pdf = await shop.ask("GET /api/v1/stores/here/sign.pdf?size=A5&languages=ko", { as: manager });
  assert.equal(pdf.headers.get("content-type"), "application/pdf");
  assert.match(pdf.text, /^%PDF-/);
  const wrong = await shop.ask("GET /api/v1/stores/here/sign.pdf?languages=xx", { as: manager });
  assert.deepEqual([wrong.status, wrong.json.code], [400, "sign/unreadable"]);
  const nothing = await shop.ask("GET /api/v1/stores/nothing/sign", { as: manager });
  assert.deepEqual([nothing.status, nothing.json], [200, null]);
  const unprinted = await shop.ask("GET /api/v1/stores/nothing/sign.pdf", { as: manager });
  assert.deepEqual([unprinted.status, unprinted.json.code], [400, "sign/nothing-runs"]);
});
