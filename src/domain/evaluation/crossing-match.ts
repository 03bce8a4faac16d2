import { assignCheapest } from "#domain/assignment/assignment.ts";
import type { Point } from "#domain/space/box.ts";

/** Somebody passed the line called `line`: when, in which direction, and where on the picture, in pixels. */
export type PassedLine = {
  readonly line: string;
  readonly direction: "in" | "out";
  readonly atMs: number;
  readonly place: Point;
};

/** A crossing that truly happened; `boxHeight` is the height of the person's box there, in pixels. */
export type TrueCrossing = PassedLine & { readonly boxHeight: number };

/** How counted crossings compare with true ones; the counts of several lines and films are pooled. */
export type CrossingCounts = {
  readonly trueIn: number;
  readonly trueOut: number;
  readonly in: number;
  readonly out: number;
  /** How many counted crossings are true ones. */
  readonly matched: number;
  /** The sum, over every line and direction of every film, of |counted − true|. */
  readonly miscounted: number;
};

/** Shares are 0..1; `error` is 0 where every line counts right, and has no upper end. */
export type CrossingFigures = {
  readonly trueIn: number;
  readonly trueOut: number;
  readonly in: number;
  readonly out: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** |counted − true| over all true crossings: misses and false counts of one direction of one line make up. */
  readonly error: number;
};

/** A counted crossing may be this much earlier or later than the true one. */
export const MATCH_WINDOW_MS = 1500;

/** Counted crossings laid beside the true ones; the lists keep the order they were given in. */
export type CrossingPairs<T extends TrueCrossing, C extends PassedLine> = {
  readonly pairs: readonly (readonly [truth: T, counted: C])[];
  /** True crossings that nothing counted is. */
  readonly missed: readonly T[];
  /** Counted crossings that nobody truly made. */
  readonly invented: readonly C[];
};

/**
 * Pairs the counted crossings of one film with its true ones, one to one, as many as can be: a pair has the same line and
 * direction, at most `MATCH_WINDOW_MS` between them, and is at most one true box height apart. Of all ways to make so many
 * pairs it takes the likeliest; `likelihood` (0..1) of a pair is how near it is in time and place, unless told otherwise.
 */
export function pairCrossings<T extends TrueCrossing, C extends PassedLine>(
  truth: readonly T[],
  counted: readonly C[],
  likelihood: Likelihood<T, C> = nearness,
): CrossingPairs<T, C> {
  const pairs = groupsOf(truth, counted).flatMap((group) => pairsOf(group, likelihood));
  const [found, right] = [new Set(pairs.map(([one]) => one)), new Set(pairs.map(([, other]) => other))];
  return {
    pairs,
    missed: truth.filter((one) => !found.has(one)),
    invented: counted.filter((other) => !right.has(other)),
  };
}

/** Counts the pairs of `pairCrossings`, and what is left over. */
export function matchCrossings(truth: readonly TrueCrossing[], counted: readonly PassedLine[]): CrossingCounts {
  return poolCrossings(
    groupsOf(truth, counted).map((group) => ({
      trueIn: group.direction === "in" ? group.truth.length : 0,
      trueOut: group.direction === "out" ? group.truth.length : 0,
      in: group.direction === "in" ? group.counted.length : 0,
      out: group.direction === "out" ? group.counted.length : 0,
      matched: pairsOf(group, nearness).length,
      miscounted: Math.abs(group.counted.length - group.truth.length),
    })),
  );
}

/** Adds up the counts of several lines or films; none at all is all zeros. */
export function poolCrossings(counts: readonly CrossingCounts[]): CrossingCounts {
  const sumOf = (key: keyof CrossingCounts): number => counts.reduce((sum, next) => sum + next[key], 0);
  return {
    trueIn: sumOf("trueIn"),
    trueOut: sumOf("trueOut"),
    in: sumOf("in"),
    out: sumOf("out"),
    matched: sumOf("matched"),
    miscounted: sumOf("miscounted"),
  };
}

/**
 * The figures of one line or film, or of several pooled. Where nobody truly crossed, precision, recall and f1 are 1 if
 * nothing was counted and 0 if anything was, and `error` is the number counted. Where somebody crossed and nothing was
 * counted, precision is 0.
 */
