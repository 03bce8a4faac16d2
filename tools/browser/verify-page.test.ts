import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { unzipSync, zipSync } from "fflate";
import { evidence } from "#apps/cli/evidence.ts";
import { exportLedgerTo, ledgerKey } from "#apps/cli/ledger.ts";
import { digestDays } from "#apps/server/ledger-digests.ts";
import { tellState } from "#apps/server/ledger-state.ts";
import { chainYaml, openServedShop, storeYaml } from "#tools/shop/served-shop.ts";
import { openDashboard } from "./open-dashboard.ts";

test("a browser tells a ledger that holds from one in which a word was changed, and does so with a pack", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-verify-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  await using shop = await openServedShop({ yaml: chainYaml(storeYaml("here")) });
  await tellState(shop.server.parts, { inForce: null, day: "" });
  shop.server.parts.ledger.flush();
  const out = join(folder, "export");
  await exportLedgerTo(out, { data: shop.folder });
  await using dashboard = await openDashboard(shop);
  const page = await dashboard.visitor("/verify");
  const check = async (chosen = out) => {
    await page.locator(chosen === out ? "input[webkitdirectory]" : "input[accept]").setInputFiles(chosen);
    await page.locator("textarea:not([aria-hidden])").fill(ledgerKey({ data: shop.folder }));
    await page.locator("button[type=submit]").click();
  };
  await check();
  await page.locator("[data-holds=true]").waitFor();
  const log = join(out, "ledger.ndjson");
  writeFileSync(log, readFileSync(log, "utf8").replace('"kind":"begun"', '"kind":"began"'));
  await check();
  await page.locator("[data-holds=false]").waitFor();
  const said = async () => (await page.locator("[role=status]").last().textContent()) ?? "";
  assert.match(await said(), /NOT as it was signed.*Entry 0/s);
  assert.doesNotMatch(await said(), /all other days/);

  const minute = Date.UTC(2026, 2, 2, 12) / 60_000;
  const told = { storeId: "here", version: 1, agentId: "agent", watchedMs: 60_000, method: "body-1" } as const;
  const counts = { in: 4, out: 0, staffIn: 0, staffOut: 0, groupsIn: 0, uncertain: 0 };
  const { parts } = shop.server;
  await parts.store.ingest([
    { kind: "line-version", storeId: "here", lineId: "door.door", version: 1, role: "entrance" },
    { kind: "line", ...told, lineId: "door.door", minute, seq: 0, ...counts },
  ]);
  await digestDays(parts, undefined, 0);
  parts.ledger.flush();
  const pack = join(folder, "pack.zip");
  await evidence("here", { from: "2026-03-02", to: "2026-03-02", data: shop.folder, out: pack });
  await check(pack);
  await page.locator("[data-holds=true]").waitFor();
  assert.match(await said(), /Evidence of here, 2026-03-02 to 2026-03-02/);
  const files = unzipSync(readFileSync(pack));
  files["figures.csv"] = Buffer.from(Buffer.from(files["figures.csv"]!).toString().replace(",4,0,", ",5,0,"));
  const doctored = join(folder, "doctored.zip");
  writeFileSync(doctored, zipSync(files));
  await check(doctored);
  await page.locator("[data-holds=false]").waitFor();
  assert.match(await said(), /here, 2026-03-02, line door\.door version 1/);
  assert.match(await said(), /The ledger, and the figures of all other days, are as they were signed/);
  assert.deepEqual(dashboard.complaints, []);
});
