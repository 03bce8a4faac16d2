import { assignCheapest } from "#domain/assignment/assignment.ts";
import { type Box, iou } from "#domain/space/box.ts";
import type { LabelledBox, ScoredBox } from "./mot-file.ts";

/** One frame that was analysed: what the tracker was given, and what it made of it. */
export type Look = {
  readonly frame: number;
  readonly atMs: number;
  readonly detections: readonly Pick<ScoredBox, "box" | "score">[];
  readonly tracks: readonly LabelledBox[];
};

/** A look laid beside the truth. People, detections and tracks are paired one to one, so that one box finds one person. */
export type JudgedLook = Look & {
  readonly people: readonly LabelledBox[];
  /** The score of the detection of each person who was found. */
  readonly scoreOf: ReadonlyMap<number, number>;
  /** The track that lies on each person who is followed, and the person under each track that lies on somebody. */
  readonly trackOf: ReadonlyMap<number, number>;
  readonly personOf: ReadonlyMap<number, number>;
};

/** Less overlap than this, as intersection over union, and a box is not that person's. */
const OVERLAP_MIN = 0.5;

/** Lays looks beside the truth of their frames. */
export function judgeLooks(looks: readonly Look[], truth: readonly LabelledBox[]): JudgedLook[] {
  const peopleOf = Map.groupBy(truth, ({ frame }) => frame);
  return looks.map((look) => {
    const people = peopleOf.get(look.frame) ?? [];
    const followed = pairBoxes(people, look.tracks).map(([person, track]) => [person.id, track.id] as const);
    return {
      ...look,
      people,
      scoreOf: new Map(pairBoxes(people, look.detections).map(([person, { score }]) => [person.id, score])),
      trackOf: new Map(followed),
      personOf: new Map(followed.map(([person, track]) => [track, person])),
    };
  });
}

/** Pairs boxes that overlap by `OVERLAP_MIN` or more, the best sum of overlaps first. */
function pairBoxes<A extends { readonly box: Box }, B extends { readonly box: Box }>(
  some: readonly A[],
  others: readonly B[],
): [A, B][] {
  const cost = Float64Array.from(
    some.flatMap(({ box }) =>
      others.map((other) => {
        const overlap = iou(box, other.box);
        return overlap >= OVERLAP_MIN ? -overlap : 0;
      }),
    ),
  );
  return [...assignCheapest(cost, some.length, others.length)].flatMap((column, row): [A, B][] =>
    column < 0 || cost[row * others.length + column] === 0 ? [] : [[some[row]!, others[column]!]],
  );
}
