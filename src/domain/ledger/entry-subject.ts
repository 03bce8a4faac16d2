import { canonicalJson } from "./canonical-json.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/**
 * What an entry tells the present state of, so that the newest entry of a subject can be found and the same is not told twice; null for what
 * happened once. An attestation, which is brought in again until it is acknowledged, is its own subject.
 */
export function subjectOf(entry: LedgerEntry): string | null {
  const { kind } = entry;
  switch (kind) {
    case "begun":
    case "configuration":
    case "restore":
      return kind;
    case "decision":
      return `${kind} ${entry.storeId} ${entry.sensorId} ${entry.capability}`;
    case "law":
      return `${kind} ${entry.file}`;
    case "unit":
      return `${kind} ${entry.storeId} ${entry.unit} ${entry.unitId} ${entry.version}`;
    case "day-digest":
      return `${kind} ${entry.storeId} ${entry.day} ${entry.unit} ${entry.unitId} ${entry.version}`;
    case "attestation":
      return `${kind} ${entry.storeId} ${entry.agentId} ${entry.seq}`;
    default:
      return null;
  }
}

/** Whether two entries of one subject say the same of it, whenever they say it. */
export function saysTheSame(a: LedgerEntry, b: LedgerEntry): boolean {
  return timeless(a) === timeless(b);
}

function timeless(entry: LedgerEntry): string {
  return canonicalJson({
    ...entry,
    // The same backup can be restored again, and bears the same version then.
    atMs: entry.kind === "restore" || entry.kind === "configuration" ? entry.atMs : 0,
    ...(entry.kind === "day-digest" && { supersedes: null }),
    // It is decided anew each day; by which paper it holds longer is not said twice.
    ...(entry.kind === "decision" && { day: "", grant: null }),
  });
}
