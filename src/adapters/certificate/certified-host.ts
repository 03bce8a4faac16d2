import { Fault } from "#domain/fault/fault.ts";
import { hostKind, ipv4Bytes, ipv6Groups } from "#domain/reach/host-kind.ts";

/** A name or an address that a certificate is for. */
export type CertifiedHost = { readonly kind: "dns" | "ip"; readonly value: string };

/** More make certificates that some phones refuse. */
export const HOSTS_MAX = 32;
/** Always among them, so that the machine itself and its health checks need no exception. */
const OWN_HOSTS: readonly string[] = ["localhost", "127.0.0.1", "::1"];

/** Reads names and addresses, each once, this machine's own among them. @throws Fault `certificate/host` */
export function certifiedHosts(hosts: readonly string[]): CertifiedHost[] {
  const plain = [...OWN_HOSTS, ...hosts].map((host) =>
    host
      .toLowerCase()
      .replace(/^\[(.*)\]$/, "$1")
      .replace(/\.$/, ""),
  );
  const wrong = plain.find((host) => ["none", "any"].includes(hostKind(host)));
  if (wrong !== undefined) throw new Fault("certificate/host", `no certificate can be for \`${wrong}\``);
  const different = [...new Set(plain)];
  if (different.length > HOSTS_MAX)
    throw new Fault("certificate/host", `a certificate is for at most ${HOSTS_MAX} names and addresses`);
  return different.map((value) => ({ kind: ipv4Bytes(value) || ipv6Groups(value) ? "ip" : "dns", value }));
}

/** How many bits of an address must stay the same: a router may give this machine another address of the same network. */
const PRIVATE_BITS = { v4: 24, v6: 64 };

/**
 * What an authority that was made for this host may sign: the name and those below it, or the network of a private address, or
 * one public address. DER of a GeneralSubtree, RFC 5280, section 4.2.1.10.
 */
export function permittedSubtree({ kind, value }: CertifiedHost): Buffer {
  if (kind === "dns") return der(0x30, der(0x82, Buffer.from(value, "latin1")));
  const v4 = ipv4Bytes(value);
  const address = Buffer.from(v4 ?? (ipv6Groups(value) ?? []).flatMap((group) => [group >> 8, group & 0xff]));
  const isPrivate = hostKind(value) === "private";
  const bits = isPrivate ? (v4 ? PRIVATE_BITS.v4 : PRIVATE_BITS.v6) : 8 * address.length;
  const mask = Buffer.alloc(address.length).fill(0xff, 0, bits / 8);
  return der(0x30, der(0x87, Buffer.concat([address.map((byte, index) => byte & mask[index]!), mask])));
}

/** The value of the extension that lets an authority sign for these hosts and no others. */
export function nameConstraints(hosts: readonly CertifiedHost[]): Buffer {
  return der(0x30, der(0xa0, Buffer.concat(hosts.map(permittedSubtree))));
}

/** One value of DER, its length in the short form or the long one (X.690, section 8.1.3). */
function der(tag: number, value: Uint8Array): Buffer {
  const { length } = value;
  const long = length < 0x80 ? [] : length < 0x100 ? [0x81] : [0x82, length >> 8];
  return Buffer.concat([Buffer.from([tag, ...long, length & 0xff]), value]);
}
