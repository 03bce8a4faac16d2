import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import chromium, { inflate } from "@sparticuz/chromium";
import { type Browser, chromium as launcher } from "playwright-core";

/**
 * Opens a browser without a window, which knows no host but this machine. The package brings the browser, its software graphics and the libraries that a bare Linux lacks; all are unpacked into
 * the folder for temporary files.
 * With `cameraFilm`, a film in Y4M, it has a camera that shows it over and over.
 * LIMIT: the package holds a browser for Linux on x64 only, so films are rendered there; their truth is told anywhere.
 */
export async function openBrowser({ cameraFilm }: { readonly cameraFilm?: string } = {}): Promise<Browser> {
  chromium.setGraphicsMode = true;
  const executablePath = await chromium.executablePath();
  const packed = dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium"));
  const libraries = await inflate(join(packed, "..", "bin", "al2023.tar.br"));
  return launcher.launch({
    executablePath,
    args: [
      ...chromium.args.filter((argument) => argument !== "--single-process"),
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(cameraFilm === undefined
        ? []
        : [
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            `--use-file-for-fake-video-capture=${cameraFilm}`,
          ]),
    ],
    env: { ...process.env, LD_LIBRARY_PATH: join(libraries, "lib") },
  });
}
