import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { KEY_SCOPES, ROLES } from "#domain/access/asker.ts";
import {
  type Credentials,
  chainYaml,
  openServedShop,
  PASSWORD,
  type ServedShop,
  storeYaml,
} from "#tools/shop/served-shop.ts";
import { ACCESS, type RouteName } from "./access-table.ts";

const DOCUMENT = "docs/access.md";
const ENTRANTS = ["nobody", ...ROLES, ...KEY_SCOPES.map((scope) => `key:${scope}` as const), "agent"] as const;
const FALSE_ONES = ["changed cookie", "made-up key", "ended session", "no bearer"] as const;
type Standing = (typeof ENTRANTS)[number] | (typeof FALSE_ONES)[number];

const YAML = chainYaml(storeYaml("here"), storeYaml("demo")).replace("lintel: 1", "lintel: 1\nsimulated: true");
const LINE = { name: "door", from: [0.2, 0.6], to: [0.8, 0.6] };
const SENSOR = { source: "rtsp://camera:$NEW_PASSWORD@192.0.2.9/stream", does: ["count"], lines: [LINE] };
const STATUS = {
  configurationVersion: 0,
  cameras: [],
  live: [],
  outbox: { records: 0, bytes: 0, oldestAtMs: null, coarsened: 0, dropped: 0, refused: 0 },
  agentVersion: "1",
  nowMs: 0,
};
const DAYS = "from=2026-03-02&to=2026-03-02";

type Sent = {
  readonly path?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};
