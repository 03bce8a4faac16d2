import { createHash, timingSafeEqual } from "node:crypto";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { Fault, type FaultCode } from "#domain/fault/fault.ts";

/** What became of a message that was pushed: how many readings count, and what of it was not read. */
export type PushAnswer = {
  readonly accepted: number;
  readonly repeated: number;
  readonly dropped: Readonly<Record<string, number>>;
  readonly refused: Readonly<Record<string, number>>;
};

/** A receiver of counts that sensors push, for as long as it is open. */
export type PushReceiver = { readonly port: number; [Symbol.asyncDispose](): Promise<void> };

/** Sensors that may push at the same time; more are not let in. */
export const CONNECTIONS_MAX = 256;
/** A sensor that takes longer to send its message is cut off. */
export const REQUEST_MS_MAX = 10_000;
/** A shorter key could be guessed. */
export const KEY_LENGTH_MIN = 16;
const KEY_LENGTH_MAX = 200;
const NAME_LENGTH_MAX = 100;
const CONNECTION_IDLE_MS_MAX = 60_000;

const ANY_CONTENT = "application/octet-stream";

const STATUS_BY_FAULT: Partial<Record<FaultCode, number>> = {
  "sensor/key-missing": 401,
  "sensor/unknown": 404,
  "sensor/too-large": 413,
  "sensor/face-counting": 422,
  "sensor/not-permitted": 403,
};
const STATUS_OF_OTHER_FAULTS = 400;
const STATUS_TOO_LARGE = 413;
const STATUS_ACCEPTED = 202;

type Addressed = { Params: { sensor: string }; Querystring: { key?: unknown } };

/**
 * Receives `POST /sensors/NAME` with the sensor's key, and answers what `onMessage` makes of the text; a fault that it
 * throws is answered with its code and its remedy. Nobody without a key is read, and nobody learns which sensors there are:
 * a name that is unknown and a key that is wrong get the same answer, in the same time.
 * LIMIT: it speaks HTTP. Off this machine it belongs behind a proxy that speaks HTTPS, or the keys can be read on the way.
 */
export async function openPushReceiver({
  host = "127.0.0.1",
  port = 0,
  keys,
  bytesMax,
  onMessage,
}: {
  readonly host?: string;
  /** 0 for one that is free. */
  readonly port?: number;
  readonly keys: ReadonlyMap<string, string>;
  readonly bytesMax: number;
  readonly onMessage: (sensor: string, text: string) => PushAnswer;
}): Promise<PushReceiver> {
  const digests = new Map([...keys].map(([sensor, key]) => [sensor, digestOf(checkedKey(sensor, key))]));
  const nobody = digestOf("");

  const server = Fastify({
    bodyLimit: bytesMax,
    requestTimeout: REQUEST_MS_MAX,
    connectionTimeout: CONNECTION_IDLE_MS_MAX,
    keepAliveTimeout: CONNECTION_IDLE_MS_MAX,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: NAME_LENGTH_MAX },
    // The framework would repeat the address, which may hold a key.
    frameworkErrors: (_error, _request, reply) => answerFault(reply, unknownSensor()),
  });
  server.server.maxConnections = CONNECTIONS_MAX;

  // Counters name all kinds of content types, wrong ones, or none: what it is shows when it is read.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(ANY_CONTENT, { parseAs: "buffer" }, (_request, body, done) => done(null, body));

  // Before the body is read: who has no key cannot make us read anything.
  const letIn = async (request: FastifyRequest<Addressed>) => {
    const key = keyOf(request);
    if (key === null) throw new Fault("sensor/key-missing", "the message came without a key");
    const digest = digests.get(request.params.sensor);
    const isTheirs = timingSafeEqual(digestOf(key), digest ?? nobody);
    if (digest === undefined || !isTheirs) throw unknownSensor();
    request.raw.headers["content-type"] = ANY_CONTENT;
  };
  server.post<Addressed>("/sensors/:sensor", { onRequest: letIn }, async (request, reply) => {
    const text = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
    const { accepted, repeated, dropped, refused } = onMessage(request.params.sensor, text);
    return reply.code(STATUS_ACCEPTED).send({ accepted, repeated, dropped, refused });
  });
  server.setNotFoundHandler((_request, reply) => answerFault(reply, unknownSensor()));
  server.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    if (error instanceof Fault) return answerFault(reply, error);
    if (error.statusCode === STATUS_TOO_LARGE)
      return answerFault(reply, new Fault("sensor/too-large", `the message is longer than ${bytesMax} bytes`));
    if (error.statusCode !== undefined && error.statusCode < 500)
      return answerFault(reply, new Fault("sensor/unreadable", "the request is not one of HTTP that can be read"));
    // A bug, which ends the process; the sensor is told nothing of it.
    process.nextTick(() => {
      throw error;
    });
    return reply.code(500).send();
  });

  try {
    await server.listen({ host, port });
  } catch (cause) {
    await server.close();
    throw new Fault("sensor/port", `pushed counts cannot be received at \`${host}:${port}\``, { cause });
  }
  const address = server.server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    [Symbol.asyncDispose]: () => server.close(),
  };
}

function unknownSensor(): Fault {
  return new Fault("sensor/unknown", "there is no such sensor, or this is not its key");
}

function answerFault(reply: FastifyReply, { code, detail, remedy }: Fault): FastifyReply {
  return reply.code(STATUS_BY_FAULT[code] ?? STATUS_OF_OTHER_FAULTS).send({ code, detail, remedy });
}

/** The key from the header or, where a counter can only be given an address, from the query; null where there is none. */
function keyOf({ headers, query }: FastifyRequest<Addressed>): string | null {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? "") ?? [];
  const key = bearer ?? query.key;
  return typeof key === "string" && key !== "" && key.length <= KEY_LENGTH_MAX ? key : null;
}

/** Of equal length, so that they can be compared in constant time. */
function digestOf(key: string): Buffer {
  return createHash("sha256").update(key).digest();
}

function checkedKey(sensor: string, key: string): string {
  if (key.length >= KEY_LENGTH_MIN && key.length <= KEY_LENGTH_MAX && /^[!-~]+$/.test(key)) return key;
  throw new Fault(
    "sensor/misconfigured",
    `the key of \`${sensor}\` should have ${KEY_LENGTH_MIN} to ${KEY_LENGTH_MAX} letters and digits, without spaces`,
  );
}
