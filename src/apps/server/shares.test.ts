import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { SHARES_PER_ACCOUNT_MAX } from "#adapters/store/shares.ts";
import { type Credentials, chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const NOON_MS = Date.UTC(2026, 2, 9, 12, 0);
/** The Monday of the server's clock, and the one before. */
const [TODAY, BEFORE] = ["2026-03-09", "2026-03-02"];
const FRANCHISE =
  "    controller:\n      name: Franchise\n      shares:\n        figures: minute\n        health: true\n";

/** Three stores, one of them a franchise's; at each three people came in on either Monday. */
async function openShop(): Promise<{ shop: ServedShop; clock: { nowMs: number } }> {
  const clock = { nowMs: NOON_MS - 8 * DAY_MS };
  const yaml = chainYaml(storeYaml("here"), storeYaml("there"), storeYaml("theirs", { controller: FRANCHISE }));
  const shop = await openServedShop({ yaml, nowMs: () => clock.nowMs });
  clock.nowMs = NOON_MS;
  const as = await shop.agent(["here", "there", "theirs"]);
  const none = { out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, watchedMs: MINUTE_MS, method: "body-1" };
  const body = ["here", "there", "theirs"]
    .flatMap((storeId) => [NOON_MS - 7 * DAY_MS, NOON_MS - 2 * MINUTE_MS].map((atMs) => ({ storeId, atMs })))
    .map(({ storeId, atMs }, seq) =>
      JSON.stringify({
        kind: "line",
        storeId,
        lineId: "door.door",
        version: 1,
        minute: atMs / MINUTE_MS,
        agentId: as.agent,
        seq,
        in: 3,
        ...none,
      }),
    )
    .join("\n");
  const { json } = await shop.ask("POST /api/v1/agent/records", {
    as,
    body,
    headers: { "content-type": "application/x-ndjson" },
  });
  assert.equal(json.added, 6, JSON.stringify(json));
  return { shop, clock };
}

const TRAFFIC = {
  stores: ["here"],
  what: "traffic",
  periods: [
    { from: TODAY, to: TODAY },
    { from: BEFORE, to: BEFORE },
  ],
  compare: "same-weekdays",
};

async function share(shop: ServedShop, as: Credentials, json: object = TRAFFIC) {
  const { status, text, json: made } = await shop.ask("POST /api/v1/shares", { as, json });
  assert.equal(status, 200, text);
  return { ...made, api: `/api/v1${made.path}` };
}

/** All that a link could be asked, right or not. */
async function refused(shop: ServedShop, api: string, told = "") {
  const nothing = (await shop.ask("GET /api/v1/nothing-there")).text;
  for (const path of [
    "",
    "/stores/here/now",
    "/stores/here/figures",
    "/stores/here/figures?by=year",
    "/stores/here/totals",
  ]) {
    const { status, text } = await shop.ask(`GET ${api}${path}`);
    assert.deepEqual([status, text], [404, nothing], `${told} ${path}`);
  }
}

test("a link shows these figures of this store in these days, as its owner sees them, and nothing else", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const analyst = await shop.person("analyst");
  const link = await share(shop, analyst);
  assert.deepEqual([link.expiresMs, link.what, link.stores], [NOON_MS + 30 * DAY_MS, "traffic", ["here"]]);
  const { json: about } = await shop.ask(`GET ${link.api}`);
  assert.deepEqual(about, {
    what: "traffic",
    stores: [{ store: "here", name: "The shop here", timeZone: "UTC" }],
    isDemo: false,
    periods: TRAFFIC.periods,
    compare: "same-weekdays",
    expiresMs: link.expiresMs,
  });
  for (const [period, day] of [
    [0, TODAY],
    [1, BEFORE],
  ] as const)
    for (const by of ["hour", "day", "weekday"]) {
      const shown = await shop.ask(`GET ${link.api}/stores/here/figures?period=${period}&by=${by}`);
      const { json: own } = await shop.ask(`GET /api/v1/stores/here/figures?from=${day}&to=${day}&by=${by}`, {
        as: analyst,
      });
      assert.deepEqual(shown.json.figures, { ...own.figures, onFile: null });
      assert.equal(shown.json.figures.total.visitors.counted, 3);
    }
  const totals = await shop.ask(`GET ${link.api}/stores/here/totals?period=1&span=day`);
  const own = await shop.ask(`GET /api/v1/stores/here/totals?from=${BEFORE}&to=${BEFORE}&span=day`, { as: analyst });
  assert.deepEqual(totals.json, own.json);

  const nothing = (await shop.ask("GET /api/v1/nothing-there")).text;
  for (const path of [
    "/stores/there/figures",
    "/stores/there/totals",
    "/stores/made-up/figures",
    "/stores/here/now",
    "/stores/here/figures?period=2",
    "/stores/here/totals?period=2",
    "/stores/here/export.csv",
    "/stores/here/sensors",
  ])
    assert.equal((await shop.ask(`GET ${link.api}${path}`)).text, nothing, path);
  for (const path of [
    "/stores/here/totals?span=minute",
    `/stores/here/figures?from=${TODAY}`,
    "/stores/here/figures?period=-1",
  ])
    assert.equal((await shop.ask(`GET ${link.api}${path}`)).json.code, "request/unreadable", path);
  for (const headers of [{ authorization: `Bearer ${link.token}` }, { cookie: `lintel=${link.token}` }])
    for (const path of ["/api/v1/stores", "/api/v1/shares", "/api/v1/stores/here/now"])
      assert.equal((await shop.ask(`GET ${path}`, { headers })).status, 404, path);
  clock.nowMs = link.expiresMs - 1;
  assert.equal((await shop.ask(`GET ${link.api}`)).status, 200);
  clock.nowMs = link.expiresMs;
  await refused(shop, link.api, "expired");
  assert.deepEqual(await shop.server.parts.store.shares.listOf(analyst.account, clock.nowMs), []);
});

