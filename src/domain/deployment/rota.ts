import { z } from "zod";
import { WEEKDAYS } from "#domain/calendar/day.ts";
import { Span } from "./opening-hours.ts";

/** Shifts of one store; a larger one joins those that begin and end alike. */
export const SHIFTS_MAX = 100;
export const SHIFT_STAFF_MAX = 1000;
export const SHIFT_BREAKS_MAX = 10;

/** Who works when, as numbers. A name has no place in it. */
export const Rota = z
  .array(
    z.strictObject({
      days: z
        .array(z.enum(WEEKDAYS))
        .min(1)
        .refine((days) => new Set(days).size === days.length, "a weekday is named twice")
        .describe("on which it begins: `[mon, tue]`"),
      hours: Span.describe("from when to when: `09:45-19:00`; past midnight as `18:00-02:00`"),
      staff: z.int().min(1).max(SHIFT_STAFF_MAX).describe("how many work in it who come and go by the entrances"),
      breaks: z.int().min(0).max(SHIFT_BREAKS_MAX).default(0).describe("how often each steps out in it and comes back"),
    }),
  )
  .max(SHIFTS_MAX)
  .describe(
    "who works when, as numbers and never as names: how often staff are expected to pass the entrances is estimated from it, and shown beside what was counted",
  );
