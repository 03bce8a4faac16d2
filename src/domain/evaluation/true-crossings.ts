import type { Box, Point, Size } from "#domain/space/box.ts";
import type { TrueCrossing } from "./crossing-match.ts";
import type { LabelledBox } from "./mot-file.ts";

// This truth is made by code that the counter does not use, with a geometry of its own: a mistake in one of the two
// shows as a difference, where a mistake in shared code would agree with itself.

/** A line on the picture, directed from A (`from`) to B (`to`), in fractions 0..1 of the picture's width and height. */
export type TruthLine = { readonly name: string; readonly from: Point; readonly to: Point };

/** The place that stands for a box: the middle of its lower edge, its centre, or a tenth of its height from the top. */
export type TruthAnchor = "foot" | "centre" | "head";

/**
 * A true crossing, with the person and the frame it was read from, and the last frame before in which they were clearly on
 * the side they came from.
 */
export type LabelledCrossing = TrueCrossing & {
  readonly frame: number;
  readonly fromFrame: number;
  readonly id: number;
};

const ANCHOR_DEPTH: Readonly<Record<TruthAnchor, number>> = { foot: 1, centre: 0.5, head: 0.1 };
const HYSTERESIS = 0.05; // of the box height, on each side of the line

/** A place as the line sees it: how far along, A = 0 and B = 1, and how far to the right of it, in pixels. */
type Seen = { readonly along: number; readonly right: number };

/**
 * Who truly crossed a line, from labelled boxes, ordered by frame and then id. `atMs` counts from frame 1.
 *
 *                B
 *       left  .  |  .  right     Stand at A and look to B: from the left to the right is in.
 *             .  |  .
 *        1 ---.--|--.--> 2       Between the dots (5% of the box height on either side) nobody has crossed yet:
 *             .  |  .            who comes from 1 has crossed at 2, where the anchor comes out on the other side.
 *                A
 *        3 ------------> 4       Beside the ends a person changes sides and crosses nothing.
 *
 * Between 1 and 2 the walk is taken to be straight, however long it took and whether or not the person was seen: the
 * feet of who walks along the picture's lower edge sway over it and back. The first side that a person is seen on is no
 * crossing; a line without length has none.
 */
export function trueCrossings(
  boxes: readonly LabelledBox[],
  line: TruthLine,
  { picture, framesPerSecond, anchor }: { picture: Size; framesPerSecond: number; anchor: TruthAnchor },
): LabelledCrossing[] {
  const crossings: LabelledCrossing[] = [];
  for (const walk of Map.groupBy(boxes, ({ id }) => id).values()) {
    let before: (Seen & { readonly frame: number }) | undefined; // the last place that was clearly on a side
    for (const { frame, id, box } of walk.toSorted((a, b) => a.frame - b.frame)) {
      const place = anchorOf(box, anchor);
      const here = seenFrom(line, picture, place);
      if (!isClear(here, box)) continue;
      if (before && here.right > 0 !== before.right > 0 && isOnLine(alongWherePassed(before, here)))
        crossings.push({
          line: line.name,
          direction: here.right > 0 ? "in" : "out",
          atMs: Math.round(((frame - 1) * 1000) / framesPerSecond),
          place,
          boxHeight: box.height,
          frame,
          fromFrame: before.frame,
          id,
        });
      before = { ...here, frame };
    }
  }
  return crossings.sort((a, b) => a.frame - b.frame || a.id - b.id);
}

/** Whether a place is clearly on a side; to a line without length no place is. */
function isClear({ right }: Seen, box: Box): boolean {
  return Math.abs(right) >= HYSTERESIS * box.height;
}

function anchorOf(box: Box, anchor: TruthAnchor): Point {
  return { x: box.left + box.width / 2, y: box.top + box.height * ANCHOR_DEPTH[anchor] };
}

function seenFrom({ from, to }: TruthLine, picture: Size, place: Point): Seen {
  const [startX, startY] = [from.x * picture.width, from.y * picture.height];
  const [lineX, lineY] = [to.x * picture.width - startX, to.y * picture.height - startY];
  const [placeX, placeY] = [place.x - startX, place.y - startY];
  const length = Math.hypot(lineX, lineY);
  // y grows downward: a positive cross product is a turn clockwise as the eye sees it, so to the right.
  return {
    along: (placeX * lineX + placeY * lineY) / length ** 2,
    right: (lineX * placeY - lineY * placeX) / length,
  };
}

/** How far along the line a straight walk between its two sides passes it. */
function alongWherePassed(before: Seen, here: Seen): number {
  return before.along + ((here.along - before.along) * before.right) / (before.right - here.right);
}

function isOnLine(along: number): boolean {
  return along >= 0 && along <= 1;
}
