import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { canonicalJson } from "./canonical-json.ts";

/** What the ledger keeps of the buckets of a line or zone on one day. */
export type DayDigest = {
  readonly unit: "line" | "zone";
  readonly unitId: string;
  readonly version: number;
  readonly parts: number;
  readonly sha256: string;
};

/** Parts as they are hashed and exported: a line each, in the order of their minutes, agents and numbers. */
export function bucketLines(parts: readonly BucketPart[]): string {
  return parts
    .toSorted((a, b) => a.minute - b.minute || compared(a.agentId, b.agentId) || a.seq - b.seq)
    .map((part) => `${canonicalJson(part)}\n`)
    .join("");
}

/** The digest of each line and zone of which parts are there, in the order in which they come. */
export function dayDigests(parts: readonly BucketPart[]): DayDigest[] {
  const units = Map.groupBy(parts, (part) => `${part.kind} ${unitIdOf(part)} ${part.version}`);
  return [...units.values()].map((own) => {
    const [{ kind: unit, version }] = own as [BucketPart];
    return {
      unit,
      unitId: unitIdOf(own[0]!),
      version,
      parts: own.length,
      sha256: bytesToHex(sha256(utf8ToBytes(bucketLines(own)))),
    };
  });
}

function unitIdOf(part: BucketPart): string {
  return part.kind === "line" ? part.lineId : part.zoneId;
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
