/** Turns a value into a place on the sheet, in pixels. */
export type Scale = (value: number) => number;

/** A rectangle in which data are drawn; `x` and `y` say where a value lies. */
export type Panel = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: Scale;
  readonly y: Scale;
};

type Tick = { readonly at: number; readonly label: string };
type RowsTick = { readonly at: number; readonly rows: readonly { readonly label: string; readonly colour: string }[] };

/** Blue and orange are told apart by everybody, and on paper. */
export const BLUE = "#2b6cb0";
export const ORANGE = "#c2570c";
export const INK = "#1f2328";
export const FAINT = "#59636e";
export const GRID = "#d8dee4";

/** A sheet with a title and what must be known to read it, as the text of an SVG file; white, so that it reads on dark pages. */
export function sheet(
  title: string,
  note: string,
  { width, height }: { width: number; height: number },
  parts: string[],
): string {
  const font = `font-family="'Noto Sans', system-ui, -apple-system, 'Segoe UI', sans-serif"`;
  const notes = note.split("\n").map((words, row) => text(24, 56 + 18 * row, words, { colour: FAINT }));
  const head = [text(24, 34, title, { size: 17, weight: 600 }), ...notes];
  const paper = `<rect width="${width}" height="${height}" rx="8" fill="#ffffff"/>`;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" ${font}>`;
  return `${[open, `<title>${escaped(title)}</title>`, paper, ...head, ...parts].join("\n")}\n</svg>\n`;
}

/** Words, from a place on or to it. */
export function text(
  x: number,
  y: number,
  words: string,
  { size = 13, colour = INK, weight = 400, anchor = "start" } = {},
): string {
  const look = `font-size="${size}" fill="${colour}" font-weight="${weight}" text-anchor="${anchor}"`;
  return `<text x="${tenths(x)}" y="${tenths(y)}" ${look}>${escaped(words)}</text>`;
}

/** A straight line through places of the sheet. */
export function stroke(
  points: readonly (readonly [number, number])[],
  colour: string,
  { wide = 2, dashes = "" } = {},
): string {
  const path = points.map(([x, y]) => `${tenths(x)},${tenths(y)}`).join(" ");
  const dashed = dashes && ` stroke-dasharray="${dashes}"`;
  return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${wide}"${dashed}/>`;
}

/** A dot; an open one is a ring. */
export function dot(x: number, y: number, colour: string, { radius = 5, isOpen = false } = {}): string {
  const fill = isOpen ? "#ffffff" : colour;
  return `<circle cx="${tenths(x)}" cy="${tenths(y)}" r="${radius}" fill="${fill}" stroke="${colour}" stroke-width="2"/>`;
}

/** A bar from left to right; an outlined one has no filling. */
export function bar(x: number, y: number, width: number, height: number, colour: string, isOutline = false): string {
  const look = isOutline ? `fill="none" stroke="${colour}" stroke-width="1.5"` : `fill="${colour}"`;
  return `<rect x="${tenths(x)}" y="${tenths(y)}" width="${tenths(width)}" height="${tenths(height)}" ${look}/>`;
}

/** The frame of a panel: level lines at the values of y, rows of labels under those of x, and what both are, with their units. */
export function axes(
  { left, top, width, height, x, y }: Panel,
  of: {
    readonly x: string;
    readonly y: string;
    readonly xTicks: readonly RowsTick[];
    readonly yTicks: readonly Tick[];
  },
): string[] {
  const bottom = top + height;
  const rows = Math.max(...of.xTicks.map((tick) => tick.rows.length));
  return [
    ...of.yTicks.flatMap(({ at, label }) => [
      level(left, left + width, y(at), GRID),
      text(left - 8, y(at) + 4, label, { anchor: "end", colour: FAINT, size: 12 }),
    ]),
    ...of.xTicks.flatMap((tick) =>
      tick.rows.map(({ label, colour }, row) =>
        text(x(tick.at), bottom + 18 + 16 * row, label, { anchor: "middle", colour, size: 12 }),
      ),
    ),
    level(left, left + width, bottom, FAINT),
    text(left, top - 10, of.y, { colour: FAINT, size: 12 }),
    text(left + width / 2, bottom + 26 + 16 * rows, of.x, { anchor: "middle", colour: FAINT, size: 12 }),
  ];
}

function level(from: number, to: number, y: number, colour: string): string {
  return stroke(
    [
      [from, y],
      [to, y],
    ],
    colour,
    { wide: 1 },
  );
}

/** Places values evenly between two places. */
export function evenly([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  return (value) => start + ((value - from) / (to - from)) * (end - start);
}

/** Places values so that twice as much is always equally far. */
export function byDoubling([from, to]: readonly [number, number], range: readonly [number, number]): Scale {
  const place = evenly([Math.log2(from), Math.log2(to)], range);
  return (value) => place(Math.log2(value));
}

function tenths(value: number): string {
  return String(Math.round(10 * value) / 10);
}

function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
