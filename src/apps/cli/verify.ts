import { createPublicKey, verify as isSignedByNode } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { type AuditKey, readAuditKey } from "#domain/audit/checkpoint-note.ts";
import { PACK_ZIPPED_BYTES_MAX, readPack } from "#domain/audit/read-pack.ts";
import {
  type Audit,
  FINDINGS_MAX,
  type Finding,
  isOfFiguresAlone,
  LEDGER_FILE,
  type Place,
  verifyLedger,
} from "#domain/audit/verify-ledger.ts";
import { type PackAudit, verifyPack } from "#domain/audit/verify-pack.ts";
import { Fault } from "#domain/fault/fault.ts";

export type VerifyOptions = {
  readonly key: readonly string[];
  readonly checkpoint: readonly string[];
  readonly part?: boolean;
  readonly json?: boolean;
};

const ALTERED_STATUS = 1;
/** Of a `Date`, either way (ECMA-262, 21.4.1.1). */
const CALENDAR_MS_MAX = 8.64e15;

/**
 * `lintel verify`: says whether an export or an evidence pack is what was signed, and where not; returns the exit status. It needs nothing but
 * the files and the key.
 */
export function verify(path: string, options: VerifyOptions): number {
  const { json } = options;
  const isFile = existsSync(path) && statSync(path).isFile();
  const audit = isFile ? packAuditOf(path, options) : auditOf(path, options);
  process.stdout.write(json ? `${JSON.stringify(audit, null, 2)}\n` : auditText(audit));
  return audit.findings.length === 0 ? 0 : ALTERED_STATUS;
}

/** What `lintel verify` finds. */
export function auditOf(folder: string, { key, checkpoint, part = false }: VerifyOptions): Audit {
  return verifyLedger({
    files: filesIn(folder),
    keys: key.flatMap(keysOf),
    kept: new Map(checkpoint.map((path) => [path, bytesOf(path)])),
    mayBePart: part,
    isSigned,
  });
}

/** What `lintel verify` finds in an evidence pack. */
export function packAuditOf(path: string, { key, checkpoint }: Pick<VerifyOptions, "key" | "checkpoint">): PackAudit {
  if (statSync(path).size > PACK_ZIPPED_BYTES_MAX)
    throw new Fault("evidence/not-a-pack", `\`${path}\` is larger than ${PACK_ZIPPED_BYTES_MAX} bytes`);
  const read = readPack(bytesOf(path));
  if (read.kind === "no-pack") throw new Fault("evidence/not-a-pack", `\`${path}\`: ${read.why}`);
  return verifyPack({
    files: read.files,
    keys: key.flatMap(keysOf),
    kept: new Map(checkpoint.map((one) => [one, bytesOf(one)])),
    isSigned,
  });
}

/** What is to be verified of a folder: everything in it that an export can hold. */
export function filesIn(folder: string): Map<string, Uint8Array> {
  if (!existsSync(join(folder, LEDGER_FILE)))
    throw new Fault("ledger/export", `there is no \`${LEDGER_FILE}\` in \`${folder}\``);
  const names = globSync(["*.{ndjson,txt}", "buckets/*/*.ndjson"], { cwd: folder });
  return new Map(names.toSorted().map((name) => [name.split(sep).join("/"), bytesOf(join(folder, name))]));
}

/** A key as it was typed, or those of a file, a line each. */
export function keysOf(given: string): AuditKey[] {
  const lines = existsSync(given) ? readFileSync(given, "utf8").trim().split("\n") : [given];
  return lines.map((line) => {
    const key = readAuditKey(line);
    if (!key) throw new Fault("ledger/key", `\`${given}\` is no key, and no file with one`);
    return key;
  });
}

/** Ten times as fast as what a browser does. */
function isSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(publicKey).toString("base64url");
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
  return isSignedByNode(null, message, key, signature);
}

export function auditText(audit: Audit & Partial<Pick<PackAudit, "scope">>): string {
  const { findings, origin, entries, shown, checkpoints, witnesses, digests, fromMs, toMs } = audit;
  const span = fromMs === null || toMs === null ? "" : `, written ${timeText(fromMs)} to ${timeText(toMs)} UTC`;
  const { scope } = audit;
  const seen = [
    ...(scope ? [`evidence of ${scope.store}, ${scope.from} to ${scope.to}; see that this is what you asked for`] : []),
    ...(scope && scope.leftOut.length > 0 ? [`left out by who made it: ${scope.leftOut.join(", ")}`] : []),
    `${origin ?? "no log"}: ${entries} entries under ${checkpoints} signed checkpoints${span}`,
    ...(shown < entries ? [`${shown} entries are shown; of the others only the hashes`] : []),
    `${digests} times a day of a line or zone was compared with what was signed of it`,
    ...(witnesses.length > 0 ? [`the newest checkpoint was seen by ${witnesses.join(", ")}`] : []),
  ];
  const isCut = findings.length >= FINDINGS_MAX;
  const verdict =
    findings.length === 0
      ? ["Nothing was altered since it was signed."]
      : [
          `NOT as it was signed: ${findings.length}${isCut ? " places and more" : " places"}; one change may show at several`,
          ...findings.map(findingText),
          ...(isOfFiguresAlone(findings)
            ? ["The ledger, and the figures of all other days, are as they were signed."]
            : []),
        ];
  return `${[...seen, ...verdict].map(printable).join("\n")}\n`;
}

/** Names in a file of somebody else may hold letters that move the cursor. */
function printable(line: string): string {
  return line.replaceAll(/\p{Cc}|\p{Cf}/gu, "?");
}

function findingText({ place, what }: Finding): string {
  return `  ${placeText(place)}: ${what}`;
}

function placeText(place: Place): string {
  switch (place.kind) {
    case "file":
      return place.line === null ? place.file : `${place.file}, line ${place.line}`;
    case "entry":
      return `entry ${place.number}${place.what === null ? "" : ` (${place.what})`}`;
    case "entries":
      return place.from === place.to ? `entry ${place.from}` : `entries ${place.from} to ${place.to}`;
    case "checkpoint":
      return `checkpoint ${place.number} of ${place.file}${place.size === null ? "" : `, over ${place.size} entries`}`;
    case "day":
      return `${place.store}, ${place.day}${place.unit === null ? "" : `, ${place.unit}`}`;
  }
}

/** A file of somebody else may name a moment that no calendar has. */
function timeText(ms: number): string {
  if (!(Math.abs(ms) <= CALENDAR_MS_MAX)) return "a moment that no calendar has";
  return new Date(ms).toISOString().slice(0, "2026-11-29T12:00".length).replace("T", " ");
}

/** A file of an export; a fault where it cannot be read. */
export function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new Fault("ledger/export", `\`${path}\` cannot be read`, { cause });
  }
}
