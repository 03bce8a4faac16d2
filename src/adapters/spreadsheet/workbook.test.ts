import assert from "node:assert/strict";
import test from "node:test";
import readXlsxFile from "read-excel-file/node";
import { EXPORT_COLUMNS, type ExportCell } from "#domain/export/export-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { SHEET_ROWS_MAX, workbookOf } from "./workbook.ts";

const AT_MS = Date.UTC(2026, 9, 25, 2, 15);

function row(change: Record<string, ExportCell>): ExportCell[] {
  return EXPORT_COLUMNS.map(({ name, kind }) => change[name] ?? (kind === "text" ? "x" : null));
}

test("a workbook is read by another program as texts, numbers and dates, and no text in it is a formula", async () => {
  const time = { text: "2026-10-25T02:15:00+02:00", wallMs: AT_MS };
  const rows = [
    row({ name: "=1+1", start: time, in: 1234, completeness: 0.9999, personMinutes: 1.5 }),
    row({ role: null }),
  ];
  const read = await readXlsxFile(await workbookOf(rows, { sheet: "zurich [2026]/11" }));
  const sheet = (
    Array.isArray(read) && "data" in (read[0] as object) ? (read[0] as { data: unknown[][] }).data : read
  ) as unknown[][];
  assert.equal(sheet.length, 3);
  const at = (name: string) => EXPORT_COLUMNS.findIndex((column) => column.name === name);
  assert.deepEqual(
    sheet[0],
    EXPORT_COLUMNS.map(({ name }) => name),
  );
  assert.equal(sheet[1]?.[at("name")], "=1+1");
  assert.deepEqual(sheet[1]?.[at("start")], new Date(AT_MS));
  assert.deepEqual([sheet[1]?.[at("in")], sheet[1]?.[at("completeness")], sheet[1]?.[at("out")]], [1234, 0.9999, null]);
});

test("a sheet that would be too long is a fault before it is packed", async () => {
  const rows = new Array<ExportCell[]>(SHEET_ROWS_MAX + 1).fill([]);
  await assert.rejects(
    workbookOf(rows, { sheet: "s" }),
    (error) => error instanceof Fault && error.code === "export/too-long",
  );
});