/** What each route is asked so that whoever may ask it gets an answer. A route without its line here does not compile. */
const ASKED: Readonly<Record<RouteName, (shop: ServedShop, owner: Credentials) => Sent | Promise<Sent>>> = {
  "GET /": () => ({}),
  "GET /app": () => ({}),
  "GET /app/*": () => ({ path: "/app/stores" }),
  "GET /login": () => ({}),
  "GET /assets/:file": () => ({ path: `/assets/${readdirSync("dist/dashboard/assets")[0]}` }),
  "GET /manifest.webmanifest": () => ({}),
  "GET /icon.svg": () => ({}),
  "GET /icon-192.png": () => ({}),
  "GET /icon-512.png": () => ({}),
  "GET /healthz": () => ({}),
  "GET /metrics": () => ({}),
  "POST /api/v1/session": async (shop) => ({
    json: { login: (await shop.person("analyst")).login, password: PASSWORD },
  }),
  "GET /api/v1/session": () => ({}),
  "DELETE /api/v1/session": () => ({}),
  "PUT /api/v1/session/password": () => ({ json: { password: PASSWORD, newPassword: PASSWORD } }),
  "GET /api/v1/stores": () => ({}),
  "GET /api/v1/stores/:store": () => ({}),
  "PATCH /api/v1/stores/:store": () => ({ json: { name: "Here" } }),
  "GET /api/v1/stores/:store/now": () => ({}),
  "GET /api/v1/stores/:store/figures": () => ({ path: `/api/v1/stores/here/figures?${DAYS}` }),
  "GET /api/v1/stores/:store/totals": () => ({ path: `/api/v1/stores/here/totals?${DAYS}` }),
  "GET /api/v1/stores/:store/export.csv": () => ({ path: `/api/v1/stores/here/export.csv?${DAYS}` }),
  "GET /api/v1/stores/:store/export.xlsx": () => ({ path: `/api/v1/stores/here/export.xlsx?${DAYS}` }),
  "GET /api/v1/stores/:store/events": () => ({}),
  "GET /api/v1/stores/:store/sensors": () => ({}),
  "GET /api/v1/stores/:store/sensors/:sensor": async (shop, owner) => {
    await shop.ask("PUT /api/v1/stores/here/sensors/extra", { as: owner, json: SENSOR });
    return {};
  },
  "PUT /api/v1/stores/:store/sensors/:sensor": () => ({ json: SENSOR }),
  "DELETE /api/v1/stores/:store/sensors/:sensor": async (shop, owner) => {
    await shop.ask("PUT /api/v1/stores/here/sensors/extra", { as: owner, json: SENSOR });
    return {};
  },
  "PUT /api/v1/stores/:store/sensors/:sensor/password": async (shop, owner) => {
    await shop.ask("PUT /api/v1/stores/here/sensors/extra", { as: owner, json: SENSOR });
    return { json: { password: "of the camera" } };
  },
  "GET /api/v1/stores/:store/sensors/:sensor/recent": () => ({}),
  "POST /api/v1/stores/:store/cameras/find": () => ({}),
  "POST /api/v1/stores/:store/cameras/test": () => ({ json: { address: "rtsp://127.0.0.1:1/" } }),
  "GET /api/v1/stores/:store/decisions": () => ({}),
  "GET /api/v1/events": () => ({}),
  "GET /api/v1/deployment": () => ({}),
  "PUT /api/v1/deployment": async (shop, owner) => ({
    json: (await shop.ask("GET /api/v1/deployment", { as: owner })).json.deployment,
  }),
  "GET /api/v1/deployment/versions": () => ({}),
  "GET /api/v1/deployment/versions/:version": () => ({}),
  "POST /api/v1/demo/end": () => ({}),
  "GET /api/v1/accounts": () => ({}),
  "POST /api/v1/accounts": () => ({ json: { login: `new-${Math.random()}`, role: "analyst", password: PASSWORD } }),
  "PATCH /api/v1/accounts/:account": async (shop) => ({
    path: `/api/v1/accounts/${(await shop.person("analyst")).account}`,
    json: { role: "analyst" },
  }),
  "DELETE /api/v1/accounts/:account": async (shop) => ({
    path: `/api/v1/accounts/${(await shop.person("analyst")).account}`,
  }),
  "GET /api/v1/keys": () => ({}),
  "POST /api/v1/keys": () => ({ json: { name: "till", scopes: ["read"] } }),
  "DELETE /api/v1/keys/:key": async (shop, owner) => {
    const made = await shop.ask("POST /api/v1/keys", { as: owner, json: { name: "till", scopes: ["read"] } });
    return { path: `/api/v1/keys/${made.json.key}` };
  },
  "GET /api/v1/agents": () => ({}),
  "POST /api/v1/agents/codes": () => ({ json: { name: "back room", stores: ["here"] } }),
  "DELETE /api/v1/agents/:agent": async (shop) => ({ path: `/api/v1/agents/${(await shop.agent(["here"])).agent}` }),
  "POST /api/v1/agent/enrol": () => ({ json: { code: "made-up", publicKey: "A".repeat(59) } }),
  "POST /api/v1/agent/challenge": () => ({ json: { agentId: "agent-1" } }),
  "POST /api/v1/agent/session": () => ({
    json: { agentId: "agent-1", challenge: "A".repeat(43), signature: "A".repeat(86) },
  }),
  "POST /api/v1/agent/records": () => ({ body: "", headers: { "content-type": "application/x-ndjson" } }),
  "POST /api/v1/agent/status": () => ({ json: STATUS }),
  "GET /api/v1/agent/configuration": () => ({}),
};

const IDS: Readonly<Record<string, string>> = { store: "here", sensor: "extra", version: "1" };
/** These end what the others need. */
const LAST: readonly RouteName[] = ["POST /api/v1/demo/end"];

async function standingsAt(shop: ServedShop): Promise<Map<Standing, Credentials>> {
  const standings = new Map<Standing, Credentials>([["nobody", {}]]);
  for (const role of ROLES) standings.set(role, await shop.person(role));
  for (const scope of KEY_SCOPES) standings.set(`key:${scope}`, await shop.program([scope]));
  standings.set("agent", await shop.agent(["here"]));
  const owner = standings.get("owner")!;
  standings.set("changed cookie", {
    ...owner,
    cookie: `${owner.cookie!.slice(0, -1)}${owner.cookie!.endsWith("A") ? "B" : "A"}`,
  });
  standings.set("made-up key", { authorization: `Bearer lintel_key_${"A".repeat(43)}` });
  standings.set("no bearer", { authorization: "Basic b3duZXI6b3duZXI=" });
  const ended = await shop.person("owner");
  await shop.ask("DELETE /api/v1/session", { as: ended });
  standings.set("ended session", ended);
  return standings;
}

