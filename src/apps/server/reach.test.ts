import assert from "node:assert/strict";
import test from "node:test";
import { chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";

const SPANS = ["minute", "quarter", "hour", "day"] as const;
const DAY = "2026-03-02";
const AT_MS = Date.UTC(2026, 2, 2, 12, 7);
const DAYS = `from=${DAY}&to=${DAY}`;
const FRANCHISE = "Example franchise";

function franchise(figures: string, health: boolean): string {
  return `    controller:\n      name: ${FRANCHISE}\n      shares:\n        figures: ${figures}\n        health: ${health}\n`;
}

function line(storeId: string, agentId: string, seq: number, minute = AT_MS / 60_000) {
  const figures = { in: 3, out: 1, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0 };
  const told = { storeId, version: 1, minute, agentId, seq, watchedMs: 60_000 };
  return { kind: "line", ...told, lineId: "door.door", ...figures, method: "body-1" };
}

/** A chain with a store of its own and one of a franchise, in both of which something was counted. */
async function openChain(figures = "none", health = false): Promise<ServedShop> {
  const yaml = chainYaml(
    storeYaml("own"),
    storeYaml("other"),
    storeYaml("theirs", { controller: franchise(figures, health) }),
  );
  let nowMs = AT_MS;
  const shop = await openServedShop({ yaml, nowMs: () => nowMs });
  const as = await shop.agent(["own", "other", "theirs"]);
  const body = ["own", "other", "theirs"].map((id, seq) => JSON.stringify(line(id, as.agent, seq))).join("\n");
  const headers = { "content-type": "application/x-ndjson" };
  const { json } = await shop.ask("POST /api/v1/agent/records", { as, body, headers });
  assert.equal(json.added, 3, JSON.stringify(json));
  const camera = {
    sensorId: "door",
    state: "running",
    sinceMs: 0,
    why: "",
    remedy: "",
    analysedPerSecond: 5,
    droppedShare: 0,
  };
  const outbox = { records: 0, bytes: 0, oldestAtMs: null, coarsened: 0, dropped: 0, refused: 0 };
  const cameras = ["own", "other", "theirs"].map((storeId) => ({ storeId, ...camera }));
  const status = { configurationVersion: 1, cameras, live: [], outbox, agentVersion: "1", nowMs: 0 };
  assert.equal((await shop.ask("POST /api/v1/agent/status", { as, json: status })).status, 200);
  // The minute in which they counted is over.
  nowMs += 60_000;
  return shop;
}

const OF_A_STORE = [
  "",
  "/now",
  `/figures?${DAYS}`,
  `/totals?${DAYS}`,
  `/export.csv?${DAYS}`,
  `/export.xlsx?${DAYS}`,
  "/events",
  "/sensors",
  "/checks",
  "/decisions",
] as const;

test("another's store, account, key, agent and version are the same as nothing", async () => {
  await using shop = await openChain();
  const nothing = (await shop.ask("GET /api/v1/nothing-there")).text;
  const manager = await shop.person("manager", { storeIds: ["own"] });
  const program = await shop.program(["read", "export", "configure"], { storeIds: ["own"] });
  const refused = async (name: string, as: Readonly<Record<string, string>>, json?: unknown) => {
    const { status, text } = await shop.ask(name, { as, json });
    assert.deepEqual([status, text], [404, nothing], `${name}: ${status} ${text}`);
  };
  for (const as of [manager, program])
    for (const store of ["other", "theirs", "made-up"]) {
      for (const path of OF_A_STORE)
        if (as === manager || path !== "/decisions") await refused(`GET /api/v1/stores/${store}${path}`, as);
      await refused(`GET /api/v1/events?store=${store}`, as);
      await refused(`PATCH /api/v1/stores/${store}`, as, { name: "Mine" });
    }
  assert.deepEqual(
    (await shop.ask("GET /api/v1/stores", { as: program })).json.stores.map(({ store }: { store: string }) => store),
    ["own"],
  );
  for (const store of ["other", "theirs"])
    await refused(`PUT /api/v1/stores/${store}/sensors/door`, program, { source: "rtsp://192.0.2.1/", does: [] });
  for (const path of ["deployment", "deployment/versions", "deployment/versions/1"])
    await refused(`GET /api/v1/${path}`, program);
  const owner = await shop.person("owner");
  await refused("GET /api/v1/deployment/versions/999", owner);
  for (const name of ["accounts/account-0000000000", "keys/key-0000000000", "agents/agent-0000000000"])
    await refused(`DELETE /api/v1/${name}`, owner);
  const theirs = await shop.person("owner", { controller: FRANCHISE });
  const key = (await shop.ask("POST /api/v1/keys", { as: owner, json: { name: "a", scopes: ["read"] } })).json.key;
  const { agent } = await shop.agent(["own"]);
  await refused(`DELETE /api/v1/keys/${key}`, theirs);
  await refused(`DELETE /api/v1/agents/${agent}`, theirs);
  await refused(`PATCH /api/v1/accounts/${owner.account}`, theirs, { role: "analyst" });
  await refused(`DELETE /api/v1/accounts/${owner.account}`, theirs);
  await refused(`DELETE /api/v1/accounts/${theirs.account}`, owner);
});

test("nobody gives more than they have", async () => {
  await using shop = await openChain();
  const limited = await shop.person("owner", { storeIds: ["own"] });
  const owner = await shop.person("owner");
  const password = "another good password";
  const forbidden = async (name: string, json: unknown, as = limited) => {
    const { status, json: told } = await shop.ask(name, { as, json });
    assert.deepEqual([status, told.code], [403, "access/not-allowed"], `${name} ${JSON.stringify(told)}`);
  };
  await forbidden("POST /api/v1/accounts", { login: "a", role: "owner", password });
  await forbidden("POST /api/v1/accounts", { login: "b", role: "analyst", stores: ["other"], password });
  await forbidden("POST /api/v1/keys", { name: "k", scopes: ["read"] });
  await forbidden("POST /api/v1/keys", { name: "k", scopes: ["read"], stores: ["own", "other"] });
  await forbidden(`PATCH /api/v1/accounts/${limited.account}`, { stores: null });
  assert.equal(
    (await shop.ask(`PATCH /api/v1/accounts/${owner.account}`, { as: limited, json: { password } })).status,
    404,
  );
  assert.equal((await shop.ask("GET /api/v1/accounts", { as: limited })).json.accounts.length, 1);
  // The chain opens a franchise's door once; after that the franchise does.
  const first = { login: "first", role: "owner", controller: FRANCHISE, password };
  assert.equal((await shop.ask("POST /api/v1/accounts", { as: owner, json: first })).status, 200);
  await forbidden("POST /api/v1/accounts", { ...first, login: "second" }, owner);
});

test("a code or agent of no store, and the agent beside the server, belong to the whole chain", async () => {
  await using shop = await openChain();
  const gone = await shop.agent(["closed-long-ago"]);
  const own = await shop.agent(["own"]);
  const owner = await shop.person("owner");
  const seenBy = async (as: Readonly<Record<string, string>>) =>
    (await shop.ask("GET /api/v1/agents", { as })).json.agents.map(({ agent }: { agent: string }) => agent);
  const theirs = await shop.person("owner", { controller: FRANCHISE });
  const limited = await shop.person("installer", { storeIds: ["own"] });
  assert.deepEqual(await seenBy(theirs), []);
  assert.deepEqual(await seenBy(limited), [own.agent]);
  assert.ok((await seenBy(owner)).includes(gone.agent));
  assert.equal((await shop.ask(`DELETE /api/v1/agents/${gone.agent}`, { as: theirs })).status, 404);
  assert.equal((await shop.ask(`DELETE /api/v1/agents/${gone.agent}`, { as: owner })).status, 200);
  assert.equal((await shop.ask("GET /api/v1/agent/configuration", { as: gone })).status, 404);
});

test("a store whose agent was revoked says that nobody counts in it, and what to do, until another is enrolled", async () => {
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("own"), storeYaml("other")) });
  const owner = await shop.person("owner");
  const whyAt = async (store: string) =>
    (await shop.ask(`GET /api/v1/stores/${store}/sensors`, { as: owner })).json.sensors[0].why;
  const { agent } = await shop.agent(["own"]);
  assert.match(await whyAt("own"), /no agent has told/);
  assert.equal((await shop.ask(`DELETE /api/v1/agents/${agent}`, { as: owner })).status, 200);
  assert.match(await whyAt("own"), /was revoked/);
  assert.doesNotMatch(await whyAt("other"), /revoked/);
  await shop.agent(["own"]);
  assert.match(await whyAt("own"), /no agent has told/);
});

