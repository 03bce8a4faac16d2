import { type GroupSizes, groupSizes } from "#domain/counting/joined.ts";
import { NOBODY_JOINED, sumOfTwo } from "./passages.ts";
import type { LinePassages } from "./total.ts";

/** How people came in: alone or together. */
export type Groups = {
  readonly groups: number;
  /** Who came in by lines and in hours in which it was told who came together. */
  readonly people: number;
  /** People ÷ groups; null where nobody told of groups. */
  readonly meanSize: number | null;
  /** Of hours in which it was told who joined a group; null where there is none. */
  readonly sizes: GroupSizes | null;
};

/**
 * Groups: people who came in together over the entrances in open time count as one, and who came alone as one.
 *
 * Unit: groups, whole. Range: 0 and above, never more than visitors. Edge: a line's hour without any group is one in which nobody
 * could tell (a beam, an import, a lens before groups were counted) or nobody came, and is in neither figure. A group that comes in
 * over the end of an hour is of the hour of its first.
 * Source: our own; who is together is told by `domain/counting/company.ts`. What it is not: households, or buyers.
 */
export function groups(entrances: readonly LinePassages[]): Groups {
  const told = entrances.flatMap(({ own }) => own).filter(({ groupsIn }) => groupsIn > 0);
  const sum = told.reduce((all, { groupsIn }) => all + groupsIn, 0);
  const people = told.reduce((all, passage) => all + passage.in, 0);
  // Where more people came than groups and nobody joined any, what counted did not tell sizes yet.
  const sized = told.filter((passage) => passage.in === passage.groupsIn || passage.joinedIn[0] > 0);
  const sizedGroups = sized.reduce((all, { groupsIn }) => all + groupsIn, 0);
  const joined = sized.map(({ joinedIn }) => joinedIn).reduce(sumOfTwo, NOBODY_JOINED);
  const sizes = sized.length === 0 ? null : groupSizes(sizedGroups, joined);
  return { groups: sum, people, meanSize: sum === 0 ? null : people / sum, sizes };
}
