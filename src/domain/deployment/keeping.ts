import type { LawBook } from "#domain/policy/decide.ts";
import type { Day, Layer } from "#domain/policy/evidence.ts";
import type { Explained } from "#domain/policy/explain.ts";
import { siteOf } from "#domain/policy/place.ts";
import { AGED_NAMES, type AgedKind, agedKind, type KeptDays } from "#domain/retention/kept-kinds.ts";
import { type LawOnKind, lawOnKind } from "#domain/retention/law-limits.ts";
import { type Schedule, scheduleOf } from "#domain/retention/schedule.ts";
import type { Deployment, Store } from "./deployment.ts";

/** A row of a store's schedule: how long a kind is kept there, and what its law says of that. */
export type Keeping = LawOnKind & { readonly store: string; readonly kind: AgedKind; readonly days: KeptDays };

/** A kind that a store keeps for longer, or for shorter, than a row of its law allows. */
export type RefusedKeeping = Pick<Keeping, "store" | "kind" | "days"> & { readonly why: Explained };

/** How long each kind is kept at a store. */
export function scheduleAt(deployment: Deployment, store: Store): Schedule {
  return scheduleOf(deployment.retention, store.retention);
}

/** The schedule of a deployment, judged by the law of a day: a row for each store and kind. */
export function keepingOf(deployment: Deployment, book: LawBook, at: Day): Keeping[] {
  const known = new Map<string, LawOnKind>();
  return deployment.stores.flatMap((store) => {
    const schedule = scheduleAt(deployment, store);
    const layers = layersOf(deployment, store);
    const used = new Set(store.sensors.flatMap(({ does }) => does));
    return AGED_NAMES.map((kind): Keeping => {
      const days = schedule[kind];
      const { capabilities } = agedKind(kind);
      // Proofs are asked of a store where somebody can consent; what holds for all data is asked everywhere.
      const asked = kind === "consent_proofs" ? capabilities.filter((name) => used.has(name)) : capabilities;
      const key = JSON.stringify([kind, days, asked, layers]);
      const law = known.get(key) ?? lawOnKind(book, { kind, days, layers, at, capabilities: asked });
      known.set(key, law);
      return { store: store.id, kind, days, ...law };
    });
  });
}

/** What of a deployment's schedule a row of law refuses, with rule, reason and remedy. */
export function refusedKeeping(deployment: Deployment, book: LawBook, at: Day): RefusedKeeping[] {
  return keepingOf(deployment, book, at).flatMap(({ store, kind, days, refused }) =>
    refused.map((why) => ({ store, kind, days, why })),
  );
}

function layersOf(deployment: Deployment, store: Store): Layer[] {
  const { jurisdiction } = store.site;
  const place = typeof jurisdiction === "string" ? siteOf(jurisdiction) : {};
  return [
    { site: { ...store.site, ...place } },
    ...[deployment, store].flatMap(({ practice = {}, evidence = {} }) => [practice, evidence]),
  ];
}
