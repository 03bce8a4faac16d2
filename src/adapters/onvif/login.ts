import { createHash, randomBytes } from "node:crypto";
import { escapeXml } from "./xml-answer.ts";

export type Credentials = { readonly username: string; readonly password: string };

const NONCE_BYTES = 16;
const SECURITY = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss";

/**
 * The header that says who asks: WS-Security UsernameToken with a digest (OASIS UsernameToken Profile 1.0, section 3.1). `atMs` is
 * the device's own time, because a device refuses a token that is older than it likes.
 */
export function securityToken({ username, password }: Credentials, atMs: number): string {
  const nonce = randomBytes(NONCE_BYTES);
  const created = new Date(atMs).toISOString();
  const digest = createHash("sha1").update(nonce).update(created).update(password).digest("base64");
  return [
    `<Security s:mustUnderstand="1" xmlns="${SECURITY}-wssecurity-secext-1.0.xsd"><UsernameToken>`,
    `<Username>${escapeXml(username)}</Username>`,
    `<Password Type="${SECURITY}-username-token-profile-1.0#PasswordDigest">${digest}</Password>`,
    `<Nonce EncodingType="${SECURITY}-soap-message-security-1.0#Base64Binary">${nonce.toString("base64")}</Nonce>`,
    `<Created xmlns="${SECURITY}-wssecurity-utility-1.0.xsd">${created}</Created>`,
    "</UsernameToken></Security>",
  ].join("");
}

/** What a server asks for who wants to log in by HTTP digest. */
export type Challenge = {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly algorithm: string | null;
  readonly isSession: boolean;
  readonly hash: "md5" | "sha256";
  readonly hasQop: boolean;
  /** The name and password were right, and the nonce too old. */
  readonly isStale: boolean;
};

/**
 * The strongest challenge of `WWW-Authenticate` headers that we can answer; null where none is a digest. Basic is never answered:
 * it would tell the password to everybody on the way.
 */
export function readChallenge(headers: readonly string[]): Challenge | null {
  const challenges = headers
    .flatMap((header) => header.split(/(?:^|,)\s*(?=(?:Digest|Basic|Bearer|Negotiate|NTLM)\b)/i))
    .filter((part) => /^Digest\s/i.test(part))
    .map(readDigest)
    .filter((challenge) => challenge !== null);
  return challenges.find(({ hash }) => hash === "sha256") ?? challenges[0] ?? null;
}

function readDigest(text: string): Challenge | null {
  const fields = new Map(
    [...text.slice("Digest".length).matchAll(/([a-z\d_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))/gi)].map(
      ([, name = "", quoted, plain]) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain ?? ""],
    ),
  );
  const nonce = fields.get("nonce");
  const algorithm = fields.get("algorithm") ?? null;
  const name = (algorithm ?? "MD5").toUpperCase();
  const hash = ({ MD5: "md5", "SHA-256": "sha256" } as const)[name.replace(/-SESS$/, "")];
  const qops = fields
    .get("qop")
    ?.toLowerCase()
    .split(/[\s,]+/);
  if (nonce === undefined || !hash || (qops && !qops.includes("auth"))) return null;
  return {
    realm: fields.get("realm") ?? "",
    nonce,
    opaque: fields.get("opaque") ?? null,
    algorithm,
    isSession: name.endsWith("-SESS"),
    hash,
    hasQop: qops !== undefined,
    isStale: fields.get("stale")?.toLowerCase() === "true",
  };
}

/** The `Authorization` header that answers a challenge (RFC 7616, section 3.4), for the `count`-th request with its nonce. */
export function digestAuthorization(
  challenge: Challenge,
  {
    username,
    password,
    method,
    uri,
    count,
  }: Credentials & { readonly method: string; readonly uri: string; readonly count: number },
): string {
  const { realm, nonce, opaque, algorithm, isSession, hasQop } = challenge;
  const hash = (text: string) => createHash(challenge.hash).update(text).digest("hex");
  const clientNonce = randomBytes(NONCE_BYTES).toString("hex");
  const counted = count.toString(16).padStart(8, "0");
  const plain = hash(`${username}:${realm}:${password}`);
  const secret = isSession ? hash(`${plain}:${nonce}:${clientNonce}`) : plain;
  const asked = hash(`${method}:${uri}`);
  const response = hash(
    hasQop ? `${secret}:${nonce}:${counted}:${clientNonce}:auth:${asked}` : `${secret}:${nonce}:${asked}`,
  );
  const quoted = (text: string) => `"${text.replace(/["\\]/g, "\\$&")}"`;
  return [
    `Digest username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(nonce)}`,
    `uri=${quoted(uri)}`,
    `response="${response}"`,
    ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === null ? [] : [`opaque=${quoted(opaque)}`]),
    ...(hasQop || isSession ? [`cnonce="${clientNonce}"`] : []),
    ...(hasQop ? [`qop=auth`, `nc=${counted}`] : []),
  ].join(", ");
}
