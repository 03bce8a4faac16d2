import { z } from "zod";

/** How figures are made where more than one way is in use, and where the reception's cues go. */

/** The two rival forms of the capture rate; which one was used is always said, because they differ most where it is high. */
export const CAPTURE_FORMS = ["entries-per-passer-by", "entries-per-all"] as const;
export type CaptureForm = (typeof CAPTURE_FORMS)[number];

/** Longer than any visit that somebody would call a bounce. */
const BOUNCE_S_MAX = 3600;
const BOUNCE_S = 5;
const TOPIC_LENGTH_MAX = 64;

/** A name or password in an address would be in every log that names it. */
const withoutPassword = (address: z.ZodType<string>) =>
  address.refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), "an address holds no name and no password");

const secret = z
  .string()
  .regex(/^\$[A-Z_][A-Z0-9_]*$/, "a secret is written as the name of a variable, `$CUE_SECRET`, and never itself");

export const Settings = z
  .strictObject({
    capture_rate: z
      .enum(CAPTURE_FORMS)
      .default("entries-per-passer-by")
      .describe("visitors ÷ passers-by, or visitors ÷ (visitors + passers-by); which one is printed beside the rate"),
    bounce_s: z
      .number()
      .positive()
      .max(BOUNCE_S_MAX)
      .default(BOUNCE_S)
      .describe("stays in a zone that are shorter than so many seconds are bounces; 5"),
    week_starts: z.enum(["mon", "sun"]).default("mon").describe("the first day of a week in figures by week"),
  })
  .describe("how figures are made where more than one way is in use; docs/figures.md defines them");

export const Cues = z
  .strictObject({
    webhook: z
      .strictObject({
        url: withoutPassword(z.url({ protocol: /^https?$/ })).describe(
          "where each cue is posted: `https://hooks.example.com/lintel`",
        ),
        secret: secret.describe("what each post is signed with: the name of a variable, `$CUE_SECRET`"),
      })
      .optional(),
    mqtt: z
      .strictObject({
        url: withoutPassword(z.url({ protocol: /^(mqtts?|wss?)$/ })).describe(
          "`mqtts://broker.example:8883`; name and password stand below, never in the address",
        ),
        username: z.string().min(1).optional().describe("the name, or the name of a variable, `$BROKER_USER`"),
        password: secret.optional().describe("the name of a variable, `$BROKER_PASSWORD`"),
        discovery_prefix: z
          .string()
          .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, "a topic is made of letters, digits, `_`, `-` and `/`")
          .max(TOPIC_LENGTH_MAX)
          .default("homeassistant")
          .describe("under which topic Home Assistant looks for what there is"),
      })
      .optional(),
  })
  .describe("where it is told that somebody has waited in a zone for longer than its `cue` allows");
