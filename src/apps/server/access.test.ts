import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import test from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { keepRetirement } from "#adapters/store/retirements.ts";
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
import { digestDays } from "./ledger-digests.ts";
import { planRetirement } from "./retirement.ts";

const DOCUMENT = "docs/access.md";
const ENTRANTS = [
  "nobody",
  ...ROLES,
  ...KEY_SCOPES.map((scope) => `key:${scope}` as const),
  "agent",
  "tally",
  "share",
] as const;
const FALSE_ONES = ["changed cookie", "made-up key", "ended session", "no bearer"] as const;
type Standing = (typeof ENTRANTS)[number] | (typeof FALSE_ONES)[number];

const TABLET = `      - id: welcome
        class: tablet
        does: [tablet-answer]
        practice:
          proc: { mode: user_started, demog_source: self_told }
          out: { published: false }
`;
const YAML = chainYaml(`${storeYaml("here")}${TABLET}`, storeYaml("demo"))
  .replaceAll("[count, zones]", "[count, zones, scene-picture, setup-view]")
  .replace("lintel: 1", "lintel: 1\nsimulated: true");
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
const HISTORY_MAPPING = JSON.stringify({
  lintel_import: 1,
  name: "before",
  span: "hour",
  time: [{ column: "time", format: "yyyy-MM-dd HH:mm" }],
  lines: [{ line: "before.door", in: "in" }],
});
const DAYS = "from=2026-03-02&to=2026-03-02";

type Sent = {
  readonly path?: string;
  readonly json?: unknown;
  readonly headers?: Record<string, string>;
  readonly body?: string;
};
/** What each route is asked so that whoever may ask it gets an answer. A route without its line here does not compile. */
const ASKED: Readonly<
  Record<RouteName, (shop: ServedShop, owner: Credentials, asker: Credentials) => Sent | Promise<Sent>>
