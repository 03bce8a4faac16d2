import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import type { ImportReport } from "#apps/tables/import-history.ts";
import { FAULTS, Fault, type FaultCode } from "#domain/fault/fault.ts";
import { hostKind } from "#domain/reach/host-kind.ts";

/** What a running server is to do with the table of a previous counter. */
export type HistoryOrder = {
  readonly server: string;
  readonly storeId: string;
  readonly key: string;
  /** A file, or the name of one that the server keeps. */
  readonly map: string | undefined;
  readonly dryRun: boolean | undefined;
  readonly skipBad: boolean | undefined;
  readonly overlap: string;
};

/** A year of minutes takes a server minutes. */
const ANSWER_MS_MAX = 600_000;

/** Lets a running server take a file in over its API; what it refuses is its own fault. */
export async function sendHistory(path: string, order: HistoryOrder): Promise<ImportReport> {
  const { key, map, dryRun, skipBad, overlap } = order;
  const url = storeUrl(order, "history");
  const isFile = map !== undefined && existsSync(map);
  if (map !== undefined && !isFile) url.searchParams.set("map", map);
  if (dryRun) url.searchParams.set("dry_run", "true");
  if (skipBad) url.searchParams.set("skip_bad", "true");
  url.searchParams.set("overlap", overlap);
  const form = new FormData();
  if (isFile) form.set("mapping", new Blob([bytesOf(map)]), basename(map));
  form.set("file", new Blob([bytesOf(path)]), basename(path));
  return await sent<ImportReport>(url, form, key);
}

/** Sends a form to a running server; what that refuses is its own fault. */
export async function sent<Report>(url: URL, form: FormData, key: string): Promise<Report> {
  let answer: Response;
  let text: string;
  try {
    const signal = AbortSignal.timeout(ANSWER_MS_MAX);
    const headers = { authorization: `Bearer ${key}` };
    answer = await fetch(url, { method: "POST", body: form, headers, signal, redirect: "error" });
    text = await answer.text();
  } catch (cause) {
    throw new Fault("import/server", `\`${url.origin}\` does not answer`, { cause });
  }
  const told = parsed(text);
  if (answer.ok && told !== null) return told as Report;
  const { code, detail } = (told ?? {}) as { code?: unknown; detail?: unknown };
  if (typeof code === "string" && typeof detail === "string" && code in FAULTS && !code.startsWith("access/"))
    throw new Fault(code as FaultCode, detail);
  throw new Fault(
    "import/server",
    `\`${url.origin}\` answers ${answer.status}${typeof detail === "string" ? `: ${detail}` : ""}`,
  );
}

/** Where a server takes a file of a store in. */
export function storeUrl(
  { server, storeId }: Pick<HistoryOrder, "server" | "storeId">,
  what: "history" | "sales",
): URL {
  const base = URL.parse(server);
  if (!base || !["http:", "https:"].includes(base.protocol) || base.username + base.password !== "")
    throw new Fault("import/option", "`--server` is no address such as `https://count.example`");
  // The key would be read by whoever listens on the way.
  if (base.protocol === "http:" && hostKind(base.hostname) !== "loopback")
    throw new Fault("link/insecure", `\`${base.origin}\` is reached without encryption`);
  return new URL(`/api/v1/stores/${encodeURIComponent(storeId)}/${what}`, base);
}

/** A file whole, to be sent. */
export function bytesOf(path: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Fault("import/unreadable", `\`${path}\` is not there or may not be read`, { cause });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
