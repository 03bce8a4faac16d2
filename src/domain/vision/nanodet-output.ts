import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { STRIDES, visitAnchors } from "./anchor-grid.ts";
import { expectedBin } from "./expected-bin.ts";
import type { Colours } from "./picture-values.ts";

// NanoDet as its own tools export it: RangiLyu/nanodet, `nanodet/model/head/nanodet_head.py`, `nanodet_plus_head.py`.

/** How a head says where a box lies: bins a side, its grids, and where in its cell an anchor stands (0 is the corner). */
export type NanodetHead = { readonly bins: number; readonly strides: readonly number[]; readonly anchorAt: number };

export const NANODET: NanodetHead = { bins: 11, strides: STRIDES, anchorAt: 0.5 };
export const NANODET_PLUS: NanodetHead = { bins: 8, strides: [...STRIDES, 64], anchorAt: 0 };

/** The mean and the deviation of ImageNet, in the order in which OpenCV reads a picture. */
export const NANODET_COLOURS: Colours = {
  order: "BGR",
  mean: [103.53, 116.28, 123.675],
  deviation: [57.375, 57.12, 58.395],
};

/**
 * Reads the people out of [anchors, classes + 4 sides of bins], in pixels of the input. Scores are probabilities already;
 * sides are left, top, right, bottom, as `readNetworkOutput` draws them.
 */
export function readNanodet(
  output: Float32Array,
  {
    model,
    head,
    classes,
    person,
    scoreMin,
  }: { model: Size; head: NanodetHead; classes: number; person: number; scoreMin: number },
): Detection[] {
  const { bins, strides, anchorAt } = head;
  const channels = classes + 4 * bins;
  const detections: Detection[] = [];
  visitAnchors(model, strides, (anchor, { column, row, stride }) => {
    const score = output[anchor * channels + person]!;
    if (!(score >= scoreMin)) return;
    const [x, y] = [(column + anchorAt) * stride, (row + anchorAt) * stride];
    const side = (index: number) =>
      stride * expectedBin(output, { at: anchor * channels + classes + index * bins, step: 1, bins });
    const [left, top] = [x - side(0), y - side(1)];
    detections.push({ box: { left, top, width: x + side(2) - left, height: y + side(3) - top }, score });
  });
  return detections;
}
