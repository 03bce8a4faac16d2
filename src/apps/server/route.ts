import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Asker, mayEnter } from "#domain/access/asker.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { Fault } from "#domain/fault/fault.ts";
import { ACCESS, type RouteName } from "./access-table.ts";
import { type Credentials, credentialsOf, refuseForgery } from "./credentials.ts";
import type { ServerParts } from "./server-parts.ts";

/** What a route is asked, parsed, and by whom. */
export type Asked<Params, Query, Body> = {
  readonly asker: Asker;
  readonly credentials: Credentials;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** What stands in the API's description, and what is parsed before the route answers. */
type Form<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  readonly summary: string;
  readonly tag: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** The answer holds this and nothing else; without it the route answers by itself. */
  readonly answer?: z.ZodType;
  /** 200 where nothing is said. */
  readonly status?: 200 | 201 | 202 | 204;
  readonly bodyBytesMax?: number;
  /** Of one address, where that is fewer than of all routes together. */
  readonly requestsPerMinuteMax?: number;
};

export const ErrorAnswer = z
  .object({ code: z.string(), detail: z.string(), remedy: z.string() })
  .describe("what is wrong, and what to do about it");

/** Adds routes to a server, each at its place in the access table. */
export type Router = {
  readonly parts: ServerParts;
  add<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
    name: RouteName,
    form: Form<P, Q, B>,
    answer: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>) => Promise<unknown>,
  ): void;
  /** Asks a route that is open to anybody, in the name of whoever asks now: their measure of requests, and none of their rights. */
  askAsNobody(path: string, request: FastifyRequest): Promise<{ readonly status: number; readonly text: string }>;
  /** Ends the program where a route of the table was forgotten: that is a bug. */
  assertComplete(): void;
};

/**
 * Parses, asks who it is and whether they may, and answers. Whoever shows nothing is asked to log in; whoever shows something
 * false is told what they would be told if nothing were there.
 */
export function openRouter(app: FastifyInstance, parts: ServerParts): Router {
  const added = new Set<string>();
  return {
    parts,
    add(
      name,
      { summary, tag, params, query, body, answer: answerForm, status = 200, bodyBytesMax, requestsPerMinuteMax },
      answer,
    ) {
      added.add(name);
      const [method, path] = name.split(" ") as ["GET", string];
      const door = ACCESS[name];
      const isOpen = (door as readonly string[]).includes("nobody");
      app.route({
        method,
        url: path,
        ...(bodyBytesMax !== undefined && { bodyLimit: bodyBytesMax }),
        ...(requestsPerMinuteMax !== undefined && {
          config: { rateLimit: { max: requestsPerMinuteMax, timeWindow: MINUTE_MS } },
        }),
        schema: {
          summary,
          tags: [tag],
          ...(params && { params }),
          ...(query && { querystring: query }),
          ...(body && { body }),
          // Who holds a link shows it in the path, and nothing besides.
          ...(!isOpen && !path.includes("/:token") && { security: [{ key: [] }, { cookie: [] }] }),
          ...(answerForm && { response: { [status]: answerForm, "4xx": ErrorAnswer } }),
          ...(!path.startsWith("/api/") && { hide: true }),
        } as object,
        // After the measure of requests, which counts those too that are refused, and before any body is read.
        preParsing: async (request: FastifyRequest) => {
          const credentials = await credentialsOf(parts, request);
          letIn(credentials, door, isOpen);
          if (!isOpen) refuseForgery(request, credentials.session);
          request.credentials = credentials;
        },
        handler: async (request, reply) => {
          const { credentials } = request;
          reply.code(status);
          const { asker } = credentials!;
          return await answer({
            asker,
            credentials: credentials!,
            params: request.params as never,
            query: request.query as never,
            body: request.body as never,
            request,
            reply,
          });
        },
      });
    },
    async askAsNobody(path, { ip }) {
      const { statusCode, body } = await app.inject({ url: path, remoteAddress: ip });
      return { status: statusCode, text: body };
    },
    assertComplete() {
      const missing = Object.keys(ACCESS).filter((name) => !added.has(name));
      if (missing.length > 0) throw new Error(`routes of the access table that nobody added: ${missing.join(", ")}`);
    },
  };
}

function letIn({ asker, isFalse }: Credentials, door: (typeof ACCESS)[RouteName], isOpen: boolean): void {
  if (isOpen) return;
  if (isFalse) throw nothingThere();
  if (asker.kind === "nobody") throw new Fault("access/login-needed", "nobody is logged in, and no key was sent");
  if (!mayEnter(asker, door)) throw new Fault("access/not-allowed", "this is not for your role, or your key's scopes");
}

/** The one answer to whoever asks for what is not there, and for what is not theirs. */
export function nothingThere(): Fault {
  return new Fault("access/nothing-there", "there is nothing here, or nothing that you may see");
}

declare module "fastify" {
  interface FastifyRequest {
    credentials?: Credentials;
  }
}
