import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { CHECKS_RUNNING_MAX } from "#adapters/store/door-checks.ts";
import { COUNTERS, LATE_MS_MAX, TAPS_PER_BATCH_MAX, TAPS_PER_COUNTER_MAX } from "#domain/tally/tap.ts";
import { type Credentials, chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";

const MINUTE_MS = 60_000;
const NOON_MS = Date.UTC(2026, 2, 2, 12, 0);
const CHECKS = "/api/v1/stores/here/checks";

/** A shop whose clock is set by hand. */
async function openShop(yaml = chainYaml(storeYaml("here"), storeYaml("there"))) {
  const clock = { nowMs: NOON_MS };
  return { shop: await openServedShop({ yaml, nowMs: () => clock.nowMs }), clock };
}

/** What the door's line counted in some minutes after noon, as its agent tells it. */
async function tellCounts(
  shop: ServedShop,
  agent: Credentials & { readonly agent: string },
  counts: readonly {
    readonly minute: number;
    readonly in: number;
    readonly out: number;
    readonly watchedMs?: number;
  }[],
) {
  const lines = counts.map(({ minute, watchedMs = MINUTE_MS, ...passages }) => {
    const told = { storeId: "here", lineId: "door.door", version: 1, agentId: agent.agent, seq: minute, watchedMs };
    const none = { staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, method: "body-1" };
    return JSON.stringify({ kind: "line", minute: NOON_MS / MINUTE_MS + minute, ...told, ...passages, ...none });
  });
  const headers = { "content-type": "application/x-ndjson" };
  const { json } = await shop.ask("POST /api/v1/agent/records", { as: agent, body: lines.join("\n"), headers });
  assert.equal(json.added, counts.length, JSON.stringify(json));
}

async function begin(shop: ServedShop, as: Credentials, json: object = {}) {
  const { status, json: check, text } = await shop.ask(`POST ${CHECKS}`, { as, json: { unit: "door.door", ...json } });
  assert.equal(status, 200, text);
  return { ...check, api: `/api/v1/tally/${check.token}` };
}

/** One tap each `everyMs` from the first minute on. */
function taps(count: number, { fromMs, everyMs, first = 0 }: { fromMs: number; everyMs: number; first?: number }) {
  return Array.from({ length: count }, (_, index) => ({
    n: first + index,
    atMs: fromMs + index * everyMs,
    direction: index % 3 === 2 ? "out" : "in",
    isStaff: index === 0,
  }));
}

test("two phones tap for 15 minutes, and their count, Lintel's, their agreement and the error are kept with the door", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const agent = await shop.agent(["here"]);
  const manager = await shop.person("manager");
  clock.nowMs = NOON_MS + 20_000;
  const check = await begin(shop, manager);
  // The rest of this minute and one more to open the page in.
  assert.deepEqual([check.fromMs, check.toMs], [NOON_MS + 2 * MINUTE_MS, NOON_MS + 17 * MINUTE_MS]);
  assert.deepEqual([check.state, check.path], ["running", `/tally/${check.token}`]);

  const join = async (phone: string) => (await shop.ask(`POST ${check.api}/join`, { json: { phone } })).json;
  const [a, b] = [await join("first-phone-0123456789"), await join("second-phone-012345678")];
  assert.deepEqual([a.own.name, b.own.name], ["A", "B"]);
  assert.deepEqual([a.store, a.door, a.nowMs, a.leftMs], ["The shop here", "door", clock.nowMs, 1_000_000]);
  assert.equal(
    (await join("first-phone-0123456789")).counter,
    a.counter,
    "a page that is opened anew is the same phone",
  );

  // B was offline, tells all at once, and tells it twice, as the answer was lost.
  const [seenByA, seenByB] = [
    taps(60, { fromMs: check.fromMs, everyMs: 15_000 }),
    taps(58, { fromMs: check.fromMs + 1500, everyMs: 15_000 }),
  ];
  clock.nowMs = check.fromMs + 5 * MINUTE_MS;
  const first = await shop.ask(`POST ${check.api}/taps`, { json: { counter: a.counter, taps: seenByA.slice(0, 20) } });
  assert.deepEqual(
    [first.json.own.in, first.json.own.out, first.json.own.staffIn, first.json.own.counting, first.json.own.lastN],
    [14, 6, 1, 20, 19],
  );
  clock.nowMs = check.toMs + 10_000;
  await shop.ask(`POST ${check.api}/taps`, { json: { counter: a.counter, taps: seenByA.slice(10) } });
  for (let again = 0; again < 2; again++) {
    const { json } = await shop.ask(`POST ${check.api}/taps`, { json: { counter: b.counter, taps: seenByB } });
    assert.deepEqual([json.own.in + json.own.out, json.leftMs], [58, 0]);
  }
  // One that was none, undone before it was told; and one a while before the first minute, which is shown and not counted.
  await shop.ask(`POST ${check.api}/taps`, { json: { counter: b.counter, undone: [900] } });
  const early = { atMs: check.fromMs - 1, direction: "in" };
  const { json: own } = await shop.ask(`POST ${check.api}/taps`, {
    json: {
      counter: b.counter,
      taps: [
        { n: 900, ...early },
        { n: 901, ...early },
      ],
    },
  });
  assert.deepEqual([own.own.in + own.own.out, own.own.counting], [59, 58]);

  // Lintel missed one in each of three minutes; what its agent brought late is in the result too.
  const counts = Array.from({ length: 15 }, (_, index) => ({ minute: 2 + index, in: index < 3 ? 2 : 3, out: 1 }));
  await tellCounts(shop, agent, counts.slice(0, 5));
  assert.deepEqual((await shop.ask(`GET ${CHECKS}`, { as: manager })).json.checks[0].state, "running");
  clock.nowMs = check.closesMs;
  const told = async () => (await shop.ask(`GET ${CHECKS}?unit=door.door`, { as: manager })).json.checks[0];
  assert.equal((await told()).state, "not watched");
  await tellCounts(shop, agent, counts.slice(5));
  const { state, result, isPresentDrawing, counters } = await told();
  assert.deepEqual([state, isPresentDrawing, counters], ["done", true, ["A", "B"]]);
  assert.deepEqual([result.observedMinutes, result.comparedMinutes, result.completeness], [15, 15, 1]);
  assert.deepEqual(
    result.observers.map(({ counter, in: came, out }: { counter: string; in: number; out: number }) => [
      counter,
      came,
      out,
    ]),
    [
      ["A", 40, 20],
      ["B", 39, 19],
    ],
  );
  assert.deepEqual(result.counted, { in: 42, out: 15, staffIn: 0, staffOut: 0 });
  assert.deepEqual(result.people, { in: 39.5, out: 19.5, staffIn: 1, staffOut: 0 });
  assert.deepEqual([result.agreement.taps, result.agreement.matched], [118, 116]);
  assert.equal(result.both.error, 57 / 59 - 1);
  assert.ok(result.both.low < result.both.error && result.both.error < result.both.high);
  assert.deepEqual([result.withoutStaff.people, result.withoutStaff.counted], [58, 57]);
  assert.deepEqual([result.out.people, result.out.low], [19.5, null], "of 19 or 20 people no interval is given");
  const last = (await shop.ask(`GET ${CHECKS}?last=1`, { as: manager })).json.checks;
  assert.deepEqual(last, [await told()]);

  const csv = await shop.ask("GET /api/v1/stores/here/export.csv?from=2026-03-02&to=2026-03-02", { as: manager });
  const rows = csv.text.split("\r\n").map((row) => row.split(","));
  const sums = Object.fromEntries(rows[0]!.map((name, at) => [name, rows.at(-2)![at]]));
  assert.deepEqual(
    [sums.span, sums.checkedAt, sums.checkMinutes, sums.checkPeople, sums.checkCounted, sums.checkAgreement],
    ["total", "2026-03-02T12:02:00+00:00", "15", "59", "57", "0.9831"],
  );
  assert.deepEqual(sums.checkError, "-0.0339");

  // Neither a single tap nor the link is kept, on the disk or in the log.
  await shop.restart();
  assert.deepEqual((await told()).result, result);
  const seat = { storeId: "here", checkId: check.check, counter: "A" } as const;
  assert.deepEqual(await shop.server.parts.store.doorChecks.tapsOf(seat), []);
  const { token } = check;
  assert.ok(!shop.log.join("").includes(token));
  assert.ok(shop.log.some((line) => line.includes("/api/v1/tally/…/taps")));
  assert.ok(!readFileSync(path.join(shop.folder, "store.sqlite")).includes(token));
});

