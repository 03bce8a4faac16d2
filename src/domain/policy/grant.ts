import type { Capability } from "./capability.ts";
import type { Ruling } from "./decide.ts";
import type { Day } from "./evidence.ts";

declare const mark: unique symbol;

/**
 * A permit as a value. A stage that does something to people's data can only be built with one, and only this room makes
 * them: from a ruling that permits, for a film that its owner hands over, or from the order of an agent that had one.
 */
export type Grant<C extends Capability> = {
  readonly [mark]: C;
  readonly capability: C;
  readonly store: string;
  readonly sensor: string;
  /** `film`: nobody is in front of it, and it builds no stage for a live camera. */
  readonly basis: "ruling" | "film";
  /** The last day on which it holds; null where no paper ends. */
  readonly until: Day | null;
};

/** The capabilities that a lens has stages for, each of which is built with a grant of its own. */
export const STAGED_CAPABILITIES = ["count", "zones", "scene-picture", "setup-view", "staff-exclusion"] as const;
export type StagedCapability = (typeof STAGED_CAPABILITIES)[number];

/** What a camera's stages may be built with. A stage without its grant is not built. */
export type Grants = { readonly [C in StagedCapability]: Grant<C> | null };

/** Nothing may be built. */
export const NO_GRANTS: Grants = {
  count: null,
  zones: null,
  "scene-picture": null,
  "setup-view": null,
  "staff-exclusion": null,
};

/** A grant as it crosses a process: the same without its mark. */
export type GrantOnTheWire = Omit<Grant<Capability>, typeof mark>;

const minted = new WeakSet<object>();

/** The grant that a ruling gives; null where it does not permit. */
export function grantOf<C extends Capability>(
  capability: C,
  ruling: Ruling,
  holder: { readonly store: string; readonly sensor: string; readonly until: Day | null },
): Grant<C> | null {
  if (ruling.capability !== capability || ruling.verdict !== "permit") return null;
  return mint({ capability, basis: "ruling", ...holder });
}

/** What is needed to count a film or a scene that somebody hands over, and to show it; a live camera is refused with it. */
export function grantsForFilm(): Grants {
  const holder = { store: "film", sensor: "film", basis: "film", until: null } as const;
  return grantsBy((capability) => mint({ capability, ...holder }));
}

/** What a lens makes of the grants in its agent's order. */
export function grantsOfOrder(order: Readonly<Partial<Record<StagedCapability, GrantOnTheWire | null>>>): Grants {
  return grantsBy((capability) => {
    const given = order[capability];
    return given ? mint({ ...given, capability }) : null;
  });
}

/** The grant of each stage, as `grant` finds it. */
export function grantsBy(grant: <C extends StagedCapability>(capability: C) => Grant<C> | null): Grants {
  return {
    count: grant("count"),
    zones: grant("zones"),
    "scene-picture": grant("scene-picture"),
    "setup-view": grant("setup-view"),
    "staff-exclusion": grant("staff-exclusion"),
  };
}

/** Ends the process where a stage is about to be built with something else than a grant for it: that is a bug. */
export function assertGranted<C extends Capability>(grant: Grant<C>, capability: NoInfer<C>): void {
  if (!minted.has(grant) || grant.capability !== capability)
    throw new Error(`no stage for ${capability} without its grant`);
}

/**
 * Whether these grants let something be shown of a camera besides what it counts. Where it counts nothing it is not looked at, and
 * so nothing is shown either.
 */
export function mayShow(grants: Grants, capability: "scene-picture" | "setup-view"): boolean {
  return grants[capability] !== null && (grants.count !== null || grants.zones !== null);
}

/** Whether these grants build a stage for a camera in front of which people walk. */
export function mayWatchLive(grants: Partial<Grants>): boolean {
  return Object.values(grants).every((grant) => grant === null || grant.basis === "ruling");
}

function mint<C extends Capability>(grant: Omit<Grant<C>, typeof mark>): Grant<C> {
  const made = Object.freeze({ ...grant }) as Grant<C>;
  minted.add(made);
  return made;
}
