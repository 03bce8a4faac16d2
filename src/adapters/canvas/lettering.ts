import { readFileSync } from "node:fs";
import { GlobalFonts } from "@napi-rs/canvas";

/**
 * Noto Sans, because the machine that counts often has no fonts at all and a shop's lines have names in its own script:
 * Latin, Cyrillic, Chinese and Japanese from the first, Korean from the second. Each comes in about a hundred files
 * with a table of which characters are in which.
 */
const FAMILIES = ["noto-sans-sc", "noto-sans-kr"] as const;

/** What every drawing writes, whatever the names. */
const COMMON = "0123456789:/·– abcdefghijklmnopqrstuvwxyz";

const registered = new Set<string>();

/**
 * Makes the letters of a text drawable and gives the font families to name, in the order to look in. Only the files that
 * the text needs are read; a character that no family has is drawn as an empty box.
 */
export function lettering(text: string): string {
  const missing = new Set([...COMMON, ...text].map((letter) => letter.codePointAt(0)!));
  const families: string[] = [];
  for (const family of FAMILIES) {
    const folder = `@fontsource-variable/${family}`;
    const table: Record<string, string> = JSON.parse(readFileSync(pathOf(`${folder}/unicode.json`), "utf8"));
    for (const [part, ranges] of Object.entries(table)) {
      const held = [...missing].filter((code) => holds(ranges, code));
      if (held.length === 0) continue;
      for (const code of held) missing.delete(code);
      const name = `${family}-${part.replace(/[[\]]/g, "")}`;
      // Registering twice would keep the file twice.
      if (!registered.has(name))
        GlobalFonts.register(readFileSync(pathOf(`${folder}/files/${name}-wght-normal.woff2`)), name);
      registered.add(name);
      families.push(`"${name}"`);
    }
  }
  return [...families, "sans-serif"].join(", ");
}

/** Whether a list of ranges as in style sheets (`U+4e00-4eff,U+3001`) holds a character. */
function holds(ranges: string, code: number): boolean {
  return ranges.split(",").some((range) => {
    const [first = "", last = first] = range.trim().slice("U+".length).split("-");
    return code >= Number.parseInt(first, 16) && code <= Number.parseInt(last, 16);
  });
}

function pathOf(specifier: string): URL {
  return new URL(import.meta.resolve(specifier));
}
