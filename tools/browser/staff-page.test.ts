import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { openServedShop } from "#tools/shop/served-shop.ts";
import { openDashboard, PHONE } from "./open-dashboard.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TITLES = { en: "Staff", zh: "员工", fr: "Personnel", ko: "직원" } as const;
const YAML = `lintel: 1
name: Test
stores:
  - id: here
    time_zone: Europe/Paris
    site: { jurisdiction: EU-FR }
    sensors:
      - id: door
        source: scene:entrance
        does: [count, zones]
        lines: [{ name: street, from: [0.1, 0.5], to: [0.9, 0.5] }]
        zones: [{ name: till, corners: [[0.1, 0.6], [0.4, 0.6], [0.4, 0.9]] }]
`;

test("an installer picks uniform, lanyard, places and a rota on a palette; they stand in the file, and are read again", async () => {
  await using shop = await openServedShop({ yaml: YAML });
  await using dashboard = await openDashboard(shop);
  const { login } = await shop.person("installer", { storeIds: ["here"] });
  const page = await dashboard.person(login, "/app/here/cameras", PHONE);
  await page.getByRole("link", { name: "How staff are told" }).click();
  await page.getByText("Not measured yet").waitFor();

  await page.getByRole("button", { name: "Add a uniform" }).click();
  const uniform = page.getByRole("region", { name: "Uniform 1" });
  await uniform.getByLabel("Name").fill("shirt");
  await uniform.getByRole("group", { name: /Above/ }).getByRole("button", { name: "green", exact: true }).click();
  const below = uniform.getByRole("group", { name: /Below/ });
  await below.getByRole("button", { name: "black" }).click();
  await page.getByText("Many visitors wear this colour").waitFor();
  await below.getByRole("button", { name: "None" }).click();
  await page.getByRole("group", { name: "Lanyard" }).getByRole("button", { name: "Another colour" }).click();
  await page.getByLabel("Lanyard: Another colour").fill("#ff00aa");
  await page.getByLabel("door.till").check();
  await page.getByLabel(/for longer than/).fill("90");
  await page.getByRole("button", { name: "Add a shift" }).click();
  const shift = page.getByRole("region", { name: "Shift 1" });
  await shift.getByLabel("From").fill("09:30");
  await shift.getByLabel("People").fill("3");

  // Signs that nobody looks for are refused with a way out, and nothing is lost on the page.
  await page.getByText("Choose at least one camera").waitFor();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("alert").getByText("no camera of the store does").waitFor();
  await page.getByRole("checkbox", { name: "door", exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved", { exact: true }).waitFor();

  const [store] = parse(readFileSync(join(shop.folder, "shop.yaml"), "utf8")).stores;
  assert.deepEqual(store.staff, {
    uniforms: [{ name: "shirt", upper: "#16a34a" }],
    zones: ["door.till"],
    lanyard: "#ff00aa",
    stay_minutes: 90,
  });
  assert.deepEqual(store.rota, [
    { days: ["mon", "tue", "wed", "thu", "fri"], hours: "09:30-19:15", staff: 3, breaks: 1 },
  ]);
  assert.deepEqual(store.sensors[0].does, ["count", "zones", "staff-exclusion"]);
  // The law of France asks for papers that this shop has not.
  await page.getByText("does not look yet").waitFor();

  await page.reload();
  const chosen = uniform.getByRole("group", { name: /Above/ }).locator("[aria-pressed=true]");
  assert.equal(await chosen.textContent(), "green");

  for (const [language, title] of Object.entries(TITLES))
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate((next) => localStorage.setItem("lintel-language", next), language);
      await page.reload();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await page.waitForLoadState("networkidle");
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(overflow <= 0, `${language}: ${overflow} px too wide`);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
      });
      assert.deepEqual(found, [], `${language} ${colorScheme}`);
      await page.setViewportSize(PHONE.viewport);
    }
  await page.context().close();
  // The browser tells of the save that was refused, as it should be.
  assert.deepEqual(
    dashboard.complaints.filter((complaint) => !/status of 400 .*\/staff$/.test(complaint)),
    [],
  );
});
