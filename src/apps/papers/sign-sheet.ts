import type { Paper, Setting } from "#adapters/paper/paper.ts";
import type { Sign, SignLine } from "#domain/signs/sign.ts";
import { doings, isCounting } from "#domain/signs/sign-field-text.ts";
import { SIGN_WORDS, type SignWords } from "#domain/signs/sign-words.ts";
import type { Standing } from "#domain/signs/standing.ts";
import type { WelcomeLanguage } from "#domain/wire/welcome.ts";
import { drawPictogram, type Pictogram } from "./pictogram.ts";

/*
 *   ┌─────────────────────────┐
 *   │ ▣  headline, large      │  read at two metres
 *   ├─────────────────────────┤
 *   │ ⊘     ⊘     ⊘     ⌂     │  what is not done, where that is true
 *   │ language 1 │ language 2 │  the fields, as large as all of them fit
 *   │                         │
 *   │ scan for everything  ▦  │
 *   └─────────────────────────┘
 * Two languages share a sheet. What does not fit at the smallest size goes to a further sheet and is never cut.
 */
const LANGUAGES_PER_SHEET = 2;
/** Lengths are for A4, 595 points wide, and shrink with the sheet; letters of the fields no further than can be read. */
const A4_WIDTH = 595.28;
const MARGIN = 36;
const FIELD_SIZE_MAX = 19;
const FIELD_SIZE_MIN = 8.5;
/** Rather than smaller fields than this, a lower headline. */
const FIELD_SIZE_GOOD = 11;
const HEAD_SIDES = [150, 92];
const LATER_HEAD_SIDE = 60;
const HEAD_PAD_MIN = 12;
/** Above and below the headline, in heights of its pictogram. */
const HEAD_PAD = 0.147;
const HEADLINE_SIZE_MAX = 46;
const SIZE_STEP = 0.25;
const COLUMN_GAP = 22;
/** In sizes of the text below it. */
const LABEL_SIZE = 0.84;
const QR_SIDE = 118;
const INK = "#0d3542";
const SOFT = "#42606a";
const PAPER_GREY = "#eaf1f3";
const WARNING = "#b3420b";

/** What stands out among the fields: who is responsible, and whom to ask. */
const WHO: readonly SignLine["field"][] = ["S1", "S2"];

type Draw = (paper: Paper) => void;
/** Fields that are drawn and not written among the others. */
const DRAWN: readonly SignLine["field"][] = ["S10", "S13"];

/** The sheets of a sign in some languages, each to be drawn on paper of one size. */
export function signSheets(
  sign: Sign,
  languages: readonly WelcomeLanguage[],
  { squares, paper: probe }: { readonly squares: readonly (readonly boolean[])[] | null; readonly paper: Paper },
): Draw[] {
  const sheets: Draw[] = [];
  for (let at = 0; at < languages.length; at += LANGUAGES_PER_SHEET) {
    const shown = languages.slice(at, at + LANGUAGES_PER_SHEET);
    let left = sign.lines.filter(({ field }) => !DRAWN.includes(field));
    for (let isFirst = true; isFirst || left.length > 0; isFirst = false) {
      const tried = (isFirst ? HEAD_SIDES : [LATER_HEAD_SIDE]).map((headSide) => {
        const sheet = { sign, shown, squares, isFirst, headSide };
        return { sheet, ...fitting(probe, sheet, left) };
      });
      const isGood = ({ lines, size }: (typeof tried)[number]) =>
        lines.length === left.length && size >= FIELD_SIZE_GOOD;
      const { sheet, lines, size } = tried.find(isGood) ?? tried.at(-1)!;
      left = left.filter((line) => !lines.includes(line));
      sheets.push((paper) => drawSheet(paper, sheet, lines, size));
    }
  }
  return sheets;
}

