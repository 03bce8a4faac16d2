import { BoxGeometry, type Group, Mesh, MeshStandardMaterial, PlaneGeometry } from "three";
import { buildBody, strike } from "./body.ts";
import type { Place } from "./choreography.ts";
import { poseAt } from "./gait.ts";
import type { Look } from "./look.ts";
import type { Shop } from "./set.ts";
import { plain, rough } from "./surface.ts";

/** Width over height of a poster. */
export const POSTER_ASPECT = 0.56;

/** Who is on a poster; the painter takes the picture. */
export type Poster = { readonly sitter: Group };

/** Tells a poster's mesh by what it carries. */
export function isPoster(carried: Record<string, unknown>): carried is Poster {
  return "sitter" in carried;
}

/** A dressed figure of pale plastic on a stand, turned by `degrees` from the camera. It never moves. */
export function addMannequin(shop: Shop, look: Look, [x, z]: Place, degrees: number): void {
  const figure = figureOf(look, 0.4);
  figure.position.set(x, 0.05, z);
  figure.rotation.y = (degrees * Math.PI) / 180;
  const stand = new Mesh(new BoxGeometry(0.7, 0.05, 0.7), plain("#e6e3dc", 0.5));
  stand.position.set(x, 0.025, z);
  stand.receiveShadow = true;
  shop.root.add(figure, stand);
}

/** A solid piece of wall before the glass, from `left` to `right`, with a poster of a person as large as life. */
export function addPosterWall(shop: Shop, sitter: Look, left: number, right: number): void {
  const wall = new Mesh(new BoxGeometry(right - left, 2.6, 0.06), rough("#d9d2c4", [2, 2]));
  wall.position.set((left + right) / 2, 1.3, 0.12);
  const high = 2;
  const paper = new Mesh(new PlaneGeometry(high * POSTER_ASPECT, high), plain("#8fa6b5"));
  paper.position.set((left + right) / 2, 1.3, 0.16);
  const poster: Poster = { sitter: figureOf(sitter, 0.8) };
  Object.assign(paper.userData, poster);
  for (const mesh of [wall, paper]) {
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    shop.root.add(mesh);
  }
  (shop.hiding as Mesh[]).push(wall);
}

function figureOf(look: Look, roughness: number): Group {
  const body = buildBody(look, new MeshStandardMaterial({ vertexColors: true, roughness }));
  const standing = { cycles: 0, speed: 0, atSeconds: 0, gaze: 0, reach: 0, temper: 0.2 };
  strike(body, poseAt({ ...standing, habit: "free" }));
  return body.root;
}