test("a phone is never told what the other or Lintel counts, and whoever began a check only who joined", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const installer = await shop.person("installer");
  const check = await begin(shop, installer, { minutes: 60, leadMinutes: 0 });
  assert.equal(check.fromMs, NOON_MS);
  const a = (await shop.ask(`POST ${check.api}/join`, { json: {} })).json;
  const b = (await shop.ask(`POST ${check.api}/join`, { json: {} })).json;
  const some = taps(7, { fromMs: check.fromMs, everyMs: 100 });
  await shop.ask(`POST ${check.api}/taps`, { json: { counter: b.counter, taps: some } });
  const seen = (await shop.ask(`GET ${check.api}?counter=${a.counter}`)).json;
  assert.deepEqual(Object.keys(seen).toSorted(), Object.keys((await shop.ask(`GET ${check.api}`)).json).toSorted());
  assert.deepEqual([seen.own.name, seen.own.in, seen.own.out, seen.own.lastN], ["A", 0, 0, null]);
  const [running] = (await shop.ask(`GET ${CHECKS}`, { as: installer })).json.checks;
  assert.deepEqual([running.state, running.counters, running.result], ["running", ["A", "B"], null]);
  assert.ok(!JSON.stringify(running).includes(check.token));
  const undone = await shop.ask(`POST ${check.api}/taps`, { json: { counter: b.counter, undone: [6, 5] } });
  assert.deepEqual([undone.json.own.in, undone.json.own.out, undone.json.own.lastN], [4, 1, 4]);
});

