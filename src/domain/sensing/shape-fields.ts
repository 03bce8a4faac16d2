import { z } from "zod";

/** The largest count that is read: what a counter reaches that is set to nothing once a year. */
export const COUNT_MAX = 100_000_000;
/** Characters in what a sensor calls a line. */
export const LINE_NAME_LENGTH_MAX = 120;
/** The year 2200; a time in microseconds lies far behind it. */
const INSTANT_MS_MAX = 7_258_118_400_000;

/** How many passed. */
export const Count = z.int().min(0).max(COUNT_MAX);

/** A count that a device may write in quotes. */
export const QuotedCount = z.union([
  Count,
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(Count),
]);

/** What a sensor calls one of its lines. It is compared with the settings and told to nobody. */
export const LineName = z.string().min(1).max(LINE_NAME_LENGTH_MAX);

/** Whole milliseconds since the epoch. */
export const Milliseconds = z.int().min(0).max(INSTANT_MS_MAX);

/** An instant with its distance from UTC, as milliseconds since the epoch. */
export const Instant = z.iso
  .datetime({ offset: true })
  .max(40)
  .transform((text) => Math.floor(Date.parse(text)))
  .pipe(Milliseconds);