type Sheet = {
  readonly sign: Sign;
  readonly shown: readonly WelcomeLanguage[];
  readonly squares: readonly (readonly boolean[])[] | null;
  readonly isFirst: boolean;
  /** How high the headline's pictogram is. */
  readonly headSide: number;
};

/** As many lines as fit, what matters most first, as large as they fit. */
function fitting(paper: Paper, sheet: Sheet, lines: readonly SignLine[]): { lines: SignLine[]; size: number } {
  const { top, bottom } = frameOf(paper, sheet, false);
  const fits = (some: readonly SignLine[], size: number) =>
    setFields(paper, sheet, some, { size, top, isDrawn: false }) <= bottom;
  const largest = (FIELD_SIZE_MAX * paper.size.width) / A4_WIDTH;
  if (fits(lines, FIELD_SIZE_MIN)) {
    let [size, tooLarge] = [FIELD_SIZE_MIN, Math.max(largest, FIELD_SIZE_MIN)];
    while (tooLarge - size > SIZE_STEP) {
      const middle = (size + tooLarge) / 2;
      if (fits(lines, middle)) size = middle;
      else tooLarge = middle;
    }
    return { lines: [...lines], size };
  }
  const chosen: SignLine[] = [];
  for (const line of lines.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const more = lines.filter((one) => one === line || chosen.includes(one));
    if (chosen.length === 0 || fits(more, FIELD_SIZE_MIN)) chosen.push(line);
  }
  return { lines: lines.filter((line) => chosen.includes(line)), size: FIELD_SIZE_MIN };
}

/** What happens is told before all else, then what the place asks for. */
function rankOf({ field, isRequired }: SignLine): number {
  return field === "S4" || field === "S17" ? 0 : isRequired ? 1 : 2;
}

function drawSheet(paper: Paper, sheet: Sheet, lines: readonly SignLine[], size: number): void {
  const { top } = frameOf(paper, sheet, true);
  setFields(paper, sheet, lines, { size, top, isDrawn: true });
}

