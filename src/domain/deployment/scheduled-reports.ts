import { z } from "zod";
import { LANGUAGES } from "#domain/language/language.ts";

/** `of` where a report is of all stores. */
export const CHAIN_REPORT = "chain";
const REPORTS_MAX = 100;
const RECIPIENTS_MAX = 50;

const secret = z
  .string()
  .regex(/^\$[A-Z_][A-Z0-9_]*$/, "write the name of a secret, `$MAIL_PASSWORD`, and not the secret itself");

/** By which server mails leave. */
export const MailServer = z
  .strictObject({
    server: z
      .string()
      .regex(/^smtps?:\/\/[^/?#@\s]+$/, "write `smtps://mail.example:465` or `smtp://mail.example:587`")
      .describe("`smtps://` speaks TLS at once; `smtp://` begins it, and sends nothing without but on this machine"),
    from: z.email().describe("whom mails are from"),
    username: z.string().min(1).optional(),
    password: secret.optional(),
  })
  .describe("the mail server by which reports are sent");

const Recipient = z.union([
  z.strictObject({ mail: z.email().describe("gets the PDF and the workbook") }),
  z.strictObject({
    webhook: z
      .strictObject({
        url: z
          .url({ protocol: /^https?$/ })
          .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), "an address holds no name and no password"),
        secret: secret.describe("what the call is signed with: docs/cues.md"),
      })
      .describe("gets the report as JSON, `POST`, never redirected"),
  }),
]);

/** Reports that are sent by themselves: the block `reports:` of a deployment. */
export const ScheduledReports = z
  .array(
    z.strictObject({
      of: z.string().min(1).describe("a store's id, or `chain`"),
      every: z.enum(["month", "week"]).describe("a month when it is over, or a week from Monday to Sunday"),
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day is written `07:00`")
        .default("07:00")
        .describe("on the day after, by the clock of the store; of a chain, of its first store"),
      language: z.enum(LANGUAGES).default("en"),
      to: z.array(Recipient).min(1).max(RECIPIENTS_MAX),
    }),
  )
  .max(REPORTS_MAX)
  .describe("reports that are sent by themselves, each period once");

export type ScheduledReport = z.output<typeof ScheduledReports>[number];
export type ReportRecipient = ScheduledReport["to"][number];

/** Refuses a report of nobody, and mails without a server to send them. */
export function checkReports(
  {
    stores,
    reports = [],
    mail,
  }: {
    readonly stores: readonly { readonly id: string }[];
    readonly reports?: readonly ScheduledReport[] | undefined;
    readonly mail?: unknown;
  },
  context: z.RefinementCtx,
): void {
  for (const [index, { of, to }] of reports.entries()) {
    if (of !== CHAIN_REPORT && !stores.some(({ id }) => id === of))
      context.addIssue({ code: "custom", message: `there is no store \`${of}\``, path: ["reports", index, "of"] });
    if (mail === undefined && to.some((recipient) => "mail" in recipient))
      context.addIssue({
        code: "custom",
        message: "no mail server is named in `mail`",
        path: ["reports", index, "to"],
      });
  }
}
