import { Fault } from "#domain/fault/fault.ts";
import type { Anchor } from "./anchor.ts";
import type { Point, Size } from "./box.ts";

/**
 * A directed segment on the picture, ends in fractions 0..1 of its width and height.
 * Stand at `from` and look to `to`: crossing from your left to your right is **in**.
 *
 *        to                 y grows downward, so with `from` below `to`
 *        |                  your left is the picture's left:
 *   left | right            walking rightward is in.
 *        |
 *       from
 */
export type Line = {
  readonly name: string;
  readonly from: Point;
  readonly to: Point;
  /** What of a person must cross; the centre where nothing is said. */
  readonly anchor?: Anchor | undefined;
};

/** A line shorter than this, in fractions of the picture, is a slip of the hand. */
const LINE_LENGTH_MIN = 0.01;

/** Refuses a line that reaches outside the picture or is hardly a line. */
export function checkLine(line: Line): Line {
  for (const { x, y } of [line.from, line.to])
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1))
      throw new Fault("line/outside-picture", `the line \`${line.name}\` has an end at \`${x},${y}\``);
  if (Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y) < LINE_LENGTH_MIN)
    throw new Fault("line/too-short", `the line \`${line.name}\` begins and ends at the same place`);
  return line;
}

/**
 * How far right of the line through `from` and `to` a point lies, in pixels; negative on the left.
 * All three points in pixels.
 */
export function distanceRightOf(from: Point, to: Point, point: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  return (dx * (point.y - from.y) - dy * (point.x - from.x)) / Math.hypot(dx, dy);
}

/** Where a point lies along the segment: 0 at `from`, 1 at `to`, outside 0..1 beyond the ends. */
export function positionAlong(from: Point, to: Point, point: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  return (dx * (point.x - from.x) + dy * (point.y - from.y)) / (dx * dx + dy * dy);
}

/** A point in fractions of the picture as a point in its pixels. */
export function inPixels(point: Point, picture: Size): Point {
  return { x: point.x * picture.width, y: point.y * picture.height };
}
