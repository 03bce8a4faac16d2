/**
 * Which column is the person's, by how many classes a network tells apart. A network of 80 counts the classes of COCO from
 * 0 on; one of 91 goes by their numbers, which begin at 1 and leave gaps. Of any other we cannot know.
 */
const PERSON_COLUMN: ReadonlyMap<number, number> = new Map([
  [1, 0],
  [80, 0],
  [91, 1],
]);

/** The person's column among that many classes, or null where it cannot be known. */
export function personColumnOf(classes: number): number | null {
  return PERSON_COLUMN.get(classes) ?? null;
}
