import { BoxGeometry, Group, type Material, Mesh, PlaneGeometry } from "three";
import { oneOf, seededChance } from "./chance.ts";
import type { Shop } from "./set.ts";
import { glass, plain, rough, slabs } from "./surface.ts";

/** How wide the hall is open to the passage before it, metres, and what stands on either side of the opening. */
export type HallOptions = { readonly seed: number; readonly opening: number; readonly sides: "wall" | "glass" };

const HALL_SIDE = 9;
const WALL_HIGH = 3.4;
const OPPOSITE = -9.5;
const SIGNS = ["#b23a2f", "#2f6d8f", "#4f8f57", "#d99a2b", "#6a4b78", "#39424e"] as const;

/**
 * A hall under a glass roof, open without a door to a passage with shops on its other side. The threshold is z = 0.
 *
 *      [ shop ][ shop ][ shop ]     z = -9.5
 *             passage
 *     ======                ======  z = 0
 *              hall
 */
export function buildHall({ seed, opening, sides }: HallOptions): Shop {
  const chance = seededChance(seed);
  const root = new Group();
  const hiding: Mesh[] = [];
  const add = (mesh: Mesh, x: number, y: number, z: number, isHiding = false) => {
    mesh.position.set(x, y, z);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    root.add(mesh);
    if (isHiding) hiding.push(mesh);
    return mesh;
  };
  const box = (wide: number, high: number, deep: number, material: Material) =>
    new Mesh(new BoxGeometry(wide, high, deep), material);
  const floor = (deep: number, z: number, material: Material) => {
    const mesh = new Mesh(new PlaneGeometry(4 * HALL_SIDE, deep), material);
    mesh.rotation.x = -Math.PI / 2;
    add(mesh, 0, 0, z).castShadow = false;
  };

  floor(13, -6.5, slabs("#bdb6a9", [14, 5], 0.6));
  floor(14, 7, slabs("#8e8a86", [18, 7], 0.55));
  for (const side of [-1, 1]) {
    const wide = HALL_SIDE - opening / 2;
    const x = (side * (HALL_SIDE + opening / 2)) / 2;
    if (sides === "wall") add(box(wide, WALL_HIGH, 0.2, rough("#d8d0c0", [3, 1])), x, WALL_HIGH / 2, 0, true);
    else {
      add(box(wide, WALL_HIGH, 0.03, glass()), x, WALL_HIGH / 2, 0).castShadow = false;
      add(box(wide, 0.12, 0.12, plain("#3a3f45", 0.5)), x, 0.06, 0, true);
      for (let along = 1.9; along < wide; along += 1.9)
        add(box(0.07, WALL_HIGH, 0.1, plain("#3a3f45", 0.5)), side * (opening / 2 + along), WALL_HIGH / 2, 0, true);
    }
    add(box(0.34, WALL_HIGH, 0.34, plain("#6d675f", 0.6)), side * (opening / 2 + 0.13), WALL_HIGH / 2, 0, true);
  }
  for (let x = -15; x <= 15; x += 5) {
    const sign = plain(oneOf(chance, SIGNS), 0.7);
    add(box(4.9, 0.8, 0.2, sign), x, 3.3, OPPOSITE + 0.1);
    add(box(4.5, 2.9, 0.1, plain(oneOf(chance, ["#e9dfc9", "#cfd8dc", "#d9c9b8", "#aab4b8"]), 0.5)), x, 1.45, OPPOSITE);
    add(box(0.4, 3.8, 0.5, rough("#7d766b", [1, 2])), x + 2.5, 1.9, OPPOSITE + 0.1);
    for (const shift of [-1.3, 0, 1.3])
      add(box(0.7, 1.1, 0.2, plain(oneOf(chance, SIGNS))), x + shift, 0.55, OPPOSITE + 0.12);
  }
  add(box(40, 5, 0.3, rough("#b7aea0", [8, 1])), 0, 6.2, OPPOSITE);
  return { root, hiding, floorAt: () => 0, openDoor: () => {} };
}
