import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { checkSignatures, readAuditKey, readCheckpoints, type SignatureCheck } from "./checkpoint-note.ts";
import { hashOfEntry, isIncluded } from "./proofs.ts";

/** What a visitor agreed to or took back, as the holder of its receipt is told it. */
export type ReceiptClaim = {
  readonly kind: "consent" | "withdrawal";
  readonly storeId: string;
  readonly purpose: string;
  readonly noticeHash: string;
  readonly atMs: number;
};

/** What a shop shows for it: the salt of the hash, a signed checkpoint, the log's key, and where in the log each claim stands. */
export type ReceiptProof = {
  readonly salt: string;
  readonly note: string;
  readonly key: string;
  /** `entry` is null where no checkpoint is over it yet. */
  readonly entries: readonly {
    readonly kind: string;
    readonly entry: number | null;
    readonly path: readonly string[];
  }[];
};

/** `soon`: the shop says that no checkpoint is over it yet. */
export type ClaimStanding = "proved" | "soon" | "unproved";

const HOUR_MS = 3_600_000;

/**
 * Whether a claim is in the log, under a checkpoint that the key signed. LIMIT: the key comes from the shop too, unless whoever asks knows it from elsewhere;
 * with another key somebody could show another log.
 */
export function checkReceipt(
  claim: ReceiptClaim,
  proof: ReceiptProof,
  { isSigned }: { readonly isSigned?: SignatureCheck } = {},
): ClaimStanding {
  const told = proof.entries.find(({ kind }) => kind === claim.kind);
  if (told?.entry === null) return "soon";
  const key = readAuditKey(proof.key);
  const { checkpoints } = readCheckpoints(utf8ToBytes(proof.note));
  const [checkpoint] = checkpoints;
  const path = told?.path.map(hashIn) ?? [];
  if (!told || !key || !checkpoint || path.includes(null)) return "unproved";
  // Witnesses are nobody that a visitor knows: only the log's own signature is looked at.
  const own = { ...checkpoint, signatures: checkpoint.signatures.filter(({ name }) => name === key.name) };
  if (checkSignatures(own, [key], isSigned).complaints.length > 0) return "unproved";
  const { size, root: head } = checkpoint;
  const leaf = hashOfEntry(utf8ToBytes(entryOf(claim, proof.salt)));
  const isIn = isIncluded(
    { leaf, number: told.entry, size, head },
    path.filter((hash) => hash !== null),
  );
  return isIn ? "proved" : "unproved";
}

/** The entry as docs/ledger.md says that it is written: names in their order, no blanks. */
function entryOf({ kind, storeId, purpose, noticeHash, atMs }: ReceiptClaim, salt: string): string {
  const told = JSON.stringify({ atMs, kind, noticeHash, purpose, storeId });
  const hash = bytesToHex(sha256(utf8ToBytes(`${salt}\n${told}`)));
  return JSON.stringify({ atMs: atMs - (atMs % HOUR_MS), hash, kind, storeId });
}

function hashIn(text: string): Uint8Array | null {
  return /^[0-9a-f]{64}$/.test(text) ? hexToBytes(text) : null;
}
