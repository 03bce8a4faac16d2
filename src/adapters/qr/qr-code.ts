import encodeQR from "qr";
import { Fault } from "#domain/fault/fault.ts";
import type { Reachability } from "#domain/reach/reachability.ts";

/** A code that leads a phone to a page. */
export type QrCode = {
  readonly url: string;
  /** A picture to print, black on white at any size. */
  readonly svg: string;
  /** Lines for a terminal, light squares as blocks; with `colours` right on light terminals too. */
  terminal(options: { readonly colours: boolean }): string;
};

/** A longer path makes a code too fine for a phone at arm's length. */
export const PATH_LENGTH_MAX = 200;
/** The quiet zone, without which phones do not find a code (ISO/IEC 18004, section 9.1). */
const BORDER = 4;
/** A code on a shop's wall gets dirty: a sixth of it may. */
const CORRECTION = "medium";
const WHITE_ON_BLACK = "\u001b[97;40m";
const PLAIN = "\u001b[0m";

/**
 * Draws the code of a page. Where phones have no way to it there is none, because a printed code that leads nowhere is worse.
 * @throws Fault `qr/no-address`, `qr/path`
 */
export function drawQrCode({ reach, path = "/" }: { readonly reach: Reachability; readonly path?: string }): QrCode {
  const { phoneUrl, obstacle } = reach;
  if (phoneUrl === null)
    throw new Fault("qr/no-address", `no code was made: ${obstacle?.text ?? "phones have no way to the pages"}`);
  if (!/^\/[\w\-./~%?=&+:,]*$/.test(path) || path.length > PATH_LENGTH_MAX)
    throw new Fault("qr/path", `\`${path}\` is not the path of a page`);
  const url = path === "/" ? `${phoneUrl}/` : `${phoneUrl}${path}`;
  const squares = qrSquares(url);
  const isDark = (x: number, y: number) => squares[y]?.[x] === true;
  return {
    url,
    svg: svgOf(squares, url),
    terminal({ colours }) {
      const lines = [];
      for (let y = 0; y < squares.length; y += 2) {
        const line = squares.map((_, x) => " ▄▀█"[(isDark(x, y) ? 0 : 2) + (isDark(x, y + 1) ? 0 : 1)]).join("");
        lines.push(colours ? `${WHITE_ON_BLACK}${line}${PLAIN}` : line);
      }
      return lines.join("\n");
    },
  };
}

/** The squares of an address's code by rows, dark ones true, with their quiet zone. */
export function qrSquares(url: string): readonly (readonly boolean[])[] {
  return encodeQR(url, "raw", { ecc: CORRECTION, border: BORDER });
}

function svgOf(squares: readonly (readonly boolean[])[], url: string): string {
  const size = squares.length;
  const dark = squares.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  const title = url.replaceAll("&", "&amp;");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img"><title>${title}</title><path fill="#fff" d="M0 0h${size}v${size}h-${size}z"/><path d="${dark}"/></svg>\n`;
}
