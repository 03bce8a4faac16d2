import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { restoreStore } from "#adapters/store/backup.ts";
import { rebuildTotals } from "#adapters/store/rebuild.ts";
import { retirementsIn } from "#adapters/store/retirements.ts";
import { openStore } from "#adapters/store/store.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import type { ConsentGiven } from "#domain/consent/consent-record.ts";
import { grantOf } from "#domain/policy/grant.ts";
import type { Retirement } from "#domain/retention/retirement.ts";
import type { AgentRecord, SensorEvent } from "#domain/wire/agent-record.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { chainYaml, openServedShop, type ServedShop, storeYaml } from "#tools/shop/served-shop.ts";

const NOW_MS = Date.UTC(2026, 10, 29, 12, 0, 30);
const RULING = { capability: "tablet-answer", verdict: "permit", reasons: [], warnings: [] } as const;
const GRANT = grantOf("tablet-answer", RULING, { store: "here", sensor: "door", until: null })!;
/** Whole numbers that SQLite writes as these bytes, and that no sum of others is. */
const MARKED_MS = { here: 0x41_42_43_44_45_46, there: 0x61_62_63_64_65_66 } as const;
/** Texts of things of each store that stand nowhere else. */
const markOf = (store: string, what: string) => `marked-${store}-${what}`;

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-retire-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function recordsOf(store: "here" | "there", sensor = "door", from = 0): AgentRecord[] {
  const of = { storeId: store, agentId: "agent-1" } as const;
  const minute = Math.floor(NOW_MS / 60_000);
  const zone: BucketPart = {
    kind: "zone",
    ...of,
    zoneId: `${sensor}.fitting`,
    version: 1,
    minute,
    seq: from,
    entered: 1,
    dwellHistogram: [1],
    occupancyMax: 1,
    personMs: MARKED_MS[store],
    watchedMs: 60_000,
    method: "body-1",
  } as unknown as BucketPart;
  const event: SensorEvent = {
    kind: "health",
    ...of,
    seq: from + 1,
    sensorId: sensor,
    atMs: NOW_MS,
    state: "dark",
    why: markOf(store, `why-${sensor}`),
    remedy: "",
  };
  return [zone, event];
}

const passworded = (id: string) =>
  storeYaml(id, { source: `rtsp://guard:$${id.toUpperCase()}_PASSWORD@192.0.2.7/stream` });

/** Two stores of which everything is kept that can be, and a backup of it. */
async function openFull(context: TestContext, folder = folderOf(context)): Promise<ServedShop> {
  const shop = await openServedShop({
    folder,
    yaml: chainYaml(passworded("here"), passworded("there")),
    nowMs: () => NOW_MS,
  });
  const { store, secrets } = shop.server.parts;
  const owner = await shop.person("owner");
  mkdirSync(join(folder, "scenes"), { recursive: true });
  for (const [index, id] of (["here", "there"] as const).entries()) {
    secrets.put(`${id.toUpperCase()}_PASSWORD`, "s3cret");
    writeFileSync(join(folder, "scenes", `${id}.door.${"0".repeat(32)}.json`), markOf(id, "scene"));
    await store.ingest(recordsOf(id, "door", 10 * index), NOW_MS);
    assert.equal(
      (await shop.ask("POST /api/v1/shares", { as: owner, json: { stores: [id], what: "today" } })).status,
      200,
    );
    const given: ConsentGiven = {
      storeId: id,
      purpose: "tablet-answer",
      controller: markOf(id, "consent"),
      contact: null,
      jurisdiction: "US-IL",
      noticeHash: "0".repeat(64),
      noticeVersion: 1,
      language: "en",
      isByAdult: false,
      givenMs: NOW_MS,
      untilMs: NOW_MS + 86_400_000,
      rightsPath: "/rights/here",
    };
    await store.consents.give(given, GRANT, "the notice");
    const minute = Math.floor(NOW_MS / 60_000);
    await store.tillSales.take({
      storeId: id,
      money: { currency: "EUR", basis: "gross" },
      calendar: storeCalendar("UTC"),
      nowMs: NOW_MS,
      records: [{ kind: "sale", receipt: "1", minute, amount: MARKED_MS[id] + 1, items: 1, transactions: 1 }],
    });
  }
  assert.equal((await shop.ask("POST /api/v1/backups", { as: owner })).status, 200);
  return Object.assign(shop, { owner });
}

