/** Colours of the palette, by the names that a person knows them by. */
export const PALETTE = {
  black: "#1f2124",
  grey: "#8a8d91",
  white: "#f2f2ef",
  beige: "#d8c7a3",
  brown: "#7a4a2b",
  burgundy: "#7d1f2f",
  red: "#d0312d",
  orange: "#f07d1a",
  yellow: "#f2c230",
  lime: "#7ac143",
  green: "#16a34a",
  forest: "#14532d",
  turquoise: "#12a5a0",
  sky: "#5aa9e6",
  blue: "#1d5fd1",
  navy: "#1c2a4f",
  purple: "#7a35b0",
  pink: "#e77fb1",
} as const;
export type PaletteColour = keyof typeof PALETTE;
