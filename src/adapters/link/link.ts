import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { z } from "zod";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";
import { hostKind } from "#domain/reach/host-kind.ts";
import {
  ChallengeAnswer,
  Configuration,
  EnrolAnswer,
  LINK_CONFIGURATION_BYTES_MAX,
  LINK_MESSAGE_BYTES_MAX,
  LINK_PATH,
  LinkError,
  ORDERS_QUERY,
  RecordsAnswer,
  SceneAnswer,
  type SceneRequest,
  SessionAnswer,
  StatusAnswer,
  type StatusRequest,
} from "#domain/wire/agent-link.ts";
import type { LinkRecord } from "#domain/wire/agent-record.ts";
import type { Identity } from "./identity.ts";

/** What an agent asks of its server. Whatever keeps it from an answer is a fault; `RetryLater` says how long to wait. */
export type Link = Disposable & {
  enrol(code: string): Promise<void>;
  sendRecords(records: readonly LinkRecord[]): Promise<RecordsAnswer>;
  sendStatus(status: StatusRequest): Promise<StatusAnswer>;
  /** Whether it was taken: a picture that nobody waits for any more is not. */
  sendScene(scene: SceneRequest): Promise<SceneAnswer>;
  pullConfiguration(): Promise<Configuration>;
};

/** A server that does not answer for so long is away. */
export const ANSWER_MS_MAX = 20_000;
const TOO_MUCH_STATUS = 413;
const BUSY_STATUSES = new Set([408, TOO_MUCH_STATUS, 429, 500, 502, 503, 504, 507]);
/** The codes that a server may answer with, and that mean something to an agent. */
const KNOWN_CODES: readonly FaultCode[] = [
  "link/refused",
  "link/revoked",
  "link/enrolment-code",
  "link/nothing-deployed",
];

/**
 * Opens the way to a server. HTTP goes to this machine only; beyond it HTTPS, by the authorities that the machine trusts or by
 * the one that is given.
 */
export function openLink({
  serverUrl,
  identity,
  ca,
}: {
  readonly serverUrl: string;
  readonly identity: Identity;
  /** In PEM. */
  readonly ca?: string | undefined;
}): Link {
  const base = baseOf(serverUrl);
  const isSecure = base.protocol === "https:";
  const connections = isSecure ? new HttpsAgent({ keepAlive: true, ca }) : new HttpAgent({ keepAlive: true });
  let token: string | null = null;
  const inFlight = new Set<ClientRequest>();

  const send = (path: string, { method, type, body, bearer }: Sent, bytesMax: number): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const fail = (cause: Error) => reject(faultOf(cause, base));
      const headers = {
        ...(body !== undefined && { "content-type": type, "content-length": Buffer.byteLength(body) }),
        ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      };
      const url = new URL(`${base.pathname.replace(/\/$/, "")}${LINK_PATH}${path}`, base);
      const request = (isSecure ? httpsRequest : httpRequest)(url, { method, headers, agent: connections });
      inFlight.add(request);
      const patience = setTimeout(() => request.destroy(new Error("no answer in time")), ANSWER_MS_MAX);
      request.on("close", () => {
        clearTimeout(patience);
        inFlight.delete(request);
      });
      request.on("error", fail);
      request.on("response", (response) => gather(response, bytesMax).then(resolve, fail));
      request.end(body);
    });

  const parsed = <T extends z.ZodType>(answer: Answer, form: T): z.output<T> => {
    const data = jsonOf(answer.text);
    if (answer.status === 200) {
      const read = form.safeParse(data);
      if (read.success) return read.data;
      throw new Fault("link/answer", `the answer of ${base.origin} is not one of a Lintel server`);
    }
    const said = LinkError.safeParse(data);
    const detail = said.success ? `${base.origin}: ${said.data.detail}` : `${base.origin} answered ${answer.status}`;
    const known = said.success ? KNOWN_CODES.find((code) => code === said.data.code) : undefined;
    if (known) throw new Fault(known, detail);
    if (BUSY_STATUSES.has(answer.status)) throw new RetryLater(detail, answer);
    throw new Fault("link/answer", detail);
  };

  const ask = async <T extends z.ZodType>(path: string, data: unknown, form: T): Promise<z.output<T>> => {
    const sent = { method: "POST", type: "application/json", body: JSON.stringify(data), bearer: null };
    return parsed(await send(path, sent, LINK_MESSAGE_BYTES_MAX), form);
  };
  const openSession = async () => {
    const { agentId } = identity;
    if (agentId === null) throw new Fault("link/refused", "this agent is not enrolled");
    const { challenge } = await ask("/challenge", { agentId }, ChallengeAnswer);
    const answer = { agentId, challenge, signature: identity.answerTo(challenge) };
    ({ token } = await ask("/session", answer, SessionAnswer));
  };
  /** Asks in a session; one that has ended is opened anew, once. */
  const askKnown = async <T extends z.ZodType>(path: string, sent: Omit<Sent, "bearer">, form: T, bytesMax: number) => {
    if (token === null) await openSession();
    let answer = await send(path, { ...sent, bearer: token }, bytesMax);
    // A token that means nothing any more gets what everybody gets who is not known.
    if (answer.status === 401 || (answer.status === 404 && !answer.text.includes("link/"))) {
      token = null;
      await openSession();
      answer = await send(path, { ...sent, bearer: token }, bytesMax);
    }
    return parsed(answer, form);
  };

  return {
    async enrol(code) {
      const { agentId } = await ask("/enrol", { code, publicKey: identity.keyToEnrol() }, EnrolAnswer);
      identity.enrolled(agentId);
      token = null;
    },
    sendRecords(records) {
      const body = records.map((record) => `${JSON.stringify(record)}\n`).join("");
      const sent = { method: "POST", type: "application/x-ndjson", body };
      return askKnown("/records", sent, RecordsAnswer, LINK_MESSAGE_BYTES_MAX);
    },
    sendStatus(status) {
      const sent = { method: "POST", type: "application/json", body: JSON.stringify(status) };
      return askKnown(`/status?${ORDERS_QUERY}`, sent, StatusAnswer, LINK_MESSAGE_BYTES_MAX);
    },
    sendScene(scene) {
      const sent = { method: "POST", type: "application/json", body: JSON.stringify(scene) };
      return askKnown("/scene", sent, SceneAnswer, LINK_MESSAGE_BYTES_MAX);
    },
    pullConfiguration: () =>
      askKnown(
        "/configuration",
        { method: "GET", type: "", body: undefined },
        Configuration,
        LINK_CONFIGURATION_BYTES_MAX,
      ),
    [Symbol.dispose]() {
      for (const request of inFlight) request.destroy();
      connections.destroy();
    },
  };
}

