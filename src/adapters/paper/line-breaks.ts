/** Signs that open: they stay with what follows. */
const OPENING = /^[\p{Ps}\p{Pi}]+$/u;
/** Scripts that are broken between their words, since they write no spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;
/** A space that may be broken at: French has some before its signs that may not. */
const ONLY_SPACE = /^[^\S\u00a0\u202f]+$/u;
const ENDS_IN_SPACE = /[^\S\u00a0\u202f]$/u;

/**
 * Breaks a text into lines that are at most `width` wide: at spaces, and in Chinese and Japanese between words. A sign of
 * punctuation never begins a line, and a word longer than a line is broken wherever it must be. `\n` always breaks.
 *
 * @param measure the width of a piece of text, in the unit of `width`
 */
export function breakLines(
  text: string,
  { language, width, measure }: { language: string; width: number; measure: (piece: string) => number },
): string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const piece of piecesOf(paragraph, language)) {
      if (line && measure((line + piece).trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += piece;
      while (measure(line.trimEnd()) > width) {
        const head = headThatFits(line, width, measure);
        if (head.length === line.length) break;
        lines.push(head);
        line = line.slice(head.length);
      }
    }
    return [...lines, line.trimEnd()];
  });
}

/** What may not be broken, in order. */
function piecesOf(paragraph: string, language: string): string[] {
  const pieces: string[] = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(language, { granularity: "word" }).segment(paragraph)) {
    const before = pieces.at(-1);
    const mayBreak =
      before !== undefined &&
      !ONLY_SPACE.test(segment) &&
      (isWordLike === true || OPENING.test(segment)) &&
      !OPENING.test(before.slice(-1)) &&
      (ENDS_IN_SPACE.test(before) || UNSPACED.test(before.slice(-1)) || UNSPACED.test(segment[0]!));
    if (before === undefined || mayBreak) pieces.push(segment);
    else if (ENDS_IN_SPACE.test(before) && !ONLY_SPACE.test(segment)) pieces.push(segment);
    else pieces[pieces.length - 1] = before + segment;
  }
  return pieces;
}

function headThatFits(line: string, width: number, measure: (piece: string) => number): string {
  let head = "";
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(line)) {
    if (head && measure(head + segment) > width) return head;
    head += segment;
  }
  return head;
}
