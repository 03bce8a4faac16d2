import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { type Entrant, KEY_SCOPES, ROLES } from "#domain/access/asker.ts";
import { type As, openTestServer, type TestServer } from "#tools/chain/test-server.ts";
import { ACCESS, type RouteName } from "./access-table.ts";

const PAGE = "docs/access.md";
const BEGIN = "<!-- the table -->";
const ENTRANTS: readonly Entrant[] = [
  "nobody",
  ...ROLES,
  ...KEY_SCOPES.map((scope) => `key:${scope}` as const),
  "agent",
];

const SENSOR = {
  id: "door",
  source: "rtsp://guard:$DOOR_PASSWORD@192.0.2.7/stream2",
  does: ["count"],
  lines: [{ name: "main", from: [0.2, 0.6], to: [0.8, 0.6] }],
};
const site = { jurisdiction: "US-IL", public_place: true };
const store = (id: string, more: object = {}) => ({ id, time_zone: "UTC", site, sensors: [SENSOR], ...more });
const franchise = (id: string, shares?: object) =>
  store(id, { controller: { name: "Firm", ...(shares && { shares }) } });
const CHAIN = {
  lintel: 1,
  name: "Chain",
  stores: [
    store("one"),
    store("two"),
    franchise("closed"),
    franchise("days", { figures: "day" }),
    franchise("open", { figures: "minute", health: true }),
  ],
};

/** A path with ids that are there. */
function pathOf(name: RouteName): { method: string; path: string } {
  const [method, route] = name.split(" ") as [string, string];
  const path = route
    .replace(":store", "one")
    .replace(":sensor", "door")
    .replace(":version", "1")
    .replace(/:(account|key|agent)/, "none");
  const query = /\/(totals|export\.\w+|figures)$/.test(path) ? "?from=2026-11-20&to=2026-11-20" : "";
  return { method, path: path + query };
}

async function everybody(server: TestServer): Promise<ReadonlyMap<Entrant, As>> {
  const all = new Map<Entrant, As>([["nobody", {}]]);
  for (const role of ROLES) all.set(role, await server.person(role));
  for (const scope of KEY_SCOPES) all.set(`key:${scope}`, await server.key([scope]));
  all.set("agent", await server.agent(["two"]));
  return all;
}

function reasonOf(text: string): string {
  try {
    return JSON.parse(text).code;
  } catch {
    return "";
  }
}

test("every route lets in exactly whom the table says", async () => {
  await using server = await openTestServer({ deployment: CHAIN });
  await server.person("owner"); // so that taking one away is never refused for being the last
  for (const name of Object.keys(ACCESS) as RouteName[]) {
    const { method, path } = pathOf(name);
    // Whoever logs out is asked once only.
    const askers =
      name.includes("session") || name === "POST /api/v1/demo/end" ? await everybody(server) : await known(server);
    for (const entrant of ENTRANTS) {
      const { status, text } = await server.ask(method, path, askers.get(entrant));
      const door: readonly Entrant[] = ACCESS[name];
      const mayEnter = door.includes("nobody") || door.includes(entrant);
      const code = reasonOf(text);
      const where = `${name} as ${entrant}: ${status} ${code}`;
      if (mayEnter) assert.ok(!["access/login-needed", "access/not-allowed", "access/forged"].includes(code), where);
      else if (entrant === "nobody") assert.deepEqual([status, code], [401, "access/login-needed"], where);
      else assert.deepEqual([status, code], [403, "access/not-allowed"], where);
    }
  }
});

let kept: { server: TestServer; all: ReadonlyMap<Entrant, As> } | null = null;
async function known(server: TestServer): Promise<ReadonlyMap<Entrant, As>> {
  if (kept?.server !== server) kept = { server, all: await everybody(server) };
  return kept.all;
}

