import { readFileSync } from "node:fs";
import { GlobalFonts } from "@napi-rs/canvas";

/**
 * Noto Sans, because the machine that counts often has no fonts at all and a shop's lines have names in its own script.
 * Each family comes in files that hold some characters each, with a table of which are in which. Latin comes first, since
 * the quotes of a Chinese font are as wide as its signs; Hangul is asked of the Korean font alone, since the Chinese table
 * claims some that its files do not hold.
 */
const FAMILIES: ReadonlyArray<readonly [name: string, letters: RegExp]> = [
  ["noto-sans", /./su],
  ["noto-sans-kr", /\p{Script=Hangul}/u],
  ["noto-sans-sc", /\P{Script=Hangul}/u],
];

/** What every drawing writes, whatever the names. */
const COMMON = "0123456789:/·– abcdefghijklmnopqrstuvwxyz";

/** Of each family: what its files are called, and the ranges of characters they hold (`U+4e00-4eff,U+3001`). */
const tables = new Map<string, ReadonlyArray<readonly [part: string, holds: (code: number) => boolean]>>();

const registered = new Set<string>();

/**
 * Makes the letters of a text drawable and gives the font families to name, in the order to look in. Only the files that
 * the text needs are read; a character that no family has is drawn as an empty box. Weights are set by the pen's
 * `fontVariationSettings`, as `"wght" 600`: without it everything is drawn as thin as the font goes.
 */
export function lettering(text: string): string {
  const missing = new Set([...COMMON, ...text]);
  const families: string[] = [];
  for (const [family, letters] of FAMILIES)
    for (const [part, holds] of tableOf(family)) {
      const held = [...missing].filter((letter) => letters.test(letter) && holds(letter.codePointAt(0)!));
      if (held.length === 0) continue;
      for (const letter of held) missing.delete(letter);
      const name = `${family}-${part}`;
      // Registering twice would keep the file twice.
      if (!registered.has(name))
        GlobalFonts.register(
          readFileSync(pathOf(`@fontsource-variable/${family}/files/${name}-wght-normal.woff2`)),
          name,
        );
      registered.add(name);
      families.push(`"${name}"`);
    }
  return [...families, "sans-serif"].join(", ");
}

function tableOf(family: string) {
  const known = tables.get(family);
  if (known) return known;
  const read: Record<string, string> = JSON.parse(
    readFileSync(pathOf(`@fontsource-variable/${family}/unicode.json`), "utf8"),
  );
  const table = Object.entries(read).map(([part, ranges]) => [part.replace(/[[\]]/g, ""), holder(ranges)] as const);
  tables.set(family, table);
  return table;
}

/** Tells whether a list of ranges as in style sheets holds a character. */
function holder(ranges: string): (code: number) => boolean {
  const spans = ranges.split(",").map((range) => {
    const [first = "", last = first] = range.trim().slice("U+".length).split("-");
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
  return (code) => spans.some(([first, last]) => code >= first && code <= last);
}

function pathOf(specifier: string): URL {
  return new URL(import.meta.resolve(specifier));
}
