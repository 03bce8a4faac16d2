import { type Group, type Material, Mesh } from "three";
import { type LoftOptions, loft } from "./loft.ts";

/** Makes one part of a body and hangs it on a joint; `shape` may turn or move it. */
export type Tailor = (joint: Group, options: LoftOptions, shape?: (mesh: Mesh) => void) => void;

/** A tailor who works in one material, painted by the vertices' own colours. */
export function openTailor(material: Material): Tailor {
  return (joint, options, shape) => {
    const mesh = new Mesh(loft(options), material);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    shape?.(mesh);
    joint.add(mesh);
  };
}
