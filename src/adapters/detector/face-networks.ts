import "./telemetry-off.ts";

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { AGE_INPUT_SIDE } from "#domain/face/age-and-sex.ts";
import type { FaceNetworks } from "#domain/face/estimate-face.ts";
import { FACE_INPUT_SIDE } from "#domain/face/face-reading.ts";

const MODELS = fileURLToPath(new URL("../../../models/", import.meta.url));

/** The networks of the tablet, run in Node to measure them: the same files, the same pictures, other machine code. */
export async function openFaceNetworks(): Promise<FaceNetworks> {
  const open = async (name: string) =>
    InferenceSession.create(await readFile(`${MODELS}${name}.onnx`), { executionProviders: ["cpu"] });
  const [face, age] = await Promise.all([open("face"), open("age-and-sex")]);
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
