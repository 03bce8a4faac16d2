import { readFileSync } from "node:fs";
import { createRequire, stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser } from "#tools/browser/open-browser.ts";
import type { Scene } from "./scene.ts";

/** Frames are asked for one by one; each is packed R, G, B by rows. Close it, or the browser stays. */
export type Renderer = {
  paint(frame: number): Promise<Uint8Array>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** Nothing answers here: every request is served below from the disk, and the browser knows no other host. */
const ORIGIN = "http://scenes.invalid";

/** Opens a browser without a window that draws the scene in software. */
export async function openRenderer(scene: Scene): Promise<Renderer> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    page.on("console", (message) => message.type() === "error" && console.error(message.text()));
    await page.route(`${ORIGIN}/**`, (route) => {
      const path = new URL(route.request().url()).pathname;
      if (path === "/") return route.fulfill({ contentType: "text/html", body: PAGE });
      return route.fulfill({ contentType: "text/javascript", body: sourceOf(path) });
    });
    await page.goto(`${ORIGIN}/`);
    await page.evaluate(async (name) => {
      // Named by variables, or the compiler would look for the files where Node has them.
      const [programme, painter] = ["/scenes/programme.ts", "/scenes/painter.ts"];
      const { PROGRAMME }: typeof import("./programme.ts") = await import(programme);
      const { openPainter }: typeof import("./painter.ts") = await import(painter);
      const found = PROGRAMME.find((other) => other.name === name);
      if (found) Object.assign(window, { paint: openPainter(found) });
    }, scene.name);
    return {
      async paint(frame) {
        const pixels = await page.evaluate((number) => {
          const { paint } = window as unknown as { paint: import("./painter.ts").Painter };
          return paint(number);
        }, frame);
        return Buffer.from(pixels, "base64");
      },
      [Symbol.asyncDispose]: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** The text of a script: ours with its types rubbed out, or a file of three.js. */
function sourceOf(path: string): string {
  if (path.startsWith("/three/")) {
    const built = dirname(createRequire(import.meta.url).resolve("three"));
    return readFileSync(join(built, path.slice("/three/".length)), "utf8");
  }
  const here = dirname(fileURLToPath(import.meta.url));
  return stripTypeScriptTypes(readFileSync(join(here, path.slice("/scenes/".length)), "utf8"));
}

const PAGE = `<!doctype html><meta charset="utf-8">
<script type="importmap">{"imports": {"three": "/three/three.module.js"}}</script>`;
