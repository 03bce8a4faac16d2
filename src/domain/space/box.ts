/** Width and height, in pixels. */
export type Size = { readonly width: number; readonly height: number };

/** A place on a picture, in pixels from its upper left corner; `y` grows downward. */
export type Point = { readonly x: number; readonly y: number };

/** An upright rectangle on a picture, in pixels. It may reach beyond the picture's edge. */
export type Box = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** The area that two boxes share, in square pixels; 0 where they do not touch. */
export function overlapArea(a: Box, b: Box): number {
  const width = Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
  const height = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Intersection over union of two boxes, 0..1; 0 where both are empty. */
export function iou(a: Box, b: Box): number {
  const shared = overlapArea(a, b);
  const union = a.width * a.height + b.width * b.height - shared;
  return union > 0 ? shared / union : 0;
}
