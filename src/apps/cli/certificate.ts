import { join } from "node:path";
import { readCertificate } from "#adapters/certificate/given-certificate.ts";
import { openCertificate } from "#adapters/certificate/own-authority.ts";

const FOLDER = "certificate";

export type CertificateMakeOptions = { readonly data: string; readonly host: string[]; readonly json?: boolean };
export type CertificateCheckOptions = { readonly cert: string; readonly key: string; readonly host?: string };

/** `lintel certificate make`: what is there now, and what phones must be given; never a key. */
export async function makeCertificate({ data, host, json }: CertificateMakeOptions): Promise<string> {
  const { caFile, fingerprint, endsAtMs, made } = await openCertificate(join(data, FOLDER), { hosts: host });
  if (json) return JSON.stringify({ caFile, fingerprint, endsAtMs, made }, null, 2);
  return [
    {
      authority: "A new authority and its certificate were made: phones and tablets must be given it.",
      certificate: "A new certificate was made; the authority is the one that phones know.",
      nothing: "All that is needed is there.",
    }[made],
    `Give phones and tablets this file, and let them trust it: ${caFile}`,
    `Its fingerprint, SHA-256: ${fingerprint}`,
    `The certificate ends on ${dayOf(endsAtMs)}, and is renewed before.`,
  ].join("\n");
}

/** `lintel certificate check`: what it is for and until when. */
export async function checkCertificate({ cert, key, host }: CertificateCheckOptions): Promise<string> {
  const { names, endsAtMs, warning } = readCertificate({ certFile: cert, keyFile: key, host });
  if (warning !== null) process.stderr.write(`lintel: ${warning}\n`);
  return `${cert}: for ${names.join(", ")}, until ${dayOf(endsAtMs)}, and its key is its own`;
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
