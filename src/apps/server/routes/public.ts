import { randomBytes } from "node:crypto";
import { z } from "zod";
import { languageAsked, publicPage } from "#apps/server/public-page.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { type PublicNotice, publicNotice } from "#domain/signs/public-notice.ts";
import { standingOf } from "#domain/signs/standing.ts";
import { StoreParams } from "./stores.ts";

/** Of one address: people who walk past one after another, behind one router of a mall. */
const PAGES_PER_MINUTE_MAX = 120;
/** A longer checkpoint is none. */
const CHECKPOINT_CHARACTERS_MAX = 4000;
const LANGUAGE_LENGTH_MAX = 20;
const CHECKPOINT = "/api/v1/ledger/checkpoint";

const Text = z.object({
  title: z.string(),
  sections: z.array(z.object({ field: z.string(), label: z.string(), text: z.string() })),
  rules: z.array(z.object({ row: z.string(), instrument: z.string(), article: z.string() })),
});
const PublicAnswer = z.object({
  store: z.string(),
  name: z.string(),
  controller: z.string(),
  isSimulated: z.boolean(),
  runs: z.array(z.string()),
  since: z.string().nullable().describe("the day from which it runs, where that is stated"),
  asOf: z.string(),
  rightsPath: z.string().nullable().describe("where consent is taken back; null where nobody is asked for any"),
  text: z.object({ en: Text, zh: Text, fr: Text, ko: Text }),
});

/** What anybody may know of a store: the page behind the code on its sign. */
export function addPublicRoutes({ parts, add, askAsNobody }: Router): void {
  const noticeOf = (storeId: string): PublicNotice => {
    const loaded = parts.keeper.current?.loaded;
    const shop = loaded?.deployment.stores.find(({ id }) => id === storeId);
    if (!loaded || !shop) throw nothingThere();
    const at = storeDay(parts.nowMs(), shop.time_zone);
    const { decisions } = judge({ ...loaded.deployment, stores: [shop] }, loaded.book, at, loaded.paperFault);
    const standing = standingOf(loaded.deployment, shop, decisions, at);
    return publicNotice(standing, { decisions, laws: loaded.book.laws, at });
  };

  add(
    "GET /api/v1/public/:store",
    {
      summary:
        "What runs at a store today, by which rules, how long things are kept, and whom to ask, in four languages",
      tag: "public",
      params: StoreParams,
      answer: PublicAnswer,
      requestsPerMinuteMax: PAGES_PER_MINUTE_MAX,
    },
    async ({ params: { store }, reply }) => {
      reply.header("cache-control", "no-store");
      return noticeOf(store);
    },
  );

  add(
    "GET /s/:store",
    {
      summary: "The page behind the code on a store's sign",
      tag: "pages",
      params: StoreParams,
      query: z.object({ lang: z.string().max(LANGUAGE_LENGTH_MAX).optional() }),
      requestsPerMinuteMax: PAGES_PER_MINUTE_MAX,
    },
    async ({ params: { store }, query: { lang }, request, reply }) => {
      const notice = noticeOf(store);
      const nonce = randomBytes(16).toString("base64url");
      const language = languageAsked(lang, request.headers["accept-language"]);
      const { status, text } = await askAsNobody(CHECKPOINT, request);
      const checkpoint = status === 200 && text.length <= CHECKPOINT_CHARACTERS_MAX ? text : null;
      const policy = String(reply.getHeader("content-security-policy") ?? "").replace(
        "style-src 'self'",
        `style-src 'nonce-${nonce}'`,
      );
      return reply
        .header("content-security-policy", policy)
        .header("cache-control", "no-store")
        .header("vary", "accept-language")
        .type("text/html; charset=utf-8")
        .send(publicPage(notice, { language, nonce, checkpoint }));
    },
  );
}
