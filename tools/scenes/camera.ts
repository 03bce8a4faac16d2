import { MathUtils, PerspectiveCamera, Vector3 } from "three";
import type { Size } from "#domain/space/box.ts";
import type { Place } from "./choreography.ts";

/** Where a camera hangs: metres above the floor, metres inside the threshold, degrees below level, of view upright. */
export type Mounting = {
  readonly height: number;
  readonly at: Place;
  readonly downDegrees: number;
  readonly viewDegrees: number;
};

/** Line and zone ends on the floor are drawn at this height, half a person, where the middles of boxes pass. */
export const MIDDLE_METRES = 0.84;

/** A camera that looks along −z, out of the shop. */
export function mountCamera({ height, at, downDegrees, viewDegrees }: Mounting, picture: Size): PerspectiveCamera {
  const camera = new PerspectiveCamera(viewDegrees, picture.width / picture.height, 0.1, 80);
  camera.position.set(at[0], height, at[1]);
  camera.rotation.x = -MathUtils.degToRad(downDegrees);
  camera.updateMatrixWorld();
  camera.updateProjectionMatrix();
  return camera;
}

/** Where a place on the floor, lifted by `metres`, lies on the picture, in fractions to four digits, held inside it. */
export function onPicture(camera: PerspectiveCamera, [x, z]: Place, metres = MIDDLE_METRES): [number, number] {
  const point = new Vector3(x, metres, z).project(camera);
  const fraction = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 1e4) / 1e4;
  return [fraction((point.x + 1) / 2), fraction((1 - point.y) / 2)];
}
