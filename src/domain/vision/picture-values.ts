import type { PictureInput } from "./picture-input.ts";

/** In which colours a network learnt to see. A value from 0 to 255 is given as its distance from `mean`, in `deviation`s. */
export type Colours = {
  readonly order: "RGB" | "BGR";
  /** In that order. */
  readonly mean: readonly [number, number, number];
  readonly deviation: readonly [number, number, number];
};

/**
 * A frame's packed RGB as the values that a network takes. A network that takes whole numbers scales them itself: it is
 * given 0 to 255, and where that is packed RGB, the frame's own bytes without a copy.
 */
export function pictureValues(
  rgb: Uint8Array,
  { type, layout }: Pick<PictureInput, "type" | "layout">,
  { order, mean, deviation }: Colours,
): Uint8Array | Float32Array {
  const isWhole = type === "uint8";
  if (isWhole && layout === "NHWC" && order === "RGB") return rgb;
  const cells = rgb.length / 3;
  const values = isWhole ? new Uint8Array(rgb.length) : new Float32Array(rgb.length);
  const [cellStep, colourStep] = layout === "NCHW" ? [1, cells] : [3, 1];
  for (const colour of [0, 1, 2] as const) {
    const from = order === "RGB" ? colour : 2 - colour;
    const [less, factor] = isWhole ? [0, 1] : [mean[colour], 1 / deviation[colour]];
    for (let cell = 0; cell < cells; cell++)
      values[cell * cellStep + colour * colourStep] = (rgb[cell * 3 + from]! - less) * factor;
  }
  return values;
}
