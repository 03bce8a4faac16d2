import { decide, isMet, type LawBook, type Verdict } from "#domain/policy/decide.ts";
import { type Day, factsOf, type Layer } from "#domain/policy/evidence.ts";
import { demandOf } from "#domain/policy/explain.ts";
import type { Bilingual } from "#domain/policy/fact-catalogue.ts";
import { siteOf } from "#domain/policy/place.ts";
import { type Concern, describedConcern } from "./concern.ts";

/** Rows of one finding that are told; `lintel laws` lists the rest. */
const ROWS_TOLD_MAX = 3;

/** More than a row binds by name. */
const CAPABILITIES_MANY = 100;

/** What the law of a place says of something that a camera does, where nothing is known but the place. */
export type LegalGround = {
  readonly capability: string;
  readonly verdict: Verdict;
  /** Rows that are not met: those that the place's general rule was drawn from, then those that name it most closely. */
  readonly rows: readonly { readonly id: string; readonly article: string; readonly demand: Bilingual }[];
  readonly more: number;
};

/** The ground for switching something off at a site; null where the law has no rows of its own for it. */
export function legalGround(
  book: LawBook,
  { concern, site, at }: { readonly concern: Concern; readonly site: Layer; readonly at: Day },
): LegalGround | null {
  const { capability } = describedConcern(concern);
  if (capability === null) return null;
  const place = typeof site.jurisdiction === "string" ? siteOf(site.jurisdiction) : {};
  const { verdict, reasons } = decide(book, factsOf([{ site: { ...site, ...place } }], at), capability);
  const unmet = reasons.flatMap((reason) =>
    reason.kind === "row" && !isMet(reason) && reason.row.capabilities.includes(capability) ? [reason.row] : [],
  );
  // Those that the place's general rule was drawn from tell most, in the law file's own order.
  const drawn = book.laws.flatMap(({ defaults }) => defaults[capability]?.rows ?? []);
  const rank = ({ id, effect, capabilities }: (typeof unmet)[number]) =>
    drawn.includes(id)
      ? drawn.indexOf(id)
      : drawn.length + capabilities.length + (effect === "forbid" ? 0 : CAPABILITIES_MANY);
  const ranked = unmet.toSorted((a, b) => rank(a) - rank(b));
  return {
    capability,
    verdict,
    rows: ranked.slice(0, ROWS_TOLD_MAX).map((row) => ({ id: row.id, article: row.article, demand: demandOf(row) })),
    more: Math.max(0, ranked.length - ROWS_TOLD_MAX),
  };
}
