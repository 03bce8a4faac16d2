import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { ConsentPurpose } from "#domain/wire/welcome.ts";
import { canonicalJson } from "./canonical-json.ts";
import type { LedgerEntry } from "./ledger-entry.ts";

/** What somebody agreed to or took back, and when. */
export type ConsentTold = {
  readonly kind: "consent" | "withdrawal";
  readonly storeId: string;
  readonly purpose: ConsentPurpose;
  readonly noticeHash: string;
  readonly atMs: number;
};

export type ConsentEntry = Extract<LedgerEntry, { kind: ConsentTold["kind"] }>;

const HOUR_MS = 3_600_000;

/**
 * What the ledger holds of a consent: a hash with a salt that is made of the receipt's code, which only its holder has, and the hour. Without the
 * salt it is the same as chance.
 */
export function consentEntry(told: ConsentTold, salt: string): ConsentEntry {
  const { kind, storeId, atMs } = told;
  const hash = bytesToHex(sha256(utf8ToBytes(`${salt}\n${canonicalJson(told)}`)));
  return { kind, storeId, atMs: atMs - (atMs % HOUR_MS), hash };
}
