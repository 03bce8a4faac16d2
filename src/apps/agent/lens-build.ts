import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { OWN_NETWORK_PATH } from "#adapters/detector/person-detector.ts";

const PACKAGE_ROOT = fileURLToPath(new URL("../../../", import.meta.url));
/** All code that a lens can load, and the lockfile, which names every package by its checksum. */
const CODE = ["package.json", "package-lock.json", "src/{domain,adapters,apps/lens}/**/*.ts"];

/**
 * The SHA-256 over the code of a lens: over a line `HASH␠␠PATH` for each of its files, in the order of their paths' bytes, as `sha256sum`
 * writes them. A program in the lens's place is one more file.
 * LIMIT: packages are taken to be what the lockfile says; who alters `node_modules` alters the agent as well.
 */
export function lensBuild(entry: string): string {
  const own = globSync(CODE, { cwd: PACKAGE_ROOT }).filter((path) => !path.endsWith(".test.ts"));
  const lines = [...new Set([...own, relative(PACKAGE_ROOT, entry)])]
    .map((path) => path.split(sep).join("/"))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((path) => `${fileHash(join(PACKAGE_ROOT, path))}  ${path}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/** The SHA-256 of the network that a lens runs; null where there is none to be read. */
export function networkHash(model: string = OWN_NETWORK_PATH): string | null {
  try {
    return fileHash(model);
  } catch {
    return null; // the lens will say why it cannot be read
  }
}

function fileHash(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}
