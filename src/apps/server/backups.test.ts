import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { restoreStore } from "#adapters/store/backup.ts";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { BACKUPS_KEPT_MAX } from "./routes/backups.ts";

const AT_MS = Date.UTC(2026, 10, 29, 5, 30, 0, 123);

test("a backup that was made while the server runs can be taken along and restored", async (context) => {
  const elsewhere = mkdtempSync(join(tmpdir(), "lintel-elsewhere-"));
  context.after(() => rmSync(elsewhere, { recursive: true, force: true }));
  let nowMs = AT_MS;
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")), nowMs: () => nowMs });
  const owner = await shop.person("owner");
  assert.deepEqual((await shop.ask("GET /api/v1/backups", { as: owner })).json, { backups: [] });
  const { json: made } = await shop.ask("POST /api/v1/backups", { as: owner });
  const { name, bytes } = made;
  assert.deepEqual(made, { name: "lintel-20261129T053000123Z.sqlite", bytes, atMs: AT_MS, stores: 1, parts: 0 });
  nowMs += 1000;
  const [first, second] = await Promise.all([0, 1].map(() => shop.ask("POST /api/v1/backups", { as: owner })));
  assert.deepEqual([first!.status, second!.status].toSorted(), [200, 409], "one at a time");
  const listed = (await shop.ask("GET /api/v1/backups", { as: owner })).json.backups;
  assert.deepEqual(
    listed.map(({ atMs }: { atMs: number }) => atMs),
    [AT_MS + 1000, AT_MS],
  );
  assert.deepEqual(listed[1], { name, bytes, atMs: AT_MS });

  const taken = await fetch(`${shop.url}/api/v1/backups/${name}`, { headers: { cookie: owner.cookie! } });
  const copy = Buffer.from(await taken.arrayBuffer());
  assert.deepEqual([taken.status, copy.length], [200, bytes]);
  writeFileSync(join(elsewhere, "taken.sqlite"), copy);
  assert.deepEqual(await restoreStore(join(elsewhere, "taken.sqlite"), elsewhere, { mayReplace: false }), {
    stores: 1,
    parts: 0,
  });

  assert.equal((await shop.ask(`DELETE /api/v1/backups/${name}`, { as: owner })).status, 200);
  assert.equal((await shop.ask(`GET /api/v1/backups/${name}`, { as: owner })).status, 404);
});

test("of many backups the newest are kept", async () => {
  let nowMs = AT_MS;
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")), nowMs: () => nowMs });
  const owner = await shop.person("owner");
  for (let index = 0; index <= BACKUPS_KEPT_MAX; index++) {
    assert.equal((await shop.ask("POST /api/v1/backups", { as: owner })).status, 200);
    nowMs += 1000;
  }
  const kept = readdirSync(join(shop.folder, "backups"));
  assert.deepEqual([kept.length, kept.includes("lintel-20261129T053000123Z.sqlite")], [BACKUPS_KEPT_MAX, false]);
});

test("no name leads out of the folder of backups, and who has not all stores has none", async () => {
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")) });
  const owner = await shop.person("owner");
  const nothing = (await shop.ask("GET /api/v1/nothing-there")).text;
  const { name } = (await shop.ask("POST /api/v1/backups", { as: owner })).json;
  for (const other of [
    "..%2Fstore.sqlite",
    "..%2F..%2Fetc%2Fpasswd",
    "store.sqlite",
    "%2e%2e",
    `${name}%00`,
    `..%2Fbackups%2F${name}`,
  ])
    for (const method of ["GET", "DELETE"]) {
      const { status, text } = await shop.ask(`${method} /api/v1/backups/${other}`, { as: owner });
      assert.ok(status === 404 || status === 400, `${method} ${other}: ${status}`);
      assert.ok(!text.includes("SQLite"));
    }
  for (const as of [
    await shop.person("owner", { storeIds: ["here"] }),
    await shop.person("owner", { controller: "F" }),
  ])
    for (const asked of [
      "GET /api/v1/backups",
      "POST /api/v1/backups",
      `GET /api/v1/backups/${name}`,
      `DELETE /api/v1/backups/${name}`,
    ])
      assert.equal((await shop.ask(asked, { as })).text, nothing, asked);
});
