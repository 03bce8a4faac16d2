import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test, { type TestContext } from "node:test";
import type { NewAccount } from "./accounts.ts";
import { STORE_FILE } from "./database.ts";
import { openStore } from "./store.ts";

const NOW_MS = Date.parse("2026-10-25T12:00Z");
const MINUTE_MS = 60_000;
const ANN: NewAccount = {
  accountId: "a-1",
  login: "Ann",
  role: "owner",
  controller: null,
  storeIds: null,
  passwordHash: "$argon2id$1",
  createdMs: NOW_MS,
};
const BEN: NewAccount = { ...ANN, accountId: "a-2", login: "ben@shop", role: "manager", storeIds: ["zurich", "oslo"] };

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("an account is found however its login is written, and a login is there once", async (context) => {
  const folder = folderFor(context);
  {
    using store = await openStore(folder);
    assert.equal(await store.accounts.create(ANN), "created");
    assert.equal(await store.accounts.create(BEN), "created");
    for (const login of ["ann", "ANN", "Ａｎｎ"])
      assert.equal(await store.accounts.create({ ...ANN, accountId: "a-3", login }), "login-taken", login);
    assert.equal(await store.accounts.create({ ...ANN, login: "else" }), "id-taken");
    await store.accounts.create({ ...BEN, accountId: "a-4", login: "Straße" });
  }
  using store = await openStore(folder);
  const ann = { ...ANN, lockedUntilMs: null };
  for (const login of ["ann", "ANN", "Ａｎｎ"]) assert.deepEqual(await store.accounts.byLogin(login), ann);
  assert.equal((await store.accounts.byLogin("STRASSE"))?.accountId, "a-4");
  assert.equal(await store.accounts.byLogin("an"), null);
  assert.deepEqual(await store.accounts.byId("a-2"), { ...BEN, lockedUntilMs: null });
  assert.equal(await store.accounts.byId("a-9"), null);
  assert.deepEqual(
    (await store.accounts.list()).map(({ login }) => login),
    ["Ann", "ben@shop", "Straße"],
  );
});

test("the last owner of the chain, and of a franchise, stays: neither removed nor made less", async (context) => {
  using store = await openStore(folderFor(context));
  const { accounts } = store;
  await accounts.create(ANN);
  await accounts.create(BEN);
  await accounts.create({ ...ANN, accountId: "f-1", login: "fay", controller: "north" });
  await accounts.create({ ...ANN, accountId: "o-2", login: "olga", storeIds: ["zurich"] });
  for (const accountId of ["a-1", "f-1"]) {
    assert.equal(await accounts.remove(accountId), "last-owner");
    assert.equal(await accounts.change(accountId, { role: "manager" }), "last-owner");
    assert.equal(await accounts.change(accountId, { storeIds: ["zurich"] }), "last-owner");
    assert.equal(await accounts.change(accountId, { passwordHash: "$2", lockedUntilMs: 7 }), "changed");
    const { role, storeIds, passwordHash, lockedUntilMs } = (await accounts.byId(accountId))!;
    assert.deepEqual([role, storeIds, passwordHash, lockedUntilMs], ["owner", null, "$2", 7]);
  }
  assert.equal(await accounts.change("a-2", { role: "owner", storeIds: null }), "changed");
  assert.equal(await accounts.remove("a-1"), "removed");
  assert.equal(await accounts.remove("a-1"), "unknown");
  assert.equal(await accounts.change("a-1", {}), "unknown");
  assert.equal(await accounts.remove("a-2"), "last-owner");
  assert.equal(await accounts.remove("o-2"), "removed");
});

test("a session is there until it expires or is ended, with its account as it is now", async (context) => {
  const folder = folderFor(context);
  const session = { accountId: "a-1", createdMs: NOW_MS, expiresMs: NOW_MS + MINUTE_MS, csrfHash: "csrf" };
  {
    using store = await openStore(folder);
    await store.accounts.create(ANN);
    await store.accounts.create({ ...BEN, role: "owner", storeIds: null });
    assert.equal(await store.sessions.open({ ...session, tokenHash: "t-1" }), "opened");
    assert.equal(await store.sessions.open({ ...session, tokenHash: "t-2", accountId: "a-9" }), "unknown-account");
  }
  using store = await openStore(folder);
  const { sessions, accounts } = store;
  assert.deepEqual(await sessions.find("t-1", NOW_MS), {
    session: { ...session, tokenHash: "t-1" },
    account: { ...ANN, lockedUntilMs: null },
  });
  await accounts.change("a-1", { role: "analyst" });
  assert.equal((await sessions.find("t-1", NOW_MS))?.account.role, "analyst");
  assert.equal(await sessions.find("t-1", session.expiresMs), null);
  assert.equal(await sessions.find("t-2", NOW_MS), null);
  assert.equal(await sessions.removeExpired(session.expiresMs - 1), 0);
  assert.equal(await sessions.removeExpired(session.expiresMs), 1);
  for (const tokenHash of ["t-3", "t-4", "t-5"]) await sessions.open({ ...session, tokenHash });
  assert.equal(await sessions.end("t-3"), true);
  assert.equal(await sessions.end("t-3"), false);
  await sessions.open({ ...session, tokenHash: "b-1", accountId: "a-2" });
  assert.equal(await sessions.endAllOf("a-1", "t-5"), 1);
  assert.notEqual(await sessions.find("t-5", NOW_MS), null);
  assert.equal(await accounts.remove("a-1"), "removed");
  assert.equal(await sessions.find("t-5", NOW_MS), null);
  assert.notEqual(await sessions.find("b-1", NOW_MS), null);
});

