import { z } from "zod";
import { draftOf, printDraft } from "#apps/papers/print-draft.ts";
import { findSign, makeSign, printSign, SHEET_NAMES, SIGN_FORMATS } from "#apps/papers/print-sign.ts";
import type { Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { storeDay } from "#domain/calendar/store-calendar.ts";
import { draftMarkdown } from "#domain/drafts/draft.ts";
import { DRAFT_KINDS } from "#domain/drafts/draft-words.ts";
import { readLanguages } from "#domain/signs/sign-languages.ts";
import { WELCOME_LANGUAGES } from "#domain/wire/welcome.ts";
import { StoreParams } from "./stores.ts";

/** Drawing one takes half a second of the server's only thread. */
const PRINTS_PER_MINUTE_MAX = 30;
const LANGUAGES_LENGTH_MAX = 40;
const TYPES = { pdf: "application/pdf", png: "image/png", md: "text/markdown; charset=utf-8" } as const;

const Said = z.object({ en: z.string(), zh: z.string(), fr: z.string(), ko: z.string() });

/** The door sign of a store for whoever hangs it, and drafts of the papers that lie in its file. */
export function addSignRoutes({ parts, add }: Router): void {
  const signOptions = ({ time_zone }: ReturnType<typeof ownStore>) => ({
    at: storeDay(parts.nowMs(), time_zone),
    phoneUrl: parts.reach().phoneUrl,
  });

  add(
    "GET /api/v1/stores/:store/sign",
    {
      summary:
        "What the sign of a store says, by which rules, and what only a person can say yet; null where nothing may run",
      tag: "deployment",
      params: StoreParams,
      answer: z
        .object({
          rules: z.array(z.string()),
          isDraft: z.boolean().describe("it must not hang as it is"),
          url: z.string().nullable().describe("where its code leads; null: no phone has a way, and there is no code"),
          lines: z.array(z.object({ field: z.string(), isRequired: z.boolean(), text: Said.nullable() })),
          open: z.array(z.object({ field: z.string(), isRequired: z.boolean(), remedy: Said })),
        })
        .nullable(),
    },
    async ({ asker, params: { store } }) => {
      const shop = ownStore(parts, asker, store);
      return findSign(parts.keeper.current!.loaded, shop, signOptions(shop));
    },
  );

  for (const format of SIGN_FORMATS)
    add(
      `GET /api/v1/stores/:store/sign.${format}`,
      {
        summary: `The sign to print, as ${format.toUpperCase()}`,
        tag: "deployment",
        params: StoreParams,
        query: z.object({
          size: z.enum(SHEET_NAMES).default("A4"),
          languages: z.string().max(LANGUAGES_LENGTH_MAX).optional().describe("`zh,en`; without it, the place's"),
        }),
        requestsPerMinuteMax: PRINTS_PER_MINUTE_MAX,
      },
      async ({ asker, params: { store }, query: { size, languages }, reply }) => {
        const shop = ownStore(parts, asker, store);
        const sign = makeSign(parts.keeper.current!.loaded, shop, signOptions(shop));
        const file = printSign(sign, { size, format, languages: readLanguages(languages, sign.standing) });
        return reply
          .header("content-disposition", `attachment; filename="sign-${store}-${size}.${format}"`)
          .header("cache-control", "no-store")
          .type(TYPES[format])
          .send(Buffer.from(file));
      },
    );

  add(
    "GET /api/v1/stores/:store/drafts/:kind",
    {
      summary:
        "A draft of an impact assessment or a record of processing; what only a person can answer is left open at its top",
      tag: "deployment",
      params: StoreParams.extend({ kind: z.enum(DRAFT_KINDS) }),
      query: z.object({
        format: z.enum(["pdf", "md"]).default("pdf"),
        language: z.enum(WELCOME_LANGUAGES).default("en"),
      }),
      requestsPerMinuteMax: PRINTS_PER_MINUTE_MAX,
    },
    async ({ asker, params: { store, kind }, query: { format, language }, reply }) => {
      const shop = ownStore(parts, asker, store);
      const at = storeDay(parts.nowMs(), shop.time_zone);
      const draft = draftOf(parts.keeper.current!.loaded, shop, { kind, at, language });
      return reply
        .header("content-disposition", `attachment; filename="${kind}-${store}.${format}"`)
        .header("cache-control", "no-store")
        .type(TYPES[format])
        .send(format === "md" ? draftMarkdown(draft) : Buffer.from(printDraft(draft)));
    },
  );
}
