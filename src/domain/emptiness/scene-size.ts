import type { Size } from "#domain/space/box.ts";

/** The largest picture of a scene, in pixels: 960 by 540. */
const SCENE_PIXELS_MAX = 518_400;
/** A smaller picture is enlarged to this width, so that letters on it can be read and lines be drawn. */
const SCENE_WIDTH_MIN = 640;

/** No side of it is longer. */
export const SCENE_SIDE_MAX = 960;

/** The size at which a camera's or film's empty scene is shown, in its own shape. Even sides, as a film needs them. */
export function sceneSize(picture: Size): Size {
  const shrink = Math.sqrt(SCENE_PIXELS_MAX / (picture.width * picture.height));
  const within = SCENE_SIDE_MAX / Math.max(picture.width, picture.height);
  const scale = Math.min(shrink, within, Math.max(1, SCENE_WIDTH_MIN / picture.width));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { width: even(picture.width), height: even(picture.height) };
}
