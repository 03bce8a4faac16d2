import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { Fault } from "#domain/fault/fault.ts";
import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { PAD_VALUE, toPicture } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { anchorsOf, CHANNELS, readNetworkOutput } from "#domain/vision/network-output.ts";
import { suppressOverlaps } from "#domain/vision/suppression.ts";

/** Finds people. It holds the network until it is disposed of, and no picture beyond its answer. */
export type PersonDetector = {
  /** The size that frames must be fitted into. */
  readonly model: Size;
  /** The people of a frame, surest first, in pixels of the camera's picture. `frame.rgb` must rest until the answer. */
  detect(frame: Frame): Promise<Detection[]>;
  [Symbol.dispose](): void;
};

const MODEL_PATH = fileURLToPath(new URL("../../../models/person-416x256.int8.onnx", import.meta.url));

/** Low enough for the tracker, which also follows people it is hardly sure of (ByteTrack, section 3). */
const SCORE_MIN = 0.1;

/** The models of `tools/models` agree on this: input `frame`, packed RGB; output `out`, see `readNetworkOutput`. */
type Network = { readonly session: InferenceSession; readonly model: Size; readonly isWhole: boolean };

/**
 * Opens a model of ours, by default the one in whole numbers, and runs it once, so that the first frame is as quick as
 * the others. `scoreMin` (above 0, below 1) is the least certainty that is reported.
 */
export async function openPersonDetector({
  modelPath = MODEL_PATH,
  threads = 1,
  scoreMin = SCORE_MIN,
}: {
  modelPath?: string;
  threads?: number;
  scoreMin?: number;
} = {}): Promise<PersonDetector> {
  const { session, model, isWhole } = await openNetwork(modelPath, threads);
  await run(new Uint8Array(model.width * model.height * 3).fill(PAD_VALUE));
  return {
    model,
    async detect({ rgb, fit }) {
      assert(
        fit.model.width === model.width && fit.model.height === model.height,
        "the frame is fitted into the model",
      );
      const found = suppressOverlaps(readNetworkOutput(await run(rgb), model, { scoreMin }));
      return found
        .map(({ box, score }) => ({ box: toPicture(fit, box), score }))
        .filter(({ box }) => box.width > 0 && box.height > 0);
    },
    [Symbol.dispose]() {
      void session.release();
    },
  };

  async function run(rgb: Uint8Array): Promise<Float32Array> {
    const dims = [1, model.height, model.width, 3];
    const frame = isWhole ? new Tensor("uint8", rgb, dims) : new Tensor("float32", Float32Array.from(rgb), dims);
    const { out } = await session.run({ frame });
    return out!.data as Float32Array;
  }
}

async function openNetwork(modelPath: string, threads: number): Promise<Network> {
  // Read by Node and not by the runtime, whose native code the permission model does not bind.
  const bytes = await readFile(modelPath).catch((cause: unknown) => {
    throw new Fault("detector/not-found", `there is no model that may be read at \`${modelPath}\``, { cause });
  });
  const options = { executionProviders: ["cpu"], intraOpNumThreads: threads, interOpNumThreads: 1 };
  const session = await InferenceSession.create(bytes, options).catch((cause: unknown) => {
    throw new Fault("detector/unreadable", `\`${modelPath}\` is not a model`, { cause });
  });
  const [input] = session.inputMetadata;
  const [output] = session.outputMetadata;
  if (input?.isTensor && input.name === "frame" && output?.isTensor && output.name === "out") {
    const [, height, width] = input.shape.map(Number);
    const model = { width: width ?? 0, height: height ?? 0 };
    const [, channels, anchors] = output.shape;
    if (channels === CHANNELS && anchors === anchorsOf(model))
      return { session, model, isWhole: input.type === "uint8" };
  }
  void session.release();
  throw new Fault("detector/unreadable", `\`${modelPath}\` is a model, but not one that finds people for Lintel`);
}
