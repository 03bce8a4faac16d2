import { type LinePassages, type Total, totalOf } from "./total.ts";

/**
 * Passers-by (outside traffic): people who walked past the store over its passer-by lines, either way, while it was open.
 *
 * Unit: people, whole. Range: 0 and above. Edge: no passer-by line, no total (completeness null). Whoever turns in before the
 * line is not in it, so where it lies decides what it means; leave it where it is, or do not compare.
 * Source: Bumbee, retail metrics glossary, "passers-by".
 */
export function passersBy(lines: readonly LinePassages[]): Total {
  return totalOf(lines, (passage) => passage.in + passage.out);
}
