import { type LinePassages, type Total, totalOf } from "./total.ts";

/**
 * Exits (traffic out): people who went out over the store's entrance lines while it was open.
 *
 * Unit: people, whole. Range: 0 and above. Edge: whoever leaves after closing is not in it, so that it is a little below the
 * visitors. At a door where the way in is badly seen, it is the better measure of visitors.
 * Source: SenSource, knowledge base 0035 (exits at exposed doors); RetailNext `traffic_out`.
 */
export function exits(entrances: readonly LinePassages[]): Total {
  return totalOf(entrances, (passage) => passage.out);
}
