/** From few to many, as red, green and blue. Both ends are seen on light and on dark paper. */
const STOPS = [
  [238, 248, 250],
  [153, 213, 224],
  [43, 157, 179],
  [11, 85, 102],
] as const;

/** The ground of a cell that holds a share (0 to 1) of the most, and the ink that is read on it: contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3). */
export function heatColour(share: number): { readonly ground: string; readonly ink: string } {
  const at = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
  const below = Math.min(STOPS.length - 2, Math.floor(at));
  const rgb = STOPS[below]!.map((from, channel) =>
    Math.round(from + (STOPS[below + 1]![channel]! - from) * (at - below)),
  );
  return { ground: `rgb(${rgb.join(" ")})`, ink: luminance(rgb) > BLACK_OR_WHITE ? "#000" : "#fff" };
}

/** On a ground of this luminance black and white are read equally well: 4.58 : 1 each. */
const BLACK_OR_WHITE = Math.sqrt(1.05 * 0.05) - 0.05;

/** Relative luminance of a colour of sRGB (WCAG 2.2). */
function luminance(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
