import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { rebuildTotals } from "#adapters/store/rebuild.ts";
import { openStoreReader } from "#adapters/store/store.ts";
import { chainYaml, storeYaml } from "#tools/shop/served-shop.ts";
import { openServerProcess } from "#tools/shop/server-process.ts";
import { resetUser } from "./user.ts";

const RESETS = 50;
const RECORDS_AT_ONCE = 1000;

function lintel(...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["src/apps/cli/main.ts", ...words], {
    encoding: "utf8",
  });
  return { status, out: stdout, err: stderr };
}

function line(agentId: string, seq: number, minute: number) {
  const figures = { in: 1, out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0 };
  const told = { storeId: "here", version: 1, minute, agentId, seq, watchedMs: 60_000 };
  return { kind: "line", ...told, lineId: "door.door", ...figures, method: "body-1" };
}

test("a password is reset while the server runs, and whoever was logged in is not any more", async () => {
  await using server = await openServerProcess(chainYaml(storeYaml("here")));
  const { folder, owner, password } = server;
  assert.equal((await server.ask("GET /api/v1/stores", { as: owner })).status, 200);
  const reset = lintel("user", "reset", "owner", "--data", folder);
  assert.equal(reset.status, 0, reset.err);
  const fresh = /password (\S+)/.exec(reset.out)?.[1] ?? "";
  assert.equal((await server.ask("GET /api/v1/stores", { as: owner })).status, 404, "the old session goes on");
  assert.equal((await server.logIn("owner", password)).status, 401, "the old password is good still");
  const again = await server.logIn("owner", fresh);
  assert.equal(again.status, 200);
  assert.equal((await server.ask("GET /api/v1/stores", { as: again.headers })).status, 200);
  const unknown = lintel("user", "reset", "nobody-of-ours", "--data", folder);
  assert.deepEqual([unknown.status, unknown.out], [2, ""]);
  assert.match(unknown.err, /access\/unknown-login/);
});

test("fifty resets beside heavy ingest lose nothing, and nobody waits in vain", async (context) => {
  await using server = await openServerProcess(chainYaml(storeYaml("here")));
  const agent = await server.agent(["here"]);
  const firstMinute = Math.floor(Date.now() / 60_000);
  let [isOver, told, added, slowestMs] = [false, 0, 0, 0];
  const telling = (async () => {
    while (!isOver) {
      const records = Array.from({ length: RECORDS_AT_ONCE }, (_, index) =>
        line(agent.agent, told + index, firstMinute + ((told + index) % 1000)),
      );
      told += RECORDS_AT_ONCE;
      const body = records.map((record) => JSON.stringify(record)).join("\n");
      const { status, json } = await server.ask("POST /api/v1/agent/records", { as: agent, body });
      assert.equal(status, 200, JSON.stringify(json));
      added += json.added;
    }
  })();
  let fresh = "";
  for (let count = 0; count < RESETS; count += 1) {
    const beganMs = performance.now();
    fresh = /password (\S+)/.exec(await resetUser("owner", { data: server.folder }))?.[1] ?? "";
    slowestMs = Math.max(slowestMs, performance.now() - beganMs);
    // The other half of this process gets its turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  isOver = true;
  await telling;
  assert.equal((await server.logIn("owner", fresh)).status, 200, "the last one is good");
  assert.ok(told >= 5 * RECORDS_AT_ONCE, `${told} records are no heavy ingest`);
  assert.equal(added, told);
  using reader = openStoreReader(server.folder);
  const parts = await reader.parts({ storeId: "here", fromMinute: firstMinute, toMinute: firstMinute + 1000 });
  assert.equal(parts.length, told);
  const { different, doubled, untold } = await rebuildTotals(server.folder);
  assert.deepEqual({ different, doubled, untold }, { different: 0, doubled: 0, untold: 0 });
  context.diagnostic(`${RESETS} resets beside ${told} records; the slowest took ${Math.round(slowestMs)} ms`);
});

test("where there is no store yet the login becomes its owner", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-user-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  assert.match(await resetUser("ann", { data: folder }), /`ann` logs in with the password/);
  assert.match(await resetUser("ann", { data: folder }), /`ann` logs in with the password/);
  await assert.rejects(resetUser("ben", { data: folder }), (error) =>
    /unknown-login/.test(String((error as { code?: string }).code)),
  );
});
