import { type Paper, paperToMeasure, printPdf, type Setting, SHEETS } from "#adapters/paper/paper.ts";

/** Where a block lies: its left upper corner and its width, in points. */
export type Place = { readonly left: number; readonly top: number; readonly width: number };

/** Draws, or only tells how far down it would come, by the same steps. */
export type Pen = {
  /** Sets a text; gives where it ends. */
  text(text: string, setting: Setting): number;
  /** Where `text` would end, without drawing. */
  endOf(text: string, setting: Setting): number;
  /** Shapes, which take no room of their own. */
  shape(draw: (pen: Paper["pen"]) => void): void;
};

/** A piece of a sheet that is never broken; gives where it ends. */
export type Block = (pen: Pen, place: Place) => number;

export const INK = "#16202a";
export const DIM = "#5b6875";
export const ACCENT = "#0f6b74";
export const RULE = "#d5dce2";
export const SOFT = "#f2f6f7";

const SHEET = SHEETS.A4;
const MARGIN = 30;
const FOOT = 16;
const GAP = 6;

/** Sets blocks below each other on as many A4 sheets as they need, and prints them; `foot` is drawn on each. */
export function printFlow(
  blocks: readonly Block[],
  {
    title,
    language,
    foot,
  }: {
    readonly title: string;
    readonly language: string;
    readonly foot: (sheet: number, sheets: number) => Block;
  },
): Uint8Array {
  const measuring = penOf(paperToMeasure({ language, size: SHEET }), false);
  const width = SHEET.width - 2 * MARGIN;
  const sheets: { readonly block: Block; readonly top: number }[][] = [[]];
  let top = MARGIN;
  for (const block of blocks) {
    const height = block(measuring, { left: MARGIN, top: 0, width });
    if (top + height > SHEET.height - MARGIN - FOOT && sheets.at(-1)!.length > 0) {
      sheets.push([]);
      top = MARGIN;
    }
    sheets.at(-1)!.push({ block, top });
    top += height + GAP;
  }
  return printPdf(
    { title, language, size: SHEET },
    sheets.map((own, index) => (paper: Paper) => {
      const pen = penOf(paper, true);
      for (const one of own) one.block(pen, { left: MARGIN, top: one.top, width });
      foot(index + 1, sheets.length)(pen, { left: MARGIN, top: SHEET.height - MARGIN - FOOT / 2, width });
    }),
  );
}

/** Blocks beside each other; `shares` of the width are of all that is left between them. */
export function beside(blocks: readonly Block[], shares: readonly number[], gap = 18): Block {
  return (pen, { left, top, width }) => {
    const whole = width - gap * (blocks.length - 1);
    let from = left;
    const ends = blocks.map((block, index) => {
      const own = whole * shares[index]!;
      const end = block(pen, { left: from, top, width: own });
      from += own + gap;
      return end;
    });
    return Math.max(top, ...ends);
  };
}

/** Blocks below each other that stay together. */
export function stacked(blocks: readonly Block[], gap = 10): Block {
  return (pen, { left, top, width }) => {
    let end = top;
    for (const [index, block] of blocks.entries())
      end = block(pen, { left, top: end + (index === 0 ? 0 : gap), width });
    return end;
  };
}

function penOf(paper: Paper, isDrawn: boolean): Pen {
  return {
    text: isDrawn ? paper.write : paper.endOf,
    endOf: paper.endOf,
    shape: (draw) => {
      if (isDrawn) draw(paper.pen);
    },
  };
}
