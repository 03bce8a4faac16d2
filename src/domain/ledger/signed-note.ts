import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { base64 } from "./base64.ts";
import type { Hash } from "./merkle-tree.ts";

/**
 * A checkpoint as text that is signed. Source: C2SP, signed-note, tlog-checkpoint and tlog-cosignature (version 1 of each).
 *
 * ```
 * lintel.example/ledger                           origin
 * 42                                              entries
 * 5HyZ0fq1s+…=                                    root
 *
 * — lintel.example/ledger Az3grlgtzP…=            the log's signature
 * — witness.example Jv8Nq2kqv…=                   a witness's
 * ```
 */

/** What signs: a name without blanks and `+`, the 32 bytes of an Ed25519 seed, and as what it signs. */
export type NoteSigner = {
  readonly name: string;
  readonly seed: Uint8Array;
  readonly role: "log" | "witness";
};

/** The first byte of a key tells what it signs. */
const TYPES = { log: 0x01, witness: 0x04 } as const;
const KEY_HASH_BYTES = 4;

/** What is signed: who keeps the log, how many entries, and the head of their tree. */
export function checkpointText(origin: string, size: number, root: Hash): string {
  return `${origin}\n${size}\n${base64(root)}\n`;
}

/** The public key as a verifier takes it: `NAME+HASH+KEY`. */
export function verifierKey(signer: NoteSigner): string {
  return `${signer.name}+${bytesToHex(keyHash(signer))}+${base64(typedKey(signer))}`;
}

/** A line to put below a checkpoint's text: the log signs the text, a witness also when it saw it, in whole seconds. */
export function signatureLine(signer: NoteSigner, text: string, atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  const signed = signer.role === "log" ? text : `cosignature/v1\ntime ${seconds}\n${text}`;
  const time = signer.role === "log" ? new Uint8Array() : bytesOfSeconds(seconds);
  const signature = ed25519.sign(utf8ToBytes(signed), signer.seed);
  return `\u2014 ${signer.name} ${base64(concatBytes(keyHash(signer), time, signature))}\n`;
}

/** A checkpoint with its first signature. */
export function signedNote(signer: NoteSigner, text: string, atMs: number): string {
  return `${text}\n${signatureLine(signer, text, atMs)}`;
}

function typedKey({ seed, role }: NoteSigner): Uint8Array {
  return concatBytes(new Uint8Array([TYPES[role]]), ed25519.getPublicKey(seed));
}

function keyHash(signer: NoteSigner): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${signer.name}\n`), typedKey(signer))).subarray(0, KEY_HASH_BYTES);
}

/** Eight bytes, the highest first. */
function bytesOfSeconds(seconds: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(seconds));
  return bytes;
}