/** Draws, or only measures, all but the fields, and gives the room that is left for them. */
function frameOf(paper: Paper, { sign, shown, squares, isFirst, headSide }: Sheet, isDrawn: boolean) {
  const { width, height } = paper.size;
  const { standing, isDraft } = sign;
  const scale = width / A4_WIDTH;
  const margin = MARGIN * scale;
  const words = shown.map((language) => SIGN_WORDS[language]);
  const write = (text: string, setting: Setting) => (isDrawn ? paper.write(text, setting) : paper.endOf(text, setting));
  const fill = (color: string, box: readonly [number, number, number, number]) => {
    if (!isDrawn) return;
    paper.pen.fillStyle = color;
    paper.pen.fillRect(...box);
  };
  const icon = (what: Pictogram, at: { left: number; top: number; side: number; color: string }) => {
    if (isDrawn) drawPictogram(paper.pen, what, { ...at, isImaging: standing.isImaging });
  };

  let top = 0;
  if (isDraft) {
    const text = words.map(({ draft, demo }) => (standing.isSimulated ? demo : draft)).join(" · ");
    fill(WARNING, [0, 0, width, 30 * scale]);
    top = 30 * scale;
    write(text, {
      left: margin,
      top: 6 * scale,
      width: width - 2 * margin,
      size: 14 * scale,
      color: "#fff",
      weight: 700,
      align: "center",
      leading: 1.3,
    });
  }

  const side = headSide * scale;
  const headLeft = margin + side + 22 * scale;
  const headWidth = width - headLeft - margin;
  const pad = Math.max(HEAD_PAD_MIN, HEAD_PAD * headSide) * scale;
  const titles = words.map(({ headline }) => (isCounting(standing) ? headline.counts : headline.asks));
  const headline = (size: number, from: number, draws: boolean) => {
    let end = from;
    for (const title of titles) {
      const setting = { left: headLeft, top: end, width: headWidth, size, weight: 750, color: "#fff", leading: 1.18 };
      end = (draws ? write(title, setting) : paper.endOf(title, setting)) + size * 0.18;
    }
    return end - from;
  };
  let size = (isFirst ? HEADLINE_SIZE_MAX : 20) * scale;
  while (headline(size, 0, false) > side && size > 10) size -= 1;
  fill(INK, [0, top, width, side + 2 * pad]);
  icon(isCounting(standing) ? "counted" : "asked", { left: margin, top: top + pad, side, color: "#fff" });
  headline(size, top + pad + (side - headline(size, 0, false)) / 2, true);
  top += side + 2 * pad;

  const tiles = isFirst ? tilesOf(standing) : [];
  if (tiles.length > 0) {
    const gap = 10 * scale;
    const tile = (width - 2 * margin + gap) / tiles.length;
    const iconSide = 46 * scale;
    const from = top + 14 * scale;
    let end = from;
    const bottoms = tiles.map(({ what, line }, index) => {
      const left = margin + index * tile;
      icon(what, { left: left + (tile - gap - iconSide) / 2, top: from, side: iconSide, color: INK });
      let at = from + iconSide + 4 * scale;
      for (const [place, one] of words.entries())
        at = write(line(one), {
          left,
          top: at,
          width: tile - gap,
          size: (place === 0 ? 13 : 11.5) * scale,
          weight: place === 0 ? 700 : 500,
          align: "center",
          color: INK,
          leading: 1.22,
        });
      return at;
    });
    end = Math.max(...bottoms);
    // The ground lies under what stands on it: it is as high as the longest tile.
    top = end + 12 * scale;
  }

  const foot = 40 * scale;
  const codeSide = squares === null ? 0 : QR_SIDE * scale;
  const bottom = height - Math.max(foot, codeSide + 30 * scale);
  fill(PAPER_GREY, [0, bottom, width, height - bottom]);
  const textLeft = margin;
  const textWidth = width - 2 * margin - codeSide - 16 * scale;
  if (squares && sign.url !== null) {
    const codeTop = bottom + (height - bottom - codeSide) / 2;
    if (isDrawn) drawSquares(paper, squares, { left: width - margin - codeSide, top: codeTop, side: codeSide });
    let at = bottom + 16 * scale;
    for (const { scan } of words)
      at = write(scan, {
        left: textLeft,
        top: at,
        width: textWidth,
        size: 16 * scale,
        weight: 700,
        color: INK,
        leading: 1.3,
      });
    write(shownUrl(sign), { left: textLeft, top: at + 3 * scale, width: textWidth, size: 11 * scale, color: INK });
  }
  const about = [standing.storeName, ...words.map(({ asOf }) => asOf(sign.at))].join(" · ");
  write(about, { left: textLeft, top: height - 26 * scale, width: textWidth, size: 9 * scale, color: SOFT });
  return { top: top + 14 * scale, bottom: bottom - 8 * scale };
}

/** What is not done, as a row of pictures. */
function tilesOf({ noFaceLookedAt, nobodyRecognised, noPictureKept, noPictureLeaves, isImaging, does }: Standing) {
  const takesPictures = isImaging || does.includes("tablet-estimate");
  const tiles: { readonly what: Pictogram; readonly line: (words: SignWords) => string }[] = [];
  if (noFaceLookedAt) tiles.push({ what: "no-face", line: ({ noFace }) => noFace });
  if (nobodyRecognised) tiles.push({ what: "not-known", line: ({ noRecognition }) => noRecognition });
  if (noPictureKept)
    tiles.push({
      what: "no-picture",
      line: ({ noPictureKept, noPictureTaken }) => (takesPictures ? noPictureKept : noPictureTaken),
    });
  if (takesPictures && noPictureLeaves)
    tiles.push({ what: "stays-here", line: ({ noPictureLeaves }) => noPictureLeaves });
  return tiles;
}

