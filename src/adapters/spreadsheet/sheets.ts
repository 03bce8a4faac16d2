import writeExcelFile, { type Cell } from "write-excel-file/node";

/** What a column of numbers is shown as. */
const FORMATS = {
  count: "#,##0",
  tenths: "#,##0.0",
  amount: "#,##0.00",
  share: "0.0%",
  change: "+0.0%;-0.0%;0.0%",
  seconds: "#,##0.0",
} as const;

/** A cell: a text, which stays one whatever it begins with; a number; or nothing. */
export type SheetCell =
  | { readonly text: string; readonly isBold?: boolean }
  | { readonly number: number; readonly as: keyof typeof FORMATS }
  | null;

export type Sheet = {
  readonly name: string;
  /** In characters, one for each column. */
  readonly widths: readonly number[];
  readonly rows: readonly (readonly SheetCell[])[];
};

/** What a spreadsheet allows. */
const SHEET_NAME_LENGTH_MAX = 31;

/** Sheets of a few hundred rows as one workbook (XLSX). No cell is a formula. Names that are alike are told apart by numbers. */
export async function workbookOfSheets(sheets: readonly Sheet[]): Promise<Buffer> {
  const names = new Set<string>();
  return await writeExcelFile(
    sheets.map(({ name, widths, rows }) => ({
      data: rows.map((row) => row.map(cellOf)),
      sheet: freeName(name, names),
      columns: widths.map((width) => ({ width })),
    })),
  ).toBuffer();
}

function cellOf(cell: SheetCell): Cell {
  if (cell === null) return null;
  if ("number" in cell) return { value: cell.number, type: Number, format: FORMATS[cell.as], align: "right" };
  return { value: cell.text, type: String, ...(cell.isBold && { fontWeight: "bold" }) };
}

/** A name of a sheet may hold none of `[]:*?/\`, be no longer than 31 letters, and is there once. */
function freeName(text: string, taken: Set<string>): string {
  const plain = text.replaceAll(/[[\]:*?/\\']/g, " ").slice(0, SHEET_NAME_LENGTH_MAX - 3) || "sheet";
  let name = plain;
  for (let number = 2; taken.has(name); number++) name = `${plain} ${number}`;
  taken.add(name);
  return name;
}
