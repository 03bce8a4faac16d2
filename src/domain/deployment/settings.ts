import { z } from "zod";

/** How figures are made where more than one way is in use. */

/** The two rival forms of the capture rate; which one was used is always said, because they differ most where it is high. */
export const CAPTURE_FORMS = ["entries-per-passer-by", "entries-per-all"] as const;
export type CaptureForm = (typeof CAPTURE_FORMS)[number];

/** Longer than any visit that somebody would call a bounce. */
export const BOUNCE_S_MAX = 3600;
const BOUNCE_S = 5;

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
  })
  .describe("how figures are made where more than one way is in use; docs/figures.md defines them");