test("a link that is guessed, ended, stopped or taken away is the same as nothing there, whatever is sent", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const owner = await shop.person("owner");
  const nothing = (await shop.ask("GET /api/v1/nothing-there")).text;
  const refused = async (token: string, counter = `A-${"a".repeat(22)}`) => {
    const api = `/api/v1/tally/${token}`;
    for (const [name, json] of [
      [`GET ${api}`, undefined],
      [`GET ${api}?made=up`, undefined],
      [`POST ${api}/join`, {}],
      [`POST ${api}/join`, { phone: 7 }],
      [`POST ${api}/taps`, { counter, taps: taps(1, { fromMs: clock.nowMs, everyMs: 1 }) }],
      [`POST ${api}/taps`, "no taps"],
    ] as const) {
      const { status, text } = await shop.ask(name, { json, as: owner });
      assert.deepEqual([status, text], [404, nothing], name);
    }
  };
  const check = await begin(shop, owner, { minutes: 1, leadMinutes: 0 });
  const { counter } = (await shop.ask(`POST ${check.api}/join`, { json: {} })).json;
  await refused("A".repeat(43));
  await refused("a".repeat(200));
  await refused("%00");
  // A seat that is made up, or another's letter, is no seat.
  for (const seat of [`A-${"a".repeat(22)}`, `B${counter.slice(1)}`])
    assert.equal((await shop.ask(`GET ${check.api}?counter=${seat}`)).text, nothing);
  // What is told late is taken in for a while; then the link is nothing, also before anybody has closed it.
  clock.nowMs = check.toMs + LATE_MS_MAX - 1;
  assert.equal((await shop.ask(`GET ${check.api}`)).status, 200);
  clock.nowMs = check.toMs + LATE_MS_MAX;
  await refused(check.token, counter);
  assert.equal((await shop.ask(`POST ${CHECKS}/${check.check}/stop`, { as: owner })).text, nothing);

  const second = await begin(shop, owner);
  clock.nowMs += 5.5 * MINUTE_MS;
  const stopped = (await shop.ask(`POST ${CHECKS}/${second.check}/stop`, { as: owner })).json;
  assert.equal(stopped.toMs, Math.floor(clock.nowMs / MINUTE_MS) * MINUTE_MS);
  assert.equal((await shop.ask(`GET ${second.api}`)).json.leftMs, 0);
  clock.nowMs = stopped.closesMs;
  await refused(second.token);

  const third = await begin(shop, owner);
  const manager = await shop.person("manager", { storeIds: ["there"] });
  assert.equal((await shop.ask(`DELETE ${CHECKS}/${third.check}`, { as: manager })).text, nothing);
  assert.equal((await shop.ask(`DELETE /api/v1/stores/there/checks/${third.check}`, { as: owner })).text, nothing);
  assert.equal((await shop.ask(`DELETE ${CHECKS}/${third.check}`, { as: owner })).status, 200);
  await refused(third.token);
  assert.deepEqual(
    (await shop.ask(`GET ${CHECKS}`, { as: owner })).json.checks.map(({ state }: { state: string }) => state),
    ["too few", "too few"],
  );
});

