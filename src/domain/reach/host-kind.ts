/** How far a host's name or address is known. */
export type HostKind =
  /** This machine alone. */
  | "loopback"
  /** Every address of this machine: something to listen at, and nothing to go to. */
  | "any"
  /** Of one cable or radio; a page cannot be opened there. */
  | "link-local"
  /** Inside the shop's own network. */
  | "private"
  /** A name that devices ask each other for (mDNS). */
  | "local-name"
  /** A name without a dot: only some networks know it. */
  | "short-name"
  | "public"
  /** No host at all, or none that a page could be at. */
  | "none";

/**
 * The kind of a host as it stands in an address, an IPv6 address with or without its brackets. Short forms of addresses (`127.1`,
 * `0x7f000001`) are none: browsers read them, and people do not see what they mean.
 */
export function hostKind(text: string): HostKind {
  const host = text.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  if (host.includes(":")) return ipv6Kind(host);
  const name = host.replace(/\.$/, "");
  const labels = name.split(".");
  const last = labels.at(-1) ?? "";
  if (/^(\d+|0x[\da-f]*)$/.test(last)) return ipv4Kind(name);
  if (name.length > 253 || !labels.every((label) => /^[a-z\d_]([a-z\d_-]{0,61}[a-z\d_])?$/.test(label))) return "none";
  if (last === "localhost") return "loopback";
  if (last === "invalid") return "none";
  if (last === "local") return labels.length > 1 ? "local-name" : "none";
  return labels.length === 1 ? "short-name" : "public";
}

/** The four numbers of an IPv4 address in its one usual form; null where it is none. */
export function ipv4Bytes(text: string): readonly [number, number, number, number] | null {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return null;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [a, b, c, d];
}

/** The eight groups of an IPv6 address, without a zone; null where it is none. */
export function ipv6Groups(text: string): readonly number[] | null {
  const tail = /^(.*:)([\d.]+)$/.exec(text);
  const mapped = tail?.[2]?.includes(".") ? ipv4Bytes(tail[2]) : undefined;
  if (mapped === null) return null;
  const hex = (value: number) => value.toString(16);
  const plain = mapped
    ? `${tail?.[1]}${hex(mapped[0] * 256 + mapped[1])}:${hex(mapped[2] * 256 + mapped[3])}`
    : text.toLowerCase();
  const halves = plain.split("::");
  if (halves.length > 2) return null;
  const [front = [], back = []] = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - front.length - back.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = halves.length === 1 ? front : [...front, ...Array<string>(missing).fill("0"), ...back];
  return groups.every((group) => /^[\da-f]{1,4}$/.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}

function ipv4Kind(text: string): HostKind {
  const bytes = ipv4Bytes(text);
  if (!bytes) return "none";
  const [a, b] = bytes;
  if (a === 127) return "loopback";
  if (a === 0) return bytes.every((byte) => byte === 0) ? "any" : "none";
  if (a === 169 && b === 254) return "link-local";
  // RFC 1918, and RFC 6598 for those whose provider or tunnel gives them such an address.
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128))
    return "private";
  return a >= 224 ? "none" : "public";
}

function ipv6Kind(text: string): HostKind {
  const groups = ipv6Groups(text);
  if (!groups) return "none";
  const [first = 0] = groups;
  const low = (groups[6] ?? 0) * 65_536 + (groups[7] ?? 0);
  if (groups.slice(0, 5).every((group) => group === 0)) {
    if (groups[5] === 0xffff)
      return ipv4Kind([24, 16, 8, 0].map((shift) => Math.floor(low / 2 ** shift) % 256).join("."));
    if (groups[5] === 0 && low === 1) return "loopback";
    if (groups[5] === 0 && low === 0) return "any";
  }
  if ((first & 0xffc0) === 0xfe80) return "link-local";
  if ((first & 0xfe00) === 0xfc00) return "private";
  return (first & 0xff00) === 0xff00 ? "none" : "public";
}
