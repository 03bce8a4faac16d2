import { ipv4Bytes, ipv6Groups } from "#domain/reach/host-kind.ts";

/** A stream's address as it goes into a deployment: without a name and a password. */
export type StreamAddress = {
  readonly address: string;
  /** The host that the device gave, where it was another than the one that was asked: behind a router it knows only its own. */
  readonly hostInstead: string | null;
  /** Whether the path itself holds a password; it stands as `***`. */
  readonly hasSecretInPath: boolean;
};

/** A longer address is none of a camera. */
const ADDRESS_LENGTH_MAX = 512;
const SECRET_BY_NAME = /((?:pass(?:word|wd)?|pwd|token|secret)=)(.*?)(?=[&/?#]|_[a-z\d]+=|$)/gi;

/**
 * The address that a device gave for a stream, at the host that was asked; null where it is no address of RTSP. What it gives
 * of a name and a password is dropped, and `$` is written so that it is not taken for the name of a variable.
 */
export function streamAddress(given: string, host: string): StreamAddress | null {
  const match = /^(rtsps?):\/\/(?:[^/?#]*@)?(\[[\da-f:.%]+\]|[^\s:/?#[\]@]+)(?::(\d{1,5}))?([/?].*)?$/i.exec(given);
  if (!match || given.length > ADDRESS_LENGTH_MAX || !/^[!-~]+$/.test(given)) return null;
  const [, scheme = "", theirs = "", port, path = "/"] = match;
  const theirHost = theirs.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const masked = path.replace(SECRET_BY_NAME, "$1***");
  const shown = host.includes(":") ? `[${host}]` : host;
  return {
    address: `${scheme.toLowerCase()}://${shown}${port === undefined ? "" : `:${port}`}${masked.replaceAll("$", "%24")}`,
    hostInstead: isSameHost(theirHost, host.toLowerCase()) ? null : theirHost,
    hasSecretInPath: masked !== path,
  };
}

/** The address with a name, and a variable for the password: `rtsp://admin:$DOOR_PASSWORD@192.0.2.7/stream2`. */
export function withLogin(address: string, { username, variable }: { username: string; variable: string }): string {
  // What encodeURIComponent leaves and what a deployment would take for a variable.
  const name = encodeURIComponent(username).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return address.replace("://", () => `://${name}:$${variable}@`);
}

function isSameHost(a: string, b: string): boolean {
  if (a === b) return true;
  if (ipv4Bytes(a) || ipv4Bytes(b)) return false;
  const [x, y] = [ipv6Groups(a), ipv6Groups(b)];
  return x !== null && y !== null && x.every((group, index) => group === y[index]);
}
