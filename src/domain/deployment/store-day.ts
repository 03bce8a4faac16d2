import type { Day } from "#domain/policy/evidence.ts";

/** The day that it is in a store at a moment, by its own time zone: `2026-11-21`. */
export function storeDay(atMs: number, timeZone: string): Day {
  // Swedish dates are written as ISO 8601 writes them.
  return new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(atMs);
}
