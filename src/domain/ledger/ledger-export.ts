import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { bucketLines } from "./day-digest.ts";
import type { Hash } from "./merkle-tree.ts";

/** What of a ledger is handed out. Entries may be left out; their leaves may not, or nobody could make the root. */
export type ExportOrder = {
  /** By `entryLines`. */
  readonly entries: Uint8Array;
  /** Of all entries, from the first. */
  readonly leaves: readonly Hash[];
  /** Signed checkpoints from the oldest, the newest of which is over all leaves. */
  readonly notes: readonly string[];
  readonly days: readonly { readonly storeId: string; readonly day: string; readonly parts: readonly BucketPart[] }[];
  /** The public keys of the log and of its witnesses. LIMIT: who checks takes them from elsewhere. */
  readonly keys: readonly string[];
};

/** Lines that are put together as a text before they are bytes: a text has an end at 500 million letters, and bytes have not. */
const LINES_AT_ONCE = 10_000;

/** An export as files by their path, as `domain/audit` reads them: docs/ledger.md has the format. */
export function exportFiles({ entries, leaves, notes, days, keys }: ExportOrder): Map<string, Uint8Array> {
  const files = new Map([
    ["ledger.ndjson", entries],
    ["leaves.txt", linesOf(leaves, bytesToHex)],
    ["checkpoints.txt", utf8ToBytes(notes.join("\n"))],
    ["keys.txt", linesOf(keys, (key) => key)],
  ]);
  for (const { storeId, day, parts } of days)
    files.set(`buckets/${storeId}/${day}.ndjson`, utf8ToBytes(bucketLines(parts)));
  return files;
}

/** Entries as they are handed out: a line each, its number before it. */
export function entryLines(entries: Iterable<{ readonly number: number; readonly text: string }>): Uint8Array {
  return linesOf(entries, ({ number, text }) => `${number} ${text}`);
}

function linesOf<Item>(items: Iterable<Item>, lineOf: (item: Item) => string): Uint8Array {
  const chunks: Uint8Array[] = [];
  let lines: string[] = [];
  const pack = () => {
    chunks.push(utf8ToBytes(lines.join("")));
    lines = [];
  };
  for (const item of items) if (lines.push(`${lineOf(item)}\n`) === LINES_AT_ONCE) pack();
  pack();
  return concatBytes(...chunks);
}
