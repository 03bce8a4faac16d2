import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as othersFirst } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";
import type { LedgerReader, NumberedEntry } from "#adapters/ledger/read-ledger.ts";
import type { StoreReader } from "#adapters/store/store.ts";
import { type LoadedDeployment, readDeploymentText } from "#apps/deployment/deployment-file.ts";
import { LAWS, lawChecksums } from "#apps/deployment/law-shelf.ts";
import { exportLedger } from "#apps/tables/export-ledger.ts";
import { daysBetween } from "#domain/calendar/day.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Deployment, Store } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import { type NoteSigner, verifierKey } from "#domain/ledger/signed-note.ts";
import { dayFigures } from "#domain/pack/day-figures.ts";
import { type DecisionInForce, decisionsInForce, type Numbered } from "#domain/pack/decisions-in-force.ts";
import { PACK_DAYS_MAX, type PackScope, packOf } from "#domain/pack/evidence-pack.ts";
import { frontPage } from "#domain/pack/front-page.ts";
import { jurisdictionsOver } from "#domain/policy/place.ts";

/** What a pack is made of. */
type Sources = {
  readonly ledger: LedgerReader;
  readonly reader: StoreReader;
  readonly signer: NoteSigner;
  readonly loaded: LoadedDeployment;
  /** Those that come with Lintel where nothing is said. */
  readonly lawFolder?: string | undefined;
};

/** Which store and which of its days; without `withOthers` entries of other stores are there as their hashes only. */
export type PackOrder = {
  readonly storeId: string;
  readonly fromDay: string;
  readonly toDay: string;
  readonly withOthers: boolean;
  /** `PACK_DAYS_MAX` where nothing is said. */
  readonly daysMax?: number;
};

/** A pack, and what is to be said of it. */
export type EvidencePack = { readonly zip: Uint8Array; readonly scope: PackScope; readonly days: number };

/** What an inspector asks for of a store and some of its days, as one ZIP: docs/evidence.md. The same data make the same bytes. */
export async function evidencePack(sources: Sources, order: PackOrder): Promise<EvidencePack> {
  const { ledger, reader, signer, loaded } = sources;
  const { storeId, fromDay, toDay, withOthers, daysMax = PACK_DAYS_MAX } = order;
  const count = daysBetween(fromDay, toDay) + 1;
  if (!(count >= 1 && count <= daysMax))
    throw new Fault(
      "evidence/span",
      `from ${fromDay} to ${toDay} are ${Math.max(count, 0)} days, and not 1 to ${daysMax}`,
    );
  const shop = loaded.deployment.stores.find(({ id }) => id === storeId);
  if (!shop) throw new Fault("store/unknown", `there is no store \`${storeId}\` in the deployment`);
  const exported = await exportLedger(
    { ledger, reader, key: verifierKey(signer) },
    { storeId, fromDay, toDay, withOthers },
  );
  if (exported.days + exported.unsettled.length === 0)
    throw new Fault("evidence/span", `the ledger holds no figures of \`${storeId}\` from ${fromDay} to ${toDay}`);
  const { newest } = exported;
  const own = exported.own.map(({ number, text }) => ({ number, text, entry: LedgerEntry.parse(JSON.parse(text)) }));
  const span = await spanOf(reader, order);
  const fileOfRule = fileOfRuleIn(loaded);
  const decisions = decisionsInForce(own, { storeId, ...span, placeFiles: placeFilesOf(shop), fileOfRule });
  const scope: PackScope = {
    storeId,
    name: shop.name ?? shop.id,
    timeZone: shop.time_zone,
    fromDay,
    toDay,
    asOfMs: newest.atMs,
    entries: withOthers ? "all" : "own",
    leftOut: exported.unsettled.map((day) => day.split(" ")[1]!),
  };
  const excerpts = excerptsOf(own, storeId);
  const made = new Map([
    ["decisions.json", json({ decisions })] as const,
    ["evidence.json", json({ deployments: await evidenceOfDays(sources, storeId, span) })] as const,
    ["figures.csv", dayFigures(exported.buckets)] as const,
    ["proofs.json", json(proofsOf(ledger, newest.size, { decisions, toMs: span.toMs }))] as const,
    ...lawFiles(decisions, sources.lawFolder),
    ...excerpts,
  ]);
  const kinds = [...excerpts.keys()].map((path) => path.slice("log/".length, -".ndjson".length));
  const days = exported.buckets.length;
  made.set("index.html", frontPage({ scope, decisions, kinds, days, key: verifierKey(signer), newest }));
  const files = new Map([...exported.files, ...[...made].map(([path, text]) => [path, Buffer.from(text)] as const)]);
  return { zip: packOf(scope, files, signer), scope, days };
}

async function spanOf(reader: StoreReader, { storeId, fromDay, toDay }: PackOrder) {
  const calendar = await reader.calendarOf(storeId);
  return {
    fromMs: calendar.minutesOf(fromDay).fromMinute * MINUTE_MS,
    toMs: calendar.minutesOf(toDay).toMinute * MINUTE_MS,
  };
}