for (const figures of ["none", ...SPANS])
  for (const health of [false, true])
    test(`of a franchise store that shares figures by ${figures} and health ${health}, the chain sees that`, async () => {
      await using shop = await openChain(figures, health);
      const owner = await shop.person("owner");
      const program = await shop.program(["read", "export", "metrics"]);
      const isKnown = figures !== "none" || health;
      const stores = (await shop.ask("GET /api/v1/stores", { as: owner })).json.stores;
      assert.equal(
        stores.some(({ store }: { store: string }) => store === "theirs"),
        isKnown,
      );
      const finest = SPANS.indexOf(figures as (typeof SPANS)[number]);
      const told = async (path: string, mayAsk: boolean) => {
        for (const as of [owner, program]) {
          const { status, json } = await shop.ask(`GET /api/v1/stores/theirs${path}`, { as });
          const refusal = isKnown ? [403, "access/not-shared"] : [404, "access/nothing-there"];
          if (mayAsk) assert.equal(status, 200, path);
          else assert.deepEqual([status, json.code], refusal, path);
        }
      };
      for (const [index, span] of SPANS.entries()) {
        const mayAsk = finest >= 0 && index >= finest;
        await told(`/totals?${DAYS}&span=${span}`, mayAsk);
        await told(`/export.csv?${DAYS}&span=${span}`, mayAsk);
        await told(`/export.xlsx?${DAYS}&span=${span}`, mayAsk);
      }
      await told("/now", figures === "minute");
      await told("/checks", figures === "minute");
      await told(`/figures?${DAYS}&by=hour`, finest >= 0 && finest <= SPANS.indexOf("hour"));
      await told(`/figures?${DAYS}`, finest >= 0);
      await told("/sensors", health);
      await told("/events", health);
      if (figures === "day") {
        const { json } = await shop.ask(`GET /api/v1/stores/theirs/figures?${DAYS}`, { as: owner });
        assert.equal(json.figures.total.visitors.counted, 3);
        assert.deepEqual(
          [json.figures.total.peakHour, json.figures.powerHours, json.figures.total.occupancy.peak],
          [null, null, null],
        );
      }
      assert.equal((await shop.ask("PATCH /api/v1/stores/theirs", { as: owner, json: { name: "Ours" } })).status, 404);
      const begun = await shop.ask("POST /api/v1/stores/theirs/checks", { as: owner, json: { unit: "door.door" } });
      assert.equal(begun.status, 404);
      const meters = (await shop.ask("GET /metrics", { as: program })).text;
      assert.equal(meters.includes('store="theirs"'), health);
      assert.ok(meters.includes('store="own"'));
      const theirs = await shop.person("owner", { controller: FRANCHISE });
      const seen = (await shop.ask("GET /api/v1/stores", { as: theirs })).json.stores;
      assert.deepEqual(
        seen.map(({ store }: { store: string }) => store),
        ["theirs"],
      );
      assert.equal(
        (await shop.ask(`GET /api/v1/stores/theirs/totals?${DAYS}&span=minute`, { as: theirs })).status,
        200,
      );
      assert.equal((await shop.ask(`GET /api/v1/stores/own/totals?${DAYS}`, { as: theirs })).status, 404);
      assert.equal((await shop.ask("GET /metrics", { as: theirs })).status, 404);
      const stream = await heard(shop, owner, ["totals", "health", "configuration", "cue", "live", "gate"]);
      const isFine = figures === "minute";
      const expected = [
        ...(isFine ? ["totals"] : []),
        ...(health ? ["health", "configuration"] : []),
        ...(isFine ? ["cue", "live"] : []),
        ...(health ? ["gate"] : []),
      ];
      assert.deepEqual(
        stream.filter(({ store }) => store === "theirs").map(({ kind }) => kind),
        expected,
      );
    });

