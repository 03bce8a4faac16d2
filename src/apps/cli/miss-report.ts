import { MISS_CAUSES } from "#domain/evaluation/line-story.ts";
import type { Miss } from "#domain/evaluation/miss-cause.ts";
import { plainTable } from "./table.ts";

/** A miss as it is printed. `strip` is the file of its pictures, where they were asked for. */
export type ReportedMiss = Omit<Miss, "place"> & { readonly strip?: string };

const HEAD = ["", "line", "way", "second", "person", "cause", "what was seen"] as const;

/** One row for each miss. */
export function missesText(misses: readonly ReportedMiss[]): string {
  const hasStrips = misses.some(({ strip }) => strip !== undefined);
  const rows = misses.map(({ kind, line, direction, atMs, person, cause, detail, strip }) => [
    ...[kind, line, direction, (atMs / 1000).toFixed(1), String(person ?? "–"), cause, detail],
    ...(hasStrips ? [strip ?? "–"] : []),
  ]);
  return plainTable(hasStrips ? [...HEAD, "strip"] : HEAD, rows);
}

/** The columns of `causeRow`. */
export const CAUSE_HEAD = ["film", "missed", "invented", ...MISS_CAUSES] as const;

/** How many crossings of a film were missed and invented, and how often each cause is to blame. */
export function causeRow(name: string, misses: readonly ReportedMiss[]): (string | number)[] {
  const ofKind = (wanted: Miss["kind"]) => misses.filter(({ kind }) => kind === wanted).length;
  const ofCause = MISS_CAUSES.map((wanted) => misses.filter(({ cause }) => cause === wanted).length);
  return [name, ofKind("missed"), ofKind("invented"), ...ofCause];
}
