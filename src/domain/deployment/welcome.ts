import { z } from "zod";
import type { Facts } from "#domain/policy/evidence.ts";

/** A week is counted so long after it is over, so that whoever withdraws until then is in no figure. */
export const GRACE_DAYS = 7;
/** A week, its grace, and as far as time zones of one chain may lie apart. */
const KEPT_DAYS_MIN = 16;
const KEPT_DAYS = 30;
const KEPT_DAYS_MAX = 365;
const CONTACT_LENGTH_MAX = 200;

export const Welcome = z
  .strictObject({
    contact: z
      .string()
      .min(1)
      .max(CONTACT_LENGTH_MAX)
      .optional()
      .describe("where visitors write to about their data: `privacy@shop.example`; it stands in the notice"),
    kept_days: z
      .int()
      .min(KEPT_DAYS_MIN)
      .max(KEPT_DAYS_MAX)
      .default(KEPT_DAYS)
      .describe("an answer is destroyed when its week has been counted, and after so many days at the latest; 30"),
  })
  .describe("the welcome tablet: what people are told before they answer");

type Welcome = z.output<typeof Welcome>;

/** What holds at a store: what it says itself, or else what the chain says. */
export function welcomeOf(
  deployment: { readonly welcome?: Welcome | undefined },
  store: { readonly welcome?: Welcome | undefined },
): Welcome {
  return store.welcome ?? deployment.welcome ?? Welcome.parse({});
}

/** Whether how well the tablet estimates was evaluated for all groups of people. It is asked for everywhere, whatever the law of the place asks. */
export function isEstimateEvaluated({ values }: Pick<Facts, "values">): boolean {
  return values.get("model.on_file") === true && values.get("model.by_group") === true;
}
