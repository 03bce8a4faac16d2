import { ed25519 } from "@noble/curves/ed25519.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { bytesOfBase64 } from "./strict-base64.ts";

/**
 * Reads checkpoints (C2SP: signed-note, tlog-checkpoint, tlog-cosignature) and checks who signed them. It reads one way of writing and no
 * other, so that no byte can change unnoticed: a signature of a key that is not given is refused, not skipped.
 */

/** A public key to check by. */
export type AuditKey = {
  readonly name: string;
  readonly role: "log" | "witness";
  readonly publicKey: Uint8Array;
  /** Eight digits, as they begin its signatures. */
  readonly hash: string;
};

/** A checkpoint as it is written, before anybody believes it. */
export type ReadCheckpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** What is signed. */
  readonly text: string;
  readonly signatures: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

const ROLES: Readonly<Record<number, AuditKey["role"]>> = { 1: "log", 4: "witness" };
const ROOT_BYTES = 32;
/** A byte that says what it is for, and the key. */
const TYPED_KEY_BYTES = 33;
const KEY_HASH_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;
/** The bytes of `— `, each as one letter. */
const DASH = "\u00e2\u0080\u0094 ";
const NOTE =
  /([^\n]+)\n(0|[1-9][0-9]{0,14})\n([A-Za-z0-9+/=]+)\n\n((?:\u00e2\u0080\u0094 [^ \n]+ [A-Za-z0-9+/=]+\n)+)(?=\n|$)/y;

/** In the note of a pack its first line stands where a checkpoint has its log's name: neither can be taken for the other. */
const PACK_NOTE =
  /^(lintel-evidence-pack\/1\n([^\n]+)\n([0-9a-f]{64})\n)\n((?:\u00e2\u0080\u0094 [^ \n]+ [A-Za-z0-9+/=]+\n)+)$/;

/** Reads a key as `NAME+HASH+KEY`; null where it is none. */
export function readAuditKey(written: string): AuditKey | null {
  const [, name = "", hash = "", typed = ""] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(written.trim()) ?? [];
  const bytes = bytesOfBase64(typed);
  if (bytes?.length !== TYPED_KEY_BYTES) return null;
  const role = ROLES[bytes[0]!];
  const made = bytesToHex(sha256(concatBytes(utf8ToBytes(`${name}\n`), bytes)).subarray(0, KEY_HASH_BYTES));
  return role && made === hash ? { name, role, publicKey: bytes.subarray(1), hash } : null;
}

/** The checkpoints of a file, one behind the other with an empty line between; how far it can be read. */
export function readCheckpoints(file: Uint8Array): {
  readonly checkpoints: readonly ReadCheckpoint[];
  /** The first byte that cannot be read; null where all were. */
  readonly brokenAt: number | null;
} {
  // A letter for each byte, so that no two files read alike.
  const letters = lettersOf(file);
  const checkpoints: ReadCheckpoint[] = [];
  for (let at = 0; at < letters.length; ) {
    const from = checkpoints.length === 0 ? at : at + 1;
    NOTE.lastIndex = from;
    const found = NOTE.exec(letters);
    const read = found && (checkpoints.length === 0 || letters[at] === "\n") ? readNote(found) : null;
    if (!read) return { checkpoints, brokenAt: at };
    checkpoints.push(read);
    at = NOTE.lastIndex;
  }
  return { checkpoints, brokenAt: null };
}

function readNote([, origin, size, written, lines]: RegExpExecArray): ReadCheckpoint | null {
  const root = bytesOfBase64(written!);
  const signatures = readSignatures(lines!);
  if (root?.length !== ROOT_BYTES || !signatures) return null;
  return { origin: origin!, size: Number(size), root, text: `${origin}\n${size}\n${written}\n`, signatures };
}

function readSignatures(lines: string): ReadCheckpoint["signatures"] | null {
  const signatures = lines
    .trimEnd()
    .split("\n")
    .map((line) => {
      const [name, signature] = line.slice(DASH.length).split(" ");
      return { name: name!, bytes: bytesOfBase64(signature!) };
    });
  if (signatures.some(({ bytes }) => bytes === null)) return null;
  return signatures.map(({ name, bytes }) => ({ name, bytes: bytes! }));
}

/** A text that is signed, and who signed it. */
export type SignedText = Pick<ReadCheckpoint, "origin" | "text" | "signatures">;

/** The note that signs the list of a pack's files: by which log, and the list's SHA-256 in hexadecimal. Null where it is none. */
export function readPackNote(file: Uint8Array): (SignedText & { readonly sha256: string }) | null {
  const [, text, origin, sha256, lines] = PACK_NOTE.exec(lettersOf(file)) ?? [];
  const signatures = lines === undefined ? null : readSignatures(lines);
  return signatures && { origin: origin!, text: text!, sha256: sha256!, signatures };
}

/** Whether a key of 32 bytes made a signature of 64 over a message (Ed25519, RFC 8032). */
export type SignatureCheck = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** Why a checkpoint is not to be believed, and who co-signed it. */
export type Signed = { readonly complaints: readonly string[]; readonly witnesses: readonly string[] };

/** The log itself must have signed a checkpoint or a pack, and every signature must hold. */
export function checkSignatures(
  { origin, text, signatures }: SignedText,
  keys: readonly AuditKey[],
  isSigned: SignatureCheck = isSignedHere,
): Signed {
  const complaints: string[] = [];
  const signed = new Set<AuditKey>();
  for (const { name, bytes } of signatures) {
    const hash = bytesToHex(bytes.subarray(0, KEY_HASH_BYTES));
    const key = keys.find((one) => one.name === name && one.hash === hash);
    if (!key) complaints.push(`a signature of \`${name}\` is by no key that was given`);
    else if (!isSignedBy(key, text, bytes.subarray(KEY_HASH_BYTES), isSigned))
      complaints.push(`the signature of \`${name}\` does not hold`);
    else if (signed.has(key)) complaints.push(`\`${name}\` signed it twice`);
    else signed.add(key);
  }
  const isByLog = [...signed].some(({ role, name }) => role === "log" && name === origin);
  if (!isByLog) complaints.push(`\`${origin}\` itself did not sign it`);
  return { complaints, witnesses: [...signed].flatMap(({ role, name }) => (role === "witness" ? [name] : [])) };
}

function isSignedBy({ role, publicKey }: AuditKey, text: string, bytes: Uint8Array, isSigned: SignatureCheck): boolean {
  const said = bytesOfLetters(text);
  if (role === "log") return bytes.length === SIGNATURE_BYTES && isSigned(publicKey, said, bytes);
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES) return false;
  const seconds = bytes.subarray(0, TIME_BYTES).reduce((sum, byte) => sum * 256 + byte, 0);
  const head = utf8ToBytes(`cosignature/v1\ntime ${seconds}\n`);
  return isSigned(publicKey, concatBytes(head, said), bytes.subarray(TIME_BYTES));
}

function isSignedHere(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return ed25519.verify(signature, message, publicKey, { zip215: false });
}

function lettersOf(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function bytesOfLetters(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
