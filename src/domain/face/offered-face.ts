import type { Face } from "./face-reading.ts";
import type { View } from "./face-view.ts";

/** A smaller face says too little, and looks more like a man's than it is. In pixels of the picture. */
const FACE_SIDE_MIN = 40;

/** Another face of at least so much of the largest one's side stands beside it. A smaller one is somebody who passes behind. */
const BESIDE_SIDE_FRACTION = 0.5;

/** How much more than the face is looked at, of its side. */
const SURROUNDINGS = 1.6;

/** The one face that was offered, or why there is none to be estimated. */
export type Offer =
  | { readonly kind: "face"; readonly face: Face }
  | { readonly kind: "nobody" }
  | { readonly kind: "too-small" }
  | { readonly kind: "several" };

/**
 * Which face was offered.
 *
 * INVARIANT: whoever stands beside has not agreed, and so nobody is estimated while two faces are near.
 */
export function offeredFace(faces: readonly Face[]): Offer {
  const [first, second] = faces.toSorted((a, b) => sideOf(b) - sideOf(a));
  if (!first) return { kind: "nobody" };
  if (sideOf(first) < FACE_SIDE_MIN) return { kind: "too-small" };
  if (second && sideOf(second) >= BESIDE_SIDE_FRACTION * sideOf(first)) return { kind: "several" };
  return { kind: "face", face: first };
}

/** The square around a face, levelled by its eyes. */
export function faceView({ box, rightEye, leftEye }: Face): View {
  return {
    centre: { x: box.left + box.width / 2, y: box.top + box.height / 2 },
    side: SURROUNDINGS * Math.max(box.width, box.height),
    turn: Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x),
  };
}

function sideOf({ box }: Face): number {
  return Math.max(box.width, box.height);
}