test("an account has fifty sessions at most; the oldest goes", async (context) => {
  using store = await openStore(folderFor(context));
  await store.accounts.create(ANN);
  const open = (number: number) =>
    store.sessions.open({
      tokenHash: `t-${number}`,
      accountId: "a-1",
      createdMs: NOW_MS + number,
      expiresMs: NOW_MS * 2,
      csrfHash: "csrf",
    });
  for (let number = 0; number < 51; number++) await open(number);
  assert.equal(await store.sessions.find("t-0", NOW_MS), null);
  assert.notEqual(await store.sessions.find("t-1", NOW_MS), null);
  assert.equal(await store.sessions.endAllOf("a-1"), 50);
});

test("failed logins are counted by name and by address, over a restart, and neither is kept in the clear", async (context) => {
  const folder = folderFor(context);
  const lockMs = (of: "login" | "address", count: number) =>
    count >= (of === "login" ? 3 : 5) ? NOW_MS + count * MINUTE_MS : 0;
  const attempt = { login: "Ann", address: "10.0.0.9" };
  {
    using store = await openStore(folder);
    assert.deepEqual(await store.failedLogins.find(attempt), { login: null, address: null });
    for (const untilMs of [0, 0]) assert.equal(await store.failedLogins.record(attempt, NOW_MS, lockMs), untilMs);
  }
  using store = await openStore(folder);
  const { failedLogins } = store;
  assert.equal(await failedLogins.record({ ...attempt, login: "ANN" }, NOW_MS + 1, lockMs), NOW_MS + 3 * MINUTE_MS);
  assert.deepEqual(await failedLogins.find(attempt), {
    login: { count: 3, lastMs: NOW_MS + 1, lockedUntilMs: NOW_MS + 3 * MINUTE_MS },
    address: { count: 3, lastMs: NOW_MS + 1, lockedUntilMs: 0 },
  });
  await failedLogins.forget("ann");
  const { login, address } = await failedLogins.find(attempt);
  assert.deepEqual([login, address?.count], [null, 3]);
  for (const guess of ["secret1", "secret2"])
    await failedLogins.record({ ...attempt, login: guess }, NOW_MS + 2, lockMs);
  assert.equal((await failedLogins.find(attempt)).address?.lockedUntilMs, NOW_MS + 5 * MINUTE_MS);
  {
    using sqlite = new DatabaseSync(join(folder, STORE_FILE), { readOnly: true });
    const kept = JSON.stringify(sqlite.prepare("select * from failedLogin").all());
    assert.ok(kept.includes("address") && !kept.includes("secret") && !kept.includes("10.0.0.9"));
  }
  assert.equal(await failedLogins.removeBefore(NOW_MS + MINUTE_MS), 2, "what is locked stays");
  const dayMs = 86_400_000;
  assert.equal(await failedLogins.record(attempt, NOW_MS + 2 * dayMs, () => 0), NOW_MS + 5 * MINUTE_MS);
  assert.equal((await failedLogins.find(attempt)).address?.count, 1, "a day without failures begins anew");
});

test("a key for a program is found by its hash until it is revoked; its use is written once a minute", async (context) => {
  const folder = folderFor(context);
  const { tokenHash, ...key } = {
    keyId: "k-1",
    name: "till",
    tokenHash: "hash-1",
    scopes: ["read", "export"],
    storeIds: ["zurich"],
    controller: null,
    createdMs: NOW_MS,
    createdBy: "a-1",
  } as const;
  {
    using store = await openStore(folder);
    assert.equal(await store.keys.create({ ...key, tokenHash }), "created");
    assert.equal(await store.keys.create({ ...key, tokenHash: "hash-2" }), "id-taken");
  }
  using store = await openStore(folder);
  const { keys } = store;
  assert.deepEqual(await keys.byTokenHash("hash-1"), { ...key, usedMs: null, revokedMs: null });
  assert.equal(await keys.byTokenHash("hash-2"), null);
  const usedMs = async () => (await keys.list())[0]!.usedMs;
  await keys.used("k-1", NOW_MS);
  await keys.used("k-1", NOW_MS + MINUTE_MS - 1);
  assert.equal(await usedMs(), NOW_MS);
  await keys.used("k-1", NOW_MS + MINUTE_MS);
  assert.equal(await usedMs(), NOW_MS + MINUTE_MS);
  assert.equal(await keys.revoke("k-1", NOW_MS), true);
  assert.equal(await keys.revoke("k-1", NOW_MS + 5), false);
  assert.equal(await keys.revoke("k-9", NOW_MS), false);
  assert.equal(await keys.byTokenHash("hash-1"), null);
  assert.deepEqual(await keys.list(), [{ ...key, usedMs: NOW_MS + MINUTE_MS, revokedMs: NOW_MS }]);
});

test("settings are kept as they are, and a removed one is not there", async (context) => {
  const folder = folderFor(context);
  const value = { url: "https://example.org", retries: [1, 2.5, null], isOn: true };
  {
    using store = await openStore(folder);
    await store.settings.put("webhook", { url: "" });
    await store.settings.put("webhook", value);
    await store.settings.put("capture", "form-1");
  }
  using store = await openStore(folder);
  const { settings } = store;
  assert.deepEqual(await settings.get("webhook"), value);
  assert.deepEqual(await settings.all(), { capture: "form-1", webhook: value });
  await settings.put("capture", null);
  assert.equal(await settings.get("capture"), null);
  await assert.rejects(settings.put("long", "x".repeat(65_536)), /65538 characters/);
  assert.deepEqual(Object.keys(await settings.all()), ["webhook"]);
});
