import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { readOutputs } from "#domain/vision/family-reading.ts";
import { toPicture } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { type LookSize, modelFor } from "#domain/vision/look-size.ts";
import { openNetwork } from "./network.ts";

/** Finds people. It holds the network until it is disposed of, and no picture beyond its answer. */
export type PersonDetector = {
  /**
   * The size that the frames of a camera must be fitted into, by the size of its pictures; large looks unless told
   * otherwise. A network that looks at one size only always says that one.
   */
  modelFor(picture: Size, lookSize?: LookSize): Size;
  /** The people of a frame, surest first, in pixels of the camera's picture. `frame.rgb` must rest until the answer. */
  detect(frame: Frame): Promise<Detection[]>;
  [Symbol.dispose](): void;
};

/** The network that comes with Lintel. */
export const OWN_NETWORK_PATH = fileURLToPath(new URL("../../../models/person.int8.onnx", import.meta.url));

/** Low enough for the tracker, which also follows people it is hardly sure of (ByteTrack, section 3). */
const SCORE_MIN = 0.1;

/**
 * Opens a network that finds people, by default ours; `outputFamilyOf` knows which others are understood. It is run once,
 * so that the first frame is as quick as the others. `scoreMin` (above 0, below 1) is the least certainty that is reported.
 */
export async function openPersonDetector({
  modelPath = OWN_NETWORK_PATH,
  threads = 1,
  scoreMin = SCORE_MIN,
}: {
  modelPath?: string | undefined;
  threads?: number;
  scoreMin?: number;
} = {}): Promise<PersonDetector> {
  const network = await openNetwork(modelPath, { threads });
  const { fixedModel, family } = network;
  return {
    modelFor: (picture, lookSize = "large") => fixedModel ?? modelFor(picture, lookSize),
    async detect({ rgb, fit }) {
      const { model } = fit;
      assert(
        !fixedModel || (model.width === fixedModel.width && model.height === fixedModel.height),
        "the frame is fitted into the model",
      );
      return readOutputs(family, await network.run(rgb, model), { model, scoreMin })
        .map(({ box, score }) => ({ box: toPicture(fit, box), score }))
        .filter(({ box }) => box.width > 0 && box.height > 0);
    },
    [Symbol.dispose]: () => network[Symbol.dispose](),
  };
}
