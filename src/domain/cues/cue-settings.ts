import { z } from "zod";

/** The longest wait in a zone that may be asked for, in seconds: a day. */
export const CUE_AFTER_S_MAX = 86_400;

const secret = z
  .string()
  .regex(/^\$[A-Z_][A-Z0-9_]*$/, "write the name of an environment variable, `$CUE_SECRET`, and not the secret itself");

/** A name or password in an address would be in every log that names it. */
const addressOf = (protocol: RegExp, form: string) =>
  z
    .url({ protocol, error: `write an address, \`${form}\`` })
    .refine((url) => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), "an address holds no name and no password");

/** Where cues are sent: the block `cues:` of a deployment. */
export const CueSettings = z
  .strictObject({
    webhook: z
      .strictObject({
        url: addressOf(/^https?$/, "https://…").describe("`https://…`; it is called with `POST` and never redirected"),
        secret: secret.describe("what the calls are signed with: docs/cues.md"),
      })
      .optional(),
    mqtt: z
      .strictObject({
        url: addressOf(/^(mqtts?|wss?)$/, "mqtts://…").describe("`mqtts://broker.example:8883`"),
        username: z.string().min(1).optional(),
        password: secret.optional(),
        discovery_prefix: z
          .string()
          .regex(/^[A-Za-z0-9_-]+(\/[A-Za-z0-9_-]+)*$/, "a prefix is made of letters, digits, `_`, `-` and `/`")
          .default("homeassistant")
          .describe("where Home Assistant looks for what there is"),
      })
      .optional(),
  })
  .describe("where it is told that somebody waits, and to Home Assistant how many came and are there");

export type CueSettings = z.output<typeof CueSettings>;
