import type { Point } from "#domain/space/box.ts";

/** Where somebody stood at a moment: the middle of the box's lower edge, in pixels, and how high the box was. */
export type Step = { readonly atMs: number; readonly foot: Point; readonly height: number };

/** Somebody who has just come in. The steps of all walkers are of the same moments. */
export type Entrant = { readonly atMs: number; readonly trail: readonly Step[] };

/** People of one group come over the line within so long of the last of them. */
const GROUP_GAP_MS_MAX = 2000;
/** Two who were seen together at fewer moments than this are strangers: one look is a chance meeting. */
const COMMON_STEPS_MIN = 3;
/**
 * How far apart two of a group walk, in heights of the taller, the mean of their common steps. On our scenes the pairs are 0.2 to
 * 0.41 apart; of the strangers who come in within 2 s two of a hundred are nearer than 0.5 and keep their distance.
 */
const DISTANCE_MAX = 0.5;
/**
 * How much the way from one to the other may change while they walk, in heights: strangers who meet at a door come from two
 * sides. Pairs on our scenes: 0.09 to 0.43.
 */
const DRIFT_MAX = 0.5;

/** Who came in last over a line, with the rank that they had in their group. */
type Recent = Entrant & { readonly group: { size: number } };

/**
 * Tells who comes in together: one after the other in a short time, who walked near each other before, on the same way. By
 * place and time alone; what it holds is forgotten seconds after the line.
 *
 *     ●──────────●─────────│──►     together: near each other all the way, over the line within 2 s
 *      ●──────────●────────│──►
 *     ●────╮               │        strangers: near each other at the line only
 *           ╰─●────────────│──►
 *           ╭─●────────────│──►
 *     ●────╯               │
 *
 * LIMIT: a group that spreads over more than 2 s from one to the next, or that is not seen before the line, is counted as several; strangers who
 * walk in step for the second before the line are counted as one. Who joins two groups at once joins the nearer.
 */
export class Companies {
  #recent: Recent[] = [];

  /** Takes in who has come in now; the rank in their group: 1 for the first of it, and for who comes alone. */
  rankOf(entrant: Entrant): number {
    this.#recent = this.#recent.filter(({ atMs }) => entrant.atMs - atMs <= GROUP_GAP_MS_MAX);
    let [group, nearest] = [{ size: 0 }, DISTANCE_MAX];
    for (const one of this.#recent) {
      const distance = distanceOfCompany(one, entrant);
      if (distance === null || distance > nearest) continue;
      [group, nearest] = [one.group, distance];
    }
    group.size += 1;
    this.#recent.push({ ...entrant, group });
    return group.size;
  }
}

/** How far apart two walked, in heights, the mean of the moments at which both were seen; null where they did not walk together. */
function distanceOfCompany(one: Entrant, other: Entrant): number | null {
  const stepAt = new Map(one.trail.map((step) => [step.atMs, step]));
  const ways = other.trail.flatMap((step) => {
    const beside = stepAt.get(step.atMs);
    if (!beside) return [];
    const height = Math.max(step.height, beside.height);
    return [{ x: (step.foot.x - beside.foot.x) / height, y: (step.foot.y - beside.foot.y) / height }];
  });
  const [first, last] = [ways[0], ways.at(-1)];
  if (!first || !last || ways.length < COMMON_STEPS_MIN) return null;
  if (Math.hypot(last.x - first.x, last.y - first.y) > DRIFT_MAX) return null;
  return ways.reduce((sum, { x, y }) => sum + Math.hypot(x, y), 0) / ways.length;
}
