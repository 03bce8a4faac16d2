import type { Size } from "#domain/space/box.ts";
import { SIDE_STEP } from "./look-size.ts";
import type { Port, Refusal } from "./network-port.ts";

/** How a network takes its picture. */
export type PictureInput = {
  readonly kind: "picture";
  readonly name: string;
  readonly type: "float32" | "uint8";
  /** Planes of colour, or colours packed by pixel. */
  readonly layout: "NCHW" | "NHWC";
  /** The sizes to try, best first: one where the network has its own. All in multiples of `SIDE_STEP`. */
  readonly sizes: readonly Size[];
  /** The second input of an exported RT-DETR, which wants to know how large the picture was. */
  readonly pictureSizeName: string | null;
};

/** In pixels. No camera of a shop shows more, and a frame must fit into memory some dozens of times. */
const SIDE_MAX = 4096;

/**
 * What a network that takes any size is given. Most learnt at 640; a camera's picture is wide, so that a square would be
 * half padding. Some take any size by their own account and run only at the one they learnt at.
 */
const FREE_SIZES: readonly Size[] = [
  { width: 640, height: 384 },
  { width: 640, height: 640 },
  { width: 416, height: 256 },
];

/** Finds how a network wants to be given one picture. */
export function pictureInputOf(inputs: readonly Port[]): PictureInput | Refusal {
  const [picture, ...others] = inputs.toSorted((a, b) => b.dims.length - a.dims.length);
  const [pictureSize] = others;
  if (!picture || others.length > 1 || (pictureSize && !isPictureSize(pictureSize)))
    return refused("it takes more or other than one picture");
  const layout = layoutOf(picture);
  if (!layout) return refused("it does not take one picture of three colours");
  if (picture.type === "float16") return refused("it takes float16 and not float32");
  if (picture.type !== "float32" && picture.type !== "uint8")
    return refused(`it takes its picture in ${picture.type}, and not in float32 or uint8`);
  const [, height, width] = layout === "NHWC" ? picture.dims : [1, ...picture.dims.slice(2)];
  const sizes = FREE_SIZES.map((free) => ({ width: given(width) ?? free.width, height: given(height) ?? free.height }));
  const isReadable = (side: number) => side > 0 && side <= SIDE_MAX && side % SIDE_STEP === 0;
  if (!sizes.every((size) => isReadable(size.width) && isReadable(size.height)))
    return refused(`its picture is not in multiples of ${SIDE_STEP} pixels up to ${SIDE_MAX} either way`);
  const isFree = given(width) === null || given(height) === null;
  return {
    kind: "picture",
    name: picture.name,
    type: picture.type,
    layout,
    sizes: isFree ? sizes : sizes.slice(0, 1),
    pictureSizeName: pictureSize?.name ?? null,
  };
}

function layoutOf({ dims }: Port): PictureInput["layout"] | null {
  const [batch, second, , fourth] = dims;
  if (dims.length !== 4 || (given(batch) ?? 1) !== 1) return null;
  if (second === 3 || (given(second) === null && fourth !== 3)) return "NCHW";
  return fourth === 3 ? "NHWC" : null;
}

function isPictureSize({ type, dims }: Port): boolean {
  return type === "int64" && dims.length === 2 && dims[1] === 2;
}

/** A dimension that the network fixes; null where it is free. */
function given(dim: number | string | undefined): number | null {
  return typeof dim === "number" ? dim : null;
}

function refused(why: string): Refusal {
  return { kind: "refused", why };
}