> = {
  "GET /": () => ({}),
  "GET /app": () => ({}),
  "GET /app/*": () => ({ path: "/app/stores" }),
  "GET /login": () => ({}),
  "GET /tally/:token": () => ({}),
  "GET /share/:token": () => ({}),
  "GET /welcome/:store": () => ({}),
  "GET /rights/:store": () => ({}),
  "GET /verify": () => ({}),
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
  "GET /api/v1/stores/:store/visitor-mix": () => ({ path: `/api/v1/stores/here/visitor-mix?${DAYS}` }),
  "GET /api/v1/stores/:store/visitor-mix.csv": () => ({ path: `/api/v1/stores/here/visitor-mix.csv?${DAYS}` }),
  "GET /api/v1/stores/:store/visitor-mix.xlsx": () => ({ path: `/api/v1/stores/here/visitor-mix.xlsx?${DAYS}` }),
  "GET /api/v1/visitor-mix": () => ({ path: `/api/v1/visitor-mix?${DAYS}` }),
  "GET /api/v1/stores/:store/report": () => ({ path: "/api/v1/stores/here/report?month=2026-03" }),
  "GET /api/v1/report": () => ({ path: "/api/v1/report?month=2026-03" }),
  "GET /api/v1/welcome/:store": () => ({}),
  "POST /api/v1/welcome/:store/consents": async (shop) => ({ json: await consentOf(shop) }),
  "POST /api/v1/welcome/:store/answers": async (shop) => {
    const { receiptId } = await newReceipt(shop);
    return { json: { ageBand: "30-44", sex: "female", source: "told", receiptId } };
  },
  "POST /api/v1/rights/:store/receipt": async (shop) => ({ json: { code: (await newReceipt(shop)).code } }),
  "POST /api/v1/rights/:store/withdrawals": async (shop) => ({ json: { code: (await newReceipt(shop)).code } }),
  "GET /api/v1/stores/:store/export.csv": () => ({ path: `/api/v1/stores/here/export.csv?${DAYS}` }),
  "GET /api/v1/stores/:store/export.xlsx": () => ({ path: `/api/v1/stores/here/export.xlsx?${DAYS}` }),
  "GET /api/v1/stores/:store/sales": () => ({ path: `/api/v1/stores/here/sales?${DAYS}` }),
  "GET /api/v1/stores/:store/sales.csv": () => ({ path: `/api/v1/stores/here/sales.csv?${DAYS}` }),
  "GET /api/v1/stores/:store/sales.xlsx": () => ({ path: `/api/v1/stores/here/sales.xlsx?${DAYS}` }),
  "POST /api/v1/stores/:store/sales": () => ({
    path: "/api/v1/stores/here/sales?dry_run=true",
    body: "time,receipt,amount,currency\n2026-03-02 10:00,1,9.90,EUR\n",
    headers: { "content-type": "text/csv" },
  }),
  "POST /api/v1/stores/:store/history": () => ({
    path: "/api/v1/stores/here/history?dry_run=true",
    headers: { "content-type": "multipart/form-data; boundary=seam" },
    body: `--seam\r\ncontent-disposition: form-data; name="mapping"\r\n\r\n${HISTORY_MAPPING}\r\n--seam\r\ncontent-disposition: form-data; name="file"; filename="old.csv"\r\n\r\ntime,in\n2026-03-02 10:00,7\n\r\n--seam--\r\n`,
  }),
  "GET /api/v1/stores/:store/events": () => ({}),
  "GET /api/v1/stores/:store/sensors": () => ({}),
  "GET /api/v1/stores/:store/sensors/:sensor": () => ({ path: "/api/v1/stores/here/sensors/door" }),
  "PUT /api/v1/stores/:store/sensors/:sensor": () => ({ json: SENSOR }),
  "DELETE /api/v1/stores/:store/sensors/:sensor": async (shop, owner) => {
    await shop.ask("PUT /api/v1/stores/here/sensors/extra", { as: owner, json: SENSOR });
    return {};
  },
  "PUT /api/v1/stores/:store/sensors/:sensor/password": async (shop, owner) => {
    await shop.ask("PUT /api/v1/stores/here/sensors/extra", { as: owner, json: SENSOR });
    return { json: { password: "of the camera" } };
  },
  "POST /api/v1/stores/:store/sensors/:sensor/scene": () => ({ path: "/api/v1/stores/here/sensors/door/scene" }),
  "GET /api/v1/stores/:store/sensors/:sensor/scene": async (shop) => {
    const place = { storeId: "here", sensorId: "door", source: "rtsp://192.0.2.7/stream" };
    await shop.server.parts.scenes.put(place, { atMs: 1, width: 1, height: 1, knownPercent: 50, jpeg: "/9j/AAAA" });
    return { path: "/api/v1/stores/here/sensors/door/scene" };
  },
  "POST /api/v1/stores/:store/sensors/:sensor/setup": () => ({ path: "/api/v1/stores/here/sensors/door/setup" }),
  "DELETE /api/v1/stores/:store/sensors/:sensor/setup": () => ({ path: "/api/v1/stores/here/sensors/door/setup" }),
  "GET /api/v1/stores/:store/sensors/:sensor/recent": () => ({}),
  "POST /api/v1/stores/:store/cameras/find": () => ({}),
  "POST /api/v1/stores/:store/cameras/test": () => ({ json: { address: "rtsp://127.0.0.1:1/" } }),
  "POST /api/v1/stores/:store/cameras/inspect": () => ({ json: { address: "127.0.0.1:1" } }),
  "PUT /api/v1/stores/:store/sign": () => ({ json: { hangs: true } }),
  "GET /api/v1/stores/:store/decisions": () => ({}),
  "GET /api/v1/stores/:store/staff": () => ({}),
  "PUT /api/v1/stores/:store/staff": () => ({ json: { staff: null, cameras: [] } }),
  "GET /api/v1/stores/:store/sign": () => ({}),
  "GET /api/v1/stores/:store/sign.pdf": () => ({}),
  "GET /api/v1/stores/:store/sign.png": () => ({ path: "/api/v1/stores/here/sign.png?size=A5&languages=en" }),
  "GET /api/v1/stores/:store/drafts/:kind": () => ({ path: "/api/v1/stores/here/drafts/record?format=md" }),
  "GET /api/v1/public/:store": () => ({}),
  "GET /s/:store": () => ({}),
  "GET /api/v1/stores/:store/checks": () => ({}),
  "POST /api/v1/stores/:store/checks": async (shop, owner) => {
    await withoutChecks(shop, owner);
    return { json: { unit: "door.door" } };
  },
  "POST /api/v1/stores/:store/checks/:check/stop": async (shop, owner) => ({
    path: `/api/v1/stores/here/checks/${(await newCheck(shop, owner)).check}/stop`,
  }),
  "DELETE /api/v1/stores/:store/checks/:check": async (shop, owner) => ({
    path: `/api/v1/stores/here/checks/${(await newCheck(shop, owner)).check}`,
  }),
  "GET /api/v1/tally/:token": async (shop, owner) => ({ path: `/api/v1${(await newCheck(shop, owner)).path}` }),
  "POST /api/v1/tally/:token/join": async (shop, owner) => ({
    path: `/api/v1${(await newCheck(shop, owner)).path}/join`,
    json: {},
  }),
  "POST /api/v1/tally/:token/taps": async (shop, owner) => {
    const { path } = await newCheck(shop, owner);
    const { counter } = (await shop.ask(`POST /api/v1${path}/join`, { json: {} })).json;
    return { path: `/api/v1${path}/taps`, json: { counter } };
  },
  "GET /api/v1/shares": () => ({}),
  "POST /api/v1/shares": () => ({ json: { stores: ["here"], what: "today" } }),
  // One's own link, and nobody else's.
  "DELETE /api/v1/shares/:share": async (shop, _owner, asker) => ({
    path: `/api/v1/shares/${(await newShare(shop, asker)).share}`,
  }),
  "GET /api/v1/share/:token": async (shop, owner) => ({ path: `/api/v1${(await newShare(shop, owner)).path}` }),
  "GET /api/v1/share/:token/stores/:store/now": async (shop, owner) => ({
    path: `/api/v1${(await newShare(shop, owner)).path}/stores/here/now`,
  }),
  "GET /api/v1/share/:token/stores/:store/figures": async (shop, owner) => ({
    path: `/api/v1${(await newShare(shop, owner)).path}/stores/here/figures`,
  }),
  "GET /api/v1/share/:token/stores/:store/totals": async (shop, owner) => ({
    path: `/api/v1${(await newShare(shop, owner)).path}/stores/here/totals`,
  }),
  "GET /api/v1/events": () => ({}),
  "GET /api/v1/stores/:store/evidence.zip": async (shop) => {
    const { parts } = shop.server;
    const minute = Date.UTC(2026, 2, 2, 12) / 60_000;
    const told = { storeId: "here", version: 1, agentId: "agent", watchedMs: 60_000, method: "body-1" } as const;
    const counts = { in: 1, out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0 };
    await parts.store.ingest([
      { kind: "line-version", storeId: "here", lineId: "before.door", version: 1, role: "entrance" },
      { kind: "line", ...told, lineId: "before.door", minute, seq: 0, ...counts },
    ]);
    await digestDays(parts, undefined, 0);
    parts.ledger.flush();
    return { path: `/api/v1/stores/here/evidence.zip?${DAYS}` };
  },
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
  // Without `confirm` nothing is changed.
  "POST /api/v1/stores/:store/retirement": () => ({ path: "/api/v1/stores/here/retirement", json: {} }),
  "GET /api/v1/retirements": () => ({}),
  "GET /api/v1/retirements/:ordered/certificate.pdf": async (shop) => {
    const { parts } = shop.server;
    const planned = await planRetirement(
      { ...parts, deployment: null, nowMs: 1 },
      { storeId: "here", sensorId: null, by: "owner" },
    );
    keepRetirement(shop.folder, { ...planned, sensorId: "gone", doneMs: 2, left: 0 });
    return { path: "/api/v1/retirements/1/certificate.pdf" };
  },
  "GET /api/v1/backups": () => ({}),
  "POST /api/v1/backups": () => ({}),
  "GET /api/v1/backups/:name": async (shop, owner) => ({
    path: `/api/v1/backups/${(await shop.ask("POST /api/v1/backups", { as: owner })).json.name}`,
  }),
  "DELETE /api/v1/backups/:name": async (shop, owner) => ({
    path: `/api/v1/backups/${(await shop.ask("POST /api/v1/backups", { as: owner })).json.name}`,
  }),
  "GET /api/v1/cues": () => ({}),
  "PUT /api/v1/cues": () => ({ json: {} }),
  "POST /api/v1/cues/test": () => ({}),
  "GET /api/v1/ledger/checkpoint": () => ({}),
  "GET /api/v1/ledger/inclusion": () => ({ path: "/api/v1/ledger/inclusion?entry=0" }),
  "GET /api/v1/ledger/consistency": () => ({ path: "/api/v1/ledger/consistency?before=0" }),
  "GET /api/v1/ledger/entries": () => ({}),
  "GET /api/v1/about": () => ({}),
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
  "POST /api/v1/agent/scene": () => ({
    json: {
      storeId: "here",
      sensorId: "door",
      id: "made-up",
      picture: { atMs: 1, width: 1, height: 1, knownPercent: 50, jpeg: "/9j/AAAA" },
    },
  }),
  "GET /api/v1/agent/configuration": () => ({}),
};

