import { createHash } from "node:crypto";

export type RtspRequest = {
  readonly method: string;
  readonly url: string;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
};

/** A request longer than this is none. */
const REQUEST_BYTES_MAX = 16_384;

/**
 * Reads requests from the pieces in which they come; what the receiver reports of its packets is passed over.
 * False when what comes is no request.
 */
export function openRequestReader(onRequest: (request: RtspRequest) => void): (piece: Buffer) => boolean {
  let pending: Buffer = Buffer.alloc(0);
  return (piece) => {
    pending = Buffer.concat([pending, piece]);
    for (;;) {
      if (pending[0] === 0x24) {
        const end = pending.length < 4 ? Number.POSITIVE_INFINITY : 4 + pending.readUInt16BE(2);
        if (pending.length < end) return true;
        pending = pending.subarray(end);
        continue;
      }
      const end = pending.indexOf("\r\n\r\n");
      if (end < 0) return pending.length <= REQUEST_BYTES_MAX;
      const request = parse(pending.toString("latin1", 0, end));
      pending = pending.subarray(end + 4 + Number(request.headers.get("content-length") ?? 0));
      onRequest(request);
    }
  };
}

function parse(text: string): RtspRequest {
  const [first = "", ...lines] = text.split("\r\n");
  const [method = "", url = ""] = first.split(" ");
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { method, url, headers: new Map(headers) };
}

export type Login = { readonly user: string; readonly password: string; readonly scheme: "basic" | "digest" };

const REALM = "camera";

/** What a server asks of one who does not say who they are. */
export function challenge({ scheme }: Login, nonce: string): string {
  return scheme === "basic" ? `Basic realm="${REALM}"` : `Digest realm="${REALM}", nonce="${nonce}"`;
}

/** Whether a request bears the right name and password. Digest as in RFC 2617, without quality of protection. */
export function isLoggedIn({ method, headers }: RtspRequest, login: Login, nonce: string): boolean {
  const said = headers.get("authorization") ?? "";
  if (login.scheme === "basic")
    return said === `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
  const field = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(said)?.[1] ?? "";
  const secret = md5(`${login.user}:${REALM}:${login.password}`);
  return (
    field("response") === md5(`${secret}:${nonce}:${md5(`${method}:${field("uri")}`)}`) && field("nonce") === nonce
  );
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}
