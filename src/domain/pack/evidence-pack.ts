import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { zipSync } from "fflate";
import { Fault } from "#domain/fault/fault.ts";
import { type Canonical, canonicalJson } from "#domain/ledger/canonical-json.ts";
import { type NoteSigner, signedNote } from "#domain/ledger/signed-note.ts";

/** Days that one pack holds at most: a year, and the month before it. */
export const PACK_DAYS_MAX = 400;
/** Of all its files together, and of the ZIP: what verifies it takes no more. */
const PACK_BYTES_MAX = 1024 * 1024 * 1024;
const PACK_ZIPPED_BYTES_MAX = 256 * 1024 * 1024;
const LEVEL = 6;

/** What a pack is of. */
export type PackScope = {
  readonly storeId: string;
  readonly name: string;
  readonly timeZone: string;
  /** The store's first and last day. */
  readonly fromDay: string;
  readonly toDay: string;
  /** When its newest checkpoint was signed. */
  readonly asOfMs: number;
  /** Entries that tell of other stores are there too, or as their hashes only. */
  readonly entries: "all" | "own";
  /** Days that are left out because something of them had just come in. */
  readonly leftOut: readonly string[];
};

/**
 * Files as one ZIP, with the list of all of them and the log's signature below it. INVARIANT: the same files make the same bytes: they are in the
 * order of their paths, and each is said to be of 1980.
 */
export function packOf(scope: PackScope, files: ReadonlyMap<string, Uint8Array>, signer: NoteSigner): Uint8Array {
  const total = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (total > PACK_BYTES_MAX) throw new Fault("evidence/too-large", `its files have ${total} bytes together`);
  const paths = [...files.keys()].toSorted();
  const { storeId, fromDay, toDay, ...rest } = scope;
  const list = utf8ToBytes(
    `${canonicalJson({
      ...rest,
      lintel: "evidence-pack/1",
      store: storeId,
      from: fromDay,
      to: toDay,
      origin: signer.name,
      files: paths.map((path) => ({ path, sha256: hashOf(files.get(path)!) })),
    } satisfies Canonical)}\n`,
  );
  const text = `lintel-evidence-pack/1\n${signer.name}\n${hashOf(list)}\n`;
  const all = { "pack.json": list, "pack.note": utf8ToBytes(signedNote(signer, text, scope.asOfMs)) };
  const zipped = Object.fromEntries(paths.map((path) => [path, files.get(path)!]));
  const zip = zipSync({ ...zipped, ...all }, { level: LEVEL, mtime: new Date(1980, 0, 1) });
  if (zip.length > PACK_ZIPPED_BYTES_MAX) throw new Fault("evidence/too-large", `it has ${zip.length} bytes`);
  return zip;
}

function hashOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
