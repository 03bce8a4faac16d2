import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { STRIDES, visitAnchors } from "./anchor-grid.ts";
import type { Colours } from "./picture-values.ts";

// YOLOX (2021), section 2.1. The layout is that of Megvii-BaseDetection/YOLOX, `yolox/models/yolo_head.py`.

/** Before the classes: x, y, width, height, and how sure it is that there is anything. */
export const YOLOX_CHANNELS = 5;

/** As OpenCV reads a picture, unscaled. */
export const YOLOX_COLOURS: Colours = { order: "BGR", mean: [0, 0, 0], deviation: [1, 1, 1] };

/**
 * Reads the people out of [anchors, 5 + classes], in pixels of the input. Scores are probabilities already.
 *
 *     exported plainly                x, y     from the cell's corner, in cells
 *                                     w, h     logarithms of cells
 *     with `decode_in_inference`      x, y, w, h in pixels, x and y the middle
 */
export function readYolox(
  output: Float32Array,
  { model, classes, person, scoreMin }: { model: Size; classes: number; person: number; scoreMin: number },
): Detection[] {
  const channels = YOLOX_CHANNELS + classes;
  const isDecoded = isInPixels(output, { channels, model });
  const detections: Detection[] = [];
  visitAnchors(model, STRIDES, (anchor, { column, row, stride }) => {
    const at = anchor * channels;
    const score = output[at + 4]! * output[at + YOLOX_CHANNELS + person]!;
    if (!(score >= scoreMin)) return;
    const [a, b, c, d] = [output[at]!, output[at + 1]!, output[at + 2]!, output[at + 3]!];
    const [x, y, width, height] = isDecoded
      ? [a, b, c, d]
      : [(a + column) * stride, (b + row) * stride, Math.exp(c) * stride, Math.exp(d) * stride];
    detections.push({ box: { left: x - width / 2, top: y - height / 2, width, height }, score });
  });
  return detections;
}

/** YOLOv6 has the shape of a decoded YOLOX, is surely sure of everything, and sees in other colours. */
export function isSureOfEverything(output: Float32Array, classes: number): boolean {
  for (let at = 4; at < output.length; at += YOLOX_CHANNELS + classes) if (output[at] !== 1) return false;
  return true;
}

/**
 * The two exports have the same shape and the same names. But all anchors together lie around the middle of the picture,
 * if in pixels, and within a cell or two of 0, if from their own corners.
 */
function isInPixels(output: Float32Array, { channels, model }: { channels: number; model: Size }): boolean {
  let sum = 0;
  for (let at = 0; at < output.length; at += channels) sum += output[at]!;
  return sum / (output.length / channels) > model.width / 4;
}
