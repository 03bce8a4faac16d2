import type { Size } from "#domain/space/box.ts";
import type { EmptyScene } from "./empty-scene.ts";

/** A picture with gaps, at one level of the pyramid: `weight` (0..1) says how much of a pixel is known. */
type Level = { readonly size: Size; readonly rgb: Float32Array; readonly weight: Float32Array };

/**
 * The scene's colours with every hidden pixel coloured softly by the shown ones around it, near ones most: packed R, G, B
 * by rows. Nothing of a hidden pixel's own colour is used. Mid-grey where nothing at all is shown.
 *
 * The picture is halved until it is one pixel, the shown pixels alone being averaged; going back, each gap takes what the
 * coarser picture has there (pull-push, Gortler et al., The Lumigraph, 1996).
 */
export function filledIn({ size, rgb, isEmpty }: EmptyScene): Float32Array {
  const levels: Level[] = [{ size, rgb: Float32Array.from(rgb), weight: Float32Array.from(isEmpty) }];
  for (let last = levels[0]!; last.size.width > 1 || last.size.height > 1; last = levels.at(-1)!)
    levels.push(half(last));
  let coarse = levels.pop()!;
  if (coarse.weight[0] === 0) coarse.rgb.fill(MID_GREY);
  for (let fine = levels.pop(); fine; fine = levels.pop()) {
    fillFrom(coarse, fine);
    coarse = fine;
  }
  return coarse.rgb;
}

const MID_GREY = 128;

function half({ size, rgb, weight }: Level): Level {
  const smaller = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) };
  const pixels = smaller.width * smaller.height;
  const made = { size: smaller, rgb: new Float32Array(3 * pixels), weight: new Float32Array(pixels) };
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++) {
      const from = y * size.width + x;
      const to = (y >> 1) * smaller.width + (x >> 1);
      const share = weight[from]!;
      made.weight[to]! += share;
      for (let channel = 0; channel < 3; channel++) made.rgb[3 * to + channel]! += share * rgb[3 * from + channel]!;
    }
  for (let at = 0; at < pixels; at++) {
    const sum = made.weight[at]!;
    if (sum === 0) continue;
    for (let channel = 0; channel < 3; channel++) made.rgb[3 * at + channel]! /= sum;
    made.weight[at] = Math.min(1, sum);
  }
  return made;
}

/** Fills the gaps of `fine` with what `coarse`, half its size, has there, blended between its pixels. */
function fillFrom(coarse: Level, fine: Level): void {
  const { width, height } = coarse.size;
  for (let y = 0; y < fine.size.height; y++) {
    const down = Math.min(height - 1, Math.max(0, (y - 0.5) / 2));
    const top = Math.floor(down);
    const bottom = Math.min(height - 1, top + 1);
    for (let x = 0; x < fine.size.width; x++) {
      const at = y * fine.size.width + x;
      const weight = fine.weight[at]!;
      if (weight === 1) continue;
      const across = Math.min(width - 1, Math.max(0, (x - 0.5) / 2));
      const left = Math.floor(across);
      const right = Math.min(width - 1, left + 1);
      for (let channel = 0; channel < 3; channel++) {
        const value = (row: number, column: number) => coarse.rgb[3 * (row * width + column) + channel]!;
        const above = value(top, left) + (across - left) * (value(top, right) - value(top, left));
        const below = value(bottom, left) + (across - left) * (value(bottom, right) - value(bottom, left));
        const around = above + (down - top) * (below - above);
        fine.rgb[3 * at + channel] = weight * fine.rgb[3 * at + channel]! + (1 - weight) * around;
      }
    }
  }
}
