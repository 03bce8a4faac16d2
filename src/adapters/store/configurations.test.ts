import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { LinePart } from "#domain/wire/bucket-part.ts";
import type { NewConfiguration, StoreDrawn } from "./configurations.ts";
import { rebuildTotals } from "./rebuild.ts";
import { openStore } from "./store.ts";

const NOW_MS = Date.parse("2026-10-25T12:00Z");
const MINUTE_MS = 60_000;
const DOOR = {
  kind: "line",
  unitId: "cam-1.door",
  role: "entrance",
  drawing: '{"from":[0,0.5],"to":[1,0.5]}',
} as const;
const TILL = { kind: "zone", unitId: "cam-1.till", role: null, drawing: '{"corners":[]}' } as const;

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function configuration(
  text: string,
  atMs: number,
  units: StoreDrawn["units"],
  timeZone = "Europe/Zurich",
): NewConfiguration {
  const sha256 = createHash("sha256").update(text).digest("hex");
  return { atMs, text, sha256, by: "a-1", stores: [{ storeId: "zurich", timeZone, units }] };
}

function isFault(code: FaultCode) {
  return (error: unknown) => error instanceof Fault && error.code === code;
}

test("a unit keeps its version while it is drawn the same, and gets the next one with another drawing or role", async (context) => {
  const folder = folderFor(context);
  using store = await openStore(folder);
  const versions = async (text: string, units: StoreDrawn["units"]) => {
    const put = await store.configurations.put(configuration(text, NOW_MS, units));
    return [put.version, ...put.units.map(({ unitId, version }) => `${unitId} ${version}`)];
  };
  assert.deepEqual(await versions("one", [DOOR, TILL]), [1, "cam-1.door 1", "cam-1.till 1"]);
  assert.deepEqual(await versions("one", [DOOR, TILL]), [1, "cam-1.door 1", "cam-1.till 1"]);
  const flipped = { ...DOOR, drawing: '{"from":[1,0.5],"to":[0,0.5]}' };
  assert.deepEqual(await versions("two", [flipped, TILL]), [2, "cam-1.door 2", "cam-1.till 1"]);
  assert.deepEqual(await versions("three", [TILL]), [3, "cam-1.till 1"]);
  assert.deepEqual(await versions("four", [{ ...flipped, role: "inner" }]), [4, "cam-1.door 3"]);
  assert.deepEqual(await versions("one", [DOOR]), [5, "cam-1.door 4"], "an old drawing is no old version");
  assert.deepEqual(await store.units("zurich"), [
    { ...DOOR, version: 1 },
    { ...flipped, version: 2 },
    { ...flipped, role: "inner", version: 3 },
    { ...DOOR, version: 4 },
    { ...TILL, version: 1 },
  ]);
  assert.deepEqual(await store.units("oslo"), []);
});

test("a unit that a file of records declared has no drawing, and gets the next version when it is drawn", async (context) => {
  const folder = folderFor(context);
  const part: LinePart = {
    kind: "line",
    storeId: "zurich",
    lineId: "cam-1.door",
    version: 1,
    minute: NOW_MS / MINUTE_MS,
    agentId: "agent-1",
    seq: 0,
    in: 3,
    out: 0,
    staffIn: 0,
    staffOut: 0,
    groupsIn: 0,
    uncertain: 0,
    watchedMs: 60_000,
    method: "body-1",
  };
  using store = await openStore(folder);
  await store.ingest([
    { kind: "store", storeId: "zurich", timeZone: "Asia/Tokyo" },
    { kind: "line-version", storeId: "zurich", lineId: "cam-1.door", version: 1, role: "entrance" },
    part,
  ]);
  await assert.rejects(store.ingest([{ ...part, seq: 1, version: 2 }]), isFault("store/undeclared"));
  const put = await store.configurations.put(configuration("one", NOW_MS, [DOOR]));
  assert.deepEqual(put.units, [{ storeId: "zurich", kind: "line", unitId: "cam-1.door", version: 2 }]);
  assert.equal((await store.ingest([{ ...part, seq: 1, version: 2 }])).added, 1);
  assert.equal(await store.timeZoneOf("zurich"), "Europe/Zurich");
  assert.deepEqual(
    (await store.units("zurich")).map(({ drawing }) => drawing),
    [null, DOOR.drawing],
  );
  const found = await rebuildTotals(folder);
  assert.deepEqual([found.totals, found.different], [4, 0], "the days of the new time zone");
});

test("a configuration is put whole or not at all", async (context) => {
  using store = await openStore(folderFor(context));
  await store.configurations.put(configuration("one", NOW_MS, [DOOR]));
  const broken = configuration("two", NOW_MS + 1, [{ ...DOOR, drawing: "{}" }, TILL, TILL]);
  await assert.rejects(store.configurations.put(broken), /drawn twice/);
  assert.equal((await store.configurations.latest())?.text, "one");
  assert.equal((await store.units("zurich")).length, 1);
  const put = await store.configurations.put(configuration("three", NOW_MS + 2, [TILL]));
  assert.equal(put.version, 2);
});

test("a line or zone has so many drawings at most; the next is refused and nothing of it kept", async (context) => {
  using store = await openStore(folderFor(context));
  await store.ingest([
    { kind: "store", storeId: "zurich", timeZone: "Europe/Zurich" },
    { kind: "zone-version", storeId: "zurich", zoneId: "cam-1.till", version: 65_535 },
  ]);
  const put = store.configurations.put(configuration("one", NOW_MS, [DOOR, TILL]));
  await assert.rejects(put, isFault("store/versions-spent"));
  assert.equal(await store.configurations.latest(), null);
  assert.equal((await store.units("zurich")).length, 1);
});

test("every configuration that was in force at any moment of a minute is told, and none besides", async (context) => {
  const folder = folderFor(context);
  {
    using store = await openStore(folder);
    assert.equal(await store.configurations.latest(), null);
    assert.deepEqual(await store.configurations.at(NOW_MS), []);
    const afterMs = [0, 10_000, 20_000, 2 * MINUTE_MS, 3 * MINUTE_MS];
    for (const [index, ms] of afterMs.entries())
      await store.configurations.put(configuration(`text ${index}`, NOW_MS + ms, []));
  }
  using store = await openStore(folder);
  const { configurations } = store;
  const at = async (afterMs: number) => (await configurations.at(NOW_MS + afterMs)).map(({ version }) => version);
  assert.deepEqual(await at(-MINUTE_MS), []);
  assert.deepEqual(await at(-MINUTE_MS + 1), [1]);
  assert.deepEqual(await at(0), [1, 2, 3]);
  assert.deepEqual(await at(MINUTE_MS), [3]);
  assert.deepEqual(await at(MINUTE_MS + 1), [3, 4]);
  assert.deepEqual(await at(2 * MINUTE_MS), [4]);
  assert.deepEqual(await at(9 * MINUTE_MS), [5]);
  await configurations.put(configuration("the clock was set back", NOW_MS + MINUTE_MS, []));
  assert.deepEqual(await at(9 * MINUTE_MS), [6]);
  assert.deepEqual(await at(MINUTE_MS), [6]);
  assert.deepEqual((await configurations.find(2))?.text, "text 1");
  assert.equal(await configurations.find(9), null);
  assert.deepEqual(
    (await configurations.list()).map(({ version }) => version),
    [6, 5, 4, 3, 2, 1],
  );
  assert.ok(!("text" in (await configurations.list())[0]!));
});
