import { completeness } from "./completeness.ts";
import { type Estimate, estimateOf, type FileHours } from "./estimate.ts";
import type { HourPassages } from "./passages.ts";

/**
 * A count that is never without how complete it is. What was counted and what is estimated for the time not watched stand
 * apart; nobody adds them up but the reader.
 */
export type Total = {
  readonly counted: number;
  /** Watched open time ÷ open time, 0..1; null where there was no open time. */
  readonly completeness: number | null;
  readonly watchedMs: number;
  readonly openMs: number;
  readonly estimate: Estimate;
};

/** What is counted of a passage. */
export type CountOf = (passage: Pick<HourPassages, "in" | "out" | "staffIn" | "staffOut">) => number;

/** The passages of one line in some hours, and those that an estimate may look at. */
export type LinePassages = { readonly own: readonly HourPassages[]; readonly onFile: FileHours };

/** A total over lines. */
export function totalOf(lines: readonly LinePassages[], countOf: CountOf): Total {
  const own = lines.flatMap((line) => line.own);
  const watchedMs = own.reduce((sum, hour) => sum + hour.watchedMs, 0);
  const openMs = own.reduce((sum, hour) => sum + hour.openMs, 0);
  return {
    counted: own.reduce((sum, hour) => sum + countOf(hour), 0),
    completeness: completeness({ watchedMs, openMs }),
    watchedMs,
    openMs,
    estimate: estimateOf(lines, countOf),
  };
}