test("a change by a cookie needs the word of its own session, from our own pages", async () => {
  await using shop = await openChain();
  const [owner, another] = [await shop.person("owner"), await shop.person("owner")];
  const change = async (headers: Record<string, string>) => {
    const { status, json } = await shop.ask("PATCH /api/v1/stores/own", { headers, json: { name: "Ours" } });
    return [status, json.code];
  };
  const [cookie, csrf] = [owner.cookie!, owner["x-lintel-csrf"]!];
  const otherTab = await shop.ask("GET /api/v1/session", { headers: { cookie } });
  assert.equal(otherTab.json.csrf, csrf, "who has the cookie and may read the answer is our own page");
  const forged = [403, "access/forged"];
  assert.deepEqual(await change({ cookie }), forged);
  assert.deepEqual(await change({ cookie, "x-lintel-csrf": "" }), forged);
  assert.deepEqual(await change({ cookie, "x-lintel-csrf": another["x-lintel-csrf"]! }), forged);
  for (const site of ["cross-site", "same-site"])
    assert.deepEqual(await change({ cookie, "x-lintel-csrf": csrf, "sec-fetch-site": site }), forged);
  for (const site of ["same-origin", "none"])
    assert.equal((await change({ cookie, "x-lintel-csrf": csrf, "sec-fetch-site": site }))[0], 200);
  assert.equal(
    (await shop.ask("GET /api/v1/stores", { headers: { cookie, "sec-fetch-site": "cross-site" } })).status,
    200,
  );
});

