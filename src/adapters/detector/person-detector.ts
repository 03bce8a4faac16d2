import assert from "node:assert/strict";
import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { readOutputs } from "#domain/vision/family-reading.ts";
import { toPicture } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { openNetwork } from "./network.ts";
import { ownNetworkPath } from "./own-network.ts";

/** Finds people. It holds the network until it is disposed of, and no picture beyond its answer. */
export type PersonDetector = {
  /** The size that frames must be fitted into. */
  readonly model: Size;
  /** The people of a frame, surest first, in pixels of the camera's picture. `frame.rgb` must rest until the answer. */
  detect(frame: Frame): Promise<Detection[]>;
  [Symbol.dispose](): void;
};

/** Low enough for the tracker, which also follows people it is hardly sure of (ByteTrack, section 3). */
const SCORE_MIN = 0.1;

/**
 * Opens a network that finds people, by default our large one whatever the machine, so that what is measured is the same
 * everywhere; `suitableNetwork` knows which suits this machine, and `outputFamilyOf` which others are understood.
 * It is run once, so that the first frame is as quick as the others. `scoreMin` (above 0, below 1) is the least certainty
 * that is reported.
 */
export async function openPersonDetector({
  modelPath = ownNetworkPath("large"),
  threads = 1,
  scoreMin = SCORE_MIN,
}: {
  modelPath?: string | undefined;
  threads?: number;
  scoreMin?: number;
} = {}): Promise<PersonDetector> {
  const network = await openNetwork(modelPath, { threads });
  const { model, family } = network;
  return {
    model,
    async detect({ rgb, fit }) {
      assert(
        fit.model.width === model.width && fit.model.height === model.height,
        "the frame is fitted into the model",
      );
      return readOutputs(family, await network.run(rgb), { model, scoreMin })
        .map(({ box, score }) => ({ box: toPicture(fit, box), score }))
        .filter(({ box }) => box.width > 0 && box.height > 0);
    },
    [Symbol.dispose]: () => network[Symbol.dispose](),
  };
}
