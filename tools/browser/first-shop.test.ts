import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type TestContext } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { freePort } from "#tools/chain/free-port.ts";
import { openRtspServer } from "#tools/rtsp/rtsp-server.ts";
import { openDashboard } from "./open-dashboard.ts";

const MAIN = fileURLToPath(new URL("../../src/apps/cli/main.ts", import.meta.url));
const START_MS_MAX = 90_000;
const COUNT_MS_MAX = 120_000;
/** Two minutes of film; then the camera shows the same pictures again and again. */
const FREEZES_AFTER_PICTURES = 1800;

/** `lintel up` as a person starts it; ended with the test. */
async function startLintel(
  context: TestContext,
  ...words: readonly string[]
): Promise<{ url: string; password: string }> {
  const data = mkdtempSync(join(tmpdir(), "lintel-first-"));
  const url = `127.0.0.1:${await freePort()}`;
  const child: ChildProcess = spawn(process.execPath, [MAIN, "up", "--data", data, "--listen", url, ...words], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  context.after(async () => {
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "exit");
    rmSync(data, { recursive: true, force: true });
  });
  let text = "";
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  for (const endMs = Date.now() + START_MS_MAX; !text.includes("Lintel is at"); await pause(200))
    assert.ok(Date.now() < endMs, `it never came up: ${text}`);
  for (const endMs = Date.now() + START_MS_MAX; !/password \S+/.test(text); await pause(200))
    assert.ok(Date.now() < endMs, text);
  return { url: `http://${url}`, password: /password (\S+)/.exec(text)![1]! };
}

async function logIn(page: Page, password: string): Promise<void> {
  await page.locator("input[autocomplete=username]").fill("owner");
  await page.locator("input[autocomplete=current-password]").fill(password);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/\/app/);
}

test("an empty server leads to a counting camera, its line is flipped, and when it freezes the page says so", async (context) => {
  const login = { user: "guard", password: "p@ss w$rd*" };
  await using rtsp = await openRtspServer({
    streams: { "/door": ["scenes/entrance.mp4"] },
    login: { ...login, scheme: "digest" },
    behaviour: { kind: "freeze", afterPictures: FREEZES_AFTER_PICTURES, pictures: 3 },
  });
  const lintel = await startLintel(context, "--empty");
  await using dashboard = await openDashboard(lintel);
  const page = await dashboard.visitor("/");
  const beganMs = Date.now();
  await logIn(page, lintel.password);
  await page.waitForURL(/\/app\/begin/);
  await page.locator("input[name=shop-name]").fill("Corner shop");
  await page.locator("select[name=shop-place]").selectOption("US-IL");
  await page.locator("button[type=submit]").click();

  await page.waitForURL(/add-camera/);
  await page.locator("input[name=address]").fill(`rtsp://127.0.0.1:${rtsp.port}/door`);
  await page.locator("input[name=camera-user]").fill(login.user);
  await page.locator("input[name=camera-password]").fill("wrong");
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.getByText("The camera does not accept this name or password").first().waitFor();
  await page.locator("input[name=camera-password]").fill(login.password);
  await page.getByRole("button", { name: "Test the connection" }).click();
  await page.locator("input[name=camera-name]").fill("Front door");
  await page.getByRole("button", { name: "Add and draw a line" }).click();

  await page.waitForURL(/cameras\/front-door/);
  const unitsOf = () =>
    page.evaluate(async () => {
      const answer = await fetch("/api/v1/stores/corner-shop");
      return ((await answer.json()) as { units: { unit: string; version: number; places: [number, number][] }[] })
        .units;
    });
  await page.getByText("New line", { exact: true }).first().click();
  const box = (await page.locator("svg[role=group]").boundingBox())!;
  const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(0.2784, 0.4941));
  await page.mouse.down();
  await page.mouse.move(...at(0.5, 0.5), { steps: 5 });
  await page.mouse.move(...at(0.7216, 0.4941), { steps: 5 });
  await page.mouse.up();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  const counted = page.locator("section[aria-label^=line] [aria-live=polite]");
  for (const endMs = Date.now() + COUNT_MS_MAX; !/[1-9]/.test((await counted.textContent()) ?? ""); await pause(1000))
    assert.ok(Date.now() < endMs, "the line counts nobody");
  const tookMs = Date.now() - beganMs;
  context.diagnostic(`from the first page to the first count in ${Math.round(tookMs / 1000)} s`);
  assert.ok(tookMs < 300_000, "five minutes are the most");

  const [drawn] = await unitsOf();
  assert.equal(drawn!.version, 1);
  // What was drawn is a share of the picture, whatever the size of the view.
  for (const [index, place] of [0.2784, 0.7216].entries()) assert.ok(Math.abs(drawn!.places[index]![0] - place) < 0.01);
  await page.getByRole("button", { name: "Swap in and out" }).click();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  for (const endMs = Date.now() + START_MS_MAX; (await unitsOf())[0]!.version !== 2; await pause(300))
    assert.ok(Date.now() < endMs);
  assert.deepEqual((await unitsOf())[0]!.places, drawn!.places.toReversed());

  await page.goto(`${lintel.url}/app/corner-shop/cameras`);
  await page.getByText("Picture frozen").first().waitFor({ timeout: 240_000 });
  await page.goto(`${lintel.url}/app/corner-shop/today`);
  await page.getByText("1 of 1 cameras or counters: somebody must look at them").waitFor();
  assert.deepEqual(dashboard.complaints, []);
});

test("the sign of the demo is taken away: the gate closes within seconds, and opens when it hangs again", async (context) => {
  const lintel = await startLintel(context);
  await using dashboard = await openDashboard(lintel);
  const page = await dashboard.visitor("/login");
  await logIn(page, lintel.password);
  await page.waitForURL(/\/app\/demo\/today/);
  // Live: the page is not loaded anew, and the count rises.
  await page.getByText(/All 4 cameras/).waitFor({ timeout: START_MS_MAX });
  const inside = page.getByRole("region", { name: "Came in today" }).locator(".figure");
  const before = Number((await inside.textContent())!.replace(/\D/g, ""));
  for (
    const endMs = Date.now() + 3 * 60_000;
    Number((await inside.textContent())!.replace(/\D/g, "")) <= before;
    await pause(1000)
  )
    assert.ok(Date.now() < endMs, "the page does not change by itself");

  await page.goto(`${lintel.url}/app/demo/compliance`);
  await page.getByText("Everything that this shop does is permitted.").waitFor();
  await page.getByRole("button", { name: "The sign is missing" }).click();
  await page.getByText(/Stopped after [\d.]+ s/).waitFor({ timeout: 60_000 });
  context.diagnostic((await page.getByText(/Stopped after [\d.]+ s/).textContent()) ?? "");
  await page.getByText(/Switched off: \d+ of/).waitFor();
  await page
    .getByText(/sign at the entrance is not on file/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "The sign hangs again" }).click();
  await page.getByText(/Running again after [\d.]+ s/).waitFor({ timeout: 60_000 });
  await page.getByText("Everything that this shop does is permitted.").waitFor();
  assert.deepEqual(dashboard.complaints, []);
});
