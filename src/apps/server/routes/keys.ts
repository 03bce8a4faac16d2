import { z } from "zod";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { newId, newToken, tokenHash } from "#apps/server/tokens.ts";
import { type Asker, KEY_SCOPES, reachesAll } from "#domain/access/asker.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { controllerOf, refuseBeyond } from "./accounts.ts";

const STORES_MAX = 5000;

const KeyAnswer = z.object({
  key: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(KEY_SCOPES)),
  stores: z.array(z.string()).nullable(),
  createdMs: z.int(),
  usedMs: z.int().nullable(),
  revokedMs: z.int().nullable(),
});

/** Keys for programs: each for some things, and for some stores. */
export function addKeyRoutes({ parts, add }: Router): void {
  const { keys } = parts.store;
  const ownKeys = async (asker: Asker) =>
    (await keys.list()).filter(
      ({ controller, storeIds }) => controller === controllerOf(asker) && reachesAll(asker, storeIds),
    );

  add(
    "GET /api/v1/keys",
    { summary: "Keys of programs", tag: "keys", answer: z.object({ keys: z.array(KeyAnswer) }) },
    async ({ asker }) => {
      const own = await ownKeys(asker);
      return {
        keys: own.map(({ keyId, storeIds, name, scopes, createdMs, usedMs, revokedMs }) => {
          return { key: keyId, name, scopes, stores: storeIds, createdMs, usedMs, revokedMs };
        }),
      };
    },
  );

  add(
    "POST /api/v1/keys",
    {
      summary: "Make a key; it is told once",
      tag: "keys",
      body: z.strictObject({
        name: z.string().min(1).max(100),
        scopes: z.array(z.enum(KEY_SCOPES)).min(1),
        stores: z.array(Id).max(STORES_MAX).nullable().default(null).describe("null: all"),
      }),
      answer: z.object({ key: z.string(), token: z.string().describe("send it as `Authorization: Bearer …`") }),
    },
    async ({ asker, body: { name, scopes, stores } }) => {
      refuseBeyond(asker, stores);
      const token = newToken("lintel_key_");
      const keyId = newId("key");
      await keys.create({
        keyId,
        name,
        scopes: [...new Set(scopes)],
        storeIds: stores,
        controller: controllerOf(asker),
        createdMs: parts.nowMs(),
        createdBy: asker.kind === "account" ? asker.id : "",
        tokenHash: tokenHash(token),
      });
      return { key: keyId, token };
    },
  );

  add(
    "DELETE /api/v1/keys/:key",
    {
      summary: "Revoke a key",
      tag: "keys",
      params: z.object({ key: z.string() }),
      answer: z.object({ revoked: z.string() }),
    },
    async ({ asker, params: { key } }) => {
      const isOwn = (await ownKeys(asker)).some(({ keyId }) => keyId === key);
      if (!isOwn || !(await keys.revoke(key, parts.nowMs()))) throw nothingThere();
      return { revoked: key };
    },
  );
}
