import { type LinePassages, type Total, totalOf } from "./total.ts";

/**
 * Visitors (footfall, traffic in): people who came in over the store's entrance lines while it was open.
 *
 * Unit: people, whole. Range: 0 and above. Edge: no entrance line, no total (completeness null). In over inner or passer-by
 * lines is nobody's visit. Who comes in twice is counted twice: nobody is recognised. Staff are in it where they use the same
 * door in open time; how many they were stands beside it where a store says how they are told (`staffPassages`).
 * Source: Bumbee, retail metrics glossary, "footfall"; RetailNext `traffic_in`.
 */
export function visitors(entrances: readonly LinePassages[]): Total {
  return totalOf(entrances, (passage) => passage.in);
}
