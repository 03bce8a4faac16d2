import type { Totals } from "./overlay-counts.ts";
import { COLOURS, cutText, type Desk, drawLabel, drawPlate, setLetters } from "./overlay-drawing.ts";

/** Rows are this high at 640 wide, and lower where a picture has no room for them all. */
const ROW_HEIGHT = 22;
const FIGURE_WIDTH = 46;
const NAME_WIDTH_MAX = 150;
const EDGE = 10;

/** What of the board has just changed and is shown stronger. */
export type Fresh = { readonly name: string; readonly figure: "in" | "out" };

type Row = {
  readonly name: string;
  readonly figures: readonly (readonly [text: string, colour: string, isFresh: boolean])[];
};

/**
 * The counts, in the upper left corner.
 *
 *     +----------------------+
 *     |           in    out  |
 *     | door      14     18  |
 *     | window     3 entered |
 *     +----------------------+
 */
export function drawBoard(desk: Desk, totals: Totals, fresh: readonly Fresh[]): void {
  const { pen, unit, size } = desk;
  const rows = rowsOf(totals, fresh);
  const pixels = Math.min(ROW_HEIGHT, (size.height / unit - 3 * EDGE) / rows.length);
  const rowHeight = pixels * unit;
  const letters = { pixels: 0.64 * pixels, weight: 500 };
  setLetters(desk, letters);
  const nameWidth = Math.min(NAME_WIDTH_MAX * unit, Math.max(...rows.map(({ name }) => pen.measureText(name).width)));
  const figureWidth = FIGURE_WIDTH * unit;
  const edge = EDGE * unit;
  const plate = {
    left: edge,
    top: edge,
    width: 2 * edge + nameWidth + 2 * figureWidth,
    height: rows.length * rowHeight + 0.8 * edge,
  };
  drawPlate(desk, plate);
  const right = plate.left + plate.width - edge;
  for (const [index, { name, figures }] of rows.entries()) {
    const middle = plate.top + 0.4 * edge + (index + 0.5) * rowHeight;
    setLetters(desk, letters);
    pen.textAlign = "left";
    pen.fillStyle = COLOURS.text;
    pen.fillText(cutText(pen, name, nameWidth), plate.left + edge, middle);
    for (const [column, [text, colour, isFresh]] of figures.entries()) {
      const end = right - (figures.length - 1 - column) * figureWidth;
      setLetters(desk, { ...letters, weight: isFresh ? 800 : 650 });
      if (isFresh) {
        const width = pen.measureText(text).width + edge;
        drawPlate(
          desk,
          { left: end - width + edge / 2, top: middle - 0.45 * rowHeight, width, height: 0.9 * rowHeight },
          colour,
        );
      }
      pen.textAlign = "right";
      pen.fillStyle = isFresh ? "#0f141e" : colour;
      pen.fillText(text, end, middle);
    }
  }
}

function rowsOf({ lines, zones }: Totals, fresh: readonly Fresh[]): Row[] {
  const isFresh = (name: string, figure: "in" | "out") =>
    fresh.some((one) => one.name === name && one.figure === figure);
  const head: Row = {
    name: "",
    figures: [
      ["in", COLOURS.in, false],
      ["out", COLOURS.out, false],
    ],
  };
  const lineRows = lines.map((line): Row => {
    const figure = (key: "in" | "out") => [String(line[key]), COLOURS[key], isFresh(line.name, key)] as const;
    return { name: line.name, figures: [figure("in"), figure("out")] };
  });
  const zoneRows = zones.map(
    ({ name, entered }): Row => ({ name, figures: [[`${entered} entered`, COLOURS.zone, false]] }),
  );
  return [...(lines.length > 0 ? [head] : []), ...lineRows, ...zoneRows];
}

/** The time of the film, in the upper right corner. */
export function drawTime(desk: Desk, atMs: number): void {
  const { size, unit } = desk;
  drawLabel(desk, clockText(atMs), { at: { x: size.width, y: (EDGE + 10) * unit }, pixels: 13 });
}

/** What the grey means, in the lower left corner. */
export function drawLegend(desk: Desk): void {
  const at = { x: 0, y: desk.size.height };
  drawLabel(desk, "grey: hidden, never surely seen empty", { at, colour: COLOURS.quiet, pixels: 10, weight: 450 });
}

function clockText(atMs: number): string {
  const seconds = Math.floor(atMs / 1000);
  const two = (value: number) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
