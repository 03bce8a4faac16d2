import { type Asker, isWithinReach } from "#domain/access/asker.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { type Shared, sharedWith } from "#domain/deployment/sharing.ts";
import { nothingThere } from "./route.ts";
import { type ServerParts, shopsOf } from "./server-parts.ts";

/** A store, and what of it whoever asks may see. */
export type VisibleStore = { readonly shop: Shop; readonly shared: Shared };

/** The stores that an asker may know of. */
export function visibleStores(parts: ServerParts, asker: Asker): VisibleStore[] {
  if (asker.kind !== "account" && asker.kind !== "key") return [];
  return shopsOf(parts)
    .filter(({ id }) => isWithinReach(asker, id))
    .map((shop) => ({ shop, shared: sharedWith(shop, asker) }))
    .filter(({ shared }) => shared.figures !== "none" || shared.health);
}

/** One store; where the asker may not know of it, the same as where there is none. */
export function visibleStore(parts: ServerParts, asker: Asker, storeId: string): VisibleStore {
  const found = visibleStores(parts, asker).find(({ shop }) => shop.id === storeId);
  if (!found) throw nothingThere();
  return found;
}

/** A store that is the asker's own to change: what a franchise store shares with the chain is never leave to change it. */
export function ownStore(parts: ServerParts, asker: Asker, storeId: string): Shop {
  const { shop, shared } = visibleStore(parts, asker, storeId);
  if (!shared.isOwn) throw nothingThere();
  return shop;
}