test("the code on the screen leads phones to the page, and where they have no way it is said why", async () => {
  const yaml = chainYaml(storeYaml("here"));
  {
    await using shop = await openServedShop({ yaml });
    const { url, qr, obstacle } = await begin(shop, await shop.person("owner"));
    assert.deepEqual([url, qr], [null, null]);
    assert.match(obstacle.text, /only this machine can come/);
  }
  await using shop = await openServedShop({ yaml, options: { publicUrl: "https://192.168.1.20:7070" } });
  const owner = await shop.person("owner");
  const { url, qr, obstacle, path: page } = await begin(shop, owner);
  assert.deepEqual([url, obstacle], [`https://192.168.1.20:7070${page}`, null]);
  assert.ok(qr.startsWith("<svg") && qr.includes(`<title>${url}</title>`));
});

test("a link opens nothing but its own check", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const owner = await shop.person("owner");
  const check = await begin(shop, owner);
  for (const headers of [{ authorization: `Bearer ${check.token}` }, { cookie: `lintel=${check.token}` }])
    for (const page of [CHECKS, "/api/v1/stores", "/api/v1/session", "/api/v1/stores/here/now"])
      assert.equal((await shop.ask(`GET ${page}`, { headers })).status, 404, page);
});

test("what cannot be checked is refused, and every limit holds", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const owner = await shop.person("owner");
  const refused = async (name: string, json: unknown, [wanted, wantedCode]: readonly [number, string]) => {
    const { status, json: told } = await shop.ask(name, { as: owner, json });
    assert.deepEqual([status, told.code], [wanted, wantedCode], JSON.stringify(told));
  };
  const NO_LINE = [400, "tally/no-line"] as const;
  for (const unit of ["door.fitting", "door.none", "none"]) await refused(`POST ${CHECKS}`, { unit }, NO_LINE);
  const UNREADABLE = [400, "request/unreadable"] as const;
  for (const change of [
    { minutes: 0 },
    { minutes: 61 },
    { minutes: 1.5 },
    { leadMinutes: 11 },
    { leadMinutes: -1 },
    { video: true },
  ])
    await refused(`POST ${CHECKS}`, { unit: "door.door", ...change }, UNREADABLE);
  const check = await begin(shop, owner);
  await refused(`POST ${CHECKS}`, { unit: "door.door" }, [409, "tally/under-way"]);

  const seats = [];
  for (const letter of COUNTERS) {
    const { counter, own } = (await shop.ask(`POST ${check.api}/join`, { json: {} })).json;
    assert.equal(own.name, letter);
    seats.push(counter);
  }
  await refused(`POST ${check.api}/join`, {}, [409, "tally/too-many"]);
  const some = (count: number, first = 0) => taps(count, { fromMs: check.fromMs, everyMs: 1, first });
  const api = `POST ${check.api}/taps`;
  const counter = seats[0];
  await refused(api, { counter, taps: some(TAPS_PER_BATCH_MAX + 1) }, UNREADABLE);
  await refused(api, { counter, taps: [{ n: 0, atMs: 0, direction: "in" }] }, UNREADABLE);
  await refused(api, { counter, taps: [{ n: 0, atMs: check.fromMs, direction: "up" }] }, UNREADABLE);
  for (let first = 0; first < TAPS_PER_COUNTER_MAX; first += TAPS_PER_BATCH_MAX)
    assert.equal((await shop.ask(api, { json: { counter, taps: some(TAPS_PER_BATCH_MAX, first) } })).status, 200);
  await refused(api, { counter, taps: some(1, TAPS_PER_COUNTER_MAX) }, [409, "tally/too-many"]);
  assert.equal(
    (await shop.ask(api, { json: { counter, taps: some(1) } })).status,
    200,
    "one that is known may be told again",
  );
});

