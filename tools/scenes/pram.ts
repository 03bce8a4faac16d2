import { CylinderGeometry, Group, Mesh, SphereGeometry, TorusGeometry } from "three";
import { clothPaint } from "./cloth.ts";
import { loft } from "./loft.ts";
import { cloth, plain } from "./surface.ts";

/** How far before the feet of who pushes it the middle of a pram rolls, metres. */
export const PRAM_AHEAD_METRES = 0.82;

/**
 * A pram for the floor, in metres, pushed along +z by hands at z = 0.4. It is no part of the person, but may hide them.
 *
 *      __ handle
 *        \   ___ hood
 *         \_(___\
 *          \_____) basket
 *           o   o
 */
export function buildPram(colour: string): Group {
  const pram = new Group();
  const put = (mesh: Mesh, y: number, z: number, x = 0) => {
    mesh.position.set(x, y, z);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    pram.add(mesh);
    return mesh;
  };
  const basket = loft({
    rings: [
      { at: 0, wide: 0.14, deep: 0.26, boxy: 3 },
      { at: 0.1, wide: 0.19, deep: 0.36, boxy: 3.2 },
      { at: 0.26, wide: 0.21, deep: 0.4, boxy: 3.4 },
    ],
    rows: 8,
    columns: 24,
    paint: clothPaint(colour, "plain"),
  });
  put(new Mesh(basket, cloth()), 0.46, PRAM_AHEAD_METRES);
  const hood = put(new Mesh(new SphereGeometry(0.22, 16, 10), plain(colour, 0.9)), 0.74, PRAM_AHEAD_METRES - 0.14);
  hood.scale.set(0.95, 1, 1);
  const steel = plain("#2a2c30", 0.4);
  for (const side of [-0.19, 0.19]) {
    const arm = put(new Mesh(new CylinderGeometry(0.012, 0.012, 0.75, 6), steel), 0.82, 0.52, side);
    arm.rotation.x = -0.75;
    const strut = put(new Mesh(new CylinderGeometry(0.012, 0.012, 0.55, 6), steel), 0.35, PRAM_AHEAD_METRES, side);
    strut.rotation.x = 0.9;
    for (const along of [-0.26, 0.28]) {
      const wheel = put(new Mesh(new TorusGeometry(0.1, 0.022, 6, 18), steel), 0.12, PRAM_AHEAD_METRES + along, side);
      wheel.rotation.y = Math.PI / 2;
    }
  }
  const handle = put(new Mesh(new CylinderGeometry(0.014, 0.014, 0.4, 8), steel), 1.08, 0.28);
  handle.rotation.z = Math.PI / 2;
  return pram;
}
