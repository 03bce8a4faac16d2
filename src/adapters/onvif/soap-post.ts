import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { request as httpsRequest } from "node:https";
import { Fault } from "#domain/fault/fault.ts";
import { type Challenge, readChallenge } from "./login.ts";
import { ANSWER_BYTES_MAX, elementAt, namespacesIn, readXml, shownText, textAt, type Xml } from "./xml-answer.ts";

/** How long a device may take for one answer; small cameras take a second. */
export const ANSWER_MS_MAX = 6000;
/** Causes within causes of a fault that are read. */
const SUBCODES_MAX = 8;

/** Where something is asked for. */
export type Endpoint = {
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  readonly path: string;
};

/** What became of a question. What the network did is told apart from what the device said. */
export type SoapAnswer =
  | {
      readonly kind: "answer";
      readonly body: Xml;
      /** The namespaces that it declares; makers' own are among them. */
      readonly namespaces: readonly string[];
      readonly dateMs: number | null;
    }
  /** The login is missing, wrong, too old, or not enough. */
  | {
      readonly kind: "refused";
      readonly challenge: Challenge | null;
      /** The device says that it is a matter of time. */
      readonly isExpired: boolean;
      readonly dateMs: number | null;
    }
  | {
      readonly kind: "fault";
      readonly subcodes: readonly string[];
      readonly reason: string;
      readonly dateMs: number | null;
    }
  /** Something is there, and it does not speak ONVIF. */
  | { readonly kind: "foreign"; readonly why: string }
  | { readonly kind: "unreachable"; readonly why: string };

/** Subcodes by which devices refuse a login (ONVIF Core, 5.11.2.1; WS-Security 1.1, section 12). */
const REFUSALS: readonly string[] = [
  "NotAuthorized",
  "FailedAuthentication",
  "FailedCheck",
  "InvalidSecurity",
  "InvalidSecurityToken",
  "SecurityTokenUnavailable",
  "MessageExpired",
];
const UNREACHABLE: readonly string[] = [
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "EHOSTDOWN",
  "ENETUNREACH",
  "ENETDOWN",
  "ETIMEDOUT",
  "EADDRNOTAVAIL",
  "EACCES",
];

/**
 * Asks one question by SOAP 1.2 over HTTP, on a connection of its own: small cameras close those that are used again. A
 * redirection is not followed, because a login must not go to another host.
 * LIMIT: the certificate of a device is not checked; devices sign their own. The password itself is never sent.
 * @throws Fault `onvif/unreadable` where the answer is beyond a limit
 */
export async function postSoap(
  endpoint: Endpoint,
  {
    body,
    header = "",
    authorization,
    signal,
  }: {
    readonly body: string;
    readonly header?: string;
    readonly authorization?: string | undefined;
    readonly signal: AbortSignal;
  },
): Promise<SoapAnswer> {
  const envelope = `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
  const headers = {
    "Content-Type": "application/soap+xml; charset=utf-8",
    "Content-Length": Buffer.byteLength(envelope),
    Connection: "close",
    ...(authorization === undefined ? {} : { Authorization: authorization }),
  };
  try {
    return readAnswer(await exchange(endpoint, { headers, envelope, signal }));
  } catch (error) {
    if (error instanceof Fault) throw error;
    return networkAnswer(error, endpoint);
  }
}

type HttpAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly challenges: readonly string[];
  readonly text: string;
};

function exchange(
  { host, port, isSecure, path }: Endpoint,
  {
    headers,
    envelope,
    signal,
  }: { readonly headers: Record<string, string | number>; readonly envelope: string; readonly signal: AbortSignal },
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const request = isSecure ? httpsRequest : httpRequest;
    const sent = request(
      {
        host,
        port,
        path,
        method: "POST",
        headers,
        agent: false,
        // One deadline for all: a timeout of the socket alone would be set back by every byte that trickles in.
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
        ...(isSecure ? { rejectUnauthorized: false } : {}),
      },
      (answer) => {
        const pieces: Buffer[] = [];
        let bytes = 0;
        answer.on("data", (piece: Buffer) => {
          bytes += piece.length;
          if (bytes <= ANSWER_BYTES_MAX) return void pieces.push(piece);
          sent.destroy(new Fault("onvif/unreadable", `the answer is longer than ${ANSWER_BYTES_MAX} bytes`));
        });
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            challenges: answer.headersDistinct["www-authenticate"] ?? [],
            text: Buffer.concat(pieces).toString("utf8"),
          }),
        );
      },
    );
    sent.on("error", reject);
    sent.end(envelope);
  });
}

function readAnswer({ status, headers, challenges, text }: HttpAnswer): SoapAnswer {
  const atMs = Date.parse(headers.date ?? "");
  const dateMs = Number.isNaN(atMs) ? null : atMs;
  const envelope = elementAt(readXml(text) ?? {}, "Envelope");
  const body = envelope && elementAt(envelope, "Body");
  const fault = body && elementAt(body, "Fault");
  const { subcodes, reason } = fault ? readFault(fault) : { subcodes: [], reason: "" };
  const isRefusal = status === 401 || status === 403 || subcodes.some((code) => REFUSALS.includes(code));
  if (isRefusal)
    return {
      kind: "refused",
      challenge: readChallenge(challenges),
      isExpired: subcodes.includes("MessageExpired") || /\b(expired|time ?stamp|too old|clock)\b/i.test(reason),
      dateMs,
    };
  if (fault) return { kind: "fault", subcodes, reason, dateMs };
  if (body && status === 200) return { kind: "answer", body, namespaces: namespacesIn(text), dateMs };
  if (/^https:/i.test(headers.location ?? "")) return { kind: "foreign", why: "it wants to be asked by HTTPS" };
  return {
    kind: "foreign",
    why: status === 200 ? "what it answers is no message of ONVIF" : `it answers HTTP ${status}`,
  };
}

/** SOAP 1.2, section 5.4; and the older 1.1, which some devices answer with. */
function readFault(fault: Xml): { subcodes: string[]; reason: string } {
  const subcodes: string[] = [textAt(fault, "faultcode")];
  let code = elementAt(fault, "Code");
  while (code && subcodes.length < SUBCODES_MAX) {
    subcodes.push(textAt(code, "Value"));
    code = elementAt(code, "Subcode");
  }
  return {
    subcodes: subcodes.map((name) => name.replace(/^.*:/, "")).filter((name) => name !== ""),
    reason: shownText(textAt(fault, "Reason", "Text") || textAt(fault, "faultstring")),
  };
}

function networkAnswer(error: unknown, { host, port }: Endpoint): SoapAnswer {
  const { name = "", code = "" } = error as { name?: string; code?: string };
  const cause = (error as { cause?: { name?: string } }).cause?.name;
  if (name === "TimeoutError" || name === "AbortError" || cause === "TimeoutError")
    return { kind: "unreachable", why: `\`${host}\` does not answer at port ${port}` };
  if (UNREACHABLE.includes(code))
    return { kind: "unreachable", why: `\`${host}\` cannot be reached (${code.toLowerCase()})` };
  if (code === "ECONNREFUSED") return { kind: "foreign", why: "nothing listens there" };
  return { kind: "foreign", why: "what answers there does not speak as a device of ONVIF does" };
}
