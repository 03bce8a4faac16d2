import type { Capability } from "#domain/policy/capability.ts";
import { decide, isMet, type LawBook } from "#domain/policy/decide.ts";
import { type Day, factsOf, type Layer } from "#domain/policy/evidence.ts";
import { type Explained, explain } from "#domain/policy/explain.ts";
import type { Requirement } from "#domain/policy/law.ts";
import { namesOf } from "#domain/policy/predicate.ts";
import { type AgedKind, agedKind, DAYS_MAX, type KeptDays } from "./kept-kinds.ts";

/** What a place's law says of one kind that is kept for so many days. */
export type LawOnKind = {
  /** The rows in force that speak of it. */
  readonly rows: readonly Requirement[];
  /** Those that it does not meet, each with why and what to do. */
  readonly refused: readonly Explained[];
};

/**
 * Asks the policy engine what a law says of days. The days are stated as the fact of their kind (`kept.events_days`), and the rows that
 * name this fact are the ones that bind; `layers` are what else is known of the place.
 */
export function lawOnKind(
  book: LawBook,
  {
    kind,
    days,
    layers,
    at,
    capabilities = agedKind(kind).capabilities,
  }: {
    readonly kind: AgedKind;
    readonly days: KeptDays;
    readonly layers: readonly Layer[];
    readonly at: Day;
    readonly capabilities?: readonly Capability[];
  },
): LawOnKind {
  const { name, unitDays } = agedKind(kind).fact;
  const units = Math.floor((days === "forever" ? DAYS_MAX : days) / unitDays);
  const facts = factsOf([...layers, stated(name, units)], at);
  const reasons = capabilities
    .flatMap((capability) => decide(book, facts, capability).reasons)
    .filter((reason) => reason.kind === "row")
    .filter(({ row }) => [...namesOf(row.met)].some((one) => one === name));
  const once = [...new Map(reasons.map((reason) => [reason.row.id, reason])).values()];
  return {
    rows: once.map(({ row }) => row),
    refused: once.filter((reason) => !isMet(reason)).map((reason) => explain(reason, facts)),
  };
}

/** A fact in the nested form of a layer: `{ kept: { events_days: 400 } }`. */
function stated(name: string, value: number): Layer {
  return name.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Layer;
}
