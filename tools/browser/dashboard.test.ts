import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { parse } from "csv-parse/sync";
import type { Page } from "playwright-core";
import { simulate } from "#apps/cli/simulate.ts";
import { openServedShop, type ServedShop } from "#tools/shop/served-shop.ts";
import { type Dashboard, openDashboard, PHONE } from "./open-dashboard.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const FIRST_DAY = "2026-10-01";
const DAYS = 28;
/** Noon of the day after the last one. */
const NOW_MS = Date.UTC(2026, 9, 1 + DAYS, 12);
const SEED = "5";
const STORE = "store-01";
const LANGUAGES = { en: "Visitors", zh: "进店人数", fr: "Visiteurs", ko: "방문객" } as const;

let folder: string;
let shop: ServedShop;
let dashboard: Dashboard;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-dashboard-"));
  await simulate({ stores: "2", cameras: "8", days: String(DAYS), from: FIRST_DAY, seed: SEED, data: folder });
  shop = await openServedShop({ folder, nowMs: () => NOW_MS });
  dashboard = await openDashboard(shop);
});

after(async () => {
  await dashboard?.[Symbol.asyncDispose]();
  await shop?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

/** The rows of the table behind a chart, which say what is drawn. */
async function chartRows(page: Page, caption: string | RegExp): Promise<string[][]> {
  // It follows the drawing, and says so until it does.
  const table = page.locator("[aria-busy=false] > table", { has: page.locator("caption", { hasText: caption }) });
  await table.waitFor({ state: "attached" });
  return await table
    .locator("tbody tr")
    .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")));
}

const numberOf = (text: string) => Number(text.replace(/[^\d.-]/g, ""));

test("the first login leads to all stores, a wrong password is told, and who is not logged in sees nothing", async () => {
  const owner = await shop.person("owner");
  const page = await dashboard.visitor(`/app/${STORE}/traffic`);
  await page.waitForURL(/\/login/);
  await page.locator("input[autocomplete=username]").fill(owner.login);
  await page.locator("input[autocomplete=current-password]").fill("wrong");
  await page.locator("button[type=submit]").click();
  await page.getByText("This name or password is wrong").waitFor();
  await page.locator("input[autocomplete=current-password]").fill("correct horse battery");
  await page.locator("button[type=submit]").click();
  // Back to where they wanted to go.
  await page.waitForURL(new RegExp(`/app/${STORE}/traffic`));
  await page.goto(`${shop.url}/app`);
  await page.waitForURL(/\/app\/stores/);
  await page.context().close();
});

test("a chart's figures are the API's, the API's the CSV's, and the CSV's what was simulated", async () => {
  const owner = await shop.person("owner");
  const last = "2026-10-28";
  const page = await dashboard.person(owner.login, `/app/${STORE}/traffic?from=${FIRST_DAY}&to=${last}&compare=none`);
  const drawn = (await chartRows(page, "Visitors by day")).map((row) => (row[1] === "–" ? null : numberOf(row[1]!)));
  const asked = await shop.ask(`GET /api/v1/stores/${STORE}/figures?from=${FIRST_DAY}&to=${last}&by=day`, {
    as: owner,
  });
  const days: { label: string; visitors: { counted: number; completeness: number | null } }[] = asked.json.figures.rows;
  assert.equal(drawn.length, DAYS);
  assert.deepEqual(
    drawn,
    days.map(({ visitors }) => (visitors.completeness ? visitors.counted : null)),
  );
  const total = days.reduce((sum, { visitors }) => sum + visitors.counted, 0);
  assert.equal(asked.json.figures.total.visitors.counted, total);
  assert.ok(total > 1000, "hardly anybody came");

  // The file as a person gets it: by the page's own menu.
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV · day" }).click(),
  ]);
  const text = readFileSync(await download.path(), "utf8").replace(/^\uFEFF/, "");
  const rows: Record<string, string>[] = parse(text, { columns: true });
  const entrances = rows.filter(({ role, span }) => role === "entrance" && span !== "total");
  assert.ok(entrances.length >= DAYS / 2, text.slice(0, 400));
  const minutes = await shop.ask(`GET /api/v1/stores/${STORE}/totals?from=${FIRST_DAY}&to=${last}&span=minute`, {
    as: owner,
  });
  const closed = asked.json.figures.total.closed.in as number;
  const inFile = entrances.reduce((sum, row) => sum + Number(row.in), 0);
  // The file holds what was counted while it was closed too; figures tell that apart.
  assert.equal(inFile, total + closed);

  const truth: Record<string, string>[] = parse(readFileSync(join(folder, "truth", `${STORE}.csv`), "utf8"), {
    columns: true,
  });
  const happened = new Map(
    truth
      .filter(({ kind }) => kind === "line")
      .map((row) => [`${row.sensor}.${row.name ?? row.line} ${row.start}`, row]),
  );
  const watched = (
    minutes.json.totals as { unit: string; role: string; start: string; watchedMs: number; in: number }[]
  ).filter(({ role, watchedMs }) => role === "entrance" && watchedMs === 60_000);
  assert.ok(watched.length > 1000);
  for (const { unit, start, in: entered } of watched) {
    const row =
      happened.get(`${unit} ${start}`) ??
      happened.get(`${unit} ${start.slice(0, 16)}Z`) ??
      happened.get(`${unit} ${start.replace(".000", "")}`);
    assert.equal(entered, Number(row?.in ?? 0), `${unit} at ${start}`);
  }
  await page.context().close();
});

