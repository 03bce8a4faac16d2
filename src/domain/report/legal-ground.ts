import type { Deployment, Store } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { papersOf } from "#domain/deployment/papers.ts";
import type { Capability } from "#domain/policy/capability.ts";
import { isMet, type LawBook, strictest } from "#domain/policy/decide.ts";
import type { Day, PaperFault } from "#domain/policy/evidence.ts";
import type { LegalGround } from "./report.ts";

/** What the figures of a report need. */
const ASKED: readonly Capability[] = ["count", "zones", "staff-exclusion", "tablet-answer", "tablet-estimate"];

/**
 * On what ground a store's figures stand on a day: for each thing that its sensors are used for, what the law of its place asks and
 * whether it was met. Where its sensors differ the strictest stands. Papers of a store that is not the reader's own are not shown.
 */
export function legalGrounds(
  {
    deployment,
    book,
    paperFault,
  }: { readonly deployment: Deployment; readonly book: LawBook; readonly paperFault: PaperFault },
  store: Store,
  { day, isOwn }: { readonly day: Day; readonly isOwn: boolean },
): LegalGround[] {
  const { decisions } = judge({ ...deployment, stores: [store] }, book, day, paperFault);
  const papers = isOwn
    ? [...new Set(papersOf(deployment, store, day, paperFault).flatMap(({ paper, fault }) => (fault ? [] : [paper])))]
    : [];
  return ASKED.flatMap((capability) => {
    const own = decisions.filter((decision) => decision.capability === capability && decision.isNamed);
    if (own.length === 0) return [];
    const reasons = own.flatMap(({ ruling }) => ruling.reasons);
    const rules = new Map<string, LegalGround["rules"][number]>();
    for (const reason of reasons)
      if (reason.kind === "row") {
        const { id, article } = reason.row;
        rules.set(id, { id, article, isMet: isMet(reason) && rules.get(id)?.isMet !== false });
      }
    return [
      {
        capability,
        place: typeof store.site.jurisdiction === "string" ? store.site.jurisdiction : "–",
        stores: [store.name ?? store.id],
        verdict: strictest(own.map(({ ruling }) => ruling.verdict)),
        day,
        rules: [...rules.values()],
        papers,
      },
    ];
  });
}
