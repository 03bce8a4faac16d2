import { closeSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { extname } from "node:path";
import { SHEET_ROWS_MAX, workbookOf } from "#adapters/spreadsheet/workbook.ts";
import { openStoreReader, SPANS } from "#adapters/store/store.ts";
import { type ExportOrder, exportRows } from "#apps/tables/export-rows.ts";
import { BYTE_ORDER_MARK, csvRow } from "#domain/export/csv.ts";
import type { ExportCell } from "#domain/export/export-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { readStoreDay } from "./day-text.ts";

export type ExportOptions = {
  readonly data: string;
  readonly store: string;
  readonly span: string;
  readonly from: string;
  readonly to: string;
  readonly unit?: string;
  readonly out: string;
  readonly bom?: boolean;
  readonly totals: boolean;
};

/** Written at once, so that a year of minutes takes seconds and not one write for each row. */
const WRITE_CHARACTERS = 1 << 16;

/** `lintel export`: writes what a store counted as a table for people and programs, and says how many rows. */
export async function exportFile(options: ExportOptions): Promise<string> {
  const order = orderOf(options);
  const ending = extname(options.out).toLowerCase();
  if (ending !== ".csv" && ending !== ".xlsx")
    throw new Fault("export/option", `\`--out ${options.out}\` ends with neither \`.csv\` nor \`.xlsx\``);
  if (ending === ".xlsx" && options.bom) throw new Fault("export/option", "`--bom` is for `.csv` only");
  using reader = openStoreReader(options.data);
  const rows = exportRows(reader, order, Date.now());
  const written = await (ending === ".csv"
    ? writeCsv(rows, options.out, options.bom ? BYTE_ORDER_MARK : "")
    : writeWorkbook(rows, options.out, `${order.storeId} ${order.from}`));
  return `${options.out}: ${written} rows`;
}

function orderOf({ store, span, from, to, unit, totals }: ExportOptions): ExportOrder {
  const known = SPANS.find((name) => name === span);
  if (known === undefined) throw new Fault("export/option", `\`--span ${span}\` is not one of ${SPANS.join(", ")}`);
  const order = {
    storeId: store,
    span: known,
    from: readStoreDay(from, "--from", "export/option"),
    to: readStoreDay(to, "--to", "export/option"),
    unitId: unit,
    withTotals: totals,
    withChecks: true,
  };
  if (order.to < order.from) throw new Fault("export/option", `\`--to ${to}\` lies before \`--from ${from}\``);
  return order;
}

/** Writes row by row beside the file and gives it its name when it is whole; returns how many rows besides the header. */
async function writeCsv(rows: AsyncIterable<readonly ExportCell[]>, path: string, begin: string): Promise<number> {
  const unfinished = `${path}.unfinished`;
  let [text, count] = [begin, -1];
  let file: number | null = onDisk(path, () => openSync(unfinished, "w"));
  const write = (bytes: string) => onDisk(path, () => writeFileSync(file!, bytes));
  try {
    for await (const row of rows) {
      text += csvRow(row);
      count += 1;
      if (text.length < WRITE_CHARACTERS) continue;
      write(text);
      text = "";
    }
    write(text);
    closeSync(file);
    file = null;
    onDisk(path, () => renameSync(unfinished, path));
  } catch (error) {
    if (file !== null) closeSync(file);
    rmSync(unfinished, { force: true });
    throw error;
  }
  return count;
}

async function writeWorkbook(rows: AsyncIterable<readonly ExportCell[]>, path: string, sheet: string): Promise<number> {
  const held: (readonly ExportCell[])[] = [];
  let isHeader = true;
  for await (const row of rows) {
    if (!isHeader) held.push(row);
    isHeader = false;
    if (held.length > SHEET_ROWS_MAX) break;
  }
  const workbook = await workbookOf(held, { sheet });
  onDisk(path, () => writeFileSync(path, workbook));
  return held.length;
}

function onDisk<Answer>(path: string, act: () => Answer): Answer {
  try {
    return act();
  } catch (cause) {
    throw new Fault("output/unwritable", `\`${path}\` could not be written`, { cause });
  }
}