/** The files of a folder in which some bytes stand. */
function filesWith(folder: string, bytes: Buffer | string): string[] {
  return globSync("**/*", { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile() && readFileSync(join(folder, name)).includes(bytes))
    .toSorted();
}

function marksOf(store: "here" | "there", sensor = "door"): (Buffer | string)[] {
  const [counted, sold] = [0, 1].map((more) => Buffer.from((MARKED_MS[store] + more).toString(16), "hex"));
  return [counted!, sold!, ...[`why-${sensor}`, "scene", "consent"].map((what) => markOf(store, what))];
}

test("a store that is retired is stopped, and its bytes are in no file of the folder; its neighbour keeps everything", async (context) => {
  await using shop = await openFull(context);
  const { folder } = shop;
  const { owner } = shop as ServedShop & { owner: Record<string, string> };
  for (const mark of marksOf("here")) assert.ok(filesWith(folder, mark).length > 0, `${mark} is there before`);
  const neighbours = marksOf("there").map((mark) => filesWith(folder, mark).length);

  const ask = (json: object) => shop.ask("POST /api/v1/stores/here/retirement", { as: owner, json });
  const planned = (await ask({})).json;
  assert.equal(planned.isDone, false);
  assert.equal((await ask({ confirm: "there" })).json.code, "retire/unconfirmed");
  assert.equal(retirementsIn(folder).length, 0, "nothing was changed");
  const { json, status } = await ask({ confirm: "here" });
  assert.equal(status, 200, JSON.stringify(json));
  const done: Retirement = json.retirement;
  assert.deepEqual(done.found, planned.retirement.found);
  const { backups, ...found } = done.found;
  assert.deepEqual(found, {
    minutes: 1,
    hours_and_days: 2,
    units: 2,
    sales: 2,
    events: 1,
    door_checks: 0,
    consents: 1,
    links: 1,
    weeks: 0,
    scene_pictures: 1,
    passwords: 1,
  });
  assert.deepEqual([done.left, backups, done.doneMs], [0, 1, NOW_MS]);

  for (const mark of marksOf("here")) assert.deepEqual(filesWith(folder, mark), [], `${mark} is gone`);
  assert.deepEqual(
    marksOf("there").map((mark) => filesWith(folder, mark).length),
    neighbours,
  );
  const { keeper, store } = shop.server.parts;
  assert.deepEqual(
    keeper.current!.loaded.deployment.stores.map(({ id }) => id),
    ["there"],
  );
  assert.equal(done.version, keeper.current!.version);
  assert.deepEqual(await store.stores(), ["there"]);
  assert.equal((await shop.ask("GET /api/v1/stores/here", { as: owner })).status, 404);

  const pdf = await shop.ask(`GET /api/v1/retirements/${done.orderedMs}/certificate.pdf?language=ko`, { as: owner });
  assert.deepEqual([pdf.status, pdf.text.slice(0, 5)], [200, "%PDF-"]);

  // Its deployment says nothing of it any more; of the last store nothing is in force.
  const last = await shop.ask("POST /api/v1/stores/there/retirement", { as: owner, json: { confirm: "there" } });
  assert.deepEqual([last.status, keeper.current], [200, null]);
  for (const mark of marksOf("there")) assert.deepEqual(filesWith(folder, mark), []);
});

test("one camera goes and the others of its store stay; what its agent still has is refused, and a restored backup does not bring it back", async (context) => {
  const elsewhere = folderOf(context);
  await using shop = await openFull(context);
  const { folder } = shop;
  const { store, keeper, admission } = shop.server.parts;
  await keeper.edit("owner", (text) =>
    text!.replaceAll(/( {6}- id: )door\n([\s\S]*?)(?= {2}- id: there)/g, "$1door\n$2$1side\n$2"),
  );
  await store.ingest(recordsOf("here", "side", 20), NOW_MS);
  const [backup] = readdirSync(join(folder, "backups"));
  const owner = await shop.person("owner");
  await shop.ask("POST /api/v1/backups", { as: owner });
  cpSync(join(folder, "backups", backup!), join(elsewhere, "taken.sqlite"));
  const { json } = await shop.ask("POST /api/v1/stores/here/retirement", {
    as: owner,
    json: { sensor: "door", confirm: "here/door" },
  });
  assert.equal(json.isDone, true, JSON.stringify(json));
  assert.deepEqual(
    [json.retirement.left, json.retirement.found.passwords],
    [0, 0],
    "the other camera has the same password",
  );
  assert.deepEqual(filesWith(folder, markOf("here", "why-door")), []);
  assert.ok(filesWith(folder, markOf("here", "why-side")).includes("store.sqlite"));
  assert.deepEqual(
    (await store.units("here")).map(({ unitId }) => unitId).filter((id) => id.startsWith("door.")),
    [],
  );
  const agent = { id: "agent-1", storeIds: ["here"] };
  const refusals = await Promise.all(
    [...recordsOf("here"), ...recordsOf("here", "side")].map((record) => admission.refusalOf(record as never, agent)),
  );
  assert.deepEqual(
    refusals.map((refusal) => refusal?.code === "ingest/retired"),
    [true, true, false, false],
  );

  await shop.server[Symbol.asyncDispose]();
  assert.equal((await rebuildTotals(folder)).different, 0);
  await restoreStore(join(elsewhere, "taken.sqlite"), folder, { mayReplace: true });
  assert.deepEqual(filesWith(folder, markOf("here", "why-door")), [], "withdrawn once is withdrawn in every backup");
  {
    using restored = await openStore(folder);
    assert.equal((await restored.events({ storeId: "here", fromMs: 0, toMs: 1e15 })).length, 0);
  }
  await shop.restart();
});

test("what broke off goes on when it is run again, and says what was found before anything went", async (context) => {
  await using shop = await openFull(context);
  const { folder } = shop;
  const broken = join(folder, "backups", "lintel-20200101T000000000Z.sqlite");
  writeFileSync(broken, "no database ".repeat(100));
  const order = { storeId: "here", sensorId: null, by: "owner" };
  await assert.rejects(shop.server.parts.retirement.carryOut(order), { code: "retire/backup" });
  const [open] = retirementsIn(folder);
  assert.deepEqual([open!.doneMs, open!.found.minutes], [null, 1]);
  await shop.restart();
  assert.equal(
    retirementsIn(folder)[0]!.doneMs,
    null,
    "what keeps one order from its end keeps no server from starting",
  );
  // Somebody opens the shop anew, and gives the same order again: it takes away what was there before it, and not the new shop.
  await shop.server.parts.keeper.edit("owner", () => chainYaml(storeYaml("here"), storeYaml("there")));
  rmSync(broken);
  await shop.restart();
  assert.equal(shop.server.parts.keeper.current!.loaded.deployment.stores.length, 2);
  const [done, ...more] = retirementsIn(folder);
  assert.deepEqual([done!.left, done!.found.minutes, more.length], [0, 1, 0], "the server's start went on");
  for (const mark of marksOf("here")) assert.deepEqual(filesWith(folder, mark), []);
  await assert.rejects(shop.server.parts.retirement.carryOut({ ...order, storeId: "nowhere" }), {
    code: "retire/unknown",
  });
});

test("a camera that alone looked for staff goes with the signs of staff, one of several with its own lines only", async () => {
  const camera = (id: string) =>
    `      - id: ${id}\n        source: rtsp://192.0.2.7/${id}\n        does: [count, staff-exclusion]\n        lines:\n          - { name: back, from: [0.2, 0.6], to: [0.8, 0.6] }\n`;
  const staff = '    staff:\n      lanyard: "#f2c230"\n      lines: [one.back, two.back]\n';
  await using shop = await openServedShop({
    yaml: chainYaml(`${storeYaml("here")}${camera("one")}${camera("two")}${staff}`),
  });
  const { retirement, keeper } = shop.server.parts;
  const staffAfter = async (sensorId: string) => {
    await retirement.carryOut({ storeId: "here", sensorId, by: "owner" });
    return keeper.current!.loaded.deployment.stores[0]!.staff;
  };
  const left = await staffAfter("one");
  assert.deepEqual([left?.lanyard, left?.lines], ["#f2c230", ["two.back"]]);
  assert.equal(await staffAfter("two"), undefined);
  assert.deepEqual(
    retirementsIn(shop.folder).map(({ left: still }) => still),
    [0, 0],
  );
});

test("killed in the middle, the command finishes when it is run again", async (context) => {
  const folder = folderOf(context);
  {
    await using shop = await openFull(context, folder);
    assert.ok(shop.server.port);
  }
  const run = (...words: string[]): ChildProcess =>
    spawn(process.execPath, ["src/apps/cli/main.ts", "retire", "here", "--data", folder, ...words], { stdio: "pipe" });
  const first = run("--yes");
  const watching = setInterval(() => {
    if (existsSync(join(folder, "retirements"))) first.kill("SIGKILL");
  }, 1);
  const [, signal] = await once(first, "exit");
  clearInterval(watching);
  assert.equal(signal, "SIGKILL");
  const second = run("--yes", "--lang", "zh");
  let said = "";
  for await (const piece of second.stdout!) said += piece;
  assert.match(said, /here was stopped and deleted:\n {2}1 counts.*left: 0.*certificate: .*\.pdf/s);
  for (const mark of marksOf("here")) assert.deepEqual(filesWith(folder, mark), []);
});
