import { openLedgerReader } from "#adapters/ledger/read-ledger.ts";
import { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import type { LENS_ENDS } from "#domain/wire/attestation.ts";

export type AttestationOptions = { readonly data: string; readonly store?: string; readonly json?: boolean };

type Attestation = Extract<LedgerEntry, { kind: "attestation" }>;

/** Entries that are read at a time. */
const ENTRIES_AT_ONCE = 10_000;

const END_TEXTS: Readonly<Record<(typeof LENS_ENDS)[number], string>> = {
  ended: "ended",
  crashed: "ended by itself",
  forbidden: "killed for a message that it may not send",
  silent: "killed because it was silent",
};

/** `lintel ledger attestations`: what ran in lenses and what came out of them, the oldest first; also while the server runs. */
export function attestationsText({ data, store, json = false }: AttestationOptions): string {
  const shown = attestationsIn(data).filter(({ storeId }) => store === undefined || storeId === store);
  if (json) return JSON.stringify(shown, null, 2);
  return shown.map(lineOf).join("\n") || "no lens has been attested yet";
}

/** All that the ledger of a data folder holds under its newest checkpoint, the oldest first. */
export function attestationsIn(data: string): Attestation[] {
  using ledger = openLedgerReader(data);
  const found: Attestation[] = [];
  const size = ledger.newestCheckpoint()?.size ?? 0;
  for (let from = 0; from < size; from += ENTRIES_AT_ONCE)
    for (const { text } of ledger.entries({ from, to: Math.min(from + ENTRIES_AT_ONCE, size) })) {
      const entry = LedgerEntry.parse(JSON.parse(text));
      if (entry.kind === "attestation") found.push(entry);
    }
  return found;
}

function lineOf(one: Attestation): string {
  const sum = (counts: Readonly<Record<string, number>>) =>
    Object.values(counts).reduce((all, count) => all + count, 0);
  const why = Object.entries(one.refused).flatMap(([kind, count]) => (count > 0 ? [kind] : []));
  const refused = `${sum(one.refused)} refused${why.length > 0 ? ` (${why})` : ""}`;
  return [
    new Date(one.atMs).toISOString(),
    `${one.storeId} / ${one.sensorId}`,
    `lens ${one.lens}`,
    `build ${one.build.slice(0, 12)}`,
    `network ${one.model?.slice(0, 12) ?? "unknown"}`,
    `${one.saidByLens.analysed} frames by its own word`,
    `${sum(one.messages)} messages, ${one.bytes.toLocaleString("en")} bytes`,
    refused,
    one.end === null ? "runs" : `${END_TEXTS[one.end]} (${one.exit})`,
  ].join("  ");
}