async function consentOf(shop: ServedShop) {
  const { notice } = (await shop.ask("GET /api/v1/welcome/here")).json;
  const by = { isAdult: true, isUnder14WithAdult: false };
  return { purpose: "tablet-answer", noticeHash: notice.hash, language: "en", ...by };
}

/** Given in the house, where nobody counts how often. */
async function newReceipt(shop: ServedShop): Promise<{ receiptId: string; code: string }> {
  const { store, welcome } = shop.server.parts;
  const { purposes, controller, keptDays, rightsPath, notice } = welcome.at("here")!;
  const { purpose, grant } = purposes.find((one) => one.grant !== null)!;
  const said = { storeId: "here", purpose, controller, contact: null, jurisdiction: "US-IL", language: "en" } as const;
  const read = { noticeHash: notice.hash, noticeVersion: notice.version, isByAdult: false, rightsPath };
  const [givenMs, untilMs] = [Date.now(), Date.now() + keptDays * 86_400_000];
  const kept = await store.consents.give({ ...said, ...read, givenMs, untilMs }, grant!, "");
  assert.ok(kept !== "too-many");
  return kept;
}

/** One check of a line runs at a time. */
async function withoutChecks(shop: ServedShop, owner: Credentials) {
  const { checks } = (await shop.ask("GET /api/v1/stores/here/checks", { as: owner })).json;
  for (const { check } of checks) await shop.ask(`DELETE /api/v1/stores/here/checks/${check}`, { as: owner });
}