test("a changed cookie and a made-up key get on every route what is answered where nothing is there", async () => {
  await using server = await openTestServer({ deployment: CHAIN });
  const owner = await server.person("owner");
  const nothing = await server.ask("GET", "/api/v1/nothing-of-the-kind", owner);
  assert.equal(nothing.status, 404);
  const changed = { ...owner, cookie: owner.cookie!.replace(/.$/, (last) => (last === "A" ? "B" : "A")) };
  for (const [name, door] of Object.entries(ACCESS)) {
    if ((door as readonly string[]).includes("nobody")) continue;
    const { method, path } = pathOf(name as RouteName);
    for (const as of [changed, { bearer: "lintel_key_made-up" }, { bearer: "x".repeat(5000) }]) {
      const { status, text } = await server.ask(method, path, as);
      assert.deepEqual([status, text], [404, nothing.text], name);
    }
  }
});

test("what is another's is answered as if it were not there, by its id, in lists, in streams and in exports", async () => {
  await using server = await openTestServer({ deployment: CHAIN });
  const manager = await server.person("manager", { stores: ["one"] });
  const key = await server.key(["read", "export", "configure"], { stores: ["one"] });
  const nothing = (await server.ask("GET", "/api/v1/stores/not-there", manager)).text;
  const period = "?from=2026-11-20&to=2026-11-20";
  for (const as of [manager, key])
    for (const path of [
      "/api/v1/stores/two",
      `/api/v1/stores/two/totals${period}`,
      `/api/v1/stores/two/export.csv${period}`,
      "/api/v1/stores/two/now",
      "/api/v1/stores/two/sensors",
      "/api/v1/stores/two/events",
      "/api/v1/events?store=two",
      "/api/v1/stores/closed",
    ]) {
      const { status, text } = await server.ask("GET", path, as);
      assert.deepEqual([status, text], [404, nothing], path);
    }
  for (const as of [manager, key]) {
    const { stores } = JSON.parse((await server.ask("GET", "/api/v1/stores", as)).text);
    assert.deepEqual(
      stores.map((one: { store: string }) => one.store),
      ["one"],
    );
  }
  const put = await server.ask("PUT", "/api/v1/stores/two/sensors/door", key, SENSOR);
  assert.equal(put.status, 404);
  assert.equal((await server.ask("GET", "/api/v1/deployment", key)).status, 404, "the whole model is not theirs");
  const patch = await server.ask("PATCH", "/api/v1/stores/two", manager, { name: "Mine" });
  assert.equal(patch.status, 404);
});

test("the chain sees of a franchise what the contract shares, and the franchise sees its own and nobody else's", async () => {
  await using server = await openTestServer({ deployment: CHAIN });
  const chain = await server.person("owner");
  const firm = await server.person("owner", { controller: "Firm" });
  const other = await server.person("owner", { controller: "Another firm" });
  const seen = async (as: As) =>
    JSON.parse((await server.ask("GET", "/api/v1/stores", as)).text).stores.map((one: { store: string }) => one.store);
  assert.deepEqual(await seen(chain), ["one", "two", "days", "open"]);
  assert.deepEqual(await seen(firm), ["closed", "days", "open"]);
  assert.deepEqual(await seen(other), []);

  const status = async (as: As, path: string) => (await server.ask("GET", `/api/v1/stores/${path}`, as)).status;
  const totals = (id: string, span: string) => `${id}/totals?from=2026-11-20&to=2026-11-20&span=${span}`;
  assert.equal(await status(chain, totals("closed", "day")), 404);
  assert.equal(await status(chain, totals("days", "day")), 200);
  for (const span of ["hour", "quarter", "minute"]) assert.equal(await status(chain, totals("days", span)), 403, span);
  assert.equal(await status(chain, totals("open", "minute")), 200);
  assert.equal(await status(chain, "days/sensors"), 403);
  assert.equal(await status(chain, "open/sensors"), 200);
  assert.equal(await status(chain, "days/now"), 403);
  assert.equal(await status(firm, "days/now"), 200);

  const change = (as: As, id: string) => server.ask("PATCH", `/api/v1/stores/${id}`, as, { name: "Mine" });
  assert.equal((await change(chain, "open")).status, 404, "what is shared is not leave to change");
  assert.equal((await change(firm, "open")).status, 200);
  assert.equal((await server.ask("GET", "/api/v1/deployment", firm)).status, 404);
  const made = await server.ask("POST", "/api/v1/accounts", firm, { login: "f", role: "owner", controller: null });
  assert.equal(JSON.parse(made.text).controller, "Firm", "a franchise makes logins of its own only");
  const accounts = async (as: As) => JSON.parse((await server.ask("GET", "/api/v1/accounts", as)).text).accounts;
  assert.ok((await accounts(chain)).every((one: { controller: unknown }) => one.controller === null));
  const theirs = (await accounts(firm))[0].account;
  assert.equal((await server.ask("DELETE", `/api/v1/accounts/${theirs}`, chain)).status, 404);
});

