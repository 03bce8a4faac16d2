import type { Box, Point } from "./box.ts";

/**
 * The point of a person's box that stands for the person. The centre is the steadiest: feet are hidden by tables and
 * by the picture's edge, and the box's lower side jitters most. A zone is drawn on the floor, so there the foot counts.
 */
export const ANCHORS = ["centre", "foot", "head"] as const;

export type Anchor = (typeof ANCHORS)[number];

/** How far below the box's upper edge each anchor lies, in box heights. */
const DEPTH: Readonly<Record<Anchor, number>> = { head: 0.1, centre: 0.5, foot: 1 };

/** The anchor's place on the picture, in pixels. */
export function anchorOf(box: Box, anchor: Anchor): Point {
  return { x: box.left + box.width / 2, y: box.top + DEPTH[anchor] * box.height };
}
