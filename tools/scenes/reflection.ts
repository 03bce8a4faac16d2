import { Group, MeshStandardMaterial, type PerspectiveCamera, Plane, Vector3 } from "three";
import { type Body, buildBody } from "./body.ts";
import type { Look } from "./look.ts";

/** An upright pane in the plane z = 0, from the floor up, metres; `strength` is how much it mirrors, 0..1. */
export type Pane = {
  readonly left: number;
  readonly right: number;
  readonly high: number;
  readonly strength: number;
};

export type Reflection = {
  /** Everything that is mirrored hangs here; it is drawn where the camera sees it through the pane, and only there. */
  readonly root: Group;
  /** Adds the image of a person, to be posed and placed as they are. */
  readonly reflect: (look: Look) => Body;
};

/**
 * What a pane shows of the side of the camera: the same bodies on its other side, half seen through.
 *
 *        image          The image is cut by the four planes through the camera's eye and the pane's edges,
 *     ----===---- z = 0 because beside the pane there is nothing to mirror it.
 *        body
 *         eye
 */
export function openReflection({ left, right, high, strength }: Pane, camera: PerspectiveCamera): Reflection {
  const root = new Group();
  root.scale.z = -1;
  const eye = camera.position;
  const middle = new Vector3((left + right) / 2, high / 2, 0);
  const corners = [
    new Vector3(left, 0, 0),
    new Vector3(right, 0, 0),
    new Vector3(right, high, 0),
    new Vector3(left, high, 0),
  ];
  const clippingPlanes = corners.map((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    const plane = new Plane().setFromCoplanarPoints(eye, corner, next);
    return plane.distanceToPoint(middle) < 0 ? plane.negate() : plane;
  });
  const image = { vertexColors: true, roughness: 0.9, transparent: true, opacity: strength, clippingPlanes };
  const material = new MeshStandardMaterial(image);
  return {
    root,
    reflect(look) {
      const body = buildBody(look, material);
      body.root.traverse((part) => {
        part.castShadow = false;
        part.receiveShadow = false;
      });
      root.add(body.root);
      return body;
    },
  };
}
