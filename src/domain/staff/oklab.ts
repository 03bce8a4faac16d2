/**
 * Colours as the eye tells them apart: OKLab (Ottosson, "A perceptual color space for image processing", 2020). `lightness` is
 * 0..1; `a` runs from green to red and `b` from blue to yellow, about -0.4..0.4 each, and 0, 0 is grey.
 * More light on a thing makes all three larger by one factor, the cube root of how much more: so they can be brought to another
 * exposure, and `a` and `b` over lightness are free of it.
 */
export type Oklab = { readonly lightness: number; readonly a: number; readonly b: number };

/** Red, green and blue of sRGB (IEC 61966-2-1), whole numbers of 0..255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** So much red, green and blue light; 1, 1, 1 is white. */
export type Light = readonly [red: number, green: number, blue: number];

/** How much light each of the 256 values of sRGB stands for, 0..1. */
export const LIGHT: Float64Array = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** The colour of so much red, green and blue light; 1, 1, 1 is white. More than 1 is brighter than white. */
export function oklabOfLight(red: number, green: number, blue: number): Oklab {
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const middle = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return {
    lightness: 0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
    a: 1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
    b: 0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
  };
}

/** The colour of a value of sRGB. */
export function oklabOf([red, green, blue]: Rgb): Oklab {
  return oklabOfLight(LIGHT[red]!, LIGHT[green]!, LIGHT[blue]!);
}

/** The value of sRGB of so much light; what is brighter than white is white. */
export function valuesOf(light: Light): Rgb {
  const value = (amount: number) => {
    const share = Math.min(1, Math.max(0, amount));
    return Math.round(255 * (share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055));
  };
  return [value(light[0]), value(light[1]), value(light[2])];
}
