import type { Pen } from "#adapters/canvas/canvas.ts";
import type { Direction } from "#domain/counting/line-crossing.ts";
import type { Box, Point, Size } from "#domain/space/box.ts";

/** Okabe and Ito's colours, which stay apart for every kind of colour-blindness. */
export const COLOURS = {
  in: "#56b4e9",
  out: "#f0a000",
  person: "#f0e442",
  line: "#ffffff",
  zone: "#e58fc0",
  text: "#ffffff",
  quiet: "#b9c2d0",
} as const;

/** Under letters, and around every stroke, so that both can be read on any picture. */
const PLATE = "rgb(15 20 30 / 0.82)";
const CASING = "rgb(15 20 30 / 0.75)";

/** What a drawing is made with: `unit` is a pixel at 640 wide, `families` the fonts. */
export type Desk = { readonly pen: Pen; readonly size: Size; readonly unit: number; readonly families: string };

/** Sets the letters: `pixels` high at 640 wide, `weight` 100 to 900. */
export function setLetters({ pen, unit, families }: Desk, { pixels = 13, weight = 500 } = {}): void {
  // The fonts are variable and lie there in their thinnest form; a weight in `font` would thicken that by smearing.
  pen.font = `100 ${pixels * unit}px ${families}`;
  pen.fontVariationSettings = `"wght" ${weight}`;
  pen.textBaseline = "middle";
}

/** The text, cut with an ellipsis so as not to be wider than `widthMax` in the letters now set. */
export function cutText(pen: Pen, text: string, widthMax: number): string {
  if (pen.measureText(text).width <= widthMax) return text;
  const letters = [...text];
  while (letters.length > 1 && pen.measureText(`${letters.join("")}…`).width > widthMax) letters.pop();
  return `${letters.join("")}…`;
}

/** A dark plate with round corners. */
export function drawPlate({ pen, unit }: Desk, { left, top, width, height }: Box, colour: string = PLATE): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.roundRect(left, top, width, height, Math.min(6 * unit, height / 2));
  pen.fill();
}

/** A word on a plate, its middle at a point, or as near to it as the picture allows. */
export function drawLabel(
  desk: Desk,
  text: string,
  {
    at,
    colour = COLOURS.text,
    pixels = 12,
    weight = 600,
  }: { at: Point; colour?: string; pixels?: number; weight?: number },
): void {
  const { pen, unit, size } = desk;
  setLetters(desk, { pixels, weight });
  const word = cutText(pen, text, 0.45 * size.width);
  const width = pen.measureText(word).width + 12 * unit;
  const height = (pixels + 7) * unit;
  const margin = 3 * unit;
  const left = Math.max(margin, Math.min(size.width - width - margin, at.x - width / 2));
  const top = Math.max(margin, Math.min(size.height - height - margin, at.y - height / 2));
  drawPlate(desk, { left, top, width, height });
  pen.fillStyle = colour;
  pen.textAlign = "left";
  pen.fillText(word, left + 6 * unit, top + height / 2);
}

/** Draws a path twice: dark and wide, then in its colour. */
export function strokeCased(
  { pen, unit }: Desk,
  path: () => void,
  { colour, width }: { colour: string; width: number },
): void {
  pen.lineCap = "round";
  pen.lineJoin = "round";
  for (const [style, extra] of [
    [CASING, 2.5],
    [colour, 0],
  ] as const) {
    pen.beginPath();
    path();
    pen.strokeStyle = style;
    pen.lineWidth = (width + extra) * unit;
    pen.stroke();
  }
}

/**
 * A counted line with an arrow that points **in**, to the right of the way from `from` to `to`. All in pixels. `flash` is
 * the direction of a crossing that has just been.
 *
 *      from ●────┬────● to
 *          name  ▼ in
 */
