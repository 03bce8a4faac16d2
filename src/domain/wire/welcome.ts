import { z } from "zod";
import { Id } from "./bucket-part.ts";

/**
 * What crosses between the welcome tablet, the rights page and the server. Everything is words and numbers: there is no field that
 * would take a picture, and no body is longer than `WELCOME_BODY_BYTES_MAX`.
 */

/** A consent has 200 bytes; nothing that could be a picture fits in here. */
export const WELCOME_BODY_BYTES_MAX = 1024;

/** The languages of the tablet, and of what people agree to. */
export const WELCOME_LANGUAGES = ["en", "zh", "fr", "ko"] as const;
export type WelcomeLanguage = (typeof WELCOME_LANGUAGES)[number];

/** Age in years. Wide on purpose: narrower ones need more people than a shop asks, and an estimate cannot tell them apart. */
export const AGE_BANDS = ["under-18", "18-29", "30-44", "45-59", "60-plus", "not-said"] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** `unsure` is an answer of an estimate only; whoever answers themselves may not say. */
export const SEXES_TOLD = ["female", "male", "not-said", "unsure"] as const;
export type SexTold = (typeof SEXES_TOLD)[number];

/** How an answer came about: said by the person, or estimated in the browser from a face that was offered. */
export const ANSWER_SOURCES = ["told", "estimated"] as const;
export type AnswerSource = (typeof ANSWER_SOURCES)[number];

/** What people agree to, each on its own. They are names of capabilities, and the law is asked about each. */
export const CONSENT_PURPOSES = ["tablet-answer", "tablet-estimate"] as const;
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number];

/** The one source that a purpose allows. */
export const SOURCE_OF_PURPOSE = {
  "tablet-answer": "told",
  "tablet-estimate": "estimated",
} as const satisfies Record<ConsentPurpose, AnswerSource>;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const ReceiptId = z.string().regex(/^[\w-]{22}$/);
const Code = z
  .string()
  .min(1)
  .max(40)
  .describe("as it stands on the receipt; spaces, hyphens and small letters do not matter");

/** What people read before they agree. The same text has the same hash, wherever it is shown. */
const Notice = z.object({
  hash: Sha256.describe("SHA-256 of the text in all languages"),
  version: z.int().describe("of the form of the text"),
  text: z.record(z.enum(WELCOME_LANGUAGES), z.array(z.string())).describe("by language, a line each"),
});

/** Asked by the tablet when it starts. */
export const WelcomeAnswer = z.object({
  store: Id,
  name: z.string(),
  isDemo: z.boolean().describe("nothing of it exists; say so on the page"),
  purposes: z.array(
    z.object({
      purpose: z.enum(CONSENT_PURPOSES),
      isAllowed: z.boolean(),
      why: z.string().nullable().describe("why not; null where it is allowed"),
    }),
  ),
  notice: Notice,
  controller: z.string().describe("who answers for it"),
  contact: z.string().nullable().describe("where to write to them"),
  keptDays: z.int().describe("after so many days an answer is gone at the latest"),
  rightsPath: z.string().describe("of the page where consent is withdrawn"),
});
export type WelcomeAnswer = z.infer<typeof WelcomeAnswer>;

/** Consent to one purpose. */
export const ConsentRequest = z.strictObject({
  purpose: z.enum(CONSENT_PURPOSES),
  noticeHash: Sha256.describe("of the notice that was shown"),
  language: z.enum(WELCOME_LANGUAGES).describe("in which it was shown"),
  isAdult: z.boolean().describe("the person says that they are 14 or older and agrees themselves"),
  isUnder14WithAdult: z.boolean().describe("a child under 14, for whom an adult who stands by agrees"),
});
export type ConsentRequest = z.infer<typeof ConsentRequest>;

/** What the person takes home. The code is told once and is nowhere kept. */
export const ConsentAnswer = z.object({
  receiptId: ReceiptId.describe("for the answer that follows"),
  code: z.string().describe("`7K3M-Q0ZD-4TXW`: with it consent is withdrawn"),
  rightsUrl: z.string().describe("of the page to withdraw at, with the code in its fragment, so that it is in no log"),
  untilMs: z.int().describe("the answer is gone then at the latest"),
});
export type ConsentAnswer = z.infer<typeof ConsentAnswer>;

/** All that the server is told of a person. */
export const AnswerRequest = z
  .strictObject({
    ageBand: z.enum(AGE_BANDS),
    sex: z.enum(SEXES_TOLD),
    source: z.enum(ANSWER_SOURCES),
    receiptId: ReceiptId,
  })
  .refine(({ sex, source }) => sex !== "unsure" || source === "estimated", {
    path: ["sex"],
    message: "only an estimate is `unsure`",
  });
export type AnswerRequest = z.infer<typeof AnswerRequest>;

/** Of one receipt, to ask about it and to withdraw. */
export const CodeRequest = z.strictObject({ code: Code });

/** What a receipt is about. The answer itself is told to nobody, not even here. */
export const ReceiptAnswer = z.object({
  purpose: z.enum(CONSENT_PURPOSES),
  givenMs: z.int(),
  noticeHash: Sha256,
  language: z.enum(WELCOME_LANGUAGES),
  untilMs: z.int(),
  withdrawnMs: z.int().nullable().describe("null where it was not withdrawn"),
  endedMs: z
    .int()
    .nullable()
    .describe("when the answer was destroyed because its week was counted or its time was over; null while it is kept"),
  ledger: z
    .object({
      salt: Sha256.describe("of the hashes in the ledger; whoever has the code is told it, and nobody else"),
      signedMs: z.int().describe("when the checkpoint was signed"),
      note: z.string().describe("the newest checkpoint (C2SP)"),
      key: z.string().describe("the log's public key; compare it with one that came by another way"),
      entries: z.array(
        z.object({
          kind: z.enum(["consent", "withdrawal"]),
          entry: z.int().nullable().describe("its number; null where no checkpoint is over it yet"),
          path: z.array(Sha256).describe("that it is in the tree of the checkpoint (RFC 9162, 2.1.3)"),
        }),
      ),
    })
    .nullable()
    .describe("proof that the consent, and its withdrawal, are in the ledger; null before its first checkpoint"),
  record: z.record(z.string(), z.unknown()).describe("the consent record, in the field groups of ISO/IEC TS 27560"),
});
export type ReceiptAnswer = z.infer<typeof ReceiptAnswer>;

export const WithdrawalAnswer = z.object({ withdrawnMs: z.int() });
