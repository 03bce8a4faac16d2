/**
 * The expectation of the bin (0 to `bins` - 1) under the softmax of the logits at `at`, `at + step` and so on.
 * Generalized Focal Loss (2020), section 3.2: how a network says where a side lies, and how unsure it is.
 */
export function expectedBin(
  logits: Float32Array,
  { at, step, bins }: { readonly at: number; readonly step: number; readonly bins: number },
): number {
  let highest = Number.NEGATIVE_INFINITY;
  for (let bin = 0; bin < bins; bin++) highest = Math.max(highest, logits[at + bin * step]!);
  let weights = 0;
  let sum = 0;
  for (let bin = 0; bin < bins; bin++) {
    const weight = Math.exp(logits[at + bin * step]! - highest);
    weights += weight;
    sum += weight * bin;
  }
  return sum / weights;
}
