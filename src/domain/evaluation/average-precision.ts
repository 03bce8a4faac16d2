import { iou } from "#domain/space/box.ts";
import type { LabelledBox, ScoredBox } from "./mot-file.ts";

/**
 * How well a detector finds people, 0..1: the area under the curve of precision over recall as the threshold on the
 * score falls, with no point of the curve left out (`overlapMin` 0.5 gives AP50). Detections are taken from the surest
 * down; each takes the nearest true box of its frame that is still free and overlaps enough, or is false. Both sides
 * must cover the same frames. Without true boxes it is 1 where nothing was detected, else 0.
 *
 * Everingham et al., "The PASCAL visual object classes (VOC) challenge", IJCV 2010, with the all-point area of VOC 2010
 * and, as in COCO, a taken box not keeping a second detection from the next nearest.
 */
export function averagePrecision(
  truth: readonly LabelledBox[],
  detections: readonly ScoredBox[],
  { overlapMin = 0.5 }: { overlapMin?: number } = {},
): number {
  if (truth.length === 0) return detections.length === 0 ? 1 : 0;
  const free = Map.groupBy(truth, ({ frame }) => frame);
  const surestFirst = detections.toSorted((a, b) => b.score - a.score);
  const precisions: number[] = []; // at each hit; the n-th hit lifts recall by 1 / truth.length
  for (const [rank, detection] of surestFirst.entries()) {
    const others = free.get(detection.frame) ?? [];
    const nearest = nearestOf(others, detection);
    if (!nearest || iou(nearest.box, detection.box) < overlapMin) continue;
    others.splice(others.indexOf(nearest), 1);
    precisions.push((precisions.length + 1) / (rank + 1));
  }
  // Precision at a recall is the best that this recall or a higher one allows, so we sum from the far end.
  let [area, best] = [0, 0];
  for (const precision of precisions.toReversed()) {
    best = Math.max(best, precision);
    area += best / truth.length;
  }
  return area;
}

function nearestOf(boxes: readonly LabelledBox[], { box }: ScoredBox): LabelledBox | undefined {
  return boxes.reduce<LabelledBox | undefined>(
    (nearest, each) => (nearest && iou(nearest.box, box) >= iou(each.box, box) ? nearest : each),
    undefined,
  );
}
