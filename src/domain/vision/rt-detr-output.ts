import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import type { Colours } from "./picture-values.ts";

// RT-DETR (2023), section 4, and those that kept its heads (v2, D-FINE). It answers with one box for each person, so
// nothing is suppressed. Layouts: the `RTDetrForObjectDetection` of Hugging Face; lyuwenyu/RT-DETR, `tools/export_onnx.py`.

export const RT_DETR_COLOURS: Colours = { order: "RGB", mean: [0, 0, 0], deviation: [255, 255, 255] };

/**
 * What an exported RT-DETR is told of the picture's size. It multiplies its boxes by it, in an order (width, height) that
 * not every copy keeps; with ones they stay fractions.
 */
export const RT_DETR_PICTURE_SIZE = [1n, 1n] as const;

/** The person among the labels of an exported RT-DETR: the first class of COCO. */
const PERSON_LABEL = 0n;

/**
 * Reads the people out of `logits` [queries, classes] and `boxes` [queries, 4] (x and y of the middle, width, height, in
 * fractions of the input), surest first, in pixels of the input.
 */
export function readRtDetrQueries(
  logits: Float32Array,
  boxes: Float32Array,
  { model, classes, person, scoreMin }: { model: Size; classes: number; person: number; scoreMin: number },
): Detection[] {
  const detections: Detection[] = [];
  for (let query = 0; query * classes < logits.length; query++) {
    const score = 1 / (1 + Math.exp(-logits[query * classes + person]!));
    if (!(score >= scoreMin)) continue;
    const [x, y] = [boxes[query * 4]! * model.width, boxes[query * 4 + 1]! * model.height];
    const [width, height] = [boxes[query * 4 + 2]! * model.width, boxes[query * 4 + 3]! * model.height];
    detections.push({ box: { left: x - width / 2, top: y - height / 2, width, height }, score });
  }
  return surestFirst(detections);
}

/**
 * Reads the people out of a list that is chosen already: `labels` [queries], `boxes` [queries, 4] (left, top, right, bottom,
 * in fractions of the input, see `RT_DETR_PICTURE_SIZE`), `scores` [queries]. Surest first, in pixels of the input.
 */
export function readRtDetrList(
  { labels, boxes, scores }: { labels: BigInt64Array; boxes: Float32Array; scores: Float32Array },
  { model, scoreMin }: { model: Size; scoreMin: number },
): Detection[] {
  const detections: Detection[] = [];
  for (const [query, score] of scores.entries()) {
    if (labels[query] !== PERSON_LABEL || !(score >= scoreMin)) continue;
    const [left, top] = [boxes[query * 4]! * model.width, boxes[query * 4 + 1]! * model.height];
    const [right, bottom] = [boxes[query * 4 + 2]! * model.width, boxes[query * 4 + 3]! * model.height];
    detections.push({ box: { left, top, width: right - left, height: bottom - top }, score });
  }
  return surestFirst(detections);
}

function surestFirst(detections: readonly Detection[]): Detection[] {
  return detections.toSorted((a, b) => b.score - a.score);
}
