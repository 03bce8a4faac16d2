import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";

test("whoever is logged in sees which Lintel it is, and owners of the whole chain how much it keeps", async () => {
  let nowMs = Date.UTC(2026, 10, 29);
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")), nowMs: () => nowMs });
  nowMs += 5000;
  const { storeBytes, ...about } = (await shop.ask("GET /api/v1/about", { as: await shop.person("owner") })).json;
  assert.deepEqual(about, {
    version: JSON.parse(readFileSync("package.json", "utf8")).version,
    node: process.versions.node,
    startedMs: nowMs - 5000,
    nowMs,
    isDemo: false,
    deploymentVersion: 1,
    isSecure: false,
  });
  assert.ok(storeBytes > 0);
  for (const as of [await shop.person("analyst"), await shop.person("owner", { storeIds: ["here"] })])
    assert.equal((await shop.ask("GET /api/v1/about", { as })).json.storeBytes, null);
});
