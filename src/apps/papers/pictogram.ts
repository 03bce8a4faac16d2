import type { Pen } from "#adapters/canvas/canvas.ts";

/** Drawn in a square of so many units, whatever its size on the sheet. */
const UNITS = 100;
const STROKE = 5;

export type Pictogram = "counted" | "no-face" | "not-known" | "no-picture" | "stays-here" | "asked";

/** Draws a pictogram into a square, in one colour. They are our own: a house style of round strokes, five hundredths wide. */
export function drawPictogram(
  pen: Pen,
  what: Pictogram,
  { left, top, side, color, isImaging }: { left: number; top: number; side: number; color: string; isImaging: boolean },
): void {
  pen.save();
  pen.translate(left, top);
  pen.scale(side / UNITS, side / UNITS);
  pen.strokeStyle = color;
  pen.fillStyle = color;
  pen.lineWidth = STROKE;
  pen.lineCap = "round";
  pen.lineJoin = "round";
  DRAWINGS[what](pen, isImaging);
  pen.restore();
}

/*
 *   ──▣── ── ── ──   a camera, where there is one, on the line that counts
 *        ( )
 *       /   \        the outline of a body, with nothing in it
 */
const DRAWINGS: Readonly<Record<Pictogram, (pen: Pen, isImaging: boolean) => void>> = {
  counted(pen, isImaging) {
    path(pen, [
      [4, 22],
      [32, 22],
    ]);
    path(pen, [
      [68, 22],
      [96, 22],
    ]);
    path(pen, [
      [12, 14],
      [4, 22],
      [12, 30],
    ]);
    path(pen, [
      [88, 14],
      [96, 22],
      [88, 30],
    ]);
    if (isImaging) camera(pen, 50, 20);
    else
      path(pen, [
        [40, 22],
        [60, 22],
      ]);
    body(pen, 50, 44, 1);
  },
  "no-face"(pen) {
    circle(pen, 50, 50, 28);
    dot(pen, 40, 44, 3.5);
    dot(pen, 60, 44, 3.5);
    pen.beginPath();
    pen.arc(50, 52, 13, 0.15 * Math.PI, 0.85 * Math.PI);
    pen.stroke();
    cross(pen);
  },
  "not-known"(pen) {
    pen.beginPath();
    pen.roundRect(16, 28, 68, 46, 6);
    pen.stroke();
    circle(pen, 35, 45, 7);
    pen.beginPath();
    pen.arc(35, 66, 12, 1.1 * Math.PI, 1.9 * Math.PI);
    pen.stroke();
    path(pen, [
      [55, 44],
      [73, 44],
    ]);
    path(pen, [
      [55, 57],
      [73, 57],
    ]);
    cross(pen);
  },
  "no-picture"(pen) {
    pen.beginPath();
    pen.roundRect(18, 24, 64, 52, 5);
    pen.stroke();
    body(pen, 50, 34, 0.62);
    cross(pen);
  },
  "stays-here"(pen) {
    path(pen, [
      [12, 48],
      [50, 16],
      [88, 48],
    ]);
    path(pen, [
      [22, 42],
      [22, 84],
      [78, 84],
      [78, 42],
    ]);
    pen.beginPath();
    pen.roundRect(38, 50, 24, 20, 3);
    pen.stroke();
    dot(pen, 50, 60, 4);
  },
  asked(pen) {
    pen.beginPath();
    pen.roundRect(24, 8, 52, 84, 7);
    pen.stroke();
    path(pen, [
      [36, 30],
      [64, 30],
    ]);
    path(pen, [
      [36, 46],
      [64, 46],
    ]);
    circle(pen, 50, 70, 8);
  },
};

function camera(pen: Pen, x: number, y: number): void {
  pen.beginPath();
  pen.roundRect(x - 13, y - 9, 26, 18, 4);
  pen.fill();
  path(pen, [
    [x, y - 9],
    [x, y - 17],
  ]);
}

/** Head and shoulders down to the knees, as an outline; `y` is the top of the head. */
function body(pen: Pen, x: number, y: number, size: number): void {
  circle(pen, x, y + 8 * size, 8 * size);
  pen.beginPath();
  pen.moveTo(x - 17 * size, y + 52 * size);
  pen.lineTo(x - 17 * size, y + 35 * size);
  pen.arc(x, y + 37 * size, 17 * size, Math.PI, 2 * Math.PI);
  pen.lineTo(x + 17 * size, y + 52 * size);
  pen.closePath();
  pen.stroke();
}

function cross(pen: Pen): void {
  path(pen, [
    [12, 88],
    [88, 12],
  ]);
}

function circle(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.stroke();
}

function dot(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

function path(pen: Pen, [first, ...rest]: readonly (readonly [number, number])[]): void {
  pen.beginPath();
  pen.moveTo(...first!);
  for (const point of rest) pen.lineTo(...point);
  pen.stroke();
}
