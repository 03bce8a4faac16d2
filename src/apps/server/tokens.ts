import { createHash, randomBytes } from "node:crypto";

const TOKEN_BYTES = 32;

/** A new secret that nobody can guess: 256 bits, as text. `prefix` says what it is to whoever finds it. */
export function newToken(prefix = ""): string {
  return `${prefix}${randomBytes(TOKEN_BYTES).toString("base64url")}`;
}

/** What of a token is kept. It needs no salt and no slowness: it is no password, nobody chose it. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** A new id of something: `key-8f3a91c2`. */
export function newId(kind: string): string {
  return `${kind}-${randomBytes(5).toString("hex")}`;
}
