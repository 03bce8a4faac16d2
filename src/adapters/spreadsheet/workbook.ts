import writeExcelFile, { type Cell } from "write-excel-file/node";
import { EXPORT_COLUMNS, type ExportCell, type ExportColumn, type ExportKind } from "#domain/export/export-table.ts";
import { Fault } from "#domain/fault/fault.ts";

/** Rows that one sheet takes here, a year of hours of five lines: packing them takes seconds and half a gigabyte. */
export const SHEET_ROWS_MAX = 50_000;
/** What a spreadsheet allows. */
const SHEET_NAME_LENGTH_MAX = 31;

const FORMATS: Readonly<Record<Exclude<ExportKind, "text">, string>> = {
  time: "yyyy-mm-dd hh:mm",
  count: "#,##0",
  tenths: "#,##0.0",
  money: "#,##0.00",
  share: "0.00%",
};

/** Which column is frozen with the header: up to and with the name of the line or zone. */
const STICKY_COLUMNS = 3;

/**
 * An export as a workbook of one sheet (XLSX): header and names stay in view, times are dates that can be reckoned with, and texts
 * are texts, whatever they begin with. Times have no zone in a spreadsheet: `start` is what the store's clocks show, `startUtc` is UTC.
 */
export async function workbookOf(
  rows: readonly (readonly ExportCell[])[],
  { sheet, columns = EXPORT_COLUMNS }: { readonly sheet: string; readonly columns?: readonly ExportColumn[] },
): Promise<Buffer> {
  assertPackable(rows);
  const header = columns.map(({ name }): Cell => ({ value: name, type: String, fontWeight: "bold" }));
  const data = rows.map((row) => row.map((cell, column) => sheetCell(cell, columns[column]!.kind)));
  return await writeExcelFile([header, ...data], {
    sheet: sheetName(sheet),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    ...(columns === EXPORT_COLUMNS && { stickyColumnsCount: STICKY_COLUMNS }),
    orientation: "landscape",
  }).toBuffer();
}

/** Refuses more rows than a workbook is packed of. */
export function assertPackable({ length }: readonly unknown[]): void {
  if (length > SHEET_ROWS_MAX)
    throw new Fault("export/too-long", `the sheet would have ${length} rows; ${SHEET_ROWS_MAX} is the most`);
}

function sheetCell(cell: ExportCell, kind: ExportKind): Cell {
  if (cell === null) return null;
  if (typeof cell === "object") return { value: new Date(cell.wallMs), type: Date, format: FORMATS.time };
  if (typeof cell === "number")
    return kind === "text"
      ? { value: String(cell), type: String }
      : { value: cell, type: Number, format: FORMATS[kind] };
  return { value: cell, type: String };
}

/** A name of a sheet may hold none of `[]:*?/\` and be no longer than 31 letters. */
function sheetName(text: string): string {
  return text.replaceAll(/[[\]:*?/\\']/g, " ").slice(0, SHEET_NAME_LENGTH_MAX) || "counts";
}
