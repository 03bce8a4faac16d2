import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { simulate } from "#apps/cli/simulate.ts";
import { openDashboard } from "#tools/browser/open-dashboard.ts";
import { openServedShop } from "#tools/shop/served-shop.ts";
import { quantile } from "./spread.ts";

/** From a click to the picture, of the processor of this machine: server, its threads and the browser share it. */
export type DrawnFigures = {
  readonly stores: number;
  readonly cameras: number;
  readonly days: number;
  /** How long after its start the server was busy with days that nobody had asked for yet. */
  readonly msUntilBegun: number;
  readonly clicks: readonly {
    readonly what: string;
    readonly times: number;
    readonly msMedian: number;
    readonly msP95: number;
  }[];
};

const STORES = 7;
const CAMERAS_EACH = 4;
const DAYS = 365;
const DAY_MS = 86_400_000;
const TIMES = 20;
/** Not measured: a browser runs what it has hardly run yet several times slower. */
const WARM_UP_TIMES = 3;
/** What a page asks for ahead has come when it has been quiet for so long. */
const QUIET_MS = 1500;
/** Between two clicks: nobody chooses faster, and what a click leaves to be asked for ahead has its time. */
const PAUSE_MS = 400;
const READY_MS_MAX = 120_000;
/** A server that has just begun makes the figures of its days ahead; it has when it takes less than this of a core. */
const QUIET_CORE_SHARE = 0.2;
const BEGUN_MS_MAX = 300_000;

/** How long a year of a chain takes from a click until its charts stand, in a real browser. */
export async function measureDrawn(): Promise<DrawnFigures> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-drawn-"));
  try {
    const dayBack = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
    await simulate({
      stores: String(STORES),
      cameras: String(CAMERAS_EACH),
      days: String(DAYS),
      from: dayBack(DAYS),
      seed: "1",
      data: folder,
    });
    await using shop = await openServedShop({ folder });
    const msUntilBegun = await untilBegun();
    await using dashboard = await openDashboard(shop);
    const owner = await shop.person("owner");
    const clicks: DrawnFigures["clicks"][number][] = [];
    const measure = async (path: string, what: string, choices: readonly Choice[]) => {
      const page = await dashboard.person(owner.login, path, { viewport: { width: 1280, height: 900 } });
      await page.locator("canvas, svg[role=img]").first().waitFor({ timeout: READY_MS_MAX });
      await page.waitForLoadState("networkidle", { timeout: READY_MS_MAX });
      await page.waitForTimeout(QUIET_MS);
      const times: number[] = [];
      for (let time = -WARM_UP_TIMES; time < TIMES; time++)
        for (const choice of choices) {
          const ms = await clickToDrawn(page, choice);
          if (time >= 0) times.push(ms);
          await page.waitForTimeout(PAUSE_MS);
        }
      await page.context().close();
      clicks.push({ what, times: times.length, msMedian: quantile(times, 0.5), msP95: quantile(times, 0.95) });
    };
    await measure("/app/store-01/traffic", "a store's traffic: another period, and back", [
      { label: "Period", value: "year" },
      { label: "Period", value: "four-weeks" },
    ]);
    await measure(
      `/app/store-01/traffic?from=${dayBack(DAYS - 1)}&to=${dayBack(1)}`,
      "its year against other days, and back",
      [
        { label: "Compare with", value: "year" },
        { label: "Compare with", value: "before" },
      ],
    );
    await measure("/app/stores", "all stores: another period, and back", [
      { label: "Period", value: "year" },
      { label: "Period", value: "week" },
    ]);
    return { stores: STORES, cameras: STORES * CAMERAS_EACH, days: DAYS, msUntilBegun, clicks };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The server runs in this process. */
async function untilBegun(): Promise<number> {
  const beganMs = performance.now();
  for (let isQuiet = false; !isQuiet && performance.now() - beganMs < BEGUN_MS_MAX; ) {
    const [before, fromMs] = [process.cpuUsage(), performance.now()];
    await wait(QUIET_MS);
    const { user, system } = process.cpuUsage(before);
    isQuiet = (user + system) / 1000 / (performance.now() - fromMs) < QUIET_CORE_SHARE;
  }
  return performance.now() - beganMs;
}

type Choice = { readonly label: string; readonly value: string };

/**
 * The time from a choice until the page shows what was chosen and the frame that holds it has been painted. As long as it still shows
 * what was asked before, it says that it is busy.
 */
async function clickToDrawn(page: Page, { label, value }: Choice): Promise<number> {
  return await page.getByLabel(label, { exact: true }).evaluate(async (select: HTMLSelectElement, chosen: string) => {
    const began = performance.now();
    const setValue = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, "value")!.set!;
    setValue.call(select, chosen);
    select.dispatchEvent(new Event("change", { bubbles: true }));
    const painted = () => new Promise<void>((done) => requestAnimationFrame(() => setTimeout(done)));
    do await painted();
    while (select.value !== chosen || document.querySelector(".shown[aria-busy=true]") !== null);
    return performance.now() - began;
  }, value);
}
