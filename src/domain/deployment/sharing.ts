import type { Controller } from "./controller.ts";
import type { Store } from "./deployment.ts";

/** What somebody may see of a store. */
export type Shared = {
  /** The finest spans of figures. */
  readonly figures: Controller["shares"]["figures"];
  /** How its sensors are. */
  readonly health: boolean;
  /** Who asks answers for the store, and sees all of it. */
  readonly isOwn: boolean;
};

/** The name under which weeks that were counted are kept: a store's controller's; those of the chain itself have none. */
export function controllerKey({ controller }: Pick<Store, "controller">): string {
  return controller?.name ?? "";
}

const WHOLE: Shared = { figures: "minute", health: true, isOwn: true };
const NOTHING: Shared = { figures: "none", health: false, isOwn: false };

/**
 * What a controller may see of a store; null is the chain, which controls every store that names nobody else. A controller sees
 * its own stores whole, the chain sees of another's what their contract shares, and nobody else sees anything.
 */
export function sharedWith(
  { controller }: Pick<Store, "controller">,
  asker: { readonly controller: string | null },
): Shared {
  if (asker.controller === (controller?.name ?? null)) return WHOLE;
  if (asker.controller === null && controller) return { ...controller.shares, isOwn: false };
  return NOTHING;
}