test("logins that fail are locked for longer and longer, also over a restart, and nobody learns who is there", async () => {
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("own")) });
  const { login } = await shop.person("analyst");
  const tried = async (name: string, password: string) => {
    const sinceMs = performance.now();
    const { status, json, text } = await shop.ask("POST /api/v1/session", { json: { login: name, password } });
    return { status, code: json.code, text, ms: performance.now() - sinceMs };
  };
  const [wrongPassword, wrongLogin] = [
    await tried(login, "wrong password"),
    await tried("nobody-of-this-name", "wrong password"),
  ];
  assert.deepEqual([wrongPassword.status, wrongPassword.text], [wrongLogin.status, wrongLogin.text]);
  const faster = Math.min((await tried("nobody-2", "wrong")).ms, (await tried("nobody-3", "wrong")).ms, wrongLogin.ms);
  assert.ok(faster * 10 > wrongPassword.ms, `${faster} ms, and ${wrongPassword.ms} ms of a login that is there`);
  for (let round = 0; round < 4; round++) assert.equal((await tried(login, "wrong password")).status, 401);
  assert.deepEqual([(await tried(login, "correct horse battery")).code], ["access/locked"]);
  await shop.restart();
  const after = await tried(login, "correct horse battery");
  assert.deepEqual([after.status, after.code], [429, "access/locked"]);
});

test("a session ends with its logout, and with a change of its account", async () => {
  await using shop = await openChain();
  const [owner, analyst] = [await shop.person("owner"), await shop.person("analyst")];
  assert.equal((await shop.ask("GET /api/v1/stores", { as: analyst })).status, 200);
  await shop.restart();
  assert.equal((await shop.ask("GET /api/v1/stores", { as: analyst })).status, 200);
  const change = { as: owner, json: { stores: ["own"] } };
  assert.equal((await shop.ask(`PATCH /api/v1/accounts/${analyst.account}`, change)).status, 200);
  assert.equal((await shop.ask("GET /api/v1/stores", { as: analyst })).status, 404);
  assert.equal((await shop.ask("DELETE /api/v1/session", { as: owner })).status, 200);
  assert.equal((await shop.ask("GET /api/v1/accounts", { as: owner })).status, 404);
});

