import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { openPageFiles, type PageFile } from "#apps/server/page-files.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";

const NOT_MODIFIED = 304;
/** Files whose names hold a sum of what is in them never change. */
const FOR_EVER = "public, max-age=31536000, immutable";
const PAGES = [
  "GET /",
  "GET /app",
  "GET /app/*",
  "GET /login",
  "GET /tally/:token",
  "GET /share/:token",
  "GET /rights/:store",
  "GET /verify",
] as const;
const NAMED = ["manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png"] as const;

/** The dashboard. All its addresses answer one document, which draws the page that the address names. */
export function addPageRoutes({ add }: Router): void {
  const files = openPageFiles();
  const document = async ({ reply }: { readonly reply: FastifyReply }, { scripts = "" } = {}) => {
    const nonce = randomBytes(16).toString("base64url");
    const html = files.find("index.html");
    if (!html) throw nothingThere();
    // Styles that the page makes itself carry this word; a style that somebody smuggled in does not.
    const policy = String(reply.getHeader("content-security-policy") ?? "")
      .replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'`)
      .replace("script-src 'self'", `script-src 'self'${scripts}`);
    return reply
      .header("content-security-policy", policy)
      .header("cache-control", "no-store")
      .type(html.type)
      .send(html.bytes.toString("utf8").replaceAll("%NONCE%", nonce));
  };
  for (const name of PAGES) add(name, { summary: "The dashboard", tag: "pages" }, (asked) => document(asked));
  // The one page that runs a network: it may compile the runtime that this server gave it, and still evaluates no text.
  add("GET /welcome/:store", { summary: "The welcome tablet", tag: "pages" }, (asked) =>
    document(asked, { scripts: " 'wasm-unsafe-eval'" }),
  );
  add(
    "GET /assets/:file",
    { summary: "What the dashboard is made of", tag: "pages", params: z.object({ file: z.string().max(200) }) },
    async ({ params: { file }, request, reply }) =>
      send(files.find(`assets/${file}`), { request, reply, cache: FOR_EVER }),
  );
  for (const name of NAMED)
    add(`GET /${name}`, { summary: "The dashboard's sign", tag: "pages" }, async ({ request, reply }) =>
      send(files.find(name), { request, reply, cache: "no-cache" }),
    );
}

function send(
  file: PageFile | null,
  { request, reply, cache }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly cache: string },
) {
  if (!file) throw nothingThere();
  reply.header("cache-control", cache).header("etag", file.etag).header("vary", "accept-encoding").type(file.type);
  if (request.headers["if-none-match"] === file.etag) return reply.code(NOT_MODIFIED).send();
  const isPacked = file.packed !== null && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  return isPacked ? reply.header("content-encoding", "gzip").send(file.packed) : reply.send(file.bytes);
}
