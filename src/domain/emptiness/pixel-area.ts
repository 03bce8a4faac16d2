import type { Box, Size } from "#domain/space/box.ts";

/** The pixels of a picture that a box touches: columns `left` to `right - 1`, rows `top` to `bottom - 1`; may be none. */
export type PixelArea = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
};

/** What of a picture a box touches, cut off at the picture's edge. */
export function pixelArea(box: Box, picture: Size): PixelArea {
  const into = (at: number, side: number) => Math.min(side, Math.max(0, at));
  return {
    left: into(Math.floor(box.left), picture.width),
    right: into(Math.ceil(box.left + box.width), picture.width),
    top: into(Math.floor(box.top), picture.height),
    bottom: into(Math.ceil(box.top + box.height), picture.height),
  };
}
