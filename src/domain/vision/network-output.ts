import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { STRIDES } from "./anchor-grid.ts";
import { expectedBin } from "./expected-bin.ts";

/** How far a side may lie from the middle of its cell: bin k stands for k strides. */
const BINS = 11;

/** What the network says of each anchor: the person's logit, then the bins of left, top, right and bottom. */
export const CHANNELS = 1 + 4 * BINS;

/**
 * Reads the output of the network that comes with Lintel as boxes in pixels of its input, in the order of the anchors.
 * `output` is float32 [45, anchors] by rows, for an input of size `model`, a multiple of 32 either way. Only boxes with
 * a score of at least `scoreMin` (above 0, below 1) are read, which is what keeps this quick; many of them mean the same
 * person, see `suppressOverlaps`. Boxes may reach beyond the input.
 *
 *                  top
 *                   |
 *         left -----+----- right     each side is the expectation over its 11 bins, times the stride
 *                   |
 *                 bottom             + is the middle of the cell
 */
export function readNetworkOutput(output: Float32Array, model: Size, { scoreMin }: { scoreMin: number }): Detection[] {
  const anchors = output.length / CHANNELS;
  const logitMin = Math.log(scoreMin / (1 - scoreMin));
  const detections: Detection[] = [];
  let first = 0;
  for (const stride of STRIDES) {
    const columns = model.width / stride;
    const cells = columns * (model.height / stride);
    for (let cell = 0; cell < cells; cell++) {
      const logit = output[first + cell]!;
      if (logit < logitMin) continue;
      const x = ((cell % columns) + 0.5) * stride;
      const y = (Math.floor(cell / columns) + 0.5) * stride;
      const side = (index: number) =>
        stride * expectedBin(output, { at: (1 + index * BINS) * anchors + first + cell, step: anchors, bins: BINS });
      const [left, top] = [x - side(0), y - side(1)];
      detections.push({
        box: { left, top, width: x + side(2) - left, height: y + side(3) - top },
        score: 1 / (1 + Math.exp(-logit)),
      });
    }
    first += cells;
  }
  return detections;
}
