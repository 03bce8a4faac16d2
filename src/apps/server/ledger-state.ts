import { createHash } from "node:crypto";
import { lawChecksums } from "#apps/deployment/law-shelf.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { type Decision, judge } from "#domain/deployment/judgement.ts";
import type { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import type { Reason } from "#domain/policy/decide.ts";
import type { InForce } from "./deployment-keeper.ts";
import type { ServerParts } from "./server-parts.ts";

type DecisionEntry = Extract<LedgerEntry, { kind: "decision" }>;

/** What `tellState` told last: the same again need not be worked out. */
export type ToldState = { inForce: InForce | null; day: string };

/**
 * Tells the ledger what is in force: the configuration, the files of law, lines and zones in their versions, and what is decided of each
 * sensor on its store's day. What the ledger has already it leaves out, so that this may be told at any time and again.
 */
export async function tellState(parts: ServerParts, told: ToldState): Promise<void> {
  const { keeper, ledger, store, nowMs } = parts;
  const inForce = keeper.current;
  const shops = inForce?.loaded.deployment.stores ?? [];
  const atMs = nowMs();
  const day = [...new Set(shops.map(({ time_zone }) => storeDay(atMs, time_zone)))].join(" ");
  if (told.inForce === inForce && told.day === day) return;
  await tellConfigurations(parts);
  tellLaws(parts, atMs);
  const known = new Set<string>();
  for (const shop of shops) {
    for (const { kind, unitId, version, role, drawing } of await store.units(shop.id))
      ledger.append({
        kind: "unit",
        atMs,
        storeId: shop.id,
        unit: kind,
        unitId,
        version,
        role,
        sha256: hashOf(drawing),
      });
    for (const decision of decisionsOf(inForce!, shop, atMs)) {
      known.add(subjectText(decision));
      tellDecision(parts, decision);
    }
    // One store at a time: a chain of hundreds is judged while others are answered.
    await new Promise((resolve) => setImmediate(resolve));
  }
  // What is not asked any more is not granted any more.
  for (const entry of ledger.newestOfAll("decision "))
    if (entry.kind === "decision" && entry.verdict !== "not-asked" && !known.has(subjectText(entry)))
      tellDecision(parts, { ...entry, atMs, verdict: "not-asked", rules: [], until: null });
  Object.assign(told, { inForce, day });
}

/** Each deployment that was in force since the newest that the ledger knows, also one that was so for a moment only. */
async function tellConfigurations({ ledger, store }: ServerParts): Promise<void> {
  const [latest, ...before] = await store.configurations.list();
  if (!latest) return;
  const known = Math.max(
    0,
    ...ledger.newestOfAll("configuration").map((entry) => (entry.kind === "configuration" ? entry.version : 0)),
  );
  for (const { version, atMs, sha256, by } of [...before.filter((one) => one.version > known).reverse(), latest]) {
    if (by === "restore") ledger.append({ kind: "restore", atMs, version, by });
    ledger.append({ kind: "configuration", atMs, version, sha256, by });
  }
}

function tellLaws({ ledger, lawFolder }: ServerParts, atMs: number): void {
  const files = lawChecksums(lawFolder);
  for (const [file, sha256] of files) ledger.append({ kind: "law", atMs, file, sha256 });
  for (const entry of ledger.newestOfAll("law "))
    if (entry.kind === "law" && !files.has(entry.file)) ledger.append({ ...entry, atMs, sha256: null });
}

function tellDecision({ ledger }: ServerParts, entry: DecisionEntry): void {
  const before = ledger.newestOf(`decision ${subjectText(entry)}`)?.entry;
  const [was, is] = [before?.kind === "decision" && before.verdict === "permit", entry.verdict === "permit"];
  ledger.append({ ...entry, grant: was === is ? null : is ? "begun" : "ended" });
}

function subjectText({ storeId, sensorId, capability }: DecisionEntry): string {
  return `${storeId} ${sensorId} ${capability}`;
}

function decisionsOf({ loaded }: InForce, shop: Shop, atMs: number): DecisionEntry[] {
  const day = storeDay(atMs, shop.time_zone);
  const { decisions } = judge({ ...loaded.deployment, stores: [shop] }, loaded.book, day, loaded.paperFault);
  return decisions.map(({ store: storeId, sensor: sensorId, capability, ruling, facts }: Decision) => ({
    kind: "decision",
    atMs,
    storeId,
    sensorId,
    capability,
    day,
    verdict: ruling.verdict,
    grant: null,
    rules: [...new Set(ruling.reasons.flatMap(ruleOf))].toSorted(),
    until: facts.until,
  }));
}

/** By what a decision came out as it did; no words of anybody. */
function ruleOf(reason: Reason): string[] {
  if (reason.kind === "row" || reason.kind === "cited") return [reason.row.id];
  return [reason.kind === "default" ? `${reason.law.jurisdiction} default` : reason.kind];
}

function hashOf(text: string | null): string | null {
  return text === null ? null : createHash("sha256").update(text).digest("hex");
}
