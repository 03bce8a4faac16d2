import { AGE_INPUT_SIDE } from "./age-and-sex.ts";
import type { FaceNetworks } from "./estimate-face.ts";
import { FACE_INPUT_SIDE } from "./face-reading.ts";

/** A network that is open, as both runtimes give it, in a browser and in Node: tensors by their names. */
type Session<Tensor> = {
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, { readonly data: unknown }>>>;
};

/** The two networks over sessions of either runtime, so that what is measured in Node is what runs in the tablet. `squareOf` makes R, G, B of so many pixels a side a tensor. */
export function faceNetworksOf<Tensor>({
  face,
  age,
  squareOf,
}: {
  readonly face: Session<Tensor>;
  readonly age: Session<Tensor>;
  readonly squareOf: (values: Float32Array, dims: readonly [1, number, number, 3]) => Tensor;
}): FaceNetworks {
  return {
    async findFaces(picture) {
      const { faces } = await face.run({ picture: squareOf(picture, [1, FACE_INPUT_SIDE, FACE_INPUT_SIDE, 3]) });
      return faces!.data as Float32Array;
    },
    async judgeFace(seen) {
      const { ages, male } = await age.run({ face: squareOf(seen, [1, AGE_INPUT_SIDE, AGE_INPUT_SIDE, 3]) });
      return { ages: ages!.data as Float32Array, male: (male!.data as Float32Array)[0]! };
    },
  };
}
