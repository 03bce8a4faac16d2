// The library asks for this by itself, and does not bring it.
import "reflect-metadata";
import { createPrivateKey, KeyObject, X509Certificate as NodeCertificate, randomBytes, webcrypto } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { Fault } from "#domain/fault/fault.ts";
import { type CertifiedHost, certifiedHosts, nameConstraints, permittedSubtree } from "./certified-host.ts";

/** What a server on HTTPS needs, and what phones must be given to trust it. */
export type OwnCertificate = {
  readonly keyPem: string;
  readonly certificatePem: string;
  /** The authority's certificate: the one thing that phones and tablets are given. */
  readonly caPem: string;
  /** Where it lies as a file. */
  readonly caFile: string;
  /** Of the authority, SHA-256: what a person compares before they trust it. */
  readonly fingerprint: string;
  readonly endsAtMs: number;
  /** From when on opening it again makes the next one; a server that runs for long does so each day. */
  readonly renewAtMs: number;
  /** What this opening made: a new authority is one that phones must trust anew. */
  readonly made: "authority" | "certificate" | "nothing";
};

const DAY_MS = 86_400_000;
/** Ten years: who trusts it on twenty phones does not want to do so each year. */
export const AUTHORITY_MS = 3652 * DAY_MS;
/** Phones refuse certificates that last longer than 398 days. */
export const CERTIFICATE_MS_MAX = 397 * DAY_MS;
export const RENEW_BEFORE_MS = 30 * DAY_MS;
/** An authority is followed by the next while there is time to bring that to the phones. */
const AUTHORITY_RENEW_BEFORE_MS = 90 * DAY_MS;
/** Tablets whose clock is late would refuse a certificate that has just begun. */
const BACKDATED_MS = DAY_MS;

const AUTHORITY_FILE = "authority.pem";
const AUTHORITY_PUBLIC_FILE = "authority.crt";
const SERVER_FILE = "server.pem";
const NAME_CONSTRAINTS = "2.5.29.30";
const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;
const SIGNING = { name: "ECDSA", hash: "SHA-256" } as const;

/** A certificate with its key, as they lie in one file, so that they are never of two makings. */
type Pair = { readonly keyPem: string; readonly certificatePem: string; readonly certificate: NodeCertificate };

/**
 * The certificate of a shop that has none of its own, for these names and addresses and for this machine's own, signed by an
 * authority that is made here once, can sign for nothing else, and whose key never leaves the folder. What is there is used as long as
 * it is right; a certificate that ends soon or is for other hosts is followed by the next.
 * An authority stays the same while hosts stay within what it may sign: its names, and the networks of its private addresses.
 * @throws Fault `certificate/host`, `certificate/damaged`, `certificate/unwritable`
 */
export async function openCertificate(
  folder: string,
  { hosts, nowMs = Date.now() }: { readonly hosts: readonly string[]; readonly nowMs?: number },
): Promise<OwnCertificate> {
  const named = certifiedHosts(hosts);
  makeFolder(folder);
  const kept = readPair(join(folder, AUTHORITY_FILE));
  if (kept === "damaged")
    throw new Fault("certificate/damaged", `the authority in \`${join(folder, AUTHORITY_FILE)}\` cannot be read`);
  const isKept = kept !== null && maySign(kept, named) && leftMs(kept, nowMs) > AUTHORITY_RENEW_BEFORE_MS;
  const authority = isKept ? kept : await makeAuthority(named, nowMs);
  if (!isKept) writeWhole(join(folder, AUTHORITY_FILE), `${authority.keyPem}${authority.certificatePem}`, 0o600);
  const caFile = join(folder, AUTHORITY_PUBLIC_FILE);
  if (!isKept || !existsSync(caFile)) writeWhole(caFile, authority.certificatePem, 0o644);

  const before = readPair(join(folder, SERVER_FILE));
  const isCertified =
    before !== null &&
    before !== "damaged" &&
    isSignedBy(before, authority) &&
    isFor(before, named) &&
    leftMs(before, nowMs) > RENEW_BEFORE_MS;
  const server = isCertified ? before : await makeCertificate(authority, named, nowMs);
  if (!isCertified) writeWhole(join(folder, SERVER_FILE), `${server.keyPem}${server.certificatePem}`, 0o600);

  const endsAtMs = server.certificate.validToDate.getTime();
  return {
    keyPem: server.keyPem,
    certificatePem: server.certificatePem,
    caPem: authority.certificatePem,
    caFile,
    fingerprint: authority.certificate.fingerprint256,
    endsAtMs,
    renewAtMs: endsAtMs - RENEW_BEFORE_MS,
    made: !isKept ? "authority" : isCertified ? "nothing" : "certificate",
  };
}

