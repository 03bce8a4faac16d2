/** What an account may be; docs/access.md says what each may do. */
export const ROLES = ["owner", "manager", "analyst", "installer"] as const;
export type Role = (typeof ROLES)[number];

/** What a program's key may be for. */
export const KEY_SCOPES = ["read", "export", "configure", "metrics"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/** Whose stores somebody belongs to, and which of them they are for. */
type Reach = {
  /** The franchise controller; null for the chain. */
  readonly controller: string | null;
  /** Null for all stores of that controller. */
  readonly storeIds: readonly string[] | null;
};

type Person = Reach & { readonly kind: "account"; readonly id: string; readonly role: Role };

/** Who asks. */
export type Asker =
  | { readonly kind: "nobody" }
  | Person
  | (Reach & { readonly kind: "key"; readonly id: string; readonly scopes: readonly KeyScope[] })
  | { readonly kind: "agent"; readonly id: string }
  /** Who holds the link of one check of a door, and may tap in it. */
  | { readonly kind: "tally"; readonly storeId: string; readonly checkId: string }
  /** Who holds a link to figures, and sees of them what the one who made it may still see. */
  | { readonly kind: "share"; readonly id: string; readonly by: Person };

/** Who may be let in at a door: a role, a key's scope, an agent, who holds a link, or anybody. */
export type Entrant = Role | `key:${KeyScope}` | "agent" | "tally" | "share" | "nobody";

/** What an asker is when it stands at a door. */
export function entrantsOf(asker: Asker): readonly Entrant[] {
  if (asker.kind === "account") return [asker.role];
  if (asker.kind === "key") return asker.scopes.map((scope) => `key:${scope}` as const);
  return [asker.kind];
}

/** Whether a door that is open to these is open to this asker. One that is open to nobody in particular is open to all. */
export function mayEnter(asker: Asker, door: readonly Entrant[]): boolean {
  return door.includes("nobody") || entrantsOf(asker).some((entrant) => door.includes(entrant));
}

/** Whether all of these stores lie within an asker's reach; null is all stores of a controller, known or not. */
export function reachesAll(asker: Asker, storeIds: readonly string[] | null): boolean {
  if (asker.kind !== "account" && asker.kind !== "key") return false;
  return asker.storeIds === null || (storeIds?.every((id) => isWithinReach(asker, id)) ?? false);
}

/** Whether somebody is of the chain itself and not of some stores of it: what holds for all of it is theirs. */
export function isWholeChain(asker: Asker): boolean {
  return (asker.kind === "account" || asker.kind === "key") && asker.controller === null && asker.storeIds === null;
}

/** Whether a store lies within an asker's reach; what its controller shares with the chain is another question. */
export function isWithinReach(asker: Asker, storeId: string): boolean {
  if (asker.kind !== "account" && asker.kind !== "key") return false;
  return asker.storeIds === null || asker.storeIds.includes(storeId);
}
