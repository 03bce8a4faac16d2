import { randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cosignLedger } from "#adapters/ledger/open-ledger.ts";
import { openVault } from "#adapters/vault/vault.ts";
import { ledgerSigner } from "#apps/server/ledger-key.ts";
import { checkSignatures, type ReadCheckpoint, readCheckpoints } from "#domain/audit/checkpoint-note.ts";
import { CHECKPOINTS_FILE } from "#domain/audit/verify-ledger.ts";
import { Fault } from "#domain/fault/fault.ts";
import { base64 } from "#domain/ledger/base64.ts";
import { type NoteSigner, signatureLine, verifierKey } from "#domain/ledger/signed-note.ts";
import { auditOf, auditText, bytesOf, keysOf } from "./verify.ts";

export type WitnessOptions = { readonly key: readonly string[]; readonly name: string; readonly data: string };

const SECRET = "WITNESS_KEY";
const SEED_BYTES = 32;
const SEEN_FILE = "seen.txt";
const ALTERED_STATUS = 1;

/**
 * `lintel ledger witness`: prints the newest checkpoint of an export with the witness's signature below, and keeps it; what does not go on from
 * the one that it kept last it does not sign. Returns the exit status.
 */
export function witness(folder: string, { key, name, data }: WitnessOptions): number {
  const seen = join(data, SEEN_FILE);
  const signer = witnessSigner(data, name);
  const keys = [...key, verifierKey(signer)];
  const audit = auditOf(folder, { key: keys, checkpoint: existsSync(seen) ? [seen] : [] });
  const newest = readCheckpoints(bytesOf(join(folder, CHECKPOINTS_FILE))).checkpoints.at(-1);
  if (audit.findings.length > 0 || !newest) {
    process.stderr.write(auditText(audit));
    return ALTERED_STATUS;
  }
  const own = newest.signatures.filter((one) => one.name !== name).map(lineOf);
  const note = `${newest.text}\n${own.join("")}${signatureLine(signer, newest.text, Date.now())}`;
  writeFileSync(seen, note);
  process.stdout.write(note);
  process.stderr.write(`the witness's key: ${verifierKey(signer)}\n`);
  return 0;
}

/** `lintel ledger cosign`: takes in what a witness printed, once its signature was found to hold. */
export function cosign(path: string, { key, data }: { readonly key: string; readonly data: string }): string {
  const [newest] = readCheckpoints(bytesOf(path)).checkpoints;
  const witnesses = keysOf(key);
  const keys = [...keysOf(verifierKey(ledgerSigner(data))), ...witnesses];
  const checked = newest && checkSignatures(newest, keys);
  const name = checked?.witnesses.find((one) => one === witnesses[0]?.name);
  if (!newest || !checked || name === undefined || checked.complaints.length > 0)
    throw new Fault("ledger/key", `\`${path}\` is no checkpoint of this ledger that \`${key}\` signed`);
  const line = lineOf(newest.signatures.find((one) => one.name === name)!);
  if (!cosignLedger(data, { size: newest.size, name, key, line }))
    throw new Fault("ledger/not-found", `the ledger has no checkpoint over ${newest.size} entries`);
  return `${name} saw the checkpoint over ${newest.size} entries`;
}

function lineOf({ name, bytes }: ReadCheckpoint["signatures"][number]): string {
  return `\u2014 ${name} ${base64(bytes)}\n`;
}

/** The witness's key, drawn the first time. */
function witnessSigner(folder: string, name: string): NoteSigner {
  const vault = openVault(folder);
  const kept = vault.get(SECRET) ?? randomBytes(SEED_BYTES).toString("hex");
  if (!vault.names().includes(SECRET)) vault.put(SECRET, kept);
  return { name, seed: Buffer.from(kept, "hex"), role: "witness" };
}
