import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { openLedger } from "#adapters/ledger/open-ledger.ts";
import { backupStore, restoreStore } from "#adapters/store/backup.ts";
import { mendTotals, rebuildTotals } from "#adapters/store/rebuild.ts";
import { openStore } from "#adapters/store/store.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Deployment } from "#domain/deployment/deployment.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { ledgerSigner } from "./ledger-key.ts";
import { previewRetention, retentionRuns, runRetention } from "./retention-run.ts";
import { openSceneShelf } from "./scene-shelf.ts";

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 10, 29, 12);
const DAYS = 60;
const MINUTES_A_DAY = 50;

function folderOf(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-retention-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Some minutes of each of the last days, at one door, and an event a day. */
function told(): AgentRecord[] {
  const records: AgentRecord[] = [
    { kind: "store", storeId: "here", timeZone: "Asia/Kolkata" },
    { kind: "line-version", storeId: "here", lineId: "door.main", version: 1, role: "entrance" },
  ];
  let seq = 0;
  for (let day = 0; day < DAYS; day++) {
    const atMs = NOW_MS - day * DAY_MS;
    for (let minute = 0; minute < MINUTES_A_DAY; minute++)
      records.push({
        kind: "line",
        storeId: "here",
        lineId: "door.main",
        version: 1,
        minute: atMs / 60_000 - minute,
        agentId: "agent-1",
        seq: seq++,
        in: 1,
        out: 0,
        staffIn: 0,
        staffOut: 0,
        groupsIn: 1,
        uncertain: 0,
        watchedMs: 60_000,
        method: "body-1",
      });
    records.push({
      kind: "cue",
      storeId: "here",
      agentId: "agent-1",
      seq: seq++,
      sensorId: "door",
      zoneId: "door.desk",
      atMs,
      waitedMs: 1,
    });
  }
  return records;
}

const ledgerOf = (folder: string) => openLedger(folder, { signer: ledgerSigner(folder), nowMs: () => NOW_MS });

const deploymentWith = (retention: object) =>
  Deployment.parse({
    lintel: 1,
    name: "a chain",
    retention,
    stores: [
      {
        id: "here",
        time_zone: "Asia/Kolkata",
        site: { jurisdiction: "UK" },
        sensors: [{ id: "door", does: ["count"] }],
      },
    ],
  });

test("what is older than the schedule goes, day by day of the store; sums of what went stay right, and a restored backup is cut again", async (context) => {
  const folder = folderOf(context);
  const scenes = openSceneShelf(folder);
  mkdirSync(join(folder, "scenes"));
  mkdirSync(join(folder, "backups"));
  for (const [name, days] of [
    ["old", 31],
    ["new", 29],
  ] as const) {
    const [picture, atS] = [join(folder, "scenes", `here.${name}.0.json`), (NOW_MS - days * DAY_MS) / 1000];
    writeFileSync(picture, "{}");
    utimesSync(picture, atS, atS);
  }
  for (const day of ["20251001", "20261101"])
    writeFileSync(join(folder, "backups", `lintel-${day}T000000000Z.sqlite`), "");
  const deployment = deploymentWith({ minutes: 40, sales: 45, events: 10, scene_pictures: 30 });
  const kept = { scenes, folder, deployment, nowMs: NOW_MS };
  {
    using store = await openStore(folder);
    using ledger = ledgerOf(folder);
    await store.ingest(told(), NOW_MS);
    const soldMs = NOW_MS - 50 * DAY_MS;
    await store.tillSales.take({
      storeId: "here",
      money: { currency: "INR", basis: "gross" },
      calendar: storeCalendar("Asia/Kolkata"),
      nowMs: soldMs + DAY_MS,
      records: [{ kind: "sale", receipt: "1", minute: soldMs / 60_000, amount: 1, items: 1, transactions: 1 }],
    });
    await store.tillSales.closeDue(NOW_MS);
    await backupStore(folder, join(folder, "before.backup"));
    const before = await store.totals("day", { storeId: "here", fromMinute: 0, toMinute: 1e9 });
    const due = await previewRetention({ reader: store, ...kept });
    const run = await runRetention({ store, ledger, ...kept });
    assert.deepEqual(run.entries, due, "what was announced is what was done");
    const removed = Object.fromEntries(run.entries.map(({ kind, removed }) => [kind, removed]));
    // Sixty days, of which the 41 newest stay: today's and forty before.
    assert.deepEqual(removed, {
      minutes: (DAYS - 41) * MINUTES_A_DAY,
      // Its hour and its day.
      sales: 2,
      events: DAYS - 11,
      door_checks: 0,
      scene_pictures: 1,
      consent_proofs: 0,
      backups: 1,
    });
    const { beforeMs } = run.entries.find(({ kind }) => kind === "minutes")!;
    assert.equal(new Date(beforeMs).toISOString(), "2026-10-19T18:30:00.000Z", "a day of Kolkata goes as a whole");
    const parts = await store.parts({ storeId: "here", fromMinute: 0, toMinute: 1e9 });
    assert.equal(Math.min(...parts.map(({ minute }) => minute)) >= beforeMs / 60_000, true);
    assert.deepEqual(await store.totals("day", { storeId: "here", fromMinute: 0, toMinute: 1e9 }), before);
    // A clock that is told anew makes hours and days anew, and not of minutes that are gone.
    await store.ingest([{ kind: "store", storeId: "here", timeZone: "Europe/London" }], NOW_MS);
    const days = await store.totals("day", { storeId: "here", fromMinute: 0, toMinute: 1e9 });
    const people = (some: typeof days) => some.reduce((sum, { total }) => sum + ("in" in total ? total.in : 0), 0);
    assert.equal(people(days), DAYS * MINUTES_A_DAY);
    await store.ingest([{ kind: "store", storeId: "here", timeZone: "Asia/Kolkata" }], NOW_MS);
    ledger.flush();
    const entries = ledger.entries({ from: 0, to: 100 }).map(({ text }) => JSON.parse(text));
    assert.deepEqual(
      entries.map(({ storeId, what, removed, beforeDay }) => [storeId, what, removed, beforeDay]),
      [
        ["here", "buckets", removed.minutes, "2026-10-20"],
        [null, "sales", 2, "2026-10-14"],
        [null, "events", removed.events, "2026-11-18"],
        [null, "scene_pictures", 1, "2026-10-29"],
        [null, "backups", 1, "2025-10-25"],
        [null, "run", run.entries.reduce((sum, one) => sum + one.removed, 0), "2026-11-29"],
      ],
    );
    const again = await runRetention({ store, ledger, ...kept });
    assert.deepEqual(
      again.entries.filter(({ removed }) => removed > 0),
      [],
      "a second run finds nothing",
    );
  }
  assert.equal((await rebuildTotals(folder)).different, 0, "rebuild does not call for what was taken away");
  assert.equal((await mendTotals(folder)).different, 0);
  assert.equal(retentionRuns(folder).length, 1);

  await restoreStore(join(folder, "before.backup"), folder, { mayReplace: true });
  assert.equal(retentionRuns(folder).length, 1, "the record of what was deleted is not taken back");
  using store = await openStore(folder);
  using ledger = ledgerOf(folder);
  const run = await runRetention({ store, ledger, ...kept });
  assert.equal(run.entries[0]!.removed, (DAYS - 41) * MINUTES_A_DAY);
});

test("many rows go in small pieces: nothing waits for long, and a stop between two leaves the rest for the next run", async (context) => {
  const folder = folderOf(context);
  const rows = 20_000;
  using store = await openStore(folder);
  using ledger = ledgerOf(folder);
  const [declared, unit, first] = told();
  await store.ingest([declared!, unit!], NOW_MS);
  for (let from = 0; from < rows; from += 10_000)
    await store.ingest(
      Array.from(
        { length: 10_000 },
        (_, index) => ({ ...first!, minute: 20_000_000 + from + index, seq: from + index }) as AgentRecord,
      ),
      NOW_MS,
    );
  const kept = {
    store,
    ledger,
    scenes: openSceneShelf(folder),
    folder,
    deployment: deploymentWith({ minutes: 40, hours_and_days: 40 }),
    nowMs: NOW_MS,
  };
  const stop = new AbortController();
  stop.abort();
  const stopped = await runRetention({ ...kept, signal: stop.signal });
  assert.equal(stopped.entries[0]!.removed, 0);
  assert.deepEqual(retentionRuns(folder), [], "what was broken off is no run");
  let [turns, longestMs, lastMs] = [0, 0, performance.now()];
  const ticking = setInterval(() => {
    turns += 1;
    longestMs = Math.max(longestMs, performance.now() - lastMs);
    lastMs = performance.now();
  }, 1);
  const run = await runRetention(kept);
  clearInterval(ticking);
  assert.deepEqual(
    run.entries.slice(0, 2).map(({ kind, removed }) => [kind, removed > 0]),
    [
      ["minutes", true],
      ["hours_and_days", true],
    ],
  );
  assert.equal(run.entries[0]!.removed, rows);
  assert.ok(turns >= 8, `the loop turned ${turns} times`);
  context.diagnostic(`longest piece ${longestMs.toFixed(0)} ms for ${rows} rows in ${turns} turns`);
});

test("a server runs its schedule when it starts and tells of it; a schedule that the law refuses is not taken in", async (context) => {
  const folder = folderOf(context);
  const yaml = chainYaml(storeYaml("here"));
  await using shop = await openServedShop({ yaml, folder, nowMs: () => NOW_MS });
  for (let tries = 0; retentionRuns(folder).length === 0 && tries < 500; tries++) await pause(10);
  const runs = retentionRuns(folder);
  assert.equal(runs.length, 1);
  assert.deepEqual(
    runs.at(-1)!.entries.map(({ kind }) => kind),
    ["events", "door_checks", "scene_pictures", "consent_proofs", "backups"],
  );
  const own = `additions: own\njurisdiction: US\nby: counsel\ndate: 2026-01-01\ninstruments: { OWN: { own: House, en: House } }\nrequirements:\n  - { id: OWN-1, instrument: OWN, article: "1", effect: condition, capabilities: [retention], in_force: { from: 2026-01-01 }, demand: { en: Keep it short. }, met: ["kept.events_days <= 300"], status: read in full, source: the house }\n`;
  writeFileSync(join(folder, "own.yaml"), own);
  const before = shop.server.parts.keeper.current!.version;
  writeFileSync(join(folder, "shop.yaml"), `${yaml}\nlaws: [own.yaml]\n`);
  await shop.server.parts.keeper.look();
  const { fault, current } = shop.server.parts.keeper;
  assert.equal(current!.version, before);
  assert.equal(fault?.code, "deployment/kept-unlawfully");
  assert.match(fault!.detail, /retention\.events: 400.*here.*OWN-1.*Keep it short/s);
  writeFileSync(join(folder, "shop.yaml"), `${yaml}\nlaws: [own.yaml]\nretention: { events: 300 }\n`);
  await shop.server.parts.keeper.look();
  assert.deepEqual([shop.server.parts.keeper.fault, shop.server.parts.keeper.current!.version], [null, before + 1]);
});
