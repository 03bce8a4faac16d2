import { Readable } from "node:stream";
import { z } from "zod";
import { SHEET_ROWS_MAX } from "#adapters/spreadsheet/workbook.ts";
import { workbookInThread } from "#adapters/spreadsheet/workbook-worker.ts";
import { nothingThere, type Router } from "#apps/server/route.ts";
import { visibleStore } from "#apps/server/visible-stores.ts";
import { exportRows } from "#apps/tables/export-rows.ts";
import { BYTE_ORDER_MARK, csvRow } from "#domain/export/csv.ts";
import type { ExportCell } from "#domain/export/export-table.ts";
import { Fault } from "#domain/fault/fault.ts";
import { byOf, StoreParams } from "./stores.ts";
import { daysAsked, sharedIn, TotalsQuery } from "./totals.ts";

const ExportQuery = TotalsQuery.extend({
  bom: z.enum(["0", "1"]).default("0").describe("begin a CSV as spreadsheets on Windows want it"),
});
export const TABLE_TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;
const CHUNK_CHARACTERS = 1 << 15;

/** Tables to take along. */
export function addExportRoutes({ parts, add }: Router): void {
  for (const kind of ["csv", "xlsx"] as const)
    add(
      `GET /api/v1/stores/:store/export.${kind}`,
      {
        summary: `What each line and zone counted, as ${kind.toUpperCase()}, with totals and their completeness at the end`,
        tag: "figures",
        params: StoreParams,
        query: ExportQuery,
      },
      async ({ asker, params: { store }, query, reply }) => {
        const { span, from, to, unit, bom } = query;
        const { shared } = sharedIn(visibleStore(parts, asker, store), span);
        daysAsked(query);
        if (!(await parts.reader.stores()).includes(store)) throw nothingThere();
        const order = {
          storeId: store,
          span,
          from,
          to,
          unitId: unit,
          withTotals: true,
          withChecks: shared.figures === "minute",
        };
        await parts.store.doorChecks.closeDue(parts.nowMs());
        parts.ledger.append({
          kind: "export",
          atMs: parts.nowMs(),
          storeId: store,
          span,
          fromDay: from,
          toDay: to,
          by: byOf(asker),
        });
        const rows = exportRows(parts.reader, order, parts.nowMs());
        reply
          .type(TABLE_TYPES[kind])
          .header("content-disposition", `attachment; filename="${store}-${span}-${from}-${to}.${kind}"`)
          .header("cache-control", "no-store");
        if (kind === "csv") return reply.send(Readable.from(csvChunks(rows, bom === "1")));
        return reply.send(Buffer.from(await workbook(rows, `${store} ${from}`)));
      },
    );
}

async function* csvChunks(rows: AsyncIterable<readonly ExportCell[]>, hasMark: boolean): AsyncGenerator<string> {
  let text = hasMark ? BYTE_ORDER_MARK : "";
  for await (const row of rows) {
    text += csvRow(row);
    if (text.length < CHUNK_CHARACTERS) continue;
    yield text;
    text = "";
  }
  yield text;
}

async function workbook(rows: AsyncIterable<readonly ExportCell[]>, sheet: string): Promise<Uint8Array> {
  const held: (readonly ExportCell[])[] = [];
  let isHeader = true;
  for await (const row of rows) {
    if (!isHeader) held.push(row);
    isHeader = false;
    if (held.length > SHEET_ROWS_MAX)
      throw new Fault("request/unreadable", `a workbook holds ${SHEET_ROWS_MAX} rows; ask for fewer days, or for CSV`);
  }
  return await workbookInThread(held, { sheet });
}