/** The store's own entries and those that hold for all, by their kind, as they stand in the ledger. */
function excerptsOf(own: readonly (NumberedEntry & Numbered)[], storeId: string): Map<string, string> {
  const kept = own.filter(({ entry }) => !("storeId" in entry) || (entry.storeId ?? storeId) === storeId);
  const byKind = Map.groupBy(kept, ({ entry }) => entry.kind);
  return new Map(
    [...byKind].map(([kind, entries]) => [
      `log/${kind}.ndjson`,
      entries.map(({ number, text }) => `${number} ${text}\n`).join(""),
    ]),
  );
}

/**
 * What was said of a store and could be shown for it, from the chain down to each sensor, by the deployments that were in force, the oldest
 * first; those in a row that say the same of it are one. Of days of which the store's file has none it is what holds now, with no version.
 */
async function evidenceOfDays(
  { reader, loaded }: Sources,
  storeId: string,
  span: { readonly fromMs: number; readonly toMs: number },
) {
  const told: { versions: object[]; said: ReturnType<typeof evidenceOf> }[] = [];
  for (const { version, atMs, sha256, text } of await reader.deployments(span)) {
    // Reading the deployment of a large chain takes a second: others are answered in between.
    await othersFirst();
    const said = evidenceOf(saidIn(text, loaded.path), storeId);
    const before = told.at(-1);
    const same = before && isDeepStrictEqual(before.said, said) ? before : { versions: [], said };
    same.versions.push({ version, sinceMs: atMs, sha256 });
    if (same !== before) told.push(same);
  }
  return told.length > 0 ? told : [{ versions: [], said: evidenceOf(loaded.deployment, storeId) }];
}

/** Null where nothing was in force, or what was cannot be read by this Lintel any more. */
function saidIn(text: string, path: string): Deployment | null {
  try {
    return readDeploymentText(text, path);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Null where the store was not in it. */
function evidenceOf(deployment: Deployment | null, storeId: string) {
  const shop = deployment?.stores.find(({ id }) => id === storeId);
  if (!deployment || !shop) return null;
  const { id, name, controller, time_zone, site, contacts, practice, evidence, retention, sensors } = shop;
  return {
    chain: {
      name: deployment.name,
      simulated: deployment.simulated ?? false,
      contacts: deployment.contacts,
      practice: deployment.practice,
      evidence: deployment.evidence,
      retention: deployment.retention,
    },
    store: { id, name, controller, time_zone, site, contacts, practice, evidence, retention },
    sensors: sensors.map((sensor) => ({
      id: sensor.id,
      name: sensor.name,
      class: sensor.class,
      does: sensor.does,
      lines: sensor.lines,
      zones: sensor.zones,
      practice: sensor.practice,
      evidence: sensor.evidence,
    })),
  };
}

function placeFilesOf({ site: { jurisdiction } }: Store): string[] {
  return typeof jurisdiction === "string" ? jurisdictionsOver(jurisdiction).map(lawFileOf) : [];
}

function lawFileOf(jurisdiction: string): string {
  return `${jurisdiction.toLowerCase()}.yaml`;
}

function fileOfRuleIn({ book }: LoadedDeployment) {
  const files = new Map<string, string>();
  for (const { jurisdiction, requirements } of book.laws) {
    const file = lawFileOf(jurisdiction);
    files.set(`${jurisdiction} default`, file);
    for (const { id } of requirements) files.set(id, file);
  }
  return (rule: string) => files.get(rule) ?? null;
}

/** The files of law that decided, where they are those of which the ledger has the hash. */
function lawFiles(decisions: readonly DecisionInForce[], lawFolder = LAWS): [string, string][] {
  const now = lawChecksums(lawFolder);
  const cited = decisions.flatMap(({ laws }) => laws).filter(({ file, sha256 }) => now.get(file) === sha256);
  const names = [...new Set(cited.map(({ file }) => file))].toSorted();
  return names.map((name) => [`laws/${name}`, readFileSync(join(lawFolder, name), "utf8")]);
}

/** For programs that know the RFC and not Lintel: that what was in force is in the newest tree, and that this goes on from older ones. */
function proofsOf(
  ledger: LedgerReader,
  size: number,
  { decisions, toMs }: { readonly decisions: readonly DecisionInForce[]; readonly toMs: number },
) {
  const checkpoints = ledger.checkpoints().filter((one) => one.size < size);
  const before = [checkpoints[0], checkpoints.findLast(({ atMs }) => atMs < toMs)].flatMap((one) => one?.size ?? []);
  const numbers = new Set(decisions.flatMap(({ entry, laws }) => [entry, ...laws.map((law) => law.entry)]));
  return {
    inclusion: [...numbers]
      .toSorted((a, b) => a - b)
      .map((entry) => ({ entry, size, path: ledger.inclusion(entry, size).map(hex) })),
    consistency: [...new Set(before)].map((one) => ({
      before: one,
      size,
      path: ledger.consistency(one, size).map(hex),
    })),
  };
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString("hex");
}

function json(data: object): string {
  return `${JSON.stringify(data, null, 1)}\n`;
}
