import { z } from "zod";
import { SHARED_VIEWS, type Share } from "#adapters/store/shares.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { newId, newToken, tokenHash } from "#apps/server/tokens.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { Fault } from "#domain/fault/fault.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { byOf } from "./stores.ts";
import { daysAsked } from "./totals.ts";

/** Stores of one link. */
const STORES_MAX = 200;
/** The days that are shown, and up to three that they are compared with. */
const PERIODS_MAX = 4;
/** How long a link is good for. */
const SHARE_DAYS = { min: 1, default: 30, max: 365 } as const;
const DAY_MS = 86_400_000;

export const Period = z.object({ from: z.iso.date(), to: z.iso.date() });

const ShareAnswer = z.object({
  share: z.string(),
  stores: z.array(z.string()),
  what: z.enum(SHARED_VIEWS),
  periods: z.array(Period),
  compare: z.string().nullable(),
  createdMs: z.int(),
  expiresMs: z.int(),
});

/** Links by which somebody without a login is shown figures, and nothing else. */
export function addShareRoutes({ parts, add }: Router): void {
  const { shares } = parts.store;

  add(
    "GET /api/v1/shares",
    { summary: "Your links that are still good", tag: "shares", answer: z.object({ shares: z.array(ShareAnswer) }) },
    async ({ asker }) => ({ shares: (await shares.listOf(byOf(asker), parts.nowMs())).map(answerOf) }),
  );

  add(
    "POST /api/v1/shares",
    {
      summary:
        "Make a link that shows figures of stores of your own to whoever has it. It is told once; it ends with your account, and when you " +
        "lose one of the stores",
      tag: "shares",
      body: z
        .strictObject({
          stores: z.array(Id).min(1).max(STORES_MAX),
          what: z.enum(SHARED_VIEWS),
          periods: z
            .array(z.strictObject({ from: z.iso.date(), to: z.iso.date() }))
            .max(PERIODS_MAX)
            .default([])
            .describe("of traffic: the days that are shown, then those that they are compared with; none of today"),
          compare: z
            .string()
            .regex(/^[a-z-]{1,40}$/)
            .nullable()
            .default(null)
            .describe("what a page calls the comparison; told again, and not looked at"),
          days: z.int().min(SHARE_DAYS.min).max(SHARE_DAYS.max).default(SHARE_DAYS.default),
        })
        .refine(({ what, periods }) => (what === "traffic") === periods.length > 0, {
          path: ["periods"],
          message: "traffic has one at least, and today none",
        }),
      answer: ShareAnswer.extend({ token: z.string(), path: z.string().describe("of the page") }),
    },
    async ({ asker, body: { stores, what, periods, compare, days } }) => {
      // What a franchise shares with the chain is not the chain's to show to others.
      for (const id of stores) ownStore(parts, asker, id);
      for (const period of periods) daysAsked({ span: "hour", ...period });
      const createdMs = parts.nowMs();
      const share: Share = {
        shareId: newId("share"),
        accountId: byOf(asker),
        storeIds: [...new Set(stores)],
        what,
        query: { periods, compare },
        createdMs,
        expiresMs: createdMs + days * DAY_MS,
      };
      const token = newToken();
      if ((await shares.create({ ...share, tokenHash: tokenHash(token) })) === "too-many")
        throw new Fault("access/too-many-links", "you have as many links as an account may have");
      return { ...answerOf(share), token, path: `/share/${token}` };
    },
  );

  add(
    "DELETE /api/v1/shares/:share",
    {
      summary: "End one of your links",
      tag: "shares",
      params: z.object({ share: z.string() }),
      answer: z.object({ ended: z.string() }),
    },
    async ({ asker, params: { share } }) => {
      if (!(await shares.end(share, byOf(asker)))) throw nothingThere();
      return { ended: share };
    },
  );
}

function answerOf({ shareId, storeIds, what, query: { periods, compare }, createdMs, expiresMs }: Share) {
  return { share: shareId, stores: [...storeIds], what, periods: [...periods], compare, createdMs, expiresMs };
}
