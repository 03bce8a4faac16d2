import { type Box, iou } from "#domain/space/box.ts";

/**
 * How well a detection fits where a track is expected, 0..1: intersection over union after both boxes have grown by
 * `buffer` of their own size on every side, times the root of how alike their heights are.
 * - A walker seen five times a second moves further than plain overlap can follow; the buffer bridges that without
 *   looking at anybody (C-BIoU: Yang et al., "Hard to track objects with irregular motions and similar appearances?",
 *   WACV 2023).
 * - Two people who overlap on the picture seldom stand equally far from the camera, and their heights tell them apart
 *   (height-modulated IoU: Yang et al., "Hybrid-SORT", AAAI 2024; the root halves its weight in logarithms, because a
 *   detector cuts legs behind tables). Without it IDF1 is 1.5 to 2 points lower on real films, mean of 9 perturbed runs.
 */
export function likeness(expected: Box, detected: Box, buffer: number): number {
  const overlap = iou(grown(expected, buffer), grown(detected, buffer));
  const lower = Math.min(expected.height, detected.height);
  const higher = Math.max(expected.height, detected.height);
  return overlap === 0 ? 0 : overlap * Math.sqrt(lower / higher);
}

function grown(box: Box, buffer: number): Box {
  return {
    left: box.left - buffer * box.width,
    top: box.top - buffer * box.height,
    width: box.width * (1 + 2 * buffer),
    height: box.height * (1 + 2 * buffer),
  };
}
