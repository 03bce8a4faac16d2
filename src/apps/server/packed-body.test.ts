import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { LINK_RECORDS_BYTES_MAX } from "#domain/wire/agent-link.ts";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";

test("records are taken in packed, and what unpacks to too much or to nothing is refused", async () => {
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")) });
  const { agent, ...as } = await shop.agent(["here"]);
  const send = async (body: Buffer | string, encoding?: string) => {
    const response = await fetch(`${shop.url}/api/v1/agent/records`, {
      method: "POST",
      headers: { ...as, "content-type": "application/x-ndjson", ...(encoding && { "content-encoding": encoding }) },
      body: typeof body === "string" ? body : new Uint8Array(body),
    });
    return {
      status: response.status,
      json: (await response.json()) as { added?: number; repeated?: number; code?: string },
    };
  };
  const figures = { in: 3, out: 1, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0, method: "body-1" };
  const minute = Math.floor(Date.now() / 60_000);
  const told = { kind: "line", storeId: "here", version: 1, minute, agentId: agent, seq: 0, watchedMs: 60_000 };
  const record = JSON.stringify({ ...told, lineId: "door.door", ...figures });
  assert.equal((await send(gzipSync(record), "gzip")).json.added, 1);
  assert.equal((await send(record)).json.repeated, 1, "packed or not, it is the same record");
  const bomb = gzipSync(Buffer.alloc(50 * LINK_RECORDS_BYTES_MAX, "x"));
  assert.ok(bomb.length < LINK_RECORDS_BYTES_MAX / 10);
  for (const [body, encoding, status, code] of [
    [bomb, "gzip", 413, "request/too-large"],
    [Buffer.from(record), "gzip", 400, "request/unreadable"],
    [gzipSync(record).subarray(0, 40), "gzip", 400, "request/unreadable"],
    [gzipSync(record), "br", 400, "request/unreadable"],
  ] as const) {
    const answer = await send(body, encoding);
    assert.deepEqual([answer.status, answer.json.code], [status, code]);
  }
});
