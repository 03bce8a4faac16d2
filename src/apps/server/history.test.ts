import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { rebuildTotals } from "#adapters/store/rebuild.ts";
import { type Credentials, chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";

const YAML = chainYaml(storeYaml("here"), storeYaml("other"));
const MAPPING = {
  lintel_import: 1,
  name: "before",
  span: "hour",
  time: [{ column: "time", format: "yyyy-MM-dd HH:mm" }],
  lines: [{ line: "before.door", in: "in", out: "out" }],
};
const HISTORY = "POST /api/v1/stores/here/history";

/** Days of hours, five in and four out in each. */
function table(firstDay: number, days: number, row = "5,4"): string {
  const hours = Array.from({ length: days * 24 }, (_, hour) =>
    new Date(Date.UTC(2026, 0, firstDay, hour)).toISOString().slice(0, 16).replace("T", " "),
  );
  return `time,in,out\n${hours.map((time) => `${time},${row}\n`).join("")}`;
}

function form(file: string, mapping: unknown = MAPPING): { body: string; headers: Record<string, string> } {
  const part = (name: string, text: string) =>
    `--seam\r\ncontent-disposition: form-data; name="${name}"; filename="${name}"\r\n\r\n${text}\r\n`;
  return {
    headers: { "content-type": "multipart/form-data; boundary=seam" },
    body: `${part("mapping", JSON.stringify(mapping))}${part("file", file)}--seam--\r\n`,
  };
}

function csv(body: string): { body: string; headers: Record<string, string> } {
  return { body, headers: { "content-type": "text/csv" } };
}

async function peopleIn(shop: ServedShop, as: Credentials): Promise<number> {
  const days = "from=2026-01-01&to=2026-03-31&span=day&unit=before.door";
  const { json } = await shop.ask(`GET /api/v1/stores/here/totals?${days}`, { as });
  return (json.totals as { in: number }[]).reduce((sum, one) => sum + one.in, 0);
}

test("a history is taken in while the server runs: mapped once, the same again changes nothing, a longer file adds", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const owner = await shop.person("owner");
  const key = await shop.program(["configure"], { storeIds: ["here"] });
  const dry = await shop.ask(`${HISTORY}?dry_run=true`, { as: owner, ...form(table(1, 2)) });
  assert.equal(dry.status, 200, dry.text);
  assert.deepEqual(dry.json.minutes, { added: 2880, repeated: 0, contradicted: 0 });
  assert.equal(await peopleIn(shop, owner), 0, "a trial keeps nothing");
  assert.ok(!existsSync(join(shop.folder, "imports")));

  const first = await shop.ask(HISTORY, { as: owner, ...form(table(1, 2)) });
  assert.deepEqual(first.json.minutes, { added: 2880, repeated: 0, contradicted: 0 }, first.text);
  assert.equal(await peopleIn(shop, owner), 2 * 24 * 5);
  assert.deepEqual(readdirSync(join(shop.folder, "imports")), ["here.before.yaml"]);

  const again = await shop.ask(HISTORY, { as: key, ...csv(table(1, 2)) });
  assert.deepEqual(again.json.minutes, { added: 0, repeated: 2880, contradicted: 0 }, again.text);
  const longer = await shop.ask(`${HISTORY}?map=before`, { as: key, ...csv(table(1, 4)) });
  assert.deepEqual(longer.json.minutes, { added: 2880, repeated: 2880, contradicted: 0 }, longer.text);
  const other = await shop.ask(HISTORY, { as: key, ...csv(table(1, 1, "9,4")) });
  assert.ok(other.json.minutes.contradicted > 0 && other.json.minutes.added === 0, other.text);
  assert.equal(await peopleIn(shop, owner), 4 * 24 * 5);
  const { different, doubled } = await rebuildTotals(shop.folder);
  assert.deepEqual([different, doubled], [0, 0]);
});

