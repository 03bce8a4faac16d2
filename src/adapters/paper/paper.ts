import { createCanvas, PDFDocument, type SKRSContext2D } from "@napi-rs/canvas";
import { lettering } from "#adapters/canvas/lettering.ts";
import type { Size } from "#domain/space/box.ts";
import { breakLines } from "./line-breaks.ts";

/** Sheets by name, upright, in points of 1/72 inch (ISO 216). */
export const SHEETS = {
  A4: { width: 595.28, height: 841.89 },
  A5: { width: 419.53, height: 595.28 },
} as const satisfies Record<string, Size>;

/** How a text is set. Lengths are in points. */
export type Setting = {
  readonly left: number;
  /** Where its first line begins, from the top of the sheet. */
  readonly top: number;
  /** How wide its lines may be. */
  readonly width: number;
  readonly size: number;
  /** From 100 to 900; 400 where nothing is said. */
  readonly weight?: number;
  readonly color?: string;
  readonly align?: "left" | "center" | "right";
  /** From one line to the next, in sizes of the letters; 1.4 where nothing is said. */
  readonly leading?: number;
};

/** A sheet being drawn, in points from its upper left corner. */
export type Paper = {
  readonly size: Size;
  /** For shapes; text is written with `write`, which knows the fonts of every script. */
  readonly pen: SKRSContext2D;
  /** Sets a text, broken into lines, and gives where the next one may begin. Nothing is cut off: what is too long runs on downwards. */
  write(text: string, setting: Setting): number;
  /** Where `write` would end, without drawing. */
  endOf(text: string, setting: Setting): number;
};

export type PaperAbout = {
  readonly title: string;
  /** BCP 47: how words are parted. */
  readonly language: string;
  readonly size: Size;
};

/** Draws sheets into one PDF file. Its text can be searched and copied, in every script. */
export function printPdf(
  { title, language, size }: PaperAbout,
  sheets: ReadonlyArray<(paper: Paper) => void>,
): Uint8Array {
  const file = new PDFDocument({ title, creator: "Lintel" });
  for (const draw of sheets) {
    // The types of the package name an older class; the pen of a page can do what that of a canvas can.
    draw(paperOn(file.beginPage(size.width, size.height) as SKRSContext2D, size, language));
    file.endPage();
  }
  return file.close();
}

/** Draws one sheet into a PNG file with a white ground, `dotsPerPoint` dots a point (4 is 288 an inch). */
export function printPng(
  { language, size }: Omit<PaperAbout, "title">,
  draw: (paper: Paper) => void,
  dotsPerPoint: number,
): Uint8Array {
  const canvas = createCanvas(Math.round(size.width * dotsPerPoint), Math.round(size.height * dotsPerPoint));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(dotsPerPoint, dotsPerPoint);
  draw(paperOn(pen, size, language));
  return canvas.toBuffer("image/png");
}

/** A sheet that is never seen: for asking where texts would end before it is known which sheet they come on. */
export function paperToMeasure({ language, size }: Omit<PaperAbout, "title">): Paper {
  return paperOn(createCanvas(1, 1).getContext("2d"), size, language);
}

function paperOn(pen: SKRSContext2D, size: Size, language: string): Paper {
  function set(
    text: string,
    { left, top, width, size, weight = 400, color = "#111", align = "left", leading = 1.4 }: Setting,
    isDrawn: boolean,
  ) {
    pen.font = `400 ${size}px ${lettering(text)}`;
    pen.fontVariationSettings = `"wght" ${weight}`;
    const lines = breakLines(text, { language, width, measure: (piece) => pen.measureText(piece).width });
    if (isDrawn) {
      pen.fillStyle = color;
      pen.textAlign = align;
      pen.textBaseline = "alphabetic";
      const x = { left, center: left + width / 2, right: left + width }[align];
      // The baseline of a line stands where its letters, 0.75 of their size above it, are in the middle.
      for (const [at, line] of lines.entries())
        pen.fillText(line, x, top + size * (at * leading + (leading - 1) / 2 + ASCENT));
    }
    return top + lines.length * size * leading;
  }
  return {
    size,
    pen,
    write: (text, setting) => set(text, setting, true),
    endOf: (text, setting) => set(text, setting, false),
  };
}

/** How far above the middle of a line its baseline's letters reach, in sizes of the letters. */
const ASCENT = 0.86;
