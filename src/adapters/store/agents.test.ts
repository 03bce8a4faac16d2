import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { openStore } from "./store.ts";

const NOW_MS = Date.parse("2026-10-25T12:00Z");
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const CODE = {
  codeHash: "code-1",
  agentName: "back office",
  storeIds: ["zurich", "oslo"],
  createdMs: NOW_MS,
  expiresMs: NOW_MS + DAY_MS,
} as const;

function folderFor(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "lintel-store-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a code lets one agent in, once, whoever comes at the same time; the same agent whose answer was lost gets it again", async (context) => {
  const folder = folderFor(context);
  {
    using store = await openStore(folder);
    const { agents } = store;
    assert.equal(await agents.createCode(CODE), "created");
    assert.equal(await agents.createCode(CODE), "code-taken");
    assert.deepEqual(await agents.openCodes(NOW_MS), [CODE]);
    assert.deepEqual(await agents.openCodes(CODE.expiresMs), []);
    const redeemed = await Promise.all(
      Array.from({ length: 10 }, (_, number) =>
        agents.redeem({ codeHash: "code-1", agentId: `agent-${number}`, publicKey: `key-${number}`, nowMs: NOW_MS }),
      ),
    );
    assert.deepEqual(redeemed[0], { outcome: "enrolled", agentId: "agent-0" });
    assert.deepEqual(new Set(redeemed.slice(1).map(({ outcome }) => outcome)), new Set(["used"]));
  }
  using store = await openStore(folder);
  const { agents } = store;
  const again = { codeHash: "code-1", agentId: "agent-new", publicKey: "key-0", nowMs: CODE.expiresMs + 1 };
  assert.deepEqual(await agents.redeem(again), { outcome: "enrolled", agentId: "agent-0" });
  assert.deepEqual(await agents.openCodes(NOW_MS), []);
  const agent = {
    agentId: "agent-0",
    name: "back office",
    publicKey: "key-0",
    storeIds: ["oslo", "zurich"],
    enrolledMs: NOW_MS,
    revokedMs: null,
    seenMs: null,
    agentVersion: null,
  };
  assert.deepEqual(await agents.list(), [agent]);
  assert.equal(await agents.revoke("agent-0", NOW_MS), true);
  assert.deepEqual(await agents.redeem(again), { outcome: "used" });
});

test("a code that nobody made, that was taken back or that has expired lets nobody in", async (context) => {
  using store = await openStore(folderFor(context));
  const { agents } = store;
  await agents.createCode(CODE);
  const redeem = (codeHash: string, nowMs: number) =>
    agents.redeem({ codeHash, agentId: "agent-1", publicKey: "key", nowMs });
  assert.deepEqual(await redeem("code-9", NOW_MS), { outcome: "unknown" });
  assert.deepEqual(await redeem("code-1", CODE.expiresMs), { outcome: "expired" });
  assert.equal(await agents.withdrawCode("code-1"), true);
  assert.equal(await agents.withdrawCode("code-1"), false);
  assert.deepEqual(await redeem("code-1", NOW_MS), { outcome: "unknown" });
  assert.deepEqual(await agents.list(), []);
  await agents.createCode(CODE);
  await agents.createCode({ ...CODE, codeHash: "code-2", createdMs: CODE.expiresMs + 31 * DAY_MS });
  assert.deepEqual(await redeem("code-1", NOW_MS), { outcome: "unknown" }, "one that expired long ago is forgotten");
});

test("agents are found by their stores until they are revoked; that one was heard is written once a minute, a new version at once", async (context) => {
  using store = await openStore(folderFor(context));
  const { agents } = store;
  for (const [number, storeIds] of [["zurich"], ["zurich", "oslo"], ["oslo", "oslo"]].entries()) {
    const names = { codeHash: `code-${number}`, agentId: `agent-${number}`, publicKey: `key-${number}` };
    await agents.createCode({ ...CODE, codeHash: names.codeHash, storeIds });
    await agents.redeem({ ...names, nowMs: NOW_MS });
  }
  const idsOf = async (storeId: string) => (await agents.ofStore(storeId)).map(({ agentId }) => agentId);
  assert.deepEqual(await idsOf("zurich"), ["agent-0", "agent-1"]);
  assert.deepEqual(await idsOf("oslo"), ["agent-1", "agent-2"]);
  assert.equal(await agents.revoke("agent-1", NOW_MS), true);
  assert.equal(await agents.revoke("agent-1", NOW_MS), false);
  assert.deepEqual(await idsOf("oslo"), ["agent-2"]);
  assert.equal((await agents.find("agent-1"))?.revokedMs, NOW_MS);
  assert.equal(await agents.find("agent-9"), null);
  const seen = async (afterMs: number, agentVersion: string) => {
    await agents.seen("agent-0", { atMs: NOW_MS + afterMs, agentVersion });
    const agent = await agents.find("agent-0");
    return [agent!.seenMs! - NOW_MS, agent!.agentVersion];
  };
  assert.deepEqual(await seen(0, "1.0"), [0, "1.0"]);
  assert.deepEqual(await seen(MINUTE_MS - 1, "1.0"), [0, "1.0"]);
  assert.deepEqual(await seen(MINUTE_MS, "1.0"), [MINUTE_MS, "1.0"]);
  assert.deepEqual(await seen(MINUTE_MS + 1, "1.1"), [MINUTE_MS + 1, "1.1"]);
  assert.deepEqual(await seen(-MINUTE_MS, "1.1"), [-MINUTE_MS, "1.1"], "a clock that was set back must not stop it");
});