export function crossingFigures(counts: CrossingCounts): CrossingFigures {
  const { trueIn, trueOut, in: countedIn, out: countedOut, matched, miscounted } = counts;
  const [all, counted] = [trueIn + trueOut, countedIn + countedOut];
  const shares =
    all + counted === 0
      ? { precision: 1, recall: 1, f1: 1 }
      : {
          precision: matched / Math.max(1, counted),
          recall: matched / Math.max(1, all),
          f1: (2 * matched) / (all + counted),
        };
  return { trueIn, trueOut, in: countedIn, out: countedOut, ...shares, error: miscounted / Math.max(1, all) };
}

type Likelihood<T, C> = (truth: T, counted: C) => number;
type Episode<T, C> = { readonly truth: T[]; readonly counted: C[] };
type Group<T, C> = { readonly direction: "in" | "out"; readonly truth: readonly T[]; readonly counted: readonly C[] };

/** What may be paired at all: crossings of one line in one direction. */
function groupsOf<T extends TrueCrossing, C extends PassedLine>(
  truth: readonly T[],
  counted: readonly C[],
): Group<T, C>[] {
  const lines = new Set([...truth, ...counted].map(({ line }) => line));
  return [...lines].flatMap((line) =>
    (["in", "out"] as const).map((direction) => {
      const ofThis = (crossing: PassedLine): boolean => crossing.line === line && crossing.direction === direction;
      return { direction, truth: truth.filter(ofThis), counted: counted.filter(ofThis) };
    }),
  );
}

function pairsOf<T extends TrueCrossing, C extends PassedLine>(
  { truth, counted }: Group<T, C>,
  likelihood: Likelihood<T, C>,
): [T, C][] {
  return episodesOf(truth, counted).flatMap((episode) => pairsIn(episode, likelihood));
}

/** Cuts a film wherever nothing crosses for longer than the window, so that a busy day is many small matchings. */
function episodesOf<T extends TrueCrossing, C extends PassedLine>(
  truth: readonly T[],
  counted: readonly C[],
): Episode<T, C>[] {
  const all = [
    ...truth.map((crossing) => ({ isTrue: true, crossing }) as const),
    ...counted.map((crossing) => ({ isTrue: false, crossing }) as const),
  ].sort((a, b) => a.crossing.atMs - b.crossing.atMs);
  const episodes: Episode<T, C>[] = [];
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const each of all) {
    if (each.crossing.atMs - lastMs > MATCH_WINDOW_MS) episodes.push({ truth: [], counted: [] });
    lastMs = each.crossing.atMs;
    const episode = episodes.at(-1)!;
    if (each.isTrue) episode.truth.push(each.crossing);
    else episode.counted.push(each.crossing);
  }
  return episodes;
}

function pairsIn<T extends TrueCrossing, C extends PassedLine>(
  { truth, counted }: Episode<T, C>,
  likelihood: Likelihood<T, C>,
): [T, C][] {
  const one = truth.length + 1; // one more pair outweighs all likelihoods together
  const cost = Float64Array.from(
    truth.flatMap((each) => counted.map((other) => (mayBeSame(each, other) ? -one - likelihood(each, other) : 0))),
  );
  return [...assignCheapest(cost, truth.length, counted.length)].flatMap((column, row): [T, C][] =>
    column < 0 || cost[row * counted.length + column] === 0 ? [] : [[truth[row]!, counted[column]!]],
  );
}

function mayBeSame(truth: TrueCrossing, counted: PassedLine): boolean {
  return Math.abs(truth.atMs - counted.atMs) <= MATCH_WINDOW_MS && distance(truth, counted) <= truth.boxHeight;
}

/** How near in time and place a pair is, 0..1. */
export function nearness(truth: TrueCrossing, counted: PassedLine): number {
  const late = Math.abs(truth.atMs - counted.atMs) / MATCH_WINDOW_MS;
  return 1 - late / 2 - distance(truth, counted) / Math.max(1, truth.boxHeight) / 2;
}

function distance(a: PassedLine, b: PassedLine): number {
  return Math.hypot(a.place.x - b.place.x, a.place.y - b.place.y);
}
