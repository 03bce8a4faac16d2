import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import type { FaceNetworks } from "#domain/face/estimate-face.ts";
import { faceNetworksOf } from "#domain/face/face-sessions.ts";

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
  return faceNetworksOf({ face, age, squareOf: (values, dims) => new Tensor("float32", values, dims) });
}
