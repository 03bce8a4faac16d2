import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test, { type TestContext } from "node:test";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import type { AgentRecord } from "#domain/wire/agent-record.ts";
import { backupStore, restoreStore } from "./backup.ts";
import { openToWrite, STORE_FILE } from "./database.ts";
import { mendTotals, rebuildTotals } from "./rebuild.ts";
import { MIGRATIONS } from "./schema.ts";
import { openStore, openStoreReader, type Store } from "./store.ts";

const NOW_MS = Date.parse("2026-10-25T12:00Z");
const SEED = 20_261_128;
const PARTS = 3000;
const ALWAYS = { fromMinute: 0, toMinute: Number.MAX_SAFE_INTEGER };
const SESSION = { tokenHash: "t-1", accountId: "a-1", createdMs: NOW_MS, expiresMs: NOW_MS * 2, csrfHash: "c" };
const DRAWN = { kind: "line", unitId: "cam-1.door", role: "entrance", drawing: "{}" } as const;

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function isFault(code: FaultCode) {
  return (error: unknown) => error instanceof Fault && error.code === code;
}

/** Parts of two stores by two agents, whose numbers leave gaps and come in no order. */
function records(): AgentRecord[] {
  let state = SEED;
  const chance = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const declared = ["zurich", "oslo"].flatMap((storeId): AgentRecord[] => [
    { kind: "store", storeId, timeZone: `Europe/${storeId[0]!.toUpperCase()}${storeId.slice(1)}` },
    { kind: "line-version", storeId, lineId: "cam-1.door", version: 1, role: "entrance" },
  ]);
  const told = Array.from({ length: PARTS }, (_, index): AgentRecord => {
    const people = chance(9);
    const figures = { in: people, out: chance(9), staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: chance(3) };
    return {
      kind: "line",
      storeId: index % 2 ? "zurich" : "oslo",
      lineId: "cam-1.door",
      version: 1,
      minute: NOW_MS / 60_000 + chance(5000),
      agentId: `agent-${chance(2)}`,
      seq: 3 * index + chance(3),
      ...figures,
      watchedMs: 30_000 + chance(30_001),
      method: "body-1",
    };
  });
  return [...declared, ...told];
}

async function fill(store: Store): Promise<void> {
  const { configurations, accounts, sessions, keys, agents, settings, failedLogins } = store;
  const stores = [{ storeId: "zurich", timeZone: "Europe/Zurich", units: [DRAWN] }];
  await configurations.put({ atMs: NOW_MS, text: "stores: []", sha256: "00", by: "a-1", stores });
  const owner = { accountId: "a-1", role: "owner", controller: null, storeIds: null, createdMs: NOW_MS } as const;
  await accounts.create({ ...owner, login: "Ann", passwordHash: "$1" });
  await sessions.open(SESSION);
  await failedLogins.record({ login: "ann", address: "10.0.0.9" }, NOW_MS, () => NOW_MS + 9);
  const key = {
    keyId: "k-1",
    name: "till",
    tokenHash: "h",
    scopes: ["read"],
    storeIds: null,
    controller: null,
  } as const;
  await keys.create({ ...key, createdMs: NOW_MS, createdBy: "a-1" });
  const code = { codeHash: "c-1", agentName: "shop", storeIds: ["zurich"], createdMs: NOW_MS, expiresMs: NOW_MS * 2 };
  await agents.createCode(code);
  await agents.redeem({ codeHash: "c-1", agentId: "agent-1", publicKey: "key", nowMs: NOW_MS });
  await agents.createCode({ ...code, codeHash: "c-2" });
  await settings.put("webhook", { url: "https://example.org" });
  const check = { storeId: "zurich", checkId: "check-1", unitId: "cam-1.door", version: 1, createdBy: "a-1" };
  const span = { fromMinute: 1, toMinute: 9, createdMs: NOW_MS };
  await store.doorChecks.begin({ ...check, ...span, tokenHash: "t" });
  await store.doorChecks.join(check, "seat", NOW_MS);
  const link = { shareId: "s-1", accountId: "a-1", storeIds: ["zurich"], what: "today" } as const;
  const until = { createdMs: NOW_MS, expiresMs: 9 * NOW_MS, query: { periods: [], compare: null } };
  await store.shares.create({ ...link, ...until, tokenHash: "t" });
  const told = { storeId: "zurich", sensorId: "cam-1", agentId: "agent-1", atMs: NOW_MS } as const;
  await store.ingest([{ kind: "cue", ...told, seq: 3 * PARTS + 9, zoneId: "cam-1.till", waitedMs: 1 }], NOW_MS);
}

async function contents(store: Store): Promise<unknown> {
  const counts: unknown[] = [];
  for (const storeId of await store.stores()) {
    counts.push(await store.units(storeId), await store.parts({ storeId, ...ALWAYS }));
    for (const span of ["minute", "hour", "day"] as const)
      counts.push(await store.totals(span, { storeId, ...ALWAYS }));
    counts.push(await store.checks({ storeId }));
    counts.push(await store.events({ storeId, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER }));
  }
  return {
    counts,
    configuration: (await store.configurations.latest())?.text,
    accounts: await store.accounts.list(),
    keys: await store.keys.list(),
    agents: await store.agents.list(),
    codes: await store.agents.openCodes(NOW_MS),
    settings: await store.settings.all(),
    failed: await store.failedLogins.find({ login: "ANN", address: "10.0.0.9" }),
  };
}

