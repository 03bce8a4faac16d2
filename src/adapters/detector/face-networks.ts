import "./telemetry-off.ts";

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { InferenceSession, Tensor } from "onnxruntime-node";
import type { FaceNetworks } from "#domain/face/estimate-face.ts";
import { faceNetworksOf } from "#domain/face/face-sessions.ts";

const MODELS = fileURLToPath(new URL("../../../models/", import.meta.url));

/** The networks of the tablet, run in Node to measure them: the same files, the same pictures, other machine code. */
export async function openFaceNetworks(): Promise<FaceNetworks> {
  const open = async (name: string) =>
    InferenceSession.create(await readFile(`${MODELS}${name}.onnx`), { executionProviders: ["cpu"] });
  const [face, age] = await Promise.all([open("face"), open("age-and-sex")]);
  return faceNetworksOf({ face, age, squareOf: (values, dims) => new Tensor("float32", values, dims) });
}
