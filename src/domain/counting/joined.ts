/**
 * Who joined a group as its second, third, fourth and fifth, each of the minute in which they came over the line. It can be summed over
 * minutes, lines and stores as any count can, and nobody has to wait until a group is whole to say how large it is:
 *
 *     groups of three = those who joined as third − those who joined as fourth
 */
export type Joined = readonly [second: number, third: number, fourth: number, fifth: number];

/** How many groups of one, two, three, four, and of five and more people. */
export type GroupSizes = readonly [one: number, two: number, three: number, four: number, more: number];

const RANK_MIN = 2;

/** With one more who is so many'th of their group; the first has founded it, and who comes after the fifth is in no count. */
export function withJoined(joined: Joined | undefined, rank: number): Joined | undefined {
  if (rank < RANK_MIN || rank > RANK_MIN + 3) return joined;
  return eachOf(joined ?? [0, 0, 0, 0], (count, index) => count + (index === rank - RANK_MIN ? 1 : 0));
}

/** Both together, as a figure to be spread into others; nothing where nobody told of any. */
export function sumOfJoined(
  a: { readonly joinedIn?: Joined | undefined },
  b: { readonly joinedIn?: Joined | undefined },
): { readonly joinedIn?: Joined } {
  const [one, other] = [a.joinedIn, b.joinedIn];
  const sum = one && other ? eachOf(one, (count, index) => count + other[index]!) : (one ?? other);
  return sum ? { joinedIn: sum } : {};
}

/**
 * The sizes of groups. A group that came in over the end of a span has its first in one and its second in the next: of short spans some
 * numbers would be below 0, and are 0.
 */
export function groupSizes(groupsIn: number, joined: Joined): GroupSizes {
  const [second, third, fourth, fifth] = joined;
  const exactly = (reached: number, next: number) => Math.max(0, reached - next);
  return [exactly(groupsIn, second), exactly(second, third), exactly(third, fourth), exactly(fourth, fifth), fifth];
}

/** The same of each rank. */
export function eachOf(joined: Joined, of: (count: number, index: number) => number): Joined {
  return joined.map(of) as unknown as Joined;
}