test("periods are compared with those before, and a change of the period is in the address", async () => {
  const owner = await shop.person("owner");
  const page = await dashboard.person(owner.login, `/app/${STORE}/traffic?from=2026-10-15&to=2026-10-21&compare=none`);
  await page.getByLabel("Compare with").selectOption("before");
  await page.waitForURL(/compare=before/);
  await page.locator("[aria-busy=false] > table", { hasText: "Compared" }).waitFor({ state: "attached" });
  const rows = await chartRows(page, "Visitors by day");
  const before = await shop.ask(`GET /api/v1/stores/${STORE}/figures?from=2026-10-08&to=2026-10-14&by=day`, {
    as: owner,
  });
  assert.deepEqual(
    rows.map((row) => (row[2] === "–" ? null : numberOf(row[2]!))),
    before.json.figures.rows.map(({ visitors }: { visitors: { counted: number; completeness: number | null } }) =>
      visitors.completeness ? visitors.counted : null,
    ),
  );
  await page.context().close();
});

test("every page of a store is in four languages, on a phone and a desk, and axe finds nothing to mend", async () => {
  const owner = await shop.person("owner");
  const page = await dashboard.person(owner.login, `/app/${STORE}/traffic`);
  for (const [language, word] of Object.entries(LANGUAGES)) {
    await page.evaluate((chosen) => localStorage.setItem("lintel-language", chosen), language);
    await page.reload();
    await page.getByText(word, { exact: true }).first().waitFor();
    assert.match((await page.locator("html").getAttribute("lang")) ?? "", new RegExp(`^${language}`));
  }
  await page.evaluate(() => localStorage.setItem("lintel-language", "en"));
  const pages = ["today", "traffic", "mix", "zones", "cameras", "check", "compliance"].map(
    (name) => `/app/${STORE}/${name}`,
  );
  for (const colorScheme of ["light", "dark"] as const)
    for (const path of [...pages, "/app/stores", "/app/settings"]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${shop.url}${path}`);
      await page.locator("main h1, main h2").first().waitFor();
      await page.waitForLoadState("networkidle");
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
        };
        return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`);
      });
      assert.deepEqual(found, [], `${path} ${colorScheme}`);
    }
  await page.context().close();
  const phone = await dashboard.person(owner.login, `/app/${STORE}/today`, PHONE);
  for (const path of pages) {
    await phone.goto(`${shop.url}${path}`);
    await phone.locator("main h1, main h2").first().waitFor();
    const [wide, shown] = await phone.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(wide! <= shown!, `${path} is ${wide} wide on a phone of ${shown}`);
  }
  await phone.context().close();
});

