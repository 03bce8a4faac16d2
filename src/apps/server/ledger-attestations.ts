import type { Ledger } from "#adapters/ledger/open-ledger.ts";
import { saysTheSame, subjectOf } from "#domain/ledger/entry-subject.ts";
import { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import type { AttestationRecord } from "#domain/wire/agent-record.ts";

/**
 * Writes what agents attest of their lenses into the ledger, each once: it is on the disk when this returns, and may be acknowledged. What
 * the disk did not take is brought in again. One that says something else by a number that was told already is left out, and counted.
 */
export function takeAttestations(ledger: Ledger, records: readonly AttestationRecord[]) {
  const outcome = { added: 0, repeated: 0, contradicted: 0 };
  if (records.length === 0) return outcome;
  const fresh = new Map<string, LedgerEntry>();
  for (const record of records) {
    const entry = LedgerEntry.parse(record);
    const subject = subjectOf(entry)!;
    const known = fresh.get(subject) ?? ledger.newestOf(subject)?.entry;
    if (!known) fresh.set(subject, entry);
    outcome[!known ? "added" : saysTheSame(known, entry) ? "repeated" : "contradicted"] += 1;
  }
  for (const entry of fresh.values()) ledger.append(entry);
  ledger.settle();
  return outcome;
}