/** The server answers and cannot take it now. */
export class RetryLater extends Fault {
  /** What it asked to wait; null where it asked nothing. */
  readonly retryAfterMs: number | null;
  /** It was too much at once, also for a proxy before the server. */
  readonly isTooMuch: boolean;
  constructor(detail: string, { status, retryAfterMs }: Pick<Answer, "status" | "retryAfterMs">) {
    super("link/busy", detail);
    this.retryAfterMs = retryAfterMs;
    this.isTooMuch = status === TOO_MUCH_STATUS;
  }
}

type Sent = {
  readonly method: string;
  readonly type: string;
  readonly body: string | undefined;
  readonly bearer: string | null;
};
type Answer = { readonly status: number; readonly text: string; readonly retryAfterMs: number | null };

function baseOf(serverUrl: string): URL {
  const url = URL.parse(serverUrl);
  if (!url || !["http:", "https:"].includes(url.protocol) || url.username + url.password !== "" || url.search !== "")
    throw new Fault("link/address", "the server's address is not one of HTTP");
  if (url.protocol === "http:" && hostKind(url.hostname) !== "loopback")
    throw new Fault(
      "link/insecure",
      `${url.origin} is another machine, and by HTTP everybody on the way could read along`,
    );
  return url;
}

async function gather(response: IncomingMessage, bytesMax: number): Promise<Answer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > bytesMax) {
      response.destroy();
      throw new Fault("link/answer", `an answer is longer than ${bytesMax} bytes`);
    }
    pieces.push(piece);
  }
  const seconds = Number(response.headers["retry-after"]);
  const retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
  return { status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString("utf8"), retryAfterMs };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function faultOf(cause: Error, { origin }: URL): Fault {
  if (cause instanceof Fault) return cause;
  const code = (cause as NodeJS.ErrnoException).code ?? "";
  if (/^(ERR_TLS|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|INVALID_|HOSTNAME_|ERR_SSL|ERR_OSSL|EPROTO)/.test(code))
    return new Fault("link/tls", `the certificate of ${origin} is not trusted (${code})`, { cause });
  return new Fault("link/unreachable", `${origin} cannot be reached (${code || cause.message})`, { cause });
}
