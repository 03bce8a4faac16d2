import { z } from "zod";
import { workbookOf } from "#adapters/spreadsheet/workbook.ts";
import type { Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { importSales } from "#apps/tables/import-sales.ts";
import { salesFileOf } from "#apps/tables/sales-file.ts";
import { salesOptions } from "#apps/tables/sales-options.ts";
import { SALES_COLUMNS, salesRows } from "#apps/tables/sales-rows.ts";
import type { Asker } from "#domain/access/asker.ts";
import { BYTE_ORDER_MARK, csvRow } from "#domain/export/csv.ts";
import { Fault } from "#domain/fault/fault.ts";
import { GROUPINGS } from "#domain/figures/store-figures.ts";
import { formatProblem } from "#domain/history/time-format.ts";
import { AMOUNT_DECIMALS } from "#domain/sales/amount-text.ts";
import { AMOUNT_BASES } from "#domain/sales/sale.ts";
import { sentIn } from "./history.ts";
import { StoreParams } from "./stores.ts";
import { daysAsked } from "./totals.ts";

/** A month of a busy shop's journal, or years of its hours. */
const SALES_BYTES_MAX = 32 * 1024 * 1024;
const ENTRIES_MAX = 200_000;

const Day = z.iso.date();
const YesNo = z.enum(["true", "false"]).default("false");
const Several = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((one) => (typeof one === "string" ? [one] : one));

const ImportQuery = z.strictObject({
  dry_run: YesNo.describe("say what would come of it, and keep nothing"),
  skip_bad: YesNo.describe("pass entries over that cannot be read, and count them"),
  currency: z.string().optional().describe("where the file does not say: `EUR`"),
  amount: z.enum(AMOUNT_BASES).default("gross").describe("with tax or without"),
  decimal: z.enum(AMOUNT_DECIMALS).optional(),
  time_format: z.string().optional().describe("`dd/MM/yyyy HH:mm`"),
  theirs: z.string().optional().describe("what the file calls the store, where it is of several"),
  column: Several.describe("what a column is: `amount=Bon total`"),
  leave_out: Several.describe("columns or elements about goods that are passed over"),
});

const FiguresQuery = z.strictObject({ from: Day, to: Day, by: z.enum(GROUPINGS).default("day") });
const ExportQuery = FiguresQuery.extend({
  bom: z.enum(["0", "1"]).default("0").describe("begin a CSV as spreadsheets on Windows want it"),
});

const Count = z.int();
const ImportAnswer = z.object({
  form: z.enum(["csv", "poslog"]),
  currency: z.string(),
  basis: z.enum(AMOUNT_BASES),
  read: z.object({ records: Count, returns: Count, amount: z.number(), transactions: Count }),
  fromMinute: Count.nullable().describe("minutes since 1970, UTC"),
  toMinute: Count.nullable(),
  tally: z.record(z.string(), Count).describe("entries of the file, by what became of them"),
  badRows: z.array(z.string()),
  taken: z
    .object({ added: Count, repeated: Count, contradicted: Count, voided: Count, closed: Count })
    .nullable()
    .describe("null: nothing was to be kept"),
});

const FiguresAnswer = z.object({
  store: z.string(),
  figures: z.record(z.string(), z.unknown()).nullable().describe("null: no sales were ever taken in"),
});

/** What tills sold, beside who came. Whose store it is sees it and nobody else: a contract that shares figures shares no turnover. */
export function addSalesRoutes({ parts, add }: Router): void {
  let isTaking = false;
  const figuresOf = async (asker: Asker, storeId: string, { from, to, by }: z.output<typeof FiguresQuery>) => {
    const store = ownStore(parts, asker, storeId);
    daysAsked({ span: "day", from, to });
    return await parts.figures.salesFigures({ store, period: { first: from, last: to }, by, nowMs: parts.nowMs() });
  };

  add(
    "POST /api/v1/stores/:store/sales",
    {
      summary:
        "Take in what tills sold: CSV, POSLog XML, or `multipart/form-data` of `file` (docs/sales.md). The same again changes nothing; " +
        "a file with anything about persons is refused",
      tag: "sales",
      params: StoreParams,
      query: ImportQuery,
      body: z.unknown(),
      answer: ImportAnswer,
      bodyBytesMax: SALES_BYTES_MAX,
    },
    async ({ asker, params: { store: storeId }, query, body, request }) => {
      ownStore(parts, asker, storeId);
      const { name, bytes } = await sentIn(body, request.headers["content-type"] ?? "");
      const { dry_run, skip_bad, time_format: timeFormat, leave_out: leaveOut, ...rest } = query;
      const problem = timeFormat === undefined ? null : formatProblem(timeFormat);
      if (problem) throw new Fault("import/option", `\`time_format\`: ${problem}`);
      const said = salesOptions({ ...rest, timeFormat, leaveOut });
      // One at a time: each holds its file in memory.
      if (isTaking) throw new Fault("request/too-many", "other sales are being taken in; wait until they are there");
      isTaking = true;
      try {
        const { calendarOf, sales } = parts.reader;
        return await importSales(
          { calendarOf, sales, ...(dry_run === "false" && { tillSales: parts.store.tillSales }) },
          salesFileOf(bytes, name, said),
          { ...said, storeId, nowMs: parts.nowMs(), maySkip: skip_bad === "true", entriesMax: ENTRIES_MAX },
        );
      } finally {
        isTaking = false;
      }
    },
  );

  add(
    "GET /api/v1/stores/:store/sales",
    {
      summary: "Conversion, average ticket, items per ticket and sales per visitor, each with its base (docs/sales.md)",
      tag: "sales",
      params: StoreParams,
      query: FiguresQuery,
      answer: FiguresAnswer,
    },
    async ({ asker, params: { store }, query }) => {
      const figures = await figuresOf(asker, store, query);
      return { store, figures: figures && { ...figures } };
    },
  );

  for (const kind of ["csv", "xlsx"] as const)
    add(
      `GET /api/v1/stores/:store/sales.${kind}`,
      {
        summary: `The same as ${kind.toUpperCase()}, with all of it together at the end`,
        tag: "sales",
        params: StoreParams,
        query: ExportQuery,
      },
      async ({ asker, params: { store }, query, reply }) => {
        const figures = await figuresOf(asker, store, query);
        const rows = figures ? salesRows(figures) : [];
        reply
          .header("content-disposition", `attachment; filename="${store}-sales-${query.from}-${query.to}.${kind}"`)
          .header("cache-control", "no-store");
        if (kind === "xlsx")
          return reply
            .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            .send(await workbookOf(rows, { sheet: `${store} sales`, columns: SALES_COLUMNS }));
        const text = [SALES_COLUMNS.map(({ name }) => name), ...rows].map(csvRow).join("");
        return reply.type("text/csv; charset=utf-8").send((query.bom === "1" ? BYTE_ORDER_MARK : "") + text);
      },
    );
}
