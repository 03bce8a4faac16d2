import type { Point } from "#domain/space/box.ts";
import { frameAtMs, pictureOf, type SceneTruth, sightingsAt, type TrueCrossing, type TrueLine } from "./scene-truth.ts";

/** How far beyond a line a centre must be, in box heights, before it is on that side. Without it a stander counts. */
export const HYSTERESIS_BOX_HEIGHTS = 0.05;

type Filmed = Pick<SceneTruth, "width" | "height" | "framesPerSecond" | "people">;

/** Where a person last was clearly on one side, and where the centre has passed the line since. */
type Standing = { side: -1 | 0 | 1; last: Point; passed: Point | undefined };

/**
 * The crossings of the lines by the centres of the boxes, in order of time (then of line, then of person).
 * Who turns back before being clearly over counts nothing; who is clearly over and comes back counts both ways.
 * `atMs` is the frame in which the centre is first clearly on the other side.
 * The geometry is worked out here anew: the truth must not share a mistake with the counter that it judges.
 *
 *     - - - - - - - -  clearly left: here first
 *     a ------x-----> b          x: where the centre passes; beyond a or b it passes nothing
 *     - - - - - - - -  clearly right: counted `in` here
 */
export function trueCrossings(lines: readonly TrueLine[], film: Filmed): TrueCrossing[] {
  const { width, height } = pictureOf(film);
  const standings = lines.map(() => new Map<number, Standing>());
  const crossings: TrueCrossing[] = [];
  for (let frame = 0; frame < film.people.length; frame++) {
    for (const [index, line] of lines.entries()) {
      const a = { x: line.a[0] * width, y: line.a[1] * height };
      const b = { x: line.b[0] * width, y: line.b[1] * height };
      for (const { person, box } of sightingsAt(film, frame)) {
        const centre = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
        const distance = rightOf(a, b, centre);
        const clear = Math.abs(distance) > HYSTERESIS_BOX_HEIGHTS * box.height;
        const standing = standings[index]?.get(person);
        if (!standing) {
          const side = clear ? sideOf(distance) : 0;
          standings[index]?.set(person, { side, last: centre, passed: undefined });
          continue;
        }
        standing.passed = passing(a, b, standing.last, centre) ?? standing.passed;
        standing.last = centre;
        if (!clear) continue;
        const side = sideOf(distance);
        if (standing.side === -side && standing.passed)
          crossings.push({
            line: line.name,
            direction: side > 0 ? "in" : "out",
            atMs: frameAtMs(frame, film.framesPerSecond),
            person,
            x: rounded(standing.passed.x / width),
            y: rounded(standing.passed.y / height),
          });
        standing.side = side;
        standing.passed = undefined;
      }
    }
  }
  return crossings;
}

/**
 * How far a point lies to the right of a→b, in the unit of its coordinates; to the left is negative. `y` grows downward,
 * so for a→b pointing right the right hand is down: a = (0, 0), b = (1, 0), point = (0, 1) gives +1.
 */
function rightOf(a: Point, b: Point, point: Point): number {
  const along = { x: b.x - a.x, y: b.y - a.y };
  return (along.x * (point.y - a.y) - along.y * (point.x - a.x)) / Math.hypot(along.x, along.y);
}

function sideOf(distance: number): -1 | 1 {
  return distance < 0 ? -1 : 1;
}

/** Where the step from→to meets the segment a→b; nothing when it stays on one side or passes beyond an end. */
function passing(a: Point, b: Point, from: Point, to: Point): Point | undefined {
  const before = rightOf(a, b, from);
  const after = rightOf(a, b, to);
  if (before < 0 === after < 0) return undefined;
  const share = before / (before - after);
  const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  const length = (b.x - a.x) ** 2 + (b.y - a.y) ** 2;
  const along = ((point.x - a.x) * (b.x - a.x) + (point.y - a.y) * (b.y - a.y)) / length;
  return along >= 0 && along <= 1 ? point : undefined;
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
