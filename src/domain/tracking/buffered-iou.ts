import { type Box, iou } from "#domain/space/box.ts";

/**
 * Intersection over union after both boxes have grown by `buffer` of their own size on every side, 0..1.
 * A walker seen five times a second moves further than plain overlap can follow; the buffer bridges that without
 * looking at anybody. C-BIoU: Yang et al., "Hard to track objects with irregular motions and similar appearances?",
 * WACV 2023.
 */
export function bufferedIou(a: Box, b: Box, buffer: number): number {
  return buffer === 0 ? iou(a, b) : iou(grown(a, buffer), grown(b, buffer));
}

function grown(box: Box, buffer: number): Box {
  return {
    left: box.left - buffer * box.width,
    top: box.top - buffer * box.height,
    width: box.width * (1 + 2 * buffer),
    height: box.height * (1 + 2 * buffer),
  };
}