test(`a backup that is made beside the writer restores to all that was there, with nobody logged in and no link (seed ${SEED})`, async (context) => {
  const [folder, restored] = [folderFor(context), folderFor(context)];
  const path = join(folder, "backup.sqlite");
  const restoredMs = NOW_MS + 86_400_000;
  let before: unknown;
  {
    using store = await openStore(folder);
    await store.ingest(records());
    await fill(store);
    before = await contents(store);
    assert.deepEqual(await backupStore(folder, path), { stores: 2, parts: PARTS });
    await store.ingest([{ kind: "store", storeId: "later", timeZone: "Europe/Zurich" }]);
  }
  await restoreStore(path, restored, { mayReplace: false, nowMs: restoredMs });
  assert.deepEqual(
    readdirSync(restored).filter((name) => name.includes("unfinished")),
    [],
  );
  {
    using store = await openStore(restored);
    assert.deepEqual(await contents(store), before);
    assert.equal(await store.sessions.find("t-1", NOW_MS), null);
    assert.equal(await store.shares.byTokenHash("t", NOW_MS), null);
    const { version, atMs, by } = (await store.configurations.latest())!;
    assert.deepEqual([version, atMs, by], [1001, restoredMs, "restore"]);
    const { added, repeated } = await store.ingest(records());
    assert.deepEqual([added, repeated], [0, PARTS]);
  }
  const { different, doubled, untold } = await rebuildTotals(restored);
  assert.deepEqual([different, doubled, untold], [0, 0, 0]);
  for (const file of [path, join(folder, STORE_FILE), join(restored, STORE_FILE)])
    assert.equal(statSync(file).mode & 0o777, 0o600, `others may read ${file}`);
});

test("a folder in which there is only an account is not empty, and is not replaced unasked", async (context) => {
  const [folder, other] = [folderFor(context), folderFor(context)];
  const path = join(folder, "backup.sqlite");
  (await openStore(folder))[Symbol.dispose]();
  await backupStore(folder, path);
  {
    using store = await openStore(other);
    await store.accounts.create({
      accountId: "a-1",
      login: "ann",
      role: "owner",
      controller: null,
      storeIds: null,
      passwordHash: "$1",
      createdMs: NOW_MS,
    });
  }
  await assert.rejects(restoreStore(path, other, { mayReplace: false }), isFault("store/not-empty"));
  const text = join(folder, "letter.txt");
  writeFileSync(text, "no backup");
  for (const none of [text, join(folder, "nothing")])
    await assert.rejects(restoreStore(none, other, { mayReplace: true }), isFault("store/no-backup"));
  await restoreStore(path, other, { mayReplace: true });
  using store = await openStore(other);
  assert.deepEqual(await store.accounts.list(), []);
});

test(`a store of the first form opens and goes on as if it had always been of this one; so does a backup of it (seed ${SEED})`, async (context) => {
  const [folder, first, restored] = [folderFor(context), folderFor(context), folderFor(context)];
  using store = await openStore(folder);
  await store.ingest(records());
  const before = await contents(store);
  const path = join(first, STORE_FILE);
  const backup = join(first, "backup.sqlite");
  {
    using old = await openToWrite(path, MIGRATIONS.slice(0, 1));
    const columnsOf = (table: string) =>
      old.sqlite.prepare(`select group_concat('"' || name || '"') as names from pragma_table_info('${table}')`).get()!
        .names;
    old.sqlite.exec(`attach '${join(folder, STORE_FILE)}' as now;
      insert into store select * from now.store;
      insert into unit select storeId, kind, unitId, version, role from now.unit;
      insert into part select ${columnsOf("part")} from now.part;
      insert into total select ${columnsOf("total")} from now.total`);
    // What the program of then would have written.
    old.sqlite.prepare("vacuum into ?").run(backup);
  }
  assert.throws(() => openStoreReader(first), isFault("store/older"));
  await restoreStore(backup, restored, { mayReplace: false });
  for (const place of [first, restored]) {
    using migrated = await openStore(place);
    assert.deepEqual(await contents(migrated), before);
    const { added, repeated } = await migrated.ingest(records());
    assert.deepEqual([added, repeated], [0, PARTS]);
    await fill(migrated);
    const rebuilt = await rebuildTotals(place);
    assert.deepEqual([rebuilt.different, rebuilt.doubled, rebuilt.untold], [0, 0, 0]);
  }
});

test("a number that is forgotten, or stands twice, is found; what is forgotten can be mended", async (context) => {
  const folder = folderFor(context);
  {
    using store = await openStore(folder);
    await store.ingest(records());
    await fill(store);
  }
  {
    using sqlite = new DatabaseSync(join(folder, STORE_FILE));
    sqlite.exec("delete from told where storeId = 'zurich'");
  }
  const forgotten = PARTS / 2 + 1;
  assert.equal((await rebuildTotals(folder)).untold, forgotten);
  assert.equal((await mendTotals(folder)).untold, forgotten);
  assert.deepEqual((await rebuildTotals(folder)).untold, 0);
  {
    using store = await openStore(folder);
    assert.equal((await store.ingest(records())).added, 0);
  }
  {
    using sqlite = new DatabaseSync(join(folder, STORE_FILE));
    sqlite.exec(`create temporary table copied as select * from part where storeId = 'oslo' limit 1;
      update copied set minute = minute + 100000; insert into part select * from copied`);
  }
  const found = await mendTotals(folder);
  assert.deepEqual([found.doubled, found.untold, found.different], [1, 0, 2]);
  assert.equal((await rebuildTotals(folder)).doubled, 1, "nobody knows which of the two is true");
});
