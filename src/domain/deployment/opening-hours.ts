import { z } from "zod";

/**
 * When a store is open, by the clock on its wall. A span that ends at or before its beginning ends on the next day, and
 * belongs to the day on which it began: `fri: ["18:00-02:00"]`.
 */

/** Mornings, afternoons and whatever lies between. */
const SPANS_PER_DAY_MAX = 6;
const HOLIDAYS_MAX = 1000;
const SPAN = /^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** From one time of a day to another: `10:00-19:00`. */
export const Span = z
  .string()
  .regex(SPAN, "hours are written `10:00-19:00`; past midnight as `18:00-02:00`")
  .refine((span) => span.slice(0, 5) !== span.slice(6), "it ends when it begins; a whole day is `00:00-24:00`");
const Spans = z.array(Span).max(SPANS_PER_DAY_MAX);
const Weekday = Spans.default([]).describe("none: closed");

export const OpeningHours = z
  .strictObject({
    mon: Weekday,
    tue: Weekday,
    wed: Weekday,
    thu: Weekday,
    fri: Weekday,
    sat: Weekday,
    sun: Weekday,
  })
  .describe('when it is open, by its own clocks: `mon: ["10:00-13:00", "14:00-19:00"]`, `fri: ["18:00-02:00"]`');

export const Holidays = z
  .array(
    z.strictObject({
      date: z.iso.date(),
      name: z.string().min(1).optional(),
      hours: Spans.default([]).describe("when it is open on that day; none: closed"),
    }),
  )
  .max(HOLIDAYS_MAX)
  .superRefine((holidays, context) => {
    const dates = holidays.map(({ date }) => date);
    for (const [index, date] of dates.entries())
      if (dates.indexOf(date) !== index)
        context.addIssue({ code: "custom", message: `the day \`${date}\` is given twice`, path: [index, "date"] });
  })
  .describe("days on which it is closed or open at other hours");
