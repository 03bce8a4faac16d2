/** The middle of some figures; the mean of the two middle ones where their number is even. NaN where there are none. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The least of some figures that `share` (0..1) of them do not exceed. NaN where there are none. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The median of `of / to`, pair by pair: what slowed one measurement of a pair down has mostly slowed the other. */
export function medianRatio(of: readonly number[], to: readonly number[]): number {
  return median(of.map((figure, index) => figure / to[index]!));
}
