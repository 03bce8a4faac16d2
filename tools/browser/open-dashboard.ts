import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { PASSWORD, type ServedShop } from "#tools/shop/served-shop.ts";
import { openBrowser } from "./open-browser.ts";

/** A browser before a shop's dashboard. Close it, or the browser stays. */
export type Dashboard = AsyncDisposable & {
  readonly browser: Browser;
  /** What pages complained of: faults in a script, refused styles, what the console calls an error. */
  readonly complaints: readonly string[];
  /** A page of somebody's own, without a login. */
  visitor(path: string, options?: BrowserContextOptions): Promise<Page>;
  /** A page of somebody who has logged in as one does, by name and password. */
  person(login: string, path: string, options?: BrowserContextOptions): Promise<Page>;
};

/** A phone as most have it. */
export const PHONE = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true } as const;

/** Opens the dashboard that a server of this process serves, in English. */
export async function openDashboard(
  shop: Pick<ServedShop, "url">,
  options: Parameters<typeof openBrowser>[0] = {},
): Promise<Dashboard> {
  const browser = await openBrowser(options);
  const complaints: string[] = [];
  const visitor = async (path: string, options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", acceptDownloads: true, ...options });
    const page = await context.newPage();
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      // What a server refuses a browser calls an error too; pages are asked about that one by one.
      if (message.type() === "error" && !/status of 40[014]/.test(message.text()))
        complaints.push(`${message.text()} at ${message.location().url}`);
    });
    await page.goto(`${shop.url}${path}`);
    return page;
  };
  return {
    browser,
    complaints,
    visitor,
    async person(login, path, options) {
      const page = await visitor("/login", options);
      await page.locator("input[autocomplete=username]").fill(login);
      await page.locator("input[autocomplete=current-password]").fill(PASSWORD);
      await page.locator("button[type=submit]").click();
      await page.waitForURL(/\/app/);
      await page.goto(`${shop.url}${path}`);
      return page;
    },
    [Symbol.asyncDispose]: () => browser.close(),
  };
}
