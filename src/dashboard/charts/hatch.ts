/** Side of the tile that is repeated, in CSS pixels. */
const TILE = 6;

/** A tile of slanted lines for a chart to repeat: one for each colour and density of pixels. */
export type Hatch = {
  readonly image: HTMLCanvasElement;
  readonly repeat: "repeat";
  readonly scaleX: number;
  readonly scaleY: number;
};

const made = new Map<string, Hatch>();

/** A ground of slanted lines in a colour. A chart that makes its own for each column takes longer for it than for all the rest. */
export function hatch(colour: string): Hatch {
  const density = window.devicePixelRatio;
  const key = `${colour} ${density}`;
  const known = made.get(key);
  if (known) return known;
  const image = document.createElement("canvas");
  image.width = image.height = Math.ceil(TILE * density);
  const context = image.getContext("2d")!;
  const side = image.width;
  context.strokeStyle = colour;
  context.lineWidth = side / 4;
  // The corners belong to the lines of the tiles beside.
  for (const offset of [-side, 0, side]) {
    context.moveTo(offset - side / 4, side * 1.25);
    context.lineTo(offset + side * 1.25, -side / 4);
  }
  context.stroke();
  const tile: Hatch = { image, repeat: "repeat", scaleX: TILE / side, scaleY: TILE / side };
  made.set(key, tile);
  return tile;
}
