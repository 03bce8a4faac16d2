import type { Group } from "three";
import { clothPaint, headPaint, headRelief, plainPaint } from "./cloth.ts";
import { ball } from "./loft.ts";
import type { Look } from "./look.ts";
import type { Tailor } from "./tailor.ts";

/** Hangs neck, head, hair and what covers it on the spine and the head's joint, which lies at the chin. */
export function buildHead({ skin, hair }: Look, spine: Group, head: Group, part: Tailor): void {
  part(spine, {
    rings: [
      { at: 0.215, wide: 0.04, deep: 0.036, forward: -0.004 },
      { at: 0.245, wide: 0.03, deep: 0.031 },
      { at: 0.3, wide: 0.029, deep: 0.03, forward: 0.004 },
    ],
    rows: 6,
    paint: hair.style === "scarf" ? clothPaint(hair.colour, "plain") : plainPaint(skin, 0.85),
  });
  part(head, {
    rings: [
      { at: 0, wide: 0.015, deep: 0.018, forward: 0.022 },
      { at: 0.012, wide: 0.028, deep: 0.033, forward: 0.016 },
      { at: 0.03, wide: 0.037, deep: 0.044, forward: 0.009 },
      { at: 0.06, wide: 0.043, deep: 0.051, forward: 0.003 },
      { at: 0.085, wide: 0.0445, deep: 0.054, forward: 0 },
      { at: 0.11, wide: 0.04, deep: 0.049, forward: -0.002 },
      { at: 0.125, wide: 0.028, deep: 0.035, forward: -0.003 },
      { at: 0.134, wide: 0.01, deep: 0.012, forward: -0.003 },
    ],
    rows: 36,
    columns: 36,
    paint: headPaint(skin, hair),
    relief: headRelief(hair),
  });
  const ear = plainPaint(skin, 0.9);
  if (hair.style === "short" || hair.style === "bald" || hair.style === "bun" || hair.style === "cap")
    for (const side of [-1, 1])
      part(head, { rings: ball(0.042, 0.074, 0.007, 0.013), rows: 6, columns: 8, paint: ear }, (mesh) =>
        mesh.position.set(side * 0.045, 0, -0.004),
      );
  const strand = clothPaint(hair.colour, "hair");
  if (hair.style === "long")
    part(head, {
      rings: [
        { at: 0.132, wide: 0.02, deep: 0.025, forward: -0.008 },
        { at: 0.1, wide: 0.049, deep: 0.046, forward: -0.015 },
        { at: 0.04, wide: 0.053, deep: 0.038, forward: -0.024 },
        { at: -0.03, wide: 0.056, deep: 0.03, forward: -0.034 },
        { at: -0.085, wide: 0.045, deep: 0.016, forward: -0.048 },
      ],
      rows: 20,
      columns: 24,
      paint: strand,
      relief: ({ around, at }) => 0.002 * Math.sin(around * 11 + at * 30),
    });
  if (hair.style === "bun")
    part(head, { rings: ball(0.075, 0.125, 0.024, 0.024), paint: strand }, (mesh) => mesh.position.set(0, 0, -0.06));
  if (hair.style === "ponytail")
    part(head, {
      rings: [
        { at: 0.1, wide: 0.012, deep: 0.014, forward: -0.06 },
        { at: 0.07, wide: 0.02, deep: 0.02, forward: -0.075 },
        { at: -0.03, wide: 0.018, deep: 0.016, forward: -0.072 },
        { at: -0.075, wide: 0.006, deep: 0.006, forward: -0.066 },
      ],
      paint: strand,
    });
  if (hair.style === "cap")
    part(
      head,
      {
        rings: [
          { at: 0, wide: 0.04, deep: 0.004 },
          { at: 0.045, wide: 0.026, deep: 0.003, forward: 0.004 },
        ],
        rows: 5,
        paint: plainPaint(hair.colour, 0.7),
      },
      (mesh) => {
        mesh.rotation.x = Math.PI / 2;
        mesh.position.set(0, 0.092, 0.042);
      },
    );
  if (hair.style === "scarf")
    part(spine, {
      rings: [
        { at: 0.165, wide: 0.088, deep: 0.072, boxy: 2.4 },
        { at: 0.21, wide: 0.066, deep: 0.06 },
        { at: 0.262, wide: 0.042, deep: 0.046 },
        { at: 0.285, wide: 0.036, deep: 0.036 },
      ],
      paint: clothPaint(hair.colour, "plain"),
    });
}