test("so many checks run at a store at a time, and more are refused", async () => {
  const sensors = Array.from(
    { length: CHECKS_RUNNING_MAX + 1 },
    (_, index) =>
      `          - name: door-${index}\n            from: [0.2, 0.${index + 10}]\n            to: [0.8, 0.${index + 10}]\n`,
  );
  const yaml = chainYaml(storeYaml("here").replace("        zones:", `${sensors.join("")}        zones:`));
  const { shop } = await openShop(yaml);
  await using _closed = shop;
  const owner = await shop.person("owner");
  for (let index = 0; index < CHECKS_RUNNING_MAX; index++) await begin(shop, owner, { unit: `door.door-${index}` });
  const { status, json } = await shop.ask(`POST ${CHECKS}`, { as: owner, json: { unit: "door.door" } });
  assert.deepEqual([status, json.code], [409, "tally/too-many"]);
});

test("a check tells of minutes, and is shown in no table to a chain that is shared hours", async () => {
  const controller =
    "    controller:\n      name: Franchise\n      shares:\n        figures: hour\n        health: true\n";
  const { shop, clock } = await openShop(chainYaml(storeYaml("here", { controller })));
  await using _closed = shop;
  const theirs = await shop.person("owner", { controller: "Franchise" });
  const chain = await shop.person("owner");
  const check = await begin(shop, theirs, { minutes: 1, leadMinutes: 0 });
  const { counter } = (await shop.ask(`POST ${check.api}/join`, { json: {} })).json;
  const some = taps(30, { fromMs: check.fromMs, everyMs: 1000 });
  await shop.ask(`POST ${check.api}/taps`, { json: { counter, taps: some } });
  clock.nowMs = check.closesMs;
  await tellCounts(shop, await shop.agent(["here"]), [{ minute: 0, in: 20, out: 10 }]);
  const isInTable = async (as: Credentials) =>
    (await shop.ask("GET /api/v1/stores/here/export.csv?from=2026-03-02&to=2026-03-02", { as })).text.includes(
      ",2026-03-02T12:00:00+00:00,1,30,30,0,",
    );
  assert.deepEqual([await isInTable(theirs), await isInTable(chain)], [true, false]);
  assert.equal((await shop.ask(`GET ${CHECKS}`, { as: chain })).json.code, "access/not-shared");
});

test("who guesses at links is slowed down", async () => {
  const { shop } = await openShop();
  await using _closed = shop;
  const statuses = new Set<number>();
  for (let guess = 0; guess < 320; guess++)
    statuses.add((await shop.ask(`GET /api/v1/tally/${String(guess).padStart(43, "A")}`)).status);
  assert.deepEqual([...statuses], [404, 429]);
});

test("a drawing that was checked and is another now says so", async () => {
  const { shop, clock } = await openShop();
  await using _closed = shop;
  const owner = await shop.person("owner");
  const check = await begin(shop, owner, { minutes: 1, leadMinutes: 0 });
  await shop.server.parts.keeper.edit("somebody", (text) => text!.replace("[0.2, 0.6]", "[0.1, 0.6]"));
  clock.nowMs = check.closesMs;
  const [told] = (await shop.ask(`GET ${CHECKS}`, { as: owner })).json.checks;
  assert.deepEqual([told.version, told.isPresentDrawing], [1, false]);
});
