import type { Capability } from "#domain/policy/capability.ts";
import type { Measure, ReportFigure, ReportSection, SectionId } from "./report.ts";

/** A figure with its interval. */
export type Estimated = { readonly value: number; readonly low: number | null; readonly high: number | null };

/** A figure as a report holds it; where there is none, `why` says why. */
export function figure(
  id: string,
  { label, method }: { readonly label: string; readonly method: string },
  {
    measure = "count",
    found,
    why,
    base = null,
    isPartial = false,
    grounds = ["count"],
  }: {
    readonly measure?: Measure;
    readonly found: number | Estimated | null;
    readonly why: string;
    readonly base?: string | null;
    readonly isPartial?: boolean;
    readonly grounds?: readonly Capability[];
  },
): ReportFigure {
  const known = typeof found === "number" ? { value: found, low: null, high: null } : found;
  const { value = null, low = null, high = null } = known ?? {};
  return { id, label, measure, value, low, high, why: value === null ? why : null, isPartial, base, method, grounds };
}

/** A section with what it has. */
export function section(id: SectionId, title: string, has: Partial<ReportSection>): ReportSection {
  return { id, title, note: null, figures: [], charts: [], table: null, method: null, grounds: ["count"], ...has };
}

/** Estimates of stores that have nothing to do with each other, as one: their margins add as squares. */
export function sumOfEstimates(estimates: readonly Estimated[]): Estimated {
  const sum = (of: (one: Estimated) => number) => estimates.reduce((all, one) => all + of(one), 0);
  const value = sum((one) => one.value);
  const below = Math.sqrt(sum((one) => (one.value - (one.low ?? one.value)) ** 2));
  const above = Math.sqrt(sum((one) => ((one.high ?? one.value) - one.value) ** 2));
  return { value, low: Math.round(value - below), high: Math.round(value + above) };
}
