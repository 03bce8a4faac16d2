import { createHash, createHmac } from "node:crypto";
import { type ClientRequest, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type CueEvent, cueBody } from "#domain/cues/cue-event.ts";
import { CUES_WAITING_MAX, cueRetryMs, outcomeOfStatus } from "#domain/cues/cue-retry.ts";
import { Fault } from "#domain/fault/fault.ts";
import { lookupReachable, webhookUrl } from "./reachable-address.ts";

/** What became of the events that were to be sent. */
export type WebhookState = {
  readonly waiting: number;
  readonly delivered: number;
  readonly givenUp: number;
  /** Why the last try failed; null where it did not. */
  readonly problem: string | null;
};

/** Calls an address of the shop's own for each event, as long as it is open. */
export type Webhook = {
  /** Takes an event to be sent, and returns at once. */
  send(event: CueEvent): void;
  state(): WebhookState;
  /** Waits a little for what is on its way; the rest is given up. */
  [Symbol.asyncDispose](): Promise<void>;
};

/** An answer that takes longer is a failure. */
const ANSWER_MS_MAX = 10_000;
/** How long closing waits for calls that are on their way. */
const CLOSING_MS_MAX = 3000;
/** A shorter secret could be guessed. */
export const WEBHOOK_SECRET_LENGTH_MIN = 16;
const ID_LENGTH = 32;
const SIGNATURE_HEADER = "Lintel-Signature";

type Waiting = {
  readonly event: CueEvent;
  readonly body: string;
  readonly sinceMs: number;
  failures: number;
  timer: NodeJS.Timeout | null;
  request: ClientRequest | null;
};

/**
 * Posts each event as JSON, signed with a secret: `Lintel-Signature: t=SECONDS,v1=HEX`, HMAC-SHA256 over the seconds, a dot and the body.
 * It is sent again, slower each time, until it is too old to call anybody; then it is given up and counted. It may arrive twice, under
 * the same `id`. Redirections are not followed, and addresses at which machines tell about themselves are never called.
 */
export function openWebhook(
  {
    url: address,
    secret,
    retryFirstMs,
  }: { readonly url: string; readonly secret: string; readonly retryFirstMs?: number },
  {
    nowMs,
    chance = Math.random,
    onGivenUp,
  }: {
    readonly nowMs: () => number;
    readonly chance?: () => number;
    readonly onGivenUp: (event: CueEvent, why: string) => void;
  },
): Webhook {
  const url = webhookUrl(address);
  if (secret.length < WEBHOOK_SECRET_LENGTH_MIN)
    throw new Fault(
      "cue/misconfigured",
      `the secret of the webhook has fewer than ${WEBHOOK_SECRET_LENGTH_MIN} letters`,
    );
  const waiting = new Set<Waiting>();
  let [delivered, givenUp] = [0, 0];
  let problem: string | null = null;
  let isClosing = false;
  let onEmpty = () => {};

  const settle = (one: Waiting) => {
    if (one.timer) clearTimeout(one.timer);
    waiting.delete(one);
    if (waiting.size === 0) onEmpty();
  };
  const giveUp = (one: Waiting, why: string) => {
    givenUp += 1;
    settle(one);
    one.request?.destroy();
    onGivenUp(one.event, why);
  };
  const fail = (one: Waiting, why: string, mayRetry: boolean) => {
    if (!waiting.has(one)) return;
    problem = why;
    one.failures += 1;
    const ageMs = nowMs() - one.sinceMs;
    const again = mayRetry && !isClosing ? { failures: one.failures, ageMs, chance: chance() } : null;
    const waitMs = again && cueRetryMs(retryFirstMs === undefined ? again : { ...again, firstMs: retryFirstMs });
    if (waitMs === null) giveUp(one, why);
    else one.timer = setTimeout(() => post(one), waitMs);
  };
  const post = (one: Waiting) => {
    one.timer = null;
    const request = call(url, one.body, signatureOf(secret, Math.floor(nowMs() / 1000), one.body), (error, status) => {
      one.request = null;
      const outcome = status === null ? "again" : outcomeOfStatus(status);
      if (outcome !== "delivered") {
        // A forbidden address stays one; everything else of the network may pass.
        fail(
          one,
          status === null ? problemText(error) : `it answered ${status}`,
          outcome === "again" && !(error instanceof Fault),
        );
        return;
      }
      if (!waiting.has(one)) return;
      delivered += 1;
      problem = null;
      settle(one);
    });
    one.request = request;
  };

  return {
    send(event) {
      const id = createHash("sha256").update(JSON.stringify(event)).digest("hex").slice(0, ID_LENGTH);
      const one: Waiting = {
        event,
        body: cueBody(event, id),
        sinceMs: nowMs(),
        failures: 0,
        timer: null,
        request: null,
      };
      const [oldest] = waiting;
      if (oldest && waiting.size >= CUES_WAITING_MAX) giveUp(oldest, `more than ${CUES_WAITING_MAX} wait`);
      waiting.add(one);
      post(one);
    },
    state: () => ({ waiting: waiting.size, delivered, givenUp, problem }),
    async [Symbol.asyncDispose]() {
      isClosing = true;
      for (const one of [...waiting]) if (one.timer) giveUp(one, "Lintel was ended");
      if (waiting.size === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      onEmpty = resolve;
      const timer = setTimeout(() => {
        for (const one of [...waiting]) giveUp(one, "Lintel was ended");
      }, CLOSING_MS_MAX);
      await promise;
      clearTimeout(timer);
    },
  };
}

/** Posts a body once, signed as events are; a fault where it did not arrive. */
export async function postSigned(
  { url: address, secret }: { readonly url: string; readonly secret: string },
  body: string,
  nowMs: number,
): Promise<void> {
  const url = webhookUrl(address);
  const { promise, resolve } = Promise.withResolvers<readonly [error: unknown, status: number | null]>();
  call(url, body, signatureOf(secret, Math.floor(nowMs / 1000), body), (error, status) => resolve([error, status]));
  const [error, status] = await promise;
  if (status === null || outcomeOfStatus(status) !== "delivered")
    throw new Fault(
      "report/undelivered",
      `\`${url.host}\` did not take it: ${status === null ? problemText(error) : `it answered ${status}`}`,
    );
}

/** The signature of a body at a time, as a receiver makes it anew to compare. */
export function signatureOf(secret: string, atSeconds: number, body: string): string {
  const mac = createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex");
  return `t=${atSeconds},v1=${mac}`;
}

/** Calls once; answers the status, or why there was none. */
function call(
  url: URL,
  body: string,
  signature: string,
  answer: (error: unknown, status: number | null) => void,
): ClientRequest {
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  let isAnswered = false;
  const once = (error: unknown, status: number | null) => {
    if (!isAnswered) answer(error, status);
    isAnswered = true;
  };
  const request = send(
    url,
    {
      method: "POST",
      agent: false,
      lookup: lookupReachable,
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
      headers: {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(body),
        "User-Agent": "Lintel",
        [SIGNATURE_HEADER]: signature,
      },
    },
    (response) => {
      once(null, response.statusCode ?? 0);
      // What it says beyond its status is not read.
      response.destroy();
    },
  );
  request.on("error", (error) => once(error, null));
  request.end(body);
  return request;
}

function problemText(error: unknown): string {
  if (error instanceof Fault) return error.detail;
  const { code, name } = error as { code?: string; name?: string };
  if (name === "AbortError" || code === "ABORT_ERR" || name === "TimeoutError") return "it did not answer in time";
  return `it could not be reached (${code ?? "the connection ended"})`;
}
