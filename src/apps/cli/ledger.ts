import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openLedgerReader } from "#adapters/ledger/read-ledger.ts";
import { openStoreReader } from "#adapters/store/store.ts";
import { ledgerSigner } from "#apps/server/ledger-key.ts";
import { exportLedger } from "#apps/tables/export-ledger.ts";
import { Fault } from "#domain/fault/fault.ts";
import { verifierKey } from "#domain/ledger/signed-note.ts";
import { readStoreDay } from "./day-text.ts";

type DataOptions = { readonly data: string };
export type LedgerExportOptions = DataOptions & {
  readonly store?: string;
  readonly from?: string;
  readonly to?: string;
};

/** `lintel ledger export`: writes what somebody else needs to verify the ledger; also while the server runs. */
export async function exportLedgerTo(folder: string, { data, store, from, to }: LedgerExportOptions): Promise<string> {
  if (existsSync(folder)) throw new Fault("ledger/export", `\`${folder}\` is there already`);
  using ledger = openLedgerReader(data);
  using reader = openStoreReader(data);
  const dayOf = (text: string | undefined, option: string) =>
    text === undefined ? undefined : readStoreDay(text, option, "export/option");
  const exported = await exportLedger(
    { ledger, reader, key: verifierKey(ledgerSigner(data)) },
    { storeId: store, fromDay: dayOf(from, "--from"), toDay: dayOf(to, "--to") },
  );
  for (const [name, bytes] of exported.files) writeUnder(folder, name, bytes);
  const { entries, shown, days, unsettled } = exported;
  return [
    `${folder}: ${shown} of ${entries} entries, ${days} days of buckets`,
    ...(unsettled.length > 0 ? [`left out, because something of them has just come in: ${unsettled.join(", ")}`] : []),
    `verify it with \`lintel verify ${folder} --key KEY${shown < entries || store || from || to ? " --part" : ""}\``,
  ].join("\n");
}

/** `lintel ledger key`: the public key, to be published where nobody but its owner writes. */
export function ledgerKey({ data }: DataOptions): string {
  using _ledger = openLedgerReader(data);
  return verifierKey(ledgerSigner(data));
}

/** `lintel ledger checkpoint`: the newest, to be kept by somebody else. */
export function newestCheckpoint({ data }: DataOptions): string {
  using ledger = openLedgerReader(data);
  const newest = ledger.newestCheckpoint();
  if (!newest) throw new Fault("ledger/not-found", "the ledger has no checkpoint yet");
  return newest.note.trimEnd();
}

function writeUnder(folder: string, name: string, bytes: Uint8Array): void {
  const path = join(folder, name);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch (cause) {
    throw new Fault("ledger/export", `\`${path}\` cannot be written`, { cause });
  }
}