test("a manager of one store is not shown the other, by no way", async () => {
  const manager = await shop.person("manager", { storeIds: [STORE] });
  const page = await dashboard.person(manager.login, "/app");
  await page.waitForURL(new RegExp(`/app/${STORE}/today`));
  assert.equal(await page.getByText("store-02").count(), 0);
  await page.goto(`${shop.url}/app/store-02/traffic`);
  await page.waitForTimeout(1500);
  assert.equal(await page.locator("canvas").count(), 0, "a chart of another store is drawn");
  await page.context().close();
});

test("whoever has a link sees its figures and nothing else, until it is taken back", async () => {
  const owner = await shop.person("owner");
  const page = await dashboard.person(
    owner.login,
    `/app/${STORE}/traffic?from=2026-10-15&to=2026-10-21&compare=before`,
  );
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>("input[readonly]")?.value);
  const link = new URL(await page.locator("input[readonly]").inputValue()).pathname;
  const own = (await chartRows(page, "Visitors by day")).map((row) => row[1]);
  const guest = await dashboard.visitor(link);
  assert.deepEqual(
    (await chartRows(guest, "Visitors by day")).map((row) => row[1]),
    own,
  );
  await guest.goto(`${shop.url}/app/${STORE}/traffic`);
  await guest.waitForURL(/\/login/);
  const { shares } = (await shop.ask("GET /api/v1/shares", { as: owner })).json;
  await shop.ask(`DELETE /api/v1/shares/${shares[0].share}`, { as: owner });
  await guest.goto(`${shop.url}${link}`);
  await guest.getByText("There is nothing here").waitFor();
  await guest.context().close();
  await page.context().close();
});

test("two phones tap at a door, together and after a reload, and none sees the other's count", async () => {
  const owner = await shop.person("owner");
  const page = await dashboard.person(owner.login, `/app/${STORE}/check`);
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  const path = new URL((await page.locator("code").first().textContent()) ?? "").pathname;
  const phones = [await dashboard.visitor(path, PHONE), await dashboard.visitor(path, PHONE)] as const;
  for (const [index, phone] of phones.entries()) {
    await phone.getByText(`You are counter ${"AB"[index]}`).waitFor();
    for (let taps = 0; taps < 3 + index; taps++) await phone.getByRole("button", { name: "In", exact: true }).tap();
    await phone.getByRole("button", { name: "Out", exact: true }).tap();
    await phone.getByRole("button", { name: /Undo/ }).tap();
  }
  for (const [index, phone] of phones.entries()) {
    await phone.getByText("All taps have arrived").waitFor();
    await phone.reload();
    await phone.getByText(`You are counter ${"AB"[index]}`).waitFor();
    assert.match(
      (await phone.getByRole("button", { name: "In", exact: true }).textContent()) ?? "",
      new RegExp(`${3 + index}`),
    );
    assert.match((await phone.getByRole("button", { name: "Out", exact: true }).textContent()) ?? "", /0/);
  }
  await page.getByText("Counting: A, B").waitFor();
  for (const one of [page, ...phones]) await one.context().close();
});

