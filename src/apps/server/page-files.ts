import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { Fault } from "#domain/fault/fault.ts";

const FOLDER = fileURLToPath(new URL("../../../dist/dashboard/", import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".onnx": "application/octet-stream",
  ".webmanifest": "application/manifest+json",
};
/** Pictures and fonts are packed already. */
const PACKED = new Set([".png", ".woff2"]);

export type PageFile = {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Buffer;
  /** Packed by gzip; null where that would win nothing. */
  readonly packed: Buffer | null;
};

/** The built pages. Files are read when they are first asked for, and kept: about 4 MB with all fonts, 35 with what the tablet estimates by. */
export type PageFiles = {
  /** A file by its name below the folder of pages; null where there is none. */
  find(name: string): PageFile | null;
};

/** Opens the pages that `npm run build` made. Where nobody has built them, all that is asked for says so. */
export function openPageFiles(folder: string = FOLDER): PageFiles {
  const list = () => new Set(existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }) : []);
  let names = list();
  const read = new Map<string, PageFile>();
  return {
    find(name) {
      if (names.size === 0) throw new Fault("server/pages", `there are no pages in \`${folder}\``);
      const ending = extname(name);
      if (!names.has(name) || !(ending in TYPES)) return null;
      const known = read.get(name);
      if (known) return known;
      const path = join(folder, name);
      if (!existsSync(path)) {
        // Somebody built the pages anew: from here on they are the new ones, all of them.
        names = list();
        read.clear();
        return null;
      }
      const bytes = readFileSync(path);
      const file = {
        type: TYPES[ending]!,
        etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`,
        bytes,
        packed: PACKED.has(ending) ? null : gzipSync(bytes),
      };
      read.set(name, file);
      return file;
    },
  };
}
