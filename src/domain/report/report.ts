import type { Language } from "#domain/language/language.ts";
import type { Capability } from "#domain/policy/capability.ts";
import type { Verdict } from "#domain/policy/decide.ts";
import type { Day } from "#domain/policy/evidence.ts";

/**
 * A report as plain data in one language: what every rendering is made of, and what programs get as JSON. A figure is a number or null
 * with the reason why; how it is written is the rendering's matter.
 */

/** How a number is written: people, people with a tenth, a share, a signed share, a time in ms, an amount of money. */
export type Measure = "count" | "tenths" | "share" | "change" | "duration" | "amount";

export type ReportFigure = {
  /** For programs; never used again for something else. */
  readonly id: string;
  readonly label: string;
  readonly measure: Measure;
  readonly value: number | null;
  /** The ends of its 95% interval; null where it is counted and not estimated, or where none can be given. */
  readonly low: number | null;
  readonly high: number | null;
  /** Why there is no value; null where there is one. */
  readonly why: string | null;
  /** It is of some stores only: the others cannot tell. */
  readonly isPartial: boolean;
  /** What it rests on. */
  readonly base: string | null;
  /** How it was come by, in a sentence. */
  readonly method: string;
  /** What has to be permitted for it: by which rules and papers stands in `Report.grounds`. */
  readonly grounds: readonly Capability[];
};

export type ReportChart = {
  readonly kind: "columns" | "bars";
  readonly title: string;
  readonly measure: Measure;
  readonly entries: readonly { readonly label: string; readonly value: number | null }[];
};

export type ReportTable = {
  readonly columns: readonly { readonly label: string; readonly measure: Measure | "text" }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
};

export const SECTION_IDS = ["visitors", "mix", "times", "zones", "groups", "sales", "ranking", "quality"] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export type ReportSection = {
  readonly id: SectionId;
  readonly title: string;
  readonly note: string | null;
  readonly figures: readonly ReportFigure[];
  readonly charts: readonly ReportChart[];
  readonly table: ReportTable | null;
  /** How charts and table were come by; null where it has none. */
  readonly method: string | null;
  readonly grounds: readonly Capability[];
};

/** Why something may be done at some stores: what was asked of it on the last day, and what was shown for it. */
export type LegalGround = {
  readonly capability: Capability;
  /** Where the stores are, as a deployment names it: `EU-FR`. */
  readonly place: string;
  readonly stores: readonly string[];
  readonly verdict: Verdict;
  readonly day: Day;
  /** Rows of the law, `EU-GDPR-01`, with the article. */
  readonly rules: readonly { readonly id: string; readonly article: string; readonly isMet: boolean }[];
  /** Papers that count, by their places in the evidence. None of a store that is somebody else's. */
  readonly papers: readonly string[];
};

export type Report = {
  readonly of: { readonly kind: "store" | "chain"; readonly id: string | null; readonly name: string };
  readonly language: Language;
  readonly first: Day;
  readonly last: Day;
  /** The period as people call it: `November 2026`. */
  readonly periodName: string;
  readonly title: string;
  readonly madeMs: number;
  /** No such shop exists. */
  readonly isSimulated: boolean;
  /** What must be said of the whole before any figure: days to come, stores that share less or nothing. */
  readonly notes: readonly string[];
  readonly sections: readonly ReportSection[];
  readonly grounds: readonly LegalGround[];
};
