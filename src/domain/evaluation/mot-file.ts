import { Fault } from "#domain/fault/fault.ts";
import type { Box, Size } from "#domain/space/box.ts";

/** One person in one frame, by name: frames count from 1, and an `id` stays with its person through a sequence. */
export type LabelledBox = { readonly frame: number; readonly id: number; readonly box: Box };

/** One detection in one frame, counted from 1; the certainty is the detector's own and grows with it. */
export type ScoredBox = { readonly frame: number; readonly box: Box; readonly score: number };

/** What a sequence's `seqinfo.ini` says of it; `frames` is its length, and its frames are numbered 1 to `frames`. */
export type Sequence = {
  readonly name: string;
  readonly framesPerSecond: number;
  readonly frames: number;
  readonly picture: Size;
};

type Row = { readonly line: number; readonly numbers: readonly number[] };

const QUOTED_LENGTH_MAX = 80; // characters of a bad line that a fault repeats

/**
 * Reads the true boxes of a `gt.txt` (MOT Challenge: `frame,id,left,top,width,height,confidence,…`), in its order.
 * Rows with confidence 0 are labelled but not to be judged, and are left out. `source` is how a fault names the text.
 */
export function parseTruth(text: string, source: string): LabelledBox[] {
  return labelled(
    rowsOf(text, source, 7).filter(({ numbers }) => numbers[6] !== 0),
    source,
  );
}

/** Reads a tracker's result file, `frame,id,left,top,width,height,…`, in its order; what follows is not looked at. */
export function parseTracks(text: string, source: string): LabelledBox[] {
  return labelled(rowsOf(text, source, 6), source);
}

/** Reads a `det.txt`, `frame,-1,left,top,width,height,score,…`, in its order. */
export function parseDetections(text: string, source: string): ScoredBox[] {
  return rowsOf(text, source, 7).map(({ numbers }) => ({
    frame: numbers[0]!,
    box: boxOf(numbers),
    score: numbers[6]!,
  }));
}

/** Writes boxes as a tracker's result file, one a line in the given order, to a hundredth of a pixel. */
export function writeTracks(boxes: readonly LabelledBox[]): string {
  return boxes
    .map(({ frame, id, box }) => {
      const sides = [box.left, box.top, box.width, box.height].map((side) => side.toFixed(2));
      return `${frame},${id},${sides.join(",")},1,-1,-1,-1\n`;
    })
    .join("");
}

/** Reads a `seqinfo.ini`; keys it does not know are passed over. */
export function parseSequence(text: string, source: string): Sequence {
  const entries = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [, key, value] = /^\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined) entries.set(key, value);
  }
  const entryOf = (key: string): string => {
    const value = entries.get(key);
    if (value === undefined) throw new Fault("evaluation/unreadable", `\`${source}\` does not say \`${key}\``);
    return value;
  };
  const numberOf = (key: string): number => {
    const number = Number(entryOf(key));
    if (number > 0 && Number.isFinite(number)) return number;
    throw new Fault(
      "evaluation/unreadable",
      `\`${key}\` in \`${source}\` is \`${entryOf(key)}\`, not a number above 0`,
    );
  };
  return {
    name: entryOf("name"),
    framesPerSecond: numberOf("frameRate"),
    frames: numberOf("seqLength"),
    picture: { width: numberOf("imWidth"), height: numberOf("imHeight") },
  };
}

function rowsOf(text: string, source: string, columns: number): Row[] {
  const rows: Row[] = [];
  for (const [index, content] of text.split("\n").entries()) {
    if (content.trim() === "") continue;
    const numbers = content
      .split(",")
      .slice(0, columns)
      .map((field) => (field.trim() === "" ? Number.NaN : Number(field)));
    const [frame = 0, id = 0, , , width = 0, height = 0] = numbers;
    if (numbers.length < columns || !numbers.every(Number.isFinite))
      throw unreadable(source, index + 1, `should begin with ${columns} numbers`, content);
    if (frame < 1 || !Number.isInteger(frame) || !Number.isInteger(id))
      throw unreadable(source, index + 1, "should begin with a whole frame from 1 and a whole id", content);
    if (width < 0 || height < 0) throw unreadable(source, index + 1, "has a box of negative size", content);
    rows.push({ line: index + 1, numbers });
  }
  return rows;
}

function labelled(rows: readonly Row[], source: string): LabelledBox[] {
  const seen = new Set<string>();
  return rows.map(({ line, numbers }) => {
    const [frame = 0, id = 0] = numbers;
    const name = `${frame},${id}`;
    if (seen.has(name)) throw unreadable(source, line, "names one id twice in one frame", name);
    seen.add(name);
    return { frame, id, box: boxOf(numbers) };
  });
}

function boxOf(numbers: readonly number[]): Box {
  const [, , left = 0, top = 0, width = 0, height = 0] = numbers;
  return { left, top, width, height };
}

function unreadable(source: string, line: number, wrong: string, content: string): Fault {
  const quoted = content.trim().slice(0, QUOTED_LENGTH_MAX);
  return new Fault("evaluation/unreadable", `line ${line} of \`${source}\` ${wrong}: \`${quoted}\``);
}
