import type { Group } from "three";
import { clothPaint } from "./cloth.ts";
import type { Ring } from "./loft.ts";
import type { Look } from "./look.ts";
import type { Tailor } from "./tailor.ts";

/** Hangs the bag, if there is one, on the back, on the right shoulder, or on what the right hand carries. */
export function buildBag({ bag, girth }: Look, spine: Group, carried: Group, part: Tailor): void {
  if (!bag) return;
  const paint = clothPaint(bag.colour, "plain");
  const box = (wide: number, deep: number, from: number, to: number): Ring[] => [
    { at: from, wide: wide * 0.9, deep: deep * 0.8, boxy: 4 },
    { at: from + (to - from) * 0.12, wide, deep, boxy: 5 },
    { at: from + (to - from) * 0.8, wide: wide * 0.97, deep: deep * 0.85, boxy: 4 },
    { at: to, wide: wide * 0.7, deep: deep * 0.4, boxy: 3 },
  ];
  if (bag.kind === "backpack")
    part(spine, { rings: box(0.075, 0.045, 0.005, 0.215), columns: 24, paint }, (mesh) =>
      mesh.position.set(0, 0, -0.098 * girth ** 0.5),
    );
  if (bag.kind === "shoulder")
    part(spine, { rings: box(0.024, 0.07, -0.14, 0.0), columns: 24, paint }, (mesh) =>
      mesh.position.set(-0.125 * girth, -0.01, -0.01),
    );
  if (bag.kind === "shoulder")
    part(
      spine,
      {
        rings: [
          { at: -0.02, wide: 0.006, deep: 0.045 },
          { at: 0.215, wide: 0.005, deep: 0.012 },
        ],
        rows: 6,
        columns: 8,
        paint,
      },
      (mesh) => {
        mesh.position.set(-0.105 * girth ** 0.5, 0, -0.002);
        mesh.rotation.z = -0.14;
      },
    );
  if (bag.kind === "carrier")
    part(carried, { rings: box(0.03, 0.085, -0.24, -0.05), columns: 20, paint: clothPaint(bag.colour, "paper") });
}
