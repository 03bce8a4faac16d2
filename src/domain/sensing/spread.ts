/**
 * A whole number shared out by weight, so that the shares are whole and their sum is exact: the method of the largest
 * remainder. Where more shares have the same remainder than are left to give, those are taken that lie evenly among them,
 * so that four people of a quiet hour are not all put into its first minutes. Without any weight the last takes all.
 */
export function spread(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map((_, index) => (index === weights.length - 1 ? total : 0));
  const shares = weights.map((weight) => Math.floor((total * weight) / sum));
  // INVARIANT: total × weight stays below 2^53: at most 36,000,000 passes or 90,000,000 ms, times a minute's 60,000.
  const remainders = weights.map((weight) => (total * weight) % sum);
  let left = total - shares.reduce((all, share) => all + share, 0);
  const byRemainder = Map.groupBy(weights.keys(), (index) => remainders[index]!);
  for (const [, tied] of [...byRemainder].toSorted(([a], [b]) => b - a)) {
    const given = Math.min(left, tied.length);
    for (let turn = 0; turn < given; turn++) shares[tied[Math.floor(((turn + 0.5) * tied.length) / given)]!]! += 1;
    left -= given;
    if (left === 0) break;
  }
  return shares;
}