test("a change by a cookie needs the word that our own pages send, and comes from our own site", async () => {
  await using server = await openTestServer({ deployment: CHAIN });
  const [one, two] = [await server.person("owner"), await server.person("owner")];
  const change = (as: As) => server.ask("PATCH", "/api/v1/stores/one", as, { name: "Changed" });
  for (const csrf of [undefined, "", two.csrf, `${one.csrf}x`]) {
    const as = csrf === undefined ? { cookie: one.cookie! } : { cookie: one.cookie!, csrf };
    const { status, text } = await change(as);
    assert.deepEqual([status, reasonOf(text)], [403, "access/forged"]);
  }
  const foreign = await fetch(`${server.url}/api/v1/stores/one`, {
    method: "PATCH",
    headers: {
      cookie: one.cookie!,
      "x-lintel-csrf": one.csrf!,
      "sec-fetch-site": "cross-site",
      "content-type": "application/json",
    },
    body: '{"name":"Changed"}',
  });
  assert.equal(foreign.status, 403);
  assert.equal((await change(one)).status, 200);
});

test("guessing passwords is locked, for the login and after a restart too, and a right one is let in again later", async () => {
  let nowMs = Date.UTC(2026, 10, 21);
  await using server = await openTestServer({ deployment: CHAIN, nowMs: () => nowMs });
  await server.person("owner");
  const login = (password: string) => server.ask("POST", "/api/v1/session", {}, { login: "OWNER-1", password });
  for (let guess = 0; guess < 6; guess++) await login("wrong password");
  assert.equal(reasonOf((await login("correct horse battery")).text), "access/locked");
  await server.restart();
  const locked = await login("correct horse battery");
  assert.deepEqual([locked.status, reasonOf(locked.text)], [429, "access/locked"]);
  const unknown = await server.ask(
    "POST",
    "/api/v1/session",
    {},
    { login: "nobody-of-that-name", password: "wrong password" },
  );
  assert.deepEqual([unknown.status, reasonOf(unknown.text)], [401, "access/wrong-login"]);
  nowMs += 3_600_000;
  assert.equal((await login("correct horse battery")).status, 200);
});

test("the table in docs/access.md is the one that is in force", () => {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rows = Object.entries(ACCESS).map(([name, door]) => {
    const isIn = (entrant: Entrant) => (door as readonly Entrant[]).some((one) => one === entrant || one === "nobody");
    return row([`\`${name}\``, ...ENTRANTS.map((entrant) => (isIn(entrant) ? "yes" : "–"))]);
  });
  const table = [row(["route", ...ENTRANTS]), row(["---", ...ENTRANTS.map(() => "---")]), ...rows].join("\n");
  const [before, , after] = readFileSync(PAGE, "utf8").split(BEGIN);
  const page = [before, `\n${table}\n`, after].join(BEGIN);
  if (process.env.LINTEL_ACCESS === "write") writeFileSync(PAGE, page);
  assert.equal(readFileSync(PAGE, "utf8"), page, "write it anew: LINTEL_ACCESS=write npm test");
});
