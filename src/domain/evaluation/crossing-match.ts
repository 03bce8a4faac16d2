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

/**
 * Pairs the counted crossings of one film with its true ones, one to one, as many as can be: a pair has the same line
 * and direction, at most `MATCH_WINDOW_MS` between them, and is at most one true box height apart.
 */
export function matchCrossings(truth: readonly TrueCrossing[], counted: readonly PassedLine[]): CrossingCounts {
  const lines = new Set([...truth, ...counted].map(({ line }) => line));
  return poolCrossings(
    [...lines].flatMap((line) =>
      (["in", "out"] as const).map((direction) => {
        const ofThis = (crossing: PassedLine): boolean => crossing.line === line && crossing.direction === direction;
        const [trueOnes, countedOnes] = [truth.filter(ofThis), counted.filter(ofThis)];
        return {
          trueIn: direction === "in" ? trueOnes.length : 0,
          trueOut: direction === "out" ? trueOnes.length : 0,
          in: direction === "in" ? countedOnes.length : 0,
          out: direction === "out" ? countedOnes.length : 0,
          matched: episodesOf(trueOnes, countedOnes).reduce((sum, episode) => sum + pairsIn(episode), 0),
          miscounted: Math.abs(countedOnes.length - trueOnes.length),
        };
      }),
    ),
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

type Episode = { readonly truth: TrueCrossing[]; readonly counted: PassedLine[] };

/** Cuts a film wherever nothing crosses for longer than the window, so that a busy day is many small matchings. */
function episodesOf(truth: readonly TrueCrossing[], counted: readonly PassedLine[]): Episode[] {
  const all = [
    ...truth.map((crossing) => ({ isTrue: true, crossing }) as const),
    ...counted.map((crossing) => ({ isTrue: false, crossing }) as const),
  ].sort((a, b) => a.crossing.atMs - b.crossing.atMs);
  const episodes: Episode[] = [];
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

function pairsIn({ truth, counted }: Episode): number {
  const cost = Float64Array.from(truth.flatMap((one) => counted.map((other) => (mayBeSame(one, other) ? -1 : 0))));
  return assignCheapest(cost, truth.length, counted.length).reduce(
    (sum, column, row) => sum - (column < 0 ? 0 : cost[row * counted.length + column]!),
    0,
  );
}

function mayBeSame(truth: TrueCrossing, counted: PassedLine): boolean {
  const apart = Math.hypot(truth.place.x - counted.place.x, truth.place.y - counted.place.y);
  return Math.abs(truth.atMs - counted.atMs) <= MATCH_WINDOW_MS && apart <= truth.boxHeight;
}