export function drawLine(
  desk: Desk,
  { name, from, to }: { name: string; from: Point; to: Point },
  flash: Direction | null,
): void {
  const { pen, unit } = desk;
  const path = () => {
    pen.moveTo(from.x, from.y);
    pen.lineTo(to.x, to.y);
  };
  if (flash) strokeGlow(desk, path, COLOURS[flash]);
  strokeCased(desk, path, { colour: flash ? COLOURS[flash] : COLOURS.line, width: flash ? 4 : 3 });
  for (const end of [from, to]) drawDot(desk, end, { radius: 4.5, colour: flash ? COLOURS[flash] : COLOURS.line });

  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const right = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const beside = (distance: number) => ({
    x: middle.x + distance * unit * right.x,
    y: middle.y + distance * unit * right.y,
  });
  drawArrow(desk, beside(0), beside(30));
  drawLabel(desk, "in", { at: beside(43), colour: COLOURS.in, weight: 700 });
  // Beside an upright line a long name would cover the line; it then stands further off.
  setLetters(desk, { pixels: 12, weight: 600 });
  const halfName = Math.min(pen.measureText(name).width, 0.45 * desk.size.width) / 2 / unit + 6;
  drawLabel(desk, name, { at: beside(-(10 + 10 * Math.abs(right.y) + halfName * Math.abs(right.x))) });
}

function strokeGlow({ pen, unit }: Desk, path: () => void, colour: string): void {
  pen.save();
  pen.globalAlpha = 0.35;
  pen.strokeStyle = colour;
  pen.lineCap = "round";
  pen.lineWidth = 14 * unit;
  pen.beginPath();
  path();
  pen.stroke();
  pen.restore();
}

function drawArrow(desk: Desk, from: Point, tip: Point): void {
  const { pen, unit } = desk;
  const length = Math.hypot(tip.x - from.x, tip.y - from.y);
  const ahead = { x: (tip.x - from.x) / length, y: (tip.y - from.y) / length };
  const back = (distance: number, aside: number) => ({
    x: tip.x - distance * unit * ahead.x - aside * unit * ahead.y,
    y: tip.y - distance * unit * ahead.y + aside * unit * ahead.x,
  });
  const [neck, left, right] = [back(8, 0), back(10, 7), back(10, -7)];
  const path = () => {
    pen.moveTo(from.x, from.y);
    pen.lineTo(neck.x, neck.y);
    pen.moveTo(left.x, left.y);
    pen.lineTo(tip.x, tip.y);
    pen.lineTo(right.x, right.y);
  };
  strokeCased(desk, path, { colour: COLOURS.in, width: 3 });
}

/** A dot with a dark rim. */
export function drawDot(
  { pen, unit }: Desk,
  { x, y }: Point,
  { radius, colour }: { radius: number; colour: string },
): void {
  for (const [style, extra] of [
    [CASING, 1.5],
    [colour, 0],
  ] as const) {
    pen.fillStyle = style;
    pen.beginPath();
    pen.arc(x, y, (radius + extra) * unit, 0, 2 * Math.PI);
    pen.fill();
  }
}

/** A zone: a tinted polygon with its name in the middle of its corners. In pixels. */
export function drawZone(desk: Desk, { name, corners }: { name: string; corners: readonly Point[] }): void {
  const { pen } = desk;
  const path = () => {
    for (const [index, { x, y }] of corners.entries()) index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y);
    pen.closePath();
  };
  pen.fillStyle = `${COLOURS.zone}30`;
  pen.beginPath();
  path();
  pen.fill();
  strokeCased(desk, path, { colour: COLOURS.zone, width: 2 });
  const mean = (axis: "x" | "y") => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  drawLabel(desk, name, { at: { x: mean("x"), y: mean("y") }, colour: COLOURS.zone });
}

/** Where a person is: an outline with round corners; nothing of the person is in it. */
export function drawPerson(desk: Desk, { left, top, width, height }: Box, crossing: Direction | null): void {
  const { pen, unit } = desk;
  const colour = crossing ? COLOURS[crossing] : COLOURS.person;
  const radius = Math.min(8 * unit, width / 3);
  pen.fillStyle = `${colour}26`;
  pen.beginPath();
  pen.roundRect(left, top, width, height, radius);
  pen.fill();
  strokeCased(desk, () => pen.roundRect(left, top, width, height, radius), { colour, width: crossing ? 3 : 2 });
}

/** The way that a person went, faintly; `strength` 0..1. Points in pixels. */
export function drawTrail(
  { pen, unit }: Desk,
  points: readonly Point[],
  { colour, strength }: { colour: string; strength: number },
): void {
  pen.save();
  pen.globalAlpha = strength;
  pen.strokeStyle = colour;
  pen.lineWidth = 2 * unit;
  pen.lineJoin = "round";
  pen.lineCap = "round";
  pen.beginPath();
  for (const [index, { x, y }] of points.entries()) index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y);
  pen.stroke();
  pen.restore();
}
