import type { Box, Size } from "#domain/space/box.ts";
import type { EmptyScene } from "./empty-scene.ts";
import { filledIn } from "./fill-in.ts";
import { pixelArea } from "./pixel-area.ts";

/**
 * How hidden pixels look: like frosted glass, of about the brightness of what is shown around them. `grey` (0..1) is how far
 * that is drawn to a middle grey, `colour` (0..1) how much of the colours around it has.
 */
export type Frosting = { readonly grey: number; readonly colour: number };

/** The mean of most scenes. */
const MIDDLE_GREY = 118;

/** Grey specks and shown specks smaller than a window of this many times the picture's longer side are smoothed away. */
const SMOOTHING_SHARE = 0.006;
/** Where so much around a grey pixel is shown, it is a speck and gets the mean of what is shown around it. */
const SPECK_SHARE_MIN = 0.65;
/** Where less than this around a shown pixel is shown, it is hidden. */
const SHOWN_SHARE_MIN = 0.45;
/** The same further around, against islands and strips that nobody can make anything of. */
const ISLAND_REACH_SHARE = 0.02;
const ISLAND_SHARE_MIN = 0.4;

/** The same scene with everything in the boxes hidden. */
export function hidden(scene: EmptyScene, boxes: readonly Box[]): EmptyScene {
  const isEmpty = scene.isEmpty.slice();
  for (const box of boxes) {
    const { left, right, top, bottom } = pixelArea(box, scene.size);
    for (let y = top; y < bottom; y++) isEmpty.fill(0, y * scene.size.width + left, y * scene.size.width + right);
  }
  return { ...scene, isEmpty };
}

/**
 * Rounds off what is hidden: specks of it take the mean colour of what is shown around them (nothing of their own colour
 * is used), and specks of what is shown are hidden.
 */
export function smoothed(scene: EmptyScene): EmptyScene {
  const { size } = scene;
  const reach = reachOf(size, SMOOTHING_SHARE);
  const shares = sharesAround(scene.isEmpty, size, reach);
  const rgb = scene.rgb.slice();
  const isEmpty = scene.isEmpty.slice();
  for (let at = 0; at < isEmpty.length; at++) {
    if (scene.isEmpty[at] === 1 && shares[at]! < SHOWN_SHARE_MIN) isEmpty[at] = 0;
    if (scene.isEmpty[at] === 0 && shares[at]! >= SPECK_SHARE_MIN) {
      isEmpty[at] = 1;
      rgb.set(meanAround(scene, at, reach), 3 * at);
    }
  }
  return { size, rgb, isEmpty };
}

/** The same scene without small islands and narrow strips of what is shown. */
export function withoutIslands(scene: EmptyScene): EmptyScene {
  const shares = sharesAround(scene.isEmpty, scene.size, reachOf(scene.size, ISLAND_REACH_SHARE));
  return { ...scene, isEmpty: scene.isEmpty.map((one, at) => (shares[at]! < ISLAND_SHARE_MIN ? 0 : one)) };
}

/**
 * The picture to show: packed R, G, B by rows. What is shown fades into the hidden pixels. Hard-edged blocks and stripes
 * were tried: the detector took them for people.
 */
export function painted(scene: EmptyScene, { grey, colour }: Frosting): Uint8Array {
  const { size, rgb, isEmpty } = scene;
  const around = filledIn(scene);
  const shares = sharesAround(isEmpty, size, reachOf(size, SMOOTHING_SHARE));
  const picture = new Uint8Array(rgb.length);
  for (let at = 0; at < isEmpty.length; at++) {
    const brightness = 0.299 * around[3 * at]! + 0.587 * around[3 * at + 1]! + 0.114 * around[3 * at + 2]!;
    // INVARIANT: nothing of a hidden pixel's own colour is ever shown; only shown pixels fade.
    const strength = isEmpty[at] === 1 ? Math.min(1, Math.max(0, 2 * shares[at]! - 1)) : 0;
    for (let channel = 3 * at; channel < 3 * at + 3; channel++) {
      const tinted = brightness + colour * (around[channel]! - brightness);
      const frost = tinted + grey * (MIDDLE_GREY - tinted);
      picture[channel] = Math.round(frost + strength * (rgb[channel]! - frost));
    }
  }
  return picture;
}

/** How much of the scene is shown, 0..1. */
export function shownShare({ isEmpty }: EmptyScene): number {
  let shown = 0;
  for (const one of isEmpty) shown += one;
  return shown / isEmpty.length;
}

function reachOf({ width, height }: Size, share: number): number {
  return Math.max(1, Math.round(share * Math.max(width, height)));
}

/** For each pixel the share of ones in the square that reaches `reach` pixels to every side; beyond the edge is left out. */
function sharesAround(ones: Uint8Array, { width, height }: Size, reach: number): Float32Array {
  // Sums of everything above and to the left, so that a square is four of them.
  const stride = width + 1;
  const sums = new Int32Array(stride * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, row = 0; x < width; x++) {
      row += ones[y * width + x]!;
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1]! + row;
    }
  const shares = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach);
    const bottom = Math.min(height, y + reach + 1);
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach);
      const right = Math.min(width, x + reach + 1);
      const sum =
        sums[bottom * stride + right]! -
        sums[top * stride + right]! -
        sums[bottom * stride + left]! +
        sums[top * stride + left]!;
      shares[y * width + x] = sum / ((bottom - top) * (right - left));
    }
  }
  return shares;
}

function meanAround({ size, rgb, isEmpty }: EmptyScene, at: number, reach: number): [number, number, number] {
  const x = at % size.width;
  const y = Math.floor(at / size.width);
  const around = { left: x - reach, top: y - reach, width: 2 * reach + 1, height: 2 * reach + 1 };
  const { left, right, top, bottom } = pixelArea(around, size);
  const sum: [number, number, number] = [0, 0, 0];
  let count = 0;
  for (let row = top; row < bottom; row++)
    for (let other = row * size.width + left; other < row * size.width + right; other++) {
      if (isEmpty[other] === 0) continue;
      count++;
      for (let channel = 0; channel < 3; channel++) sum[channel]! += rgb[3 * other + channel]!;
    }
  return sum.map((total) => Math.round(total / Math.max(1, count))) as [number, number, number];
}