/** Asks, and hangs up where the answer has no end. */
async function statusOf(shop: ServedShop, route: RouteName, { path, ...sent }: Sent, as: Credentials) {
  const [method, pattern] = route.split(" ") as [string, string];
  const asked = path ?? pattern.replace(/:(\w+)/g, (_all, name) => IDS[name] ?? "unknown");
  if (route !== "GET /api/v1/events") return await shop.ask(`${method} ${asked}`, { as, ...sent });
  const { account: _a, login: _l, agent: _g, ...headers } = as;
  const hangUp = new AbortController();
  const response = await fetch(`${shop.url}${asked}`, { headers, signal: hangUp.signal });
  const text = response.status === 200 ? "" : await response.text();
  hangUp.abort();
  return { status: response.status, text, json: text === "" ? null : JSON.parse(text), headers: response.headers };
}

test("the table of access is what is documented", () => {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const table = [
    row(["Route", ...ENTRANTS.map((entrant) => (entrant === "nobody" ? "anybody" : entrant))]),
    row(["---", ...ENTRANTS.map(() => ":-:")]),
    ...Object.entries(ACCESS).map(([route, door]) => {
      const may = door as readonly string[];
      return row([
        `\`${route}\``,
        ...ENTRANTS.map((one) => (may.includes(one) || may.includes("nobody") ? "yes" : "")),
      ]);
    }),
  ].join("\n");
  const text = `# Who may do what

The one table is \`src/apps/server/access-table.ts\`; this page is made of it (\`LINTEL_ACCESS=write\` with its test), and the test walks every route as everybody.
It says which door is open to whom. Which stores somebody sees behind it is another question: an account or a key is for all stores of its controller, or for those that are named,
and of a franchise store the chain sees what \`controller.shares\` says in the deployment.

Who shows nothing gets 401. Who shows a cookie, key or token that is changed, ended or made up gets 404, the same as where nothing is. Who is known and may not gets 403.
What lies outside of somebody's stores is 404.

${table}
`;
  if (process.env.LINTEL_ACCESS === "write") writeFileSync(DOCUMENT, text);
  assert.equal(readFileSync(DOCUMENT, "utf8"), text, "write it anew: LINTEL_ACCESS=write");
});

test("whoever may ask gets an answer, and nobody else, at every route", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const standings = await standingsAt(shop);
  const unknown = await shop.ask("GET /api/v1/nothing-there");
  assert.equal(unknown.status, 404);
  const routes = (Object.keys(ACCESS) as RouteName[]).toSorted(
    (a, b) => Number(LAST.includes(a)) - Number(LAST.includes(b)),
  );
  for (const route of routes)
    for (const [who, standing] of standings) {
      const door: readonly string[] = ACCESS[route];
      const mayAsk = door.includes("nobody") || door.includes(who);
      const sent = mayAsk || who === "nobody" ? await ASKED[route](shop, standings.get("owner")!) : { json: undefined };
      const { status, text, json } = await statusOf(shop, route, sent, standing);
      const told = `${who} at ${route}: ${status} ${text.slice(0, 300)}`;
      if (mayAsk) {
        assert.ok(![401, 404, 500].includes(status), told);
        assert.ok(!String(json?.code).startsWith("access/"), told);
        // What nobody makes right by a made-up code is refused as such.
        if (!route.startsWith("POST /api/v1/agent/")) assert.equal(status, 200, told);
      } else if (who === "nobody") assert.deepEqual([status, json.code], [401, "access/login-needed"], told);
      else if ((FALSE_ONES as readonly string[]).includes(who))
        assert.deepEqual([status, text], [404, unknown.text], told);
      else assert.deepEqual([status, json.code], [403, "access/not-allowed"], told);
      if (mayAsk && route === "DELETE /api/v1/session" && standing.account)
        standings.set(who, await shop.person(who as (typeof ROLES)[number]));
    }
});