async function makeAuthority(hosts: readonly CertifiedHost[], nowMs: number): Promise<Pair> {
  const keys = await makeKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // Two shops' authorities are told apart on a phone by this number.
    name: [{ O: ["Lintel"] }, { CN: [`Lintel authority ${randomBytes(3).toString("hex")}`] }],
    keys,
    signingAlgorithm: SIGNING,
    notBefore: new Date(nowMs - BACKDATED_MS),
    notAfter: new Date(nowMs + AUTHORITY_MS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      // Whoever steals its key can sign for this shop's hosts, and not for a bank.
      new Extension(NAME_CONSTRAINTS, true, new Uint8Array(nameConstraints(hosts))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return pairOf(keys.privateKey, certificate);
}

async function makeCertificate(authority: Pair, hosts: readonly CertifiedHost[], nowMs: number): Promise<Pair> {
  const keys = await makeKeys();
  const issuer = new X509Certificate(authority.certificatePem);
  const endsAtMs = Math.min(nowMs - BACKDATED_MS + CERTIFICATE_MS_MAX, issuer.notAfter.getTime());
  const certificate = await X509CertificateGenerator.create({
    // Nobody looks at the common name any more (RFC 9525); a host there would be held against the constraints.
    subject: [{ O: ["Lintel"] }, { CN: ["Lintel"] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await createPrivateKey(authority.keyPem).toCryptoKey(CURVE, false, ["sign"]),
    signingAlgorithm: SIGNING,
    notBefore: new Date(nowMs - BACKDATED_MS),
    notAfter: new Date(endsAtMs),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(hosts.map(({ kind, value }) => ({ type: kind, value }))),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  });
  return pairOf(keys.privateKey, certificate);
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(CURVE, true, ["sign", "verify"]);
}

function pairOf(key: webcrypto.CryptoKey, made: X509Certificate): Pair {
  const certificatePem = `${made.toString("pem")}\n`;
  return {
    keyPem: KeyObject.from(key).export({ type: "pkcs8", format: "pem" }).toString(),
    certificatePem,
    certificate: new NodeCertificate(certificatePem),
  };
}

function readPair(path: string): Pair | "damaged" | null {
  if (!existsSync(path)) return null;
  try {
    const text = readFileSync(path, "utf8");
    const [keyPem] = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----\n/.exec(text) ?? [];
    const [certificatePem] = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(text) ?? [];
    if (keyPem === undefined || certificatePem === undefined) return "damaged";
    const certificate = new NodeCertificate(certificatePem);
    return certificate.checkPrivateKey(createPrivateKey(keyPem)) ? { keyPem, certificatePem, certificate } : "damaged";
  } catch {
    return "damaged";
  }
}

/** Whether all hosts are within what the authority may sign for. */
function maySign({ certificatePem }: Pair, hosts: readonly CertifiedHost[]): boolean {
  const extension = new X509Certificate(certificatePem).getExtension(NAME_CONSTRAINTS);
  const permitted = Buffer.from(extension?.value ?? new ArrayBuffer(0));
  return hosts.every((host) => permitted.includes(permittedSubtree(host)));
}

function isSignedBy({ certificate }: Pair, authority: Pair): boolean {
  return certificate.checkIssued(authority.certificate) && certificate.verify(authority.certificate.publicKey);
}

/** Whether it is for these hosts, all of them and no others. */
function isFor({ certificate }: Pair, hosts: readonly CertifiedHost[]): boolean {
  const count = (certificate.subjectAltName ?? "").split(", ").length;
  return (
    count === hosts.length &&
    hosts.every(({ kind, value }) =>
      kind === "ip"
        ? certificate.checkIP(value) !== undefined
        : certificate.checkHost(value, { wildcards: false }) !== undefined,
    )
  );
}

/** How long it holds; none where it has not begun by our clock. */
function leftMs({ certificate }: Pair, nowMs: number): number {
  return certificate.validFromDate.getTime() > nowMs ? 0 : certificate.validToDate.getTime() - nowMs;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  } catch (cause) {
    throw new Fault("certificate/unwritable", `the folder \`${folder}\` cannot be made or kept to ourselves`, {
      cause,
    });
  }
}

/** Whole or not at all, and never for a moment readable by others. */
function writeWhole(path: string, text: string, mode: number): void {
  const beside = `${path}.${process.pid}.new`;
  try {
    writeFileSync(beside, text, { mode, flush: true });
    renameSync(beside, path);
  } catch (cause) {
    throw new Fault("certificate/unwritable", `\`${path}\` cannot be written`, { cause });
  }
}