test("a store's hours, its holidays and what somebody may do are changed on the settings page", async () => {
  const owner = await shop.person("owner");
  const changed = await shop.person("analyst", { storeIds: [STORE] });
  const page = await dashboard.person(owner.login, "/app/settings", PHONE);
  await page.getByRole("main").getByLabel("Store", { exact: true }).first().selectOption(STORE);
  await page
    .getByLabel(/^Mon: opens/)
    .first()
    .fill("07:30");
  await page.getByRole("button", { name: "Add a holiday" }).click();
  await page.getByLabel("Holidays").last().fill("2026-12-25");
  await page.getByRole("button", { name: "Save" }).first().click();
  await page.getByText("Saved").first().waitFor();
  const { json: detail } = await shop.ask(`GET /api/v1/stores/${STORE}`, { as: owner });
  assert.match(detail.hours.mon[0], /^07:30-/);
  assert.deepEqual(detail.holidays.at(-1), { date: "2026-12-25", hours: [] });

  await page.getByRole("button", { name: `Change: ${changed.login}` }).click();
  const form = page.locator("form", { hasText: "They are logged out everywhere" });
  await form.getByLabel("Role").selectOption("manager");
  await form.getByRole("button", { name: "Save" }).click();
  await form.waitFor({ state: "detached" });
  const { json: people } = await shop.ask("GET /api/v1/accounts", { as: owner });
  const now = people.accounts.find((one: { login: string }) => one.login === changed.login);
  assert.equal(now.role, "manager");
  assert.deepEqual(now.stores, [STORE]);
  assert.equal((await shop.ask(`GET /api/v1/stores/${STORE}`, { as: changed })).status, 404);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), PHONE.viewport.width);
  await page.context().close();
});

test("a file of the tills is looked at, then taken in once, and one with customers is refused by its column", async () => {
  const owner = await shop.person("owner");
  for (const view of [undefined, PHONE]) {
    const page = await dashboard.person(owner.login, "/app/settings", view);
    const form = page.getByRole("form", { name: "Import" });
    const send = async (text: string) => {
      const chooser = page.waitForEvent("filechooser");
      await form.getByRole("button", { name: "File" }).click();
      await (await chooser).setFiles({ name: "till.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
      await form.getByRole("button", { name: "Look at it" }).click();
    };
    await form.getByLabel("Store").selectOption("store-02");
    await send("time;receipt;amount;customer\n2026-10-20 11:00;1;10,50;somebody\n");
    await page.getByRole("alert").getByText("customer").first().waitFor();
    await send("time;receipt;amount;currency\n2026-10-20 11:00;1;10,50;EUR\n2026-10-20 12:00;2;20;EUR\n");
    await page.getByText("Nothing has been kept yet").waitFor();
    await page.getByText("Purchases: 2, returns: 0").waitFor();
    await form.getByRole("button", { name: "Take it in" }).click();
    await page.getByText(view ? "New: 0, known already: 2" : "New: 2, known already: 0").waitFor();
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= page.viewportSize()!.width);
    await page.context().close();
  }
});

test("an owner ends a camera, having seen what goes and written its name, and gets the certificate", async () => {
  const owner = await shop.person("owner");
  const page = await dashboard.person(owner.login, "/app/settings", PHONE);
  const form = page.getByRole("form", { name: "Stop and delete for good" });
  await form.getByLabel("Store").selectOption("store-02");
  await form.getByLabel("What ends").selectOption("camera-01");
  await form.getByRole("button", { name: "See what would be deleted" }).click();
  await form.getByText("counts of lines and zones, by minute").waitFor();
  const end = form.getByRole("button", { name: "Stop it and delete" });
  const confirm = form.getByLabel("Write store-02/camera-01 to confirm");
  await confirm.fill("store-02");
  assert.ok(await end.isDisabled(), "a store's name is not the camera's");
  await confirm.fill("store-02/camera-01");
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= page.viewportSize()!.width);
  await end.click();
  await form.getByText("store-02/camera-01 is stopped and deleted").waitFor();
  const certificate = page.getByRole("link", { name: "Certificate" });
  const download = page.waitForEvent("download");
  await certificate.click();
  assert.equal((await download).suggestedFilename(), "store-02.camera-01.pdf");
  assert.deepEqual(await form.getByLabel("What ends").locator("option[value=camera-01]").count(), 0);
  const { json } = await shop.ask("GET /api/v1/stores/store-02/sensors", { as: owner });
  assert.ok(!json.sensors.some(({ sensor }: { sensor: string }) => sensor === "camera-01"));
  await page.context().close();
});

test("no page complained", () => assert.deepEqual(dashboard.complaints, []));
