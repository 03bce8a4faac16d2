import { BoxGeometry, Mesh } from "three";
import type { Shop } from "./set.ts";
import { plain } from "./surface.ts";

/** A counter with a till on it, before which people pay; it runs away from the camera. */
export function addTill(shop: Shop, [x, z]: readonly [number, number]): void {
  const counter = new Mesh(new BoxGeometry(0.6, 0.95, 1.7), plain("#c9b48c"));
  counter.position.set(x, 0.475, z);
  const top = new Mesh(new BoxGeometry(0.66, 0.04, 1.76), plain("#4b4640", 0.4));
  top.position.set(x, 0.97, z);
  const till = new Mesh(new BoxGeometry(0.3, 0.12, 0.34), plain("#2b2d31", 0.5));
  till.position.set(x + 0.08, 1.05, z + 0.15);
  const screen = new Mesh(new BoxGeometry(0.04, 0.26, 0.34), plain("#1d2b38", 0.3));
  screen.position.set(x + 0.02, 1.28, z + 0.15);
  for (const mesh of [counter, top, till, screen]) {
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    shop.root.add(mesh);
  }
  (shop.hiding as Mesh[]).push(counter, top, till, screen);
}