/** Sets the fields in a column for each language, or one language in two; gives the end of the longer column. */
function setFields(
  paper: Paper,
  { sign, shown }: Sheet,
  lines: readonly SignLine[],
  { size, top, isDrawn }: { readonly size: number; readonly top: number; readonly isDrawn: boolean },
): number {
  const scale = paper.size.width / A4_WIDTH;
  const [margin, gap] = [MARGIN * scale, COLUMN_GAP * scale];
  const width = (paper.size.width - 2 * margin - gap) / 2;
  const columns =
    shown.length === 2
      ? shown.map((language) => ({ language, lines }))
      : halves(lines).map((half) => ({ language: shown[0]!, lines: half }));
  const ends = columns.map(({ language, lines: some }, index) =>
    some.reduce((at, line) => {
      const place = { left: margin + index * (width + gap), top: at, width, size };
      return isDrawn
        ? setField(paper.write, sign, line, language, place)
        : at + heightOf(paper, sign, line, language, place);
    }, top),
  );
  return Math.max(...ends);
}

type Place = { readonly left: number; readonly top: number; readonly width: number; readonly size: number };

/** Writes a field under its label, and gives where the next one begins. */
function setField(write: Paper["write"], sign: Sign, line: SignLine, language: WelcomeLanguage, place: Place): number {
  const { size } = place;
  const { labels, toFill } = SIGN_WORDS[language];
  const label = { ...place, size: size * LABEL_SIZE, weight: 700, color: SOFT, leading: 1.25 };
  const under = { ...place, top: write(labels[line.field], label), leading: 1.26 };
  const end =
    line.text === null
      ? write(`__________ (${toFill})`, { ...under, weight: 600, color: WARNING })
      : write(textOf(sign, line, language), { ...under, weight: WHO.includes(line.field) ? 600 : 450 });
  return end + size * 0.42;
}

/** How high fields are, by what they are written with: a field is measured once a size, and that is most of the work. */
const heights = new WeakMap<SignLine, Map<string, number>>();

function heightOf(paper: Paper, sign: Sign, line: SignLine, language: WelcomeLanguage, place: Place): number {
  const known = heights.get(line) ?? new Map<string, number>();
  heights.set(line, known);
  const key = `${language} ${place.width} ${place.size}`;
  const height = known.get(key) ?? setField(paper.endOf, sign, line, language, { ...place, top: 0 });
  known.set(key, height);
  return height;
}

/** What the tiles say already is not said again below them. */
function textOf({ standing }: Sign, { field, text }: SignLine, language: WelcomeLanguage): string {
  if (field !== "S4") return text![language];
  return doings(standing, SIGN_WORDS[language]).join(language === "zh" ? "" : " ");
}

/** Two columns of about the same length of text. */
function halves(lines: readonly SignLine[]): [SignLine[], SignLine[]] {
  const lengthOf = ({ text }: SignLine) => 40 + (text?.en.length ?? 20);
  const all = lines.reduce((sum, line) => sum + lengthOf(line), 0);
  let before = 0;
  const first = lines.filter((line) => {
    const isFirst = before + lengthOf(line) / 2 <= all / 2;
    before += lengthOf(line);
    return isFirst;
  });
  return [first, lines.filter((line) => !first.includes(line))];
}

function drawSquares(
  { pen }: Paper,
  squares: readonly (readonly boolean[])[],
  { left, top, side }: { readonly left: number; readonly top: number; readonly side: number },
): void {
  const square = side / squares.length;
  pen.fillStyle = "#fff";
  pen.fillRect(left, top, side, side);
  pen.fillStyle = "#000";
  // A hair wider than a square, so that no light line stands between two.
  for (const [y, row] of squares.entries())
    for (const [x, isDark] of row.entries())
      if (isDark) pen.fillRect(left + x * square, top + y * square, square * 1.02, square * 1.02);
}

function shownUrl({ lines, url }: Sign): string {
  return lines.find(({ field }) => field === "S13")?.text?.en ?? url!;
}
