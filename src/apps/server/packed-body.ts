import { gunzip } from "node:zlib";
import type { FastifyRequest } from "fastify";
import { Fault } from "#domain/fault/fault.ts";

/**
 * The text of a body that may have been packed with gzip. One that would be longer than `bytesMax` unpacked is refused before it is: a
 * few bytes can stand for gigabytes.
 */
export async function textOfBody(
  { headers }: Pick<FastifyRequest, "headers">,
  body: Buffer,
  { bytesMax }: { readonly bytesMax: number },
): Promise<string> {
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding === "identity") return body.toString("utf8");
  if (encoding !== "gzip") throw new Fault("request/unreadable", "the body is packed with something else than gzip");
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  gunzip(body, { maxOutputLength: bytesMax }, (error, unpacked) => {
    if (!error) return resolve(unpacked.toString("utf8"));
    const isTooLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    reject(
      isTooLarge
        ? new Fault("request/too-large", `the body is longer than ${bytesMax} bytes unpacked`, { cause: error })
        : new Fault("request/unreadable", "the body is not what gzip packs", { cause: error }),
    );
  });
  return await promise;
}
