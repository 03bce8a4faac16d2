import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { Fault } from "#domain/fault/fault.ts";
import { ipv4Bytes, ipv6Groups } from "#domain/reach/host-kind.ts";

const DAY_MS = 86_400_000;
/** From so long before its end on there is a warning. */
export const WARN_BEFORE_MS = 14 * DAY_MS;
/** A chain of certificates is a few thousand bytes. */
const FILE_BYTES_MAX = 256 * 1024;

/** A certificate that the shop's owner has from elsewhere. */
export type GivenCertificate = {
  readonly keyPem: string;
  /** With the chain, if the file has one. */
  readonly certificatePem: string;
  /** Names and addresses that it is for. */
  readonly names: readonly string[];
  readonly endsAtMs: number;
  /** That it ends soon; null where it does not. */
  readonly warning: string | null;
};

/**
 * Reads a certificate and its key, and refuses what would make every phone warn: a key of another certificate, one that has
 * ended, one for other hosts.
 * @throws Fault `certificate/unreadable`, `certificate/mismatch`, `certificate/expired`, `certificate/other-host`
 */
export function readCertificate({
  certFile,
  keyFile,
  host,
  nowMs = Date.now(),
}: {
  readonly certFile: string;
  readonly keyFile: string;
  /** The host that people are told to come to. */
  readonly host?: string | undefined;
  readonly nowMs?: number;
}): GivenCertificate {
  const certificatePem = readPem(certFile);
  const keyPem = readPem(keyFile);
  const certificate = parsed(certFile, "certificate", () => new X509Certificate(certificatePem));
  const key = parsed(keyFile, "key", () => createPrivateKey(keyPem));
  if (!certificate.checkPrivateKey(key))
    throw new Fault("certificate/mismatch", `the key in \`${keyFile}\` is not of the certificate in \`${certFile}\``);
  const [beginsAtMs, endsAtMs] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
  if (endsAtMs <= nowMs) throw new Fault("certificate/expired", `\`${certFile}\` ended on ${dayOf(endsAtMs)}`);
  if (beginsAtMs > nowMs) throw new Fault("certificate/expired", `\`${certFile}\` begins only on ${dayOf(beginsAtMs)}`);
  const names = (certificate.subjectAltName ?? "")
    .split(", ")
    .flatMap((name) => /^(?:DNS|IP Address):(.*)$/.exec(name)?.[1] ?? []);
  if (host !== undefined && !isFor(certificate, host))
    throw new Fault(
      "certificate/other-host",
      `\`${certFile}\` is for ${names.join(", ") || "no host"}, not for \`${host}\``,
    );
  const daysLeft = Math.floor((endsAtMs - nowMs) / DAY_MS);
  const warning =
    endsAtMs - nowMs > WARN_BEFORE_MS
      ? null
      : `\`${certFile}\` ends on ${dayOf(endsAtMs)}, in ${daysLeft} days: renew it`;
  return { keyPem, certificatePem, names, endsAtMs, warning };
}

function readPem(path: string): string {
  try {
    if (statSync(path).size > FILE_BYTES_MAX) throw new Error("too large");
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new Fault("certificate/unreadable", `\`${path}\` cannot be read, or is too large`, { cause });
  }
}

function parsed<Read>(path: string, what: string, read: () => Read): Read {
  try {
    return read();
  } catch (cause) {
    const isLocked = (cause as { code?: string }).code === "ERR_MISSING_PASSPHRASE";
    const why = isLocked ? "is locked with a password" : `holds no ${what} in PEM`;
    throw new Fault("certificate/unreadable", `\`${path}\` ${why}`, { cause });
  }
}

/** Only by its alternative names: browsers no longer look at the common name (RFC 9525). */
function isFor(certificate: X509Certificate, host: string): boolean {
  const plain = host.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
  return ipv4Bytes(plain) || ipv6Groups(plain)
    ? certificate.checkIP(plain) !== undefined
    : certificate.checkHost(plain, { subject: "never" }) !== undefined;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