test("a link to today shows how today goes, also tomorrow, and the same weekday before", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const manager = await shop.person("manager");
  const link = await share(shop, manager, { stores: ["here", "there"], what: "today", days: 2 });
  const { json: now } = await shop.ask(`GET ${link.api}/stores/there/now`);
  assert.deepEqual([now.store, now.day, now.visitors], ["there", TODAY, 3]);
  const dayOf = async (period: number) =>
    (await shop.ask(`GET ${link.api}/stores/here/figures?period=${period}&by=hour`)).json.figures.first;
  assert.deepEqual([await dayOf(0), await dayOf(1)], [TODAY, BEFORE]);
  clock.nowMs += DAY_MS;
  assert.deepEqual([await dayOf(0), await dayOf(1)], ["2026-03-10", "2026-03-03"]);
  assert.equal((await shop.ask(`GET ${link.api}/stores/here/figures?period=2`)).status, 404);
  clock.nowMs += DAY_MS;
  await refused(shop, link.api, "expired");
});

test("a link ends when it is taken back, with its account, its role and its stores, and does not come back", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const owner = await shop.person("owner");
  const change = (account: string, json: object) => shop.ask(`PATCH /api/v1/accounts/${account}`, { as: owner, json });
  await refused(shop, `/api/v1/share/${"A".repeat(43)}`, "guessed");

  const back = await share(shop, owner);
  const other = await share(shop, owner);
  const listed = (await shop.ask("GET /api/v1/shares", { as: owner })).json.shares;
  assert.equal(listed.length, 2);
  assert.ok(!JSON.stringify(listed).includes(back.token));
  const stranger = await shop.person("owner");
  assert.deepEqual((await shop.ask("GET /api/v1/shares", { as: stranger })).json.shares, []);
  assert.equal((await shop.ask(`DELETE /api/v1/shares/${back.share}`, { as: stranger })).status, 404);
  assert.equal((await shop.ask(`DELETE /api/v1/shares/${back.share}`, { as: owner })).status, 200);
  assert.equal((await shop.ask(`DELETE /api/v1/shares/${back.share}`, { as: owner })).status, 404);
  await refused(shop, back.api, "taken back");
  assert.equal((await shop.ask(`GET ${other.api}`)).status, 200);

  const leaving = await shop.person("analyst");
  const gone = await share(shop, leaving);
  await shop.ask(`DELETE /api/v1/accounts/${leaving.account}`, { as: owner });
  await refused(shop, gone.api, "account removed");

  const moved = await shop.person("manager");
  const both = await share(shop, moved, { ...TRAFFIC, stores: ["here", "there"] });
  const kept = await share(shop, moved);
  assert.equal((await change(moved.account, { stores: ["here"] })).status, 200);
  await refused(shop, both.api, "one of two stores lost");
  assert.equal((await shop.ask(`GET ${kept.api}`)).status, 200);
  await change(moved.account, { stores: null });
  await refused(shop, both.api, "store given back");
  await change(moved.account, { role: "installer" });
  await refused(shop, kept.api, "a role that sees no figures");
  await change(moved.account, { role: "manager" });
  await refused(shop, kept.api, "role given back");

  const text = readFileSync(join(shop.folder, "shop.yaml"), "utf8");
  await shop.server.parts.keeper.edit("somebody", () => text.replace("- id: here", "- id: elsewhere"));
  await refused(shop, other.api, "store not in force");
});

test("nobody makes a link of what is not their own, nor beyond a limit", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const owner = await shop.person("owner");
  const limited = await shop.person("analyst", { storeIds: ["here"] });
  const ask = async (json: object, as: Credentials = owner) => {
    const { status, json: told } = await shop.ask("POST /api/v1/shares", { as, json });
    return [status, told.code];
  };
  const NOTHING = [404, "access/nothing-there"];
  for (const id of ["theirs", "made-up"]) assert.deepEqual(await ask({ ...TRAFFIC, stores: ["here", id] }), NOTHING);
  assert.deepEqual(await ask({ ...TRAFFIC, stores: ["there"] }, limited), NOTHING);
  const UNREADABLE = [400, "request/unreadable"];
  const period = { from: TODAY, to: TODAY };
  for (const change of [
    { stores: [] },
    { what: "everything" },
    { periods: [] },
    { periods: Array(5).fill(period) },
    { periods: [{ from: TODAY, to: BEFORE }] },
    { periods: [{ from: "2020-01-01", to: TODAY }] },
    { days: 0 },
    { days: 366 },
    { compare: "<script>" },
    { what: "today" },
  ])
    assert.deepEqual(await ask({ ...TRAFFIC, ...change }), UNREADABLE, JSON.stringify(change));
  for (let index = 0; index < SHARES_PER_ACCOUNT_MAX; index++) await share(shop, owner);
  assert.deepEqual(await ask(TRAFFIC), [409, "access/too-many-links"]);
});

test("a link is kept as its hash, and stands in no log", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const { token, api } = await share(shop, await shop.person("owner"));
  assert.equal((await shop.ask(`GET ${api}/stores/here/figures`)).status, 200);
  await shop.restart();
  assert.equal((await shop.ask(`GET ${api}`)).status, 200);
  assert.ok(!shop.log.join("").includes(token));
  for (const name of readdirSync(shop.folder, { recursive: true, encoding: "utf8" }))
    if (name.startsWith("store.sqlite")) assert.ok(!readFileSync(join(shop.folder, name)).includes(token), name);
});
