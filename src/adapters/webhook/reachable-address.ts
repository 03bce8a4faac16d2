import { lookup as resolve } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";
import { Fault } from "#domain/fault/fault.ts";

/*
 * Where a webhook may never go: to what clouds tell a machine about itself, passwords included, and to other link-local addresses. The
 * address is looked at when the connection is made and not before, so that a name cannot point elsewhere meanwhile.
 */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet("169.254.0.0", 16);
FORBIDDEN.addSubnet("fe80::", 10, "ipv6");
FORBIDDEN.addSubnet("64:ff9b::a9fe:0", 112, "ipv6"); // 169.254.0.0/16 behind NAT64, RFC 6052
FORBIDDEN.addAddress("fd00:ec2::254", "ipv6"); // Amazon
FORBIDDEN.addAddress("fd20:ce::254", "ipv6"); // Google
FORBIDDEN.addAddress("100.100.100.200"); // Alibaba
FORBIDDEN.addAddress("168.63.129.16"); // Azure
FORBIDDEN.addAddress("192.0.0.192"); // Oracle

const URL_LENGTH_MAX = 2000;

/** Reads the address of a webhook; a fault, which shows nothing but the host, where it cannot be one or may not be called. */
export function webhookUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === "" || text.length > URL_LENGTH_MAX)
    throw new Fault("cue/misconfigured", "the address of the webhook is not `http` or `https` with a host");
  if (url.username !== "" || url.password !== "")
    throw new Fault(
      "cue/misconfigured",
      "the address of the webhook holds a name or a password; calls are signed instead",
    );
  refuseForbidden(url.hostname.replace(/^\[|\]$/g, ""));
  return url;
}

/** Finds the addresses of a name for a connection, and none where one of them is forbidden. */
export const lookupReachable: LookupFunction = (hostname, options, callback) =>
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, "", 0);
    try {
      for (const { address } of addresses) refuseForbidden(address);
    } catch (fault) {
      return callback(fault as Error, "", 0);
    }
    if (options.all) return callback(null, addresses);
    return callback(null, addresses[0]!.address, addresses[0]!.family);
  });

function refuseForbidden(host: string): void {
  const family = isIP(host);
  if (family !== 0 && FORBIDDEN.check(host, family === 4 ? "ipv4" : "ipv6"))
    throw new Fault(
      "cue/misconfigured",
      `\`${host}\` is an address at which machines tell about themselves; no webhook goes there`,
    );
}
