import { join } from "node:path";
import { openStoreReader } from "#adapters/store/store.ts";
import { loadDeployment } from "#apps/deployment/deployment-file.ts";
import { DEPLOYMENT_FILE } from "#apps/server/deployment-keeper.ts";
import { previewRetention, type RetentionEntry, retentionRuns, runRetention } from "#apps/server/retention-run.ts";
import { openSceneShelf } from "#apps/server/scene-shelf.ts";
import { keepingOf } from "#domain/deployment/keeping.ts";
import { AGED_NAMES, agedKind, RULED_KINDS } from "#domain/retention/kept-kinds.ts";
import { openOwnStore } from "./own-store.ts";

export type RetentionOptions = { readonly data: string; readonly laws?: string; readonly json?: boolean };

const REFUSED_STATUS = 1;

/** `lintel retention`: the schedule with its grounds and the law's rows, and what a run would delete now; exit 1 where a row refuses something. */
export async function showRetention({ data, laws, json }: RetentionOptions): Promise<number> {
  const nowMs = Date.now();
  const { deployment, book } = loadDeployment(join(data, DEPLOYMENT_FILE), { lawFolder: laws });
  const keeping = keepingOf(deployment, book, dayOf(nowMs));
  using reader = openStoreReader(data);
  const due = await previewRetention({ reader, scenes: openSceneShelf(data), folder: data, deployment, nowMs });
  const last = retentionRuns(data).at(-1) ?? null;
  const refused = keeping.flatMap(({ store, kind, days, refused: why }) =>
    why.map((one) => ({ store, kind, days, ...one })),
  );
  if (json) {
    const rows = keeping.map(({ rows: of, refused: _, ...row }) => ({ ...row, rows: of.map(({ id }) => id) }));
    print(JSON.stringify({ keeping: rows, refused, due, ruled: RULED_KINDS, last }, null, 2));
    return refused.length > 0 ? REFUSED_STATUS : 0;
  }
  for (const kind of AGED_NAMES) {
    const { what, where, ground } = agedKind(kind);
    const ofKind = keeping.filter((one) => one.kind === kind);
    const days = [...Map.groupBy(ofKind, (one) => one.days)].map(([length, stores]) =>
      lengthText(length, stores.length),
    );
    print(`${kind}: ${days.join(", ")}\n  ${what}; in ${where}\n  why: ${ground}`);
    const rows = [...new Set(ofKind.flatMap(({ rows: of }) => of.map(({ id }) => id)))];
    if (rows.length > 0) print(`  rows of law: ${rows.join(", ")}`);
    for (const entry of due) if (entry.kind === kind) print(`  ${dueText(entry, "would go now")}`);
  }
  print("");
  for (const { what, where, until } of RULED_KINDS) print(`${what} (${where}): ${until}`);
  print(last ? `\nlast run: ${new Date(last.atMs).toISOString()}` : "\nno run yet");
  for (const { store, kind, days, requirement, article, why, remedy } of refused) {
    print(`\nrefused at ${store}: ${kind}, ${days}`);
    print(`  ${requirement}, ${article}: ${why.en}${remedy ? `\n  next: ${remedy.en}` : ""}`);
  }
  return refused.length > 0 ? REFUSED_STATUS : 0;
}

/** `lintel retention run`: what a server does at its start and each day, where none runs. */
export async function runRetentionOnce({ data, laws, json }: RetentionOptions): Promise<void> {
  const { deployment } = loadDeployment(join(data, DEPLOYMENT_FILE), { lawFolder: laws });
  using own = await openOwnStore(data);
  const { store, ledger } = own;
  const scenes = openSceneShelf(data);
  const run = await runRetention({ store, ledger, scenes, folder: data, deployment, nowMs: Date.now() });
  if (json) return print(JSON.stringify(run, null, 2));
  for (const entry of run.entries) print(`${entry.kind}: ${dueText(entry, "deleted")}`);
  const { sessions, links, failedLogins } = run.ended;
  print(`over by themselves: ${sessions} sessions, ${links} links, ${failedLogins} failed logins`);
}

function dueText({ removed, beforeMs, days, stores }: RetentionEntry, did: string): string {
  const where = stores > 1 ? ` at ${stores} stores` : "";
  return `${removed} ${did}${where}: all before ${new Date(beforeMs).toISOString()} (${days} days)`;
}

function lengthText(days: number | "forever", stores: number): string {
  return `${days === "forever" ? "for ever" : `${days} days`}${stores > 1 ? ` at ${stores} stores` : ""}`;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
