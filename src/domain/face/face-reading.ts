import type { Box, Point } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { suppressOverlaps } from "#domain/vision/suppression.ts";
import { toPicture, type View } from "./face-view.ts";

/** The side of the detector's input, in pixels. */
export const FACE_INPUT_SIDE = 256;

/** A face is one from this score on, 0..1. Below, hands and patterns of cloth come up. */
const SCORE_MIN = 0.7;

/** Faces that overlap by more than this, as intersection over union, are one. Two faces hardly cover each other. */
const IOU_MAX = 0.3;

/** Grids of the detector, in its own order: pixels a cell, and the faces that a cell can tell. BlazeFace, section 4.2. */
const GRIDS = [
  { stride: 16, faces: 2 },
  { stride: 32, faces: 6 },
] as const;
/** A face's row: score, centre, size, then six points of which the first two are its right and its left eye. */
const ROW_VALUES = 17;

/** A face on a picture, in its pixels. The right eye is the person's own: on a picture it stands on the left. */
export type Face = Detection & { readonly rightEye: Point; readonly leftEye: Point };

/** The faces that the detector told in a view, as faces of the picture; the surest of those that overlap. */
export function readFaces(told: Float32Array, view: View): Face[] {
  const faces: Face[] = [];
  let row = 0;
  for (const { stride, faces: count } of GRIDS) {
    const cells = FACE_INPUT_SIDE / stride;
    for (let cell = 0; cell < cells * cells; cell++)
      for (let each = 0; each < count; each++, row++) {
        const values = told.subarray(row * ROW_VALUES, (row + 1) * ROW_VALUES);
        const score = 1 / (1 + Math.exp(-values[0]!));
        const anchor = { x: ((cell % cells) + 0.5) * stride, y: (Math.floor(cell / cells) + 0.5) * stride };
        if (score >= SCORE_MIN) faces.push(faceOf(values, score, anchor, view));
      }
  }
  return suppressOverlaps(faces, { iouMax: IOU_MAX });
}

function faceOf(values: Float32Array, score: number, anchor: Point, view: View): Face {
  const place = (at: number) =>
    toPicture(view, { x: anchor.x + values[at]!, y: anchor.y + values[at + 1]! }, FACE_INPUT_SIDE);
  const centre = place(1);
  const scale = view.side / FACE_INPUT_SIDE;
  const [width, height] = [values[3]! * scale, values[4]! * scale];
  const box: Box = { left: centre.x - width / 2, top: centre.y - height / 2, width, height };
  return { box, score, rightEye: place(5), leftEye: place(7) };
}
