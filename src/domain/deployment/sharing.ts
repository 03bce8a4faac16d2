import type { Store } from "./deployment.ts";

/** What of a store somebody may see. */
export type Shared = {
  readonly figures: "none" | "minute" | "quarter" | "hour" | "day";
  readonly health: boolean;
  /** It is the asker's own store, and not one of which a contract shares something. */
  readonly isOwn: boolean;
};

/**
 * What whoever belongs to a controller may see of a store; null is the chain. A franchise store is a controller of its own
 * (GDPR 4(7)): the chain sees what the contract shares, and another franchise nothing.
 */
export function sharedWith({ controller }: Store, asker: { readonly controller: string | null }): Shared {
  if ((controller?.name ?? null) === asker.controller) return { figures: "minute", health: true, isOwn: true };
  if (!controller || asker.controller !== null) return { figures: "none", health: false, isOwn: false };
  return { ...controller.shares, isOwn: false };
}