test("what is not understood is refused by name, and changes nothing", async () => {
  await using shop = await openChain();
  const owner = await shop.person("owner");
  const told = async (name: string, body: string, type = "application/json") => {
    const { status, json } = await shop.ask(name, { as: owner, body, headers: { "content-type": type } });
    return [status, json?.code];
  };
  const unreadable = [400, "request/unreadable"];
  for (const body of ["{", "null", "[]", '"x"', "{}", '{"__proto__":{"role":"owner"}}', "\u0000"])
    assert.deepEqual(await told("POST /api/v1/accounts", body), unreadable, body);
  assert.deepEqual(await told("POST /api/v1/accounts", "<a/>", "application/xml"), unreadable);
  assert.deepEqual(await told("POST /api/v1/accounts", "a=b", "text/plain"), unreadable);
  assert.deepEqual(await told("POST /api/v1/accounts", `{"login":"${"x".repeat(200_000)}"}`), [
    413,
    "request/too-large",
  ]);
  const as = await shop.agent(["own"]);
  const headers = { "content-type": "application/x-ndjson" };
  const sent = async (body: string) => {
    const { status, json } = await shop.ask("POST /api/v1/agent/records", { as, body, headers });
    return [status, json?.code];
  };
  assert.deepEqual(await sent("x".repeat(4_000_001)), [413, "request/too-large"]);
  assert.deepEqual(await sent("not json"), unreadable);
  const guesses = [
    "' OR 1=1 --",
    "own' UNION SELECT * FROM account --",
    'own";DROP TABLE account;--',
    "%00",
    "own%2f..%2fother",
    "own%0d%0aset-cookie:a=b",
  ];
  for (const guess of guesses) {
    const asked = encodeURIComponent(guess).replaceAll("%25", "%");
    for (const path of ["", "/totals?from=2026-03-02&to=2026-03-02", "/events"]) {
      const { status, headers: sentBack } = await shop.ask(`GET /api/v1/stores/${asked}${path}`, { as: owner });
      assert.ok([400, 404].includes(status), `${guess}: ${status}`);
      assert.equal(sentBack.get("set-cookie"), null);
    }
    const unit = await shop.ask(`GET /api/v1/stores/own/totals?${DAYS}&unit=${asked}`, { as: owner });
    assert.ok(unit.status === 400 || unit.json.totals.length === 0, `${guess}: ${unit.text}`);
    for (const name of ["accounts", "keys", "agents"])
      assert.ok([400, 404].includes((await shop.ask(`DELETE /api/v1/${name}/${asked}`, { as: owner })).status));
  }
  for (const query of [
    "from=2026-03-02",
    "from=2026-02-30&to=2026-03-02",
    `${DAYS}&span=second`,
    `${DAYS}&more=1`,
    "from=2026-03-03&to=2026-03-02",
    "from=1900-01-01&to=2026-03-02",
  ])
    assert.equal((await shop.ask(`GET /api/v1/stores/own/totals?${query}`, { as: owner })).status, 400, query);
  assert.equal((await shop.ask("GET /%zz")).status, 400);
  assert.equal((await shop.ask("GET /api/v1/accounts", { as: owner })).json.accounts.length, 1);
});

test("pages and answers carry the headers that keep browsers careful", async () => {
  await using shop = await openServedShop({ options: { publicUrl: "https://count.example" } });
  for (const path of ["/", "/api/v1/stores", "/nothing"]) {
    const { headers } = await shop.ask(`GET ${path}`);
    assert.match(headers.get("content-security-policy")!, /default-src 'none'.*frame-ancestors 'none'/);
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.match(headers.get("strict-transport-security")!, /max-age=/);
    assert.equal(headers.get("x-powered-by"), null);
  }
  const { login } = await shop.person("analyst");
  const { headers } = await shop.ask("POST /api/v1/session", { json: { login, password: "correct horse battery" } });
  assert.match(
    headers.get("set-cookie")!,
    /^__Host-lintel=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
});

test("made-up keys are measured by the address that they come from", async () => {
  await using shop = await openServedShop();
  const left = async (token: string) => {
    const { headers } = await shop.ask("GET /api/v1/stores", { as: { authorization: `Bearer ${token}` } });
    return Number(headers.get("x-ratelimit-remaining"));
  };
  const first = await left("one");
  assert.equal(await left("two"), first - 1);
});

/** What somebody hears of events that are told now. */
async function heard(shop: ServedShop, as: Readonly<Record<string, string>>, kinds: readonly string[]) {
  const hangUp = new AbortController();
  const response = await fetch(`${shop.url}/api/v1/events`, { headers: { cookie: as.cookie! }, signal: hangUp.signal });
  const { hub } = shop.server.parts;
  for (const storeId of ["own", "theirs"])
    for (const kind of kinds) hub.tell({ storeId, kind: kind as "cue", data: {} });
  hub.tell({ storeId: "own", kind: "gate", data: { isLast: true } });
  let text = "";
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (text.includes("isLast")) break;
  }
  hangUp.abort();
  return [...text.matchAll(/event: (\S+)\ndata: (.*)\n/g)].map(([, kind, data]) => ({
    kind,
    store: JSON.parse(data!).store as string,
  }));
}