test("what is wrong with a history is said with its line, and nothing of it is kept", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const owner = await shop.person("owner");
  const refused = async (sent: object, status: number, code: string, detail: RegExp, query = "") => {
    const { status: answered, json, text } = await shop.ask(`${HISTORY}${query}`, { as: owner, ...sent });
    assert.deepEqual([answered, json.code], [status, code], text);
    assert.match(json.detail, detail);
    assert.ok(json.remedy.length > 0);
  };
  await refused(csv(table(1, 1)), 400, "import/option", /no mapping that fits/);
  await refused(csv(table(1, 1)), 400, "import/option", /no mapping `before`/, "?map=before");
  await refused({ ...csv(""), body: undefined }, 400, "request/unreadable", /file/);
  await refused({ json: { file: "x" } }, 400, "request/unreadable", /text\/csv/);
  await refused({ ...form(""), body: "no form" }, 400, "request/unreadable", /form/);
  await refused(
    form(`${table(1, 1)}2026-01-02 00:00,many,1\n`),
    400,
    "import/row-unreadable",
    /line 26: `in` is `many`/,
  );
  await refused(form(table(1, 1), { ...MAPPING, span: "week" }), 400, "import/mapping", /mapping:1:43: .*"quarter"/);
  await refused(form("when,in\n"), 400, "import/other-columns", /`time`/);
  await refused(form("PK\u0003\u0004"), 400, "import/other-columns", /no column|has/);
  const ours = { ...MAPPING, lines: [{ line: "door.before", in: "in" }] };
  await refused(form(table(1, 1), ours), 400, "import/live-line", /a sensor of the deployment/);
  const rows = `time,in,out\n${"2026-01-01 00:00,1,1\n".repeat(100_001)}`;
  await refused(form(rows), 413, "import/too-long", /100000 rows/);
  await refused(form(table(-800, 800), MAPPING), 413, "import/too-long", /1152000 minutes/);
  await refused(form("x".repeat(8 * 1024 * 1024)), 413, "request/too-large", /too long/);
  assert.equal(await peopleIn(shop, owner), 0);
  assert.ok(!existsSync(join(shop.folder, "imports")), "a mapping that nothing was read by is not kept");
  const skipped = await shop.ask(`${HISTORY}?skip_bad=true`, {
    as: owner,
    ...form(`${table(1, 1)}2026-01-02 00:00,many,1\n`),
  });
  assert.deepEqual([skipped.json.tally.bad, skipped.json.minutes.added], [1, 1440], skipped.text);
});

test("another's store is the same as none, and a second history waits", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  const owner = await shop.person("owner");
  const nothing = (await shop.ask("GET /api/v1/nothing-there")).text;
  const key = await shop.program(["configure"], { storeIds: ["other"] });
  for (const store of ["here", "made-up"]) {
    const { status, text } = await shop.ask(`POST /api/v1/stores/${store}/history`, { as: key, ...form(table(1, 1)) });
    assert.deepEqual([status, text], [404, nothing]);
  }
  const both = await Promise.all(
    [table(1, 20), table(1, 20)].map((file) => shop.ask(HISTORY, { as: owner, ...form(file) })),
  );
  const statuses = both.map(({ status }) => status).toSorted();
  assert.deepEqual(statuses, [200, 429], both.map(({ text }) => text).join("\n"));
});

test("a year of hours is taken in without the server standing still", async (context) => {
  await using shop = await openServedShop({ yaml: YAML });
  const owner = await shop.person("owner");
  let [beforeMs, longestMs] = [performance.now(), 0];
  const beat = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - beforeMs - 10);
    beforeMs = nowMs;
  }, 10);
  const beganMs = performance.now();
  const { status, text } = await shop.ask(HISTORY, { as: owner, ...form(table(-364, 365)) });
  clearInterval(beat);
  assert.equal(status, 200, text);
  context.diagnostic(
    `${Math.round(performance.now() - beganMs)} ms for a year of hours; the loop stood ${Math.round(longestMs)} ms at most`,
  );
  assert.ok(longestMs < 1500, `the loop stood still for ${Math.round(longestMs)} ms`);
});
