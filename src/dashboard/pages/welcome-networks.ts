import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { AGE_INPUT_SIDE } from "#domain/face/age-and-sex.ts";
import type { FaceNetworks } from "#domain/face/estimate-face.ts";
import { FACE_INPUT_SIDE } from "#domain/face/face-reading.ts";

// All of it comes from our own server, with names that hold a sum of what is in them.
const RUNTIME = new URL("../../../node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm", import.meta.url).href;
const FACE = new URL("../../../models/face.onnx", import.meta.url).href;
const AGE = new URL("../../../models/age-and-sex.onnx", import.meta.url).href;

/** Brings the networks of the estimate into this browser, 8 MB, once a page. They run here and nowhere else. */
export async function openFaceNetworks(): Promise<FaceNetworks> {
  env.wasm.wasmPaths = { wasm: RUNTIME };
  // More threads need workers and memory shared among them, which our headers do not allow; one takes a tenth of a second.
  env.wasm.numThreads = 1;
  const [face, age] = await Promise.all([InferenceSession.create(FACE), InferenceSession.create(AGE)]);
  return {
    async findFaces(picture) {
      const { faces } = await face.run({ picture: squareOf(picture, FACE_INPUT_SIDE) });
      return faces!.data as Float32Array;
    },
    async judgeFace(seen) {
      const { ages, male } = await age.run({ face: squareOf(seen, AGE_INPUT_SIDE) });
      return { ages: ages!.data as Float32Array, male: (male!.data as Float32Array)[0]! };
    },
  };
}

function squareOf(values: Float32Array, side: number): Tensor {
  return new Tensor("float32", values, [1, side, side, 3]);
}
