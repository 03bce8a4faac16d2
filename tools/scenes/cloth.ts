import { Color } from "three";
import { noise } from "./chance.ts";
import type { Spot } from "./loft.ts";
import type { Hair, Top } from "./look.ts";

type Paint = (spot: Spot) => Color;

/** One colour, dulled by `shade`, with a little life in it. */
export function plainPaint(colour: string, shade: number): Paint {
  const base = new Color(colour).multiplyScalar(shade);
  return ({ at, around }) => base.clone().multiplyScalar(1 + 0.06 * noise(at * 60, around * 3, 1));
}

/** Woven cloth, denim (worn pale in front), hair (strands) or a printed paper bag. */
export function clothPaint(colour: string, weave: "plain" | "denim" | "hair" | "paper", shade = 1): Paint {
  const base = new Color(colour).multiplyScalar(shade);
  return ({ at, around }) => {
    const grain = weave === "hair" ? 0.3 * noise(around * 7, at * 12, 5) : 0.1 * noise(at * 90, around * 5, 2);
    const wear = weave === "denim" ? 0.25 * Math.max(0, Math.cos(around)) * (0.6 + 0.4 * noise(at * 25, around, 3)) : 0;
    const print = weave === "paper" && Math.abs(at + 0.14) < 0.03 ? 0.6 : 0;
    return base.clone().multiplyScalar(1 + grain + wear - print);
  };
}

/** What is worn above the waist: its pattern, and in front what an open jacket shows. */
export function topPaint(top: Top): Paint {
  const cloth = new Color(top.colour);
  const under = new Color(top.under ?? "#e8e6e0");
  const isOpen = top.kind === "jacket" || top.kind === "coat";
  return (spot) => {
    const { at, around } = spot;
    const aside = Math.abs(around > Math.PI ? around - 2 * Math.PI : around);
    const opening = 0.16 + Math.max(0, at) * 1.6;
    if (isOpen && aside < opening) return under.clone().multiplyScalar(aside < 0.04 ? 0.7 : 1);
    const edge = isOpen && aside < opening + 0.12 ? 0.55 : 1;
    return cloth
      .clone()
      .multiplyScalar(
        patternAt(top.pattern ?? "plain", spot, aside) * edge * (1 + 0.09 * noise(at * 80, around * 5, 4)),
      );
  };
}

function patternAt(pattern: NonNullable<Top["pattern"]>, { at, around }: Spot, aside: number): number {
  if (pattern === "stripes") return Math.sin(at * 170) > 0 ? 1 : 0.45;
  if (pattern === "check") return (Math.sin(at * 120) > 0.3 ? 0.7 : 1) * (Math.sin(around * 12) > 0.3 ? 0.7 : 1);
  if (pattern === "print")
    return aside < 0.55 && at > 0.07 && at < 0.15 && noise(at * 110, around * 14, 8) > -0.1 ? 2.4 : 1;
  return 1;
}

/** Skin with brows, eyes, cheeks and a mouth; above the hairline hair, or what covers it. */
export function headPaint(skin: string, hair: Hair): Paint {
  const face = new Color(skin);
  const strand = new Color(hair.colour);
  return ({ at, around }) => {
    const aside = Math.abs(around > Math.PI ? around - 2 * Math.PI : around);
    if (isCovered(hair, at, aside, around))
      return strand.clone().multiplyScalar(1 + 0.3 * noise(around * 6, at * 40, 6));
    if (hair.hasBeard && at < 0.036 && aside < 1.35 && !(at > 0.02 && at < 0.028 && aside < 0.3))
      return strand.clone().lerp(face, 0.2);
    if (at > 0.077 && at < 0.083 && aside > 0.14 && aside < 0.68) return strand.clone().lerp(face, 0.3);
    if (at > 0.064 && at < 0.072 && aside > 0.22 && aside < 0.58) return new Color("#2a2220");
    if (at > 0.0215 && at < 0.0275 && aside < 0.34) return face.clone().multiply(new Color(0.62, 0.34, 0.34));
    const flush = at > 0.035 && at < 0.058 && aside > 0.4 && aside < 0.9 ? 0.93 : 1;
    const socket = at > 0.06 && at < 0.078 && aside > 0.15 && aside < 0.65 ? 0.72 : 1;
    const underNose = at > 0.03 && at < 0.042 && aside < 0.14 ? 0.7 : 1;
    return new Color(face.r, face.g * flush, face.b * flush).multiplyScalar(socket * underNose);
  };
}

/** Nose, eye sockets, and the thickness of hair or cloth, in body heights. */
export function headRelief(hair: Hair): (spot: Spot) => number {
  return ({ at, around }) => {
    const aside = Math.abs(around > Math.PI ? around - 2 * Math.PI : around);
    if (isCovered(hair, at, aside, around))
      return hair.style === "bald" ? 0 : 0.006 + 0.002 * noise(around * 3, at * 50, 7);
    if (aside < 0.22 && at > 0.036 && at < 0.07) return 0.011 * (1 - aside / 0.22) * (1 - (at - 0.036) / 0.045);
    if (at > 0.062 && at < 0.076 && aside > 0.18 && aside < 0.6) return -0.003;
    if (at > 0.076 && at < 0.086 && aside < 0.7) return 0.0015;
    return 0;
  };
}

/** Above the hairline, which is high in front and low behind:
 *
 *      front  side  back
 *       ___________
 *      |####
 *      |    ##
 *      |      ####
 */
function isCovered({ style }: Hair, at: number, aside: number, around: number): boolean {
  if (style === "bald") return at > 0.03 && at < 0.085 && aside > 1.7;
  if (style === "scarf") return aside > 0.85 || at > 0.1 || at < 0.004;
  const front = style === "beanie" ? 0.088 : style === "cap" ? 0.093 : 0.104;
  const temple = style === "beanie" ? 0.07 : style === "cap" ? 0.08 : 0.09;
  const points = [
    [0, front],
    [0.8, temple],
    [1.25, 0.06],
    [1.75, 0.035],
    [Math.PI, 0.018],
  ] as const;
  const upper = Math.max(
    1,
    points.findIndex(([angle]) => angle >= aside),
  );
  const [fromAngle, fromAt] = points[upper - 1] ?? [0, front];
  const [toAngle, toAt] = points[upper] ?? [Math.PI, 0.018];
  const line = fromAt + ((aside - fromAngle) / (toAngle - fromAngle)) * (toAt - fromAt);
  return at > line + 0.003 * noise(around * 5, at * 20, 9);
}
