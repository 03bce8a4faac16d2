import type { ExportCell } from "./export-table.ts";

/** What a spreadsheet on Windows needs at the beginning of a file, or it takes UTF-8 for something else. */
export const BYTE_ORDER_MARK = "\uFEFF";

/**
 * What a spreadsheet would run and not show. A name that somebody gave to a line must not become a formula on the desk of who opens
 * the table, so that a text that begins like one gets an apostrophe before it; numbers and times never do.
 */
const FORMULA_BEGIN = /^[=+\-@\t\r\n＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** One row of comma-separated values (RFC 4180), with its line's end. */
export function csvRow(cells: readonly ExportCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: ExportCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "object") return cell.text;
  const text = FORMULA_BEGIN.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
