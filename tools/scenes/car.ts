import {
  BoxGeometry,
  CylinderGeometry,
  ExtrudeGeometry,
  Group,
  type Material,
  Mesh,
  MeshStandardMaterial,
  Shape,
} from "three";
import type { Place } from "./choreography.ts";
import type { Shop } from "./set.ts";
import { plain } from "./surface.ts";

/** Where a car stands, by its middle, and how far its nose is turned from the picture's right away from the camera. */
export type Parked = { readonly at: Place; readonly degrees: number; readonly colour: string };

const HALF_LONG = 2.1;
const HALF_WIDE = 0.86;

/** The place `along` metres from a car's middle to its nose and `beside` metres from it towards the camera. */
export function placeAt({ at, degrees }: Parked, along: number, beside: number): Place {
  const turn = (degrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
  return [at[0] + along * cosine + beside * sine, at[1] - along * sine + beside * cosine];
}

/** Where to look, in degrees, to see a car from the side that is turned to the camera. */
export function facingOf({ degrees }: Parked): number {
  return degrees + 180;
}

/**
 * A car as showrooms have them: shining, and people can stand behind it.
 *
 *         ______
 *     ___/__|___\__
 *    |__(o)____(o)_|
 */
export function addCar(shop: Shop, { at, degrees, colour }: Parked): void {
  const car = new Group();
  car.position.set(at[0], 0, at[1]);
  car.rotation.y = (degrees * Math.PI) / 180;
  const add = (mesh: Mesh, x: number, y: number, z: number) => {
    mesh.position.set(x, y, z);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    car.add(mesh);
    return mesh;
  };
  const lacquer = new MeshStandardMaterial({ color: colour, roughness: 0.25, metalness: 0.15 });
  const slab = (points: ReadonlyArray<Place>, wide: number, material: Material) => {
    const shape = new Shape();
    for (const [index, [x, y]] of points.entries()) index === 0 ? shape.moveTo(x, y) : shape.lineTo(x, y);
    const bevel = 0.07;
    const depth = wide - 2 * bevel;
    const options = { depth, bevelSize: bevel, bevelThickness: bevel, bevelSegments: 3 };
    add(new Mesh(new ExtrudeGeometry(shape, options), material), 0, 0, -depth / 2);
  };
  slab(BODY, 2 * HALF_WIDE, lacquer);
  slab(CABIN, 1.5, plain("#161b20", 0.15));
  slab(ROOF, 1.4, lacquer);
  for (const x of [-1.32, 1.3])
    for (const side of [-1, 1]) {
      const tyre = add(new Mesh(new CylinderGeometry(0.33, 0.33, 0.22, 24), plain("#151618")), x, 0.33, side * 0.78);
      const rim = add(new Mesh(new CylinderGeometry(0.21, 0.21, 0.02, 12), plain("#b9bdc2", 0.3)), x, 0.33, side * 0.9);
      for (const wheel of [tyre, rim]) wheel.rotation.x = Math.PI / 2;
    }
  for (const side of [-1, 1]) {
    add(new Mesh(new BoxGeometry(0.06, 0.12, 0.34), plain("#f2f1ea", 0.2)), 2.13, 0.66, side * 0.58);
    add(new Mesh(new BoxGeometry(0.06, 0.12, 0.3), plain("#8c1d1d", 0.3)), -2.13, 0.74, side * 0.6);
  }
  // The slabs have no index, by which hiding things are filled; these simpler ones inside them have.
  const trunk = add(new Mesh(new BoxGeometry(2 * HALF_LONG, 0.66, 2 * HALF_WIDE), lacquer), 0, 0.55, 0);
  const cabin = add(new Mesh(new BoxGeometry(2, 0.5, 1.4), lacquer), -0.25, 1.13, 0);
  for (const mesh of [trunk, cabin]) mesh.visible = false;
  shop.root.add(car);
  (shop.hiding as Mesh[]).push(trunk, cabin);
}

const BODY: readonly Place[] = [
  [-2.05, 0.3],
  [2.03, 0.26],
  [2.1, 0.55],
  [1.95, 0.76],
  [1, 0.88],
  [-1.75, 0.92],
  [-2.08, 0.84],
  [-2.12, 0.5],
];
const CABIN: readonly Place[] = [
  [1.05, 0.86],
  [0.35, 1.33],
  [-1.1, 1.36],
  [-1.8, 0.92],
];
const ROOF: readonly Place[] = [
  [0.28, 1.36],
  [0.1, 1.4],
  [-0.95, 1.42],
  [-1.15, 1.38],
];
