import { Fault, type FaultCode } from "#domain/fault/fault.ts";

const SCHEMES: readonly string[] = ["mqtt:", "mqtts:", "ws:", "wss:"];

/** The host of a broker's address by itself, to be shown: the address may hold a password. A fault where it is no address of one. */
export function brokerHost(url: string, code: FaultCode): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !SCHEMES.includes(parsed.protocol) || parsed.host === "")
    throw new Fault(code, "the address of the broker is not `mqtt`, `mqtts`, `ws` or `wss` with a host");
  return parsed.host;
}
