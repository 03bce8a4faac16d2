import { anchorOf } from "#domain/space/anchor.ts";
import type { Point, Size } from "#domain/space/box.ts";
import { distanceRightOf, type Line, positionAlong } from "#domain/space/line.ts";
import type { Track } from "#domain/tracking/tracker.ts";

/** Who moved less than this, in box heights, stood about and says nothing of where people walk. */
const WALKED_MIN = 1;
/** So many walks are enough to propose a line by. */
const WALKS_ENOUGH = 40;
/** Candidate lines: so many angles over a half turn, and so many places across the picture at each. */
const ANGLES = 12;
const OFFSETS = 11;
/** Lines closer than this to where walks begin and end are no good: boxes are cut there. In fractions of a walk. */
const WALK_MARGIN = 0.2;
/** The proposed segment reaches this far beyond the outermost walk, in box heights. */
const SPARE_REACH = 0.5;
/** A line whose "in" points less than this downward (of 1) stands rather than lies. */
const UPRIGHT_MAX = 0.5;

/** What a proposed line is called. */
export const PROPOSED_NAME = "door";

type Walk = { readonly points: Point[]; readonly heights: number[] };

/** A line that most people cross in the middle of their walk, and on how many walks that rests. */
export type LineProposal = { readonly line: Line; readonly paths: number; readonly crossing: number };

/**
 * Watches where people walk and proposes a line across their way.
 * Of a fan of straight lines over the picture, the one is taken that most walks cross well inside of themselves; the
 * more squarely they do, the better. "In" is down the picture, toward the camera, as at a door seen from inside;
 * on an upright line it is from left to right. The user sees the line and may turn it round.
 */
export class LineProposer {
  readonly #picture: Size;
  readonly #walks = new Map<number, Walk>();

  constructor(picture: Size) {
    this.#picture = picture;
  }

  update(tracks: readonly Track[]): void {
    for (const { id, box } of tracks) {
      const walk = this.#walks.get(id) ?? { points: [], heights: [] };
      walk.points.push(anchorOf(box, "centre"));
      walk.heights.push(box.height);
      this.#walks.set(id, walk);
    }
  }

  /** Whether enough people have walked by. */
  get hasEnough(): boolean {
    return this.#longWalks().length >= WALKS_ENOUGH;
  }

  /** The best line so far; null while nobody has walked through the picture. */
  propose(): LineProposal | null {
    const walks = this.#longWalks();
    let best: { from: Point; to: Point; score: number; passages: readonly number[] } | null = null;
    for (let angle = 0; angle < ANGLES; angle++)
      for (let offset = 1; offset <= OFFSETS; offset++) {
        const { from, to } = this.#candidate((angle * Math.PI) / ANGLES, offset / (OFFSETS + 1));
        const crossed = walks.map((walk) => passage(walk, from, to)).filter((found) => found !== null);
        const score = crossed.reduce((sum, { squareness }) => sum + squareness, 0);
        if (!best || score > best.score) best = { from, to, score, passages: crossed.map(({ along }) => along) };
      }
    if (!best || best.passages.length === 0) return null;
    const length = Math.hypot(best.to.x - best.from.x, best.to.y - best.from.y);
    const spare = (SPARE_REACH * meanOf(walks.map(({ heights }) => meanOf(heights)))) / length;
    const first = this.#inside(best.from, best.to, Math.min(...best.passages) - spare);
    const last = this.#inside(best.from, best.to, Math.max(...best.passages) + spare);
    return {
      line: { name: PROPOSED_NAME, from: first, to: last },
      paths: walks.length,
      crossing: best.passages.length,
    };
  }

  #longWalks(): Walk[] {
    return [...this.#walks.values()].filter(({ points, heights }) => {
      const [first, last] = [points[0]!, points.at(-1)!];
      return Math.hypot(last.x - first.x, last.y - first.y) >= WALKED_MIN * meanOf(heights);
    });
  }

  /** A line right through the picture at an angle, turned so that its "in" is down, or rightward where it stands. */
  #candidate(angle: number, offset: number): { from: Point; to: Point } {
    const { width, height } = this.#picture;
    const slope = { x: Math.cos(angle), y: -Math.sin(angle) };
    const inward = { x: -slope.y, y: slope.x };
    const isTurned = Math.abs(inward.y) >= UPRIGHT_MAX ? inward.y < 0 : inward.x < 0;
    const along = isTurned ? { x: -slope.x, y: -slope.y } : slope;
    const shift = (offset - 0.5) * (Math.abs(along.y) * width + Math.abs(along.x) * height);
    const centre = { x: width / 2 - along.y * shift, y: height / 2 + along.x * shift };
    const reach = (width + height) / 2;
    return {
      from: { x: centre.x - along.x * reach, y: centre.y - along.y * reach },
      to: { x: centre.x + along.x * reach, y: centre.y + along.y * reach },
    };
  }

  /** The point at `share` of the way along a line in pixels, in fractions, drawn back into the picture. */
  #inside(from: Point, to: Point, share: number): Point {
    const { width, height } = this.#picture;
    const clamp = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
    return {
      x: clamp((from.x + share * (to.x - from.x)) / width),
      y: clamp((from.y + share * (to.y - from.y)) / height),
    };
  }
}

/** Where along the line a walk passes it for good, and how squarely (0..1); null if not in the middle of the walk. */
function passage(walk: Walk, from: Point, to: Point): { along: number; squareness: number } | null {
  const first = walk.points[0]!;
  const last = walk.points.at(-1)!;
  const before = distanceRightOf(from, to, first);
  const after = distanceRightOf(from, to, last);
  const length = Math.hypot(last.x - first.x, last.y - first.y);
  const isCrossed = Math.sign(before) !== Math.sign(after);
  if (!isCrossed || Math.min(Math.abs(before), Math.abs(after)) < WALK_MARGIN * length) return null;
  const share = before / (before - after);
  const through = { x: first.x + share * (last.x - first.x), y: first.y + share * (last.y - first.y) };
  return { along: positionAlong(from, to, through), squareness: Math.abs(after - before) / length };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
