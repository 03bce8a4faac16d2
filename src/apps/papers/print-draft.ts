import { type Paper, printPdf, type Setting, SHEETS } from "#adapters/paper/paper.ts";
import type { LoadedDeployment } from "#apps/deployment/deployment-file.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import { judge } from "#domain/deployment/judgement.ts";
import { type Draft, openQuestions } from "#domain/drafts/draft.ts";
import type { DraftKind } from "#domain/drafts/draft-words.ts";
import { makeDraft } from "#domain/drafts/make-draft.ts";
import type { WelcomeLanguage } from "#domain/wire/welcome.ts";

const SHEET = SHEETS.A4;
const MARGIN = 54;
const FOOT = 40;
const INK = "#0d3542";
const WARNING = "#b3420b";

/** The draft of a store's paper as of a day. */
export function draftOf(
  { deployment, book, paperFault }: LoadedDeployment,
  store: Store,
  { kind, at, language }: { readonly kind: DraftKind; readonly at: string; readonly language: WelcomeLanguage },
): Draft {
  const { decisions } = judge({ ...deployment, stores: [store] }, book, at, paperFault);
  return makeDraft(kind, deployment, store, { decisions, at, paperFault, language });
}

/** A piece of text and how it is set; `keep` holds it on the sheet of what follows. */
type Piece = { readonly text: string; readonly size: number; readonly before: number; readonly keep?: boolean } & Pick<
  Setting,
  "weight" | "color"
> & { readonly indent?: number };

/** A draft as PDF: what is open first, then what is known. */
export function printDraft(draft: Draft): Uint8Array {
  const { title, about, warning, openTitle, sections, language } = draft;
  const open = openQuestions(draft);
  const line = (mark: string, text: string, color?: string): Piece => ({
    text: `${mark}  ${text}`,
    size: 10.5,
    before: 3,
    indent: 8,
    ...(color !== undefined && { color }),
  });
  const heading = (text: string): Piece => ({ text, size: 14, before: 16, weight: 700, color: INK, keep: true });
  const pieces: Piece[] = [
    { text: title, size: 22, before: 0, weight: 750, color: INK },
    { text: about, size: 10.5, before: 4 },
    { text: warning, size: 11.5, before: 10, weight: 650, color: WARNING },
    heading(`${openTitle} (${open.length})`),
    ...open.map((question) => line("[   ]", question)),
    ...sections.flatMap((section, index) => [
      heading(`${index + 1}. ${section.title}`),
      ...section.lines.map((text) => line("–", text)),
      ...section.open.map((text) => line("[   ]", text, WARNING)),
    ]),
  ];
  const sheets = sheetsOf(pieces, { title, language });
  return printPdf(
    { title, language, size: SHEET },
    sheets.map((some, index) => (paper) => {
      let top = MARGIN;
      for (const piece of some) top = paper.write(piece.text, settingOf(piece, top, some[0] === piece));
      const foot = `${about} · ${index + 1} / ${sheets.length}`;
      paper.write(foot, {
        left: MARGIN,
        top: SHEET.height - FOOT,
        width: SHEET.width - 2 * MARGIN,
        size: 8.5,
        color: "#555",
        align: "center",
      });
    }),
  );
}

function settingOf({ size, before, weight, color, indent = 0 }: Piece, top: number, isFirst: boolean): Setting {
  const left = MARGIN + indent;
  return {
    left,
    top: top + (isFirst ? 0 : before),
    width: SHEET.width - MARGIN - left,
    size,
    leading: 1.35,
    ...(weight !== undefined && { weight }),
    ...(color !== undefined && { color }),
  };
}

/** Fills sheets one after the other; a heading goes with what it heads. */
function sheetsOf(pieces: readonly Piece[], about: { readonly title: string; readonly language: string }): Piece[][] {
  const sheets: Piece[][] = [[]];
  const measure = (paper: Paper) => {
    let top = MARGIN;
    for (const [index, piece] of pieces.entries()) {
      const sheet = sheets.at(-1)!;
      let end = paper.endOf(piece.text, settingOf(piece, top, sheet.length === 0));
      const next = pieces[index + 1];
      const needed = piece.keep && next ? paper.endOf(next.text, settingOf(next, end, false)) : end;
      if (needed > SHEET.height - FOOT - 12 && sheet.length > 0) {
        sheets.push([]);
        end = paper.endOf(piece.text, settingOf(piece, MARGIN, true));
      }
      sheets.at(-1)!.push(piece);
      top = end;
    }
  };
  // Measured with the letters that it is drawn with.
  printPdf({ ...about, size: SHEET }, [measure]);
  return sheets;
}
