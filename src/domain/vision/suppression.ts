import { iou } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";

/** Two boxes that overlap by more than this, as intersection over union, are one person. */
export const NMS_IOU_MAX = 0.55;

/**
 * Greedy non-maximum suppression: of boxes that overlap too much, keeps the surest. Comes back surest first; of equals,
 * the earlier stays. It compares every kept box with every other, which is harmless up to the network's few thousand
 * anchors.
 */
export function suppressOverlaps<Found extends Detection>(
  detections: readonly Found[],
  { iouMax = NMS_IOU_MAX }: { iouMax?: number } = {},
): Found[] {
  const kept: Found[] = [];
  for (const detection of detections.toSorted((a, b) => b.score - a.score))
    if (kept.every((surer) => iou(surer.box, detection.box) <= iouMax)) kept.push(detection);
  return kept;
}