async function newShare(shop: ServedShop, as: Credentials): Promise<{ share: string; path: string }> {
  const { json } = await shop.ask("POST /api/v1/shares", { as, json: { stores: ["here"], what: "today" } });
  return json;
}

async function newCheck(shop: ServedShop, owner: Credentials): Promise<{ check: string; path: string }> {
  await withoutChecks(shop, owner);
  return (await shop.ask("POST /api/v1/stores/here/checks", { as: owner, json: { unit: "door.door" } })).json;
}

const IDS: Readonly<Record<string, string>> = { store: "here", sensor: "extra", version: "1" };
/** Who holds a link shows nothing but the link, which stands in the path of its own routes. */
const HOLDERS: readonly Standing[] = ["tally", "share"];
const STATUS_OF: Readonly<Partial<Record<RouteName, number>>> = {
  "POST /api/v1/stores/:store/sensors/:sensor/scene": 202,
  "POST /api/v1/welcome/:store/consents": 201,
  "POST /api/v1/welcome/:store/answers": 204,
};
/** These end what the others need. */
const LAST: readonly RouteName[] = ["POST /api/v1/demo/end"];

async function standingsAt(shop: ServedShop): Promise<Map<Standing, Credentials>> {
  const standings = new Map<Standing, Credentials>([["nobody", {}]]);
  for (const role of ROLES) standings.set(role, await shop.person(role));
  for (const scope of KEY_SCOPES) standings.set(`key:${scope}`, await shop.program([scope]));
  standings.set("agent", await shop.agent(["here"]));
  const owner = standings.get("owner")!;
  for (const holder of HOLDERS) standings.set(holder, {});
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
  // All sit at one address, and there are more routes than it may ask in a minute.
  if (route !== "GET /api/v1/events")
    for (;;) {
      const answer = await shop.ask(`${method} ${asked}`, { as, ...sent });
      if (answer.status !== 429 || answer.json?.code !== "request/too-many") return answer;
      await pause(1000);
    }
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

\`tally\` is whoever holds the link of a check of a door, \`share\` whoever holds a link to figures: the secret stands in the path, and nothing else that is shown is looked at
there. Without the right one, or when it has ended, everybody gets 404. A link to figures is for stores of one's own, some days and nothing else; it ends when it expires or is taken
back, with the account that made it, and when that account may not show these stores any more.

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
      const isLink = route.includes("/:token");
      const showsNothing = who === "nobody" || HOLDERS.includes(who);
      const sent =
        mayAsk || (showsNothing && !isLink)
          ? await ASKED[route](shop, standings.get("owner")!, standing)
          : { json: undefined };
      const { status, text, json } = await statusOf(shop, route, sent, standing);
      const told = `${who} at ${route}: ${status} ${text.slice(0, 300)}`;
      if (mayAsk) {
        assert.ok(![401, 404, 500].includes(status), told);
        assert.ok(!String(json?.code).startsWith("access/"), told);
        // What nobody makes right by a made-up code is refused as such.
        if (!route.startsWith("POST /api/v1/agent/")) assert.equal(status, STATUS_OF[route] ?? 200, told);
      } else if (isLink) assert.deepEqual([status, text], [404, unknown.text], told);
      else if (showsNothing) assert.deepEqual([status, json.code], [401, "access/login-needed"], told);
      else if ((FALSE_ONES as readonly string[]).includes(who))
        assert.deepEqual([status, text], [404, unknown.text], told);
      else assert.deepEqual([status, json.code], [403, "access/not-allowed"], told);
      if (mayAsk && route === "DELETE /api/v1/session" && standing.account)
        standings.set(who, await shop.person(who as (typeof ROLES)[number]));
    }
});
