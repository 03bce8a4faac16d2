import { bytesToHex } from "@noble/hashes/utils.js";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { bucketLines } from "./day-digest.ts";
import type { Hash } from "./merkle-tree.ts";

/** What of a ledger is handed out. Entries may be left out; their leaves may not, or nobody could make the root. */
export type ExportOrder = {
  readonly entries: readonly { readonly number: number; readonly text: string }[];
  /** Of all entries, from the first. */
  readonly leaves: readonly Hash[];
  /** Signed checkpoints from the oldest, the newest of which is over all leaves. */
  readonly notes: readonly string[];
  readonly days: readonly { readonly storeId: string; readonly day: string; readonly parts: readonly BucketPart[] }[];
  /** The public keys of the log and of its witnesses. LIMIT: who checks takes them from elsewhere. */
  readonly keys: readonly string[];
};

/** An export as files by their path, as `domain/audit` reads them: docs/ledger.md has the format. */
export function exportFiles({ entries, leaves, notes, days, keys }: ExportOrder): Map<string, string> {
  const files = new Map([
    ["ledger.ndjson", entries.map(({ number, text }) => `${number} ${text}\n`).join("")],
    ["leaves.txt", leaves.map((leaf) => `${bytesToHex(leaf)}\n`).join("")],
    ["checkpoints.txt", notes.join("\n")],
    ["keys.txt", keys.map((key) => `${key}\n`).join("")],
  ]);
  for (const { storeId, day, parts } of days) files.set(`buckets/${storeId}/${day}.ndjson`, bucketLines(parts));
  return files;
}
