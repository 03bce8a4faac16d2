import { AGE_INPUT_SIDE, type AgeAndSex, type FaceEstimate, toEstimate } from "./age-and-sex.ts";
import { FACE_INPUT_SIDE, readFaces } from "./face-reading.ts";
import { look, type Pixels, wholeView } from "./face-view.ts";
import { faceView, type Offer, offeredFace } from "./offered-face.ts";

/** The two networks, run in a browser or in Node. Inputs are R, G, B from 0 to 255, square, by rows. */
export type FaceNetworks = {
  /** Of 256 pixels a side: 896 rows of 17 values. */
  findFaces(picture: Float32Array): Promise<Float32Array>;
  /** Of 224 pixels a side. */
  judgeFace(face: Float32Array): Promise<AgeAndSex>;
};

/** An estimate, or why there is none. */
export type FaceAnswer =
  | { readonly kind: "estimated"; readonly estimate: FaceEstimate }
  | Exclude<Offer, { readonly kind: "face" }>;

/** Estimates age band and sex of the one face on a picture. Nothing of the picture outlives the answer. */
export async function estimateFace(picture: Pixels, networks: FaceNetworks): Promise<FaceAnswer> {
  const view = wholeView(picture);
  const told = await networks.findFaces(look(picture, view, FACE_INPUT_SIDE));
  const offer = offeredFace(readFaces(told, view));
  if (offer.kind !== "face") return offer;
  const seen = look(picture, faceView(offer.face), AGE_INPUT_SIDE);
  return { kind: "estimated", estimate: toEstimate(await networks.judgeFace(seen)) };
}
