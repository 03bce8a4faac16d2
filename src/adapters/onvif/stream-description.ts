import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { type DescribedStream, readSessionDescription } from "#domain/stream/session-description.ts";
import { type Credentials, digestAuthorization, readChallenge } from "./login.ts";
import { shownText } from "./xml-answer.ts";

/** From the first packet to the last; a camera that is well needs less than a second. */
export const DESCRIBE_MS_MAX = 6000;
/** A description has a few thousand letters. */
const ANSWER_BYTES_MAX = 65_536;
const PORT = 554;
const SECURE_PORT = 322;

/** An address of RTSP, without name and password. */
export type RtspAddress = {
  readonly isSecure: boolean;
  /** As it was written. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
};

/** What became of the question what a stream is. */
export type StreamDescription =
  | { readonly kind: "described"; readonly stream: DescribedStream }
  /** It has something at this address, and no pictures. */
  | { readonly kind: "no-pictures" }
  | { readonly kind: "password" }
  /** It is a camera, and has no such stream. */
  | { readonly kind: "not-there" }
  /** Something answers, and it is no camera that speaks RTSP. */
  | { readonly kind: "foreign"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** Reads an address of RTSP; null where it is none. What stands before an `@` is dropped. */
export function readRtspAddress(text: string): RtspAddress | null {
  const match =
    /^(rtsps?):\/\/(?:[^/?#\s]*@)?(\[[\da-f:.]+\]|[^\s:/?#[\]@]+)(?::(\d{1,5}))?((?:[/?])[!-~]{0,400})?$/i.exec(
      text.trim(),
    );
  if (!match) return null;
  const [, scheme = "", host = "", port, path = "/"] = match;
  const isSecure = scheme.toLowerCase() === "rtsps";
  const number = port === undefined ? (isSecure ? SECURE_PORT : PORT) : Number(port);
  if (number < 1 || number > 65_535) return null;
  return { isSecure, host: host.replace(/^\[(.*)\]$/, "$1"), port: number, path };
}

/**
 * Asks a camera what a stream is (RTSP DESCRIBE, RFC 2326). Nothing is set up and no picture is sent. `address` is where to
 * connect to, which is no name. Name and password are sent only where they are asked for, by digest where the camera can.
 * LIMIT: the certificate of a camera is not checked; cameras sign their own.
 */
export async function describeStream(
  rtsp: RtspAddress,
  { address, credentials }: { readonly address: string; readonly credentials: Credentials | null },
): Promise<StreamDescription> {
  const signal = AbortSignal.timeout(DESCRIBE_MS_MAX);
  const shown = rtsp.host.includes(":") ? `[${rtsp.host}]` : rtsp.host;
  const uri = `${rtsp.isSecure ? "rtsps" : "rtsp"}://${shown}:${rtsp.port}${rtsp.path}`;
  try {
    using talk = await openTalk(rtsp, address, signal);
    const first = await talk.describe(uri, null);
    if (first?.status !== 401 || !credentials) return read(first);
    const authorization = answerTo(first.challenges, credentials, uri);
    if (authorization === null) return { kind: "foreign", why: "it asks for a login that Lintel does not know" };
    return read(await talk.describe(uri, authorization));
  } catch (error) {
    return { kind: "refused", why: networkFault(error, signal) };
  }
}

type Answer = {
  readonly status: number;
  readonly reason: string;
  readonly challenges: readonly string[];
  readonly body: string;
};

function read(answer: Answer | null): StreamDescription {
  if (!answer) return { kind: "foreign", why: "what answers there does not speak RTSP" };
  if (answer.status === 401 || answer.status === 403) return { kind: "password" };
  if (answer.status === 404 || answer.status === 410 || answer.status === 454) return { kind: "not-there" };
  if (answer.status !== 200) return { kind: "foreign", why: `it answers ${answer.status} ${answer.reason}`.trim() };
  const stream = readSessionDescription(answer.body);
  return stream ? { kind: "described", stream } : { kind: "no-pictures" };
}

/** Basic tells the password to everybody on the way; but a camera that knows nothing else could not be counted from either. */
function answerTo(challenges: readonly string[], { username, password }: Credentials, uri: string): string | null {
  const challenge = readChallenge(challenges);
  if (challenge) return digestAuthorization(challenge, { username, password, method: "DESCRIBE", uri, count: 1 });
  if (!challenges.some((text) => /^Basic\b/i.test(text))) return null;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

/** A connection on which is asked: what a camera wants to have signed holds for the connection that it was told on. */
type Talk = Disposable & {
  /** Null where what comes is no answer of RTSP, or nothing more comes. */
  describe(uri: string, authorization: string | null): Promise<Answer | null>;
};

async function openTalk({ isSecure, port }: RtspAddress, address: string, signal: AbortSignal): Promise<Talk> {
  const socket: Socket = isSecure
    ? connectSecurely({ host: address, port, rejectUnauthorized: false })
    : connect({ host: address, port });
  const late = () => socket.destroy(signal.reason);
  signal.addEventListener("abort", late);
  let text = "";
  let asked = 0;
  socket.setEncoding("latin1");
  const end = () => {
    signal.removeEventListener("abort", late);
    socket.destroy();
  };
  try {
    await once(socket, isSecure ? "secureConnect" : "connect");
  } catch (error) {
    end();
    throw error;
  }
  return {
    describe(uri, authorization) {
      text = "";
      const request = [
        `DESCRIBE ${uri} RTSP/1.0`,
        `CSeq: ${++asked}`,
        "Accept: application/sdp",
        "User-Agent: Lintel",
        ...(authorization === null ? [] : [`Authorization: ${authorization}`]),
        "",
        "",
      ].join("\r\n");
      const { promise, resolve, reject } = Promise.withResolvers<Answer | null>();
      const hear = (piece: string) => {
        text += piece;
        const answer = readAnswer(text, false);
        const isNone = text.length > ANSWER_BYTES_MAX || !"RTSP/".startsWith(text.slice(0, 5));
        if (answer || isNone) resolve(answer);
      };
      const close = () => resolve(readAnswer(text, true));
      socket.on("data", hear).on("error", reject).on("close", close);
      socket.write(request);
      return promise.finally(() => socket.off("data", hear).off("error", reject).off("close", close));
    },
    [Symbol.dispose]: end,
  };
}

/** Null while it is not whole, and where it is none. */
function readAnswer(text: string, isAll: boolean): Answer | null {
  const end = text.indexOf("\r\n\r\n");
  const [first = "", ...lines] = text.slice(0, Math.max(0, end)).split("\r\n");
  const status = /^RTSP\/\d\.\d (\d{3})(?: (.*))?$/.exec(first);
  if (end < 0 || !status) return null;
  const valuesOf = (name: string) =>
    lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
  const length = Number(valuesOf("content-length")[0] ?? 0);
  const body = text.slice(end + 4);
  if (!isAll && body.length < length) return null;
  return {
    status: Number(status[1]),
    reason: shownText(status[2] ?? ""),
    challenges: valuesOf("www-authenticate"),
    body: body.slice(0, length),
  };
}

function networkFault(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return "nothing answers there in time";
  const { code = "" } = error as { code?: string };
  if (code === "ECONNREFUSED") return "nothing listens there";
  return `it cannot be reached${code === "" ? "" : ` (${code.toLowerCase()})`}`;
}
