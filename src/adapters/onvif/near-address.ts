import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { hostKind } from "#domain/reach/host-kind.ts";

/** Addresses of private networks at which clouds tell a machine about itself, passwords included. */
const FORBIDDEN = new BlockList();
FORBIDDEN.addAddress("100.100.100.200"); // Alibaba
FORBIDDEN.addAddress("fd00:ec2::254", "ipv6"); // Amazon
FORBIDDEN.addAddress("fd20:ce::254", "ipv6"); // Google

/** How long a name may take to be looked up. */
const LOOKUP_MS_MAX = 3000;

/** Where a camera may be asked: the address itself, so that its name cannot point elsewhere a moment later. */
export type NearAddress =
  | { readonly kind: "near"; readonly address: string }
  /** Outside of this machine and of private networks. */
  | { readonly kind: "far" }
  | { readonly kind: "unknown" };

/** Looks a host up; near is only what lies at this machine or in a private network with all its addresses. */
export async function nearAddress(
  host: string,
  { isFarAllowed = false }: { readonly isFarAllowed?: boolean } = {},
): Promise<NearAddress> {
  const plain = host.replace(/^\[(.*)\]$/, "$1");
  const found = isIP(plain) === 0 ? await addressesOf(plain) : [plain];
  const [first] = found;
  if (first === undefined) return { kind: "unknown" };
  if (found.some((address) => isForbidden(address))) return { kind: "far" };
  if (!isFarAllowed && !found.every((address) => ["loopback", "private"].includes(hostKind(address))))
    return { kind: "far" };
  return { kind: "near", address: first };
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (hostKind(host) === "none") return [];
  const late = new Promise<readonly string[]>((resolve) => setTimeout(resolve, LOOKUP_MS_MAX, []).unref());
  const asked = lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    () => [],
  );
  return await Promise.race([asked, late]);
}

function isForbidden(address: string): boolean {
  return hostKind(address) === "link-local" || FORBIDDEN.check(address, isIP(address) === 4 ? "ipv4" : "ipv6");
}
