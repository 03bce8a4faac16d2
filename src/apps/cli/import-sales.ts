import { basename } from "node:path";
import { openStoreReader } from "#adapters/store/store.ts";
import { importSales, type SalesReport } from "#apps/tables/import-sales.ts";
import { openSalesFile } from "#apps/tables/sales-file.ts";
import { type SalesOptionTexts, salesOptions } from "#apps/tables/sales-options.ts";
import { csvRow } from "#domain/export/csv.ts";
import { Fault } from "#domain/fault/fault.ts";
import { formatProblem } from "#domain/history/time-format.ts";
import { REDUCED_COLUMNS, reducedRow } from "#domain/sales/sales-columns.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { declareStore, openStoreOrSayHow } from "./import.ts";
import { appendOutput, checkOutput, writeOutput } from "./output-file.ts";
import { bytesOf, sent, storeUrl } from "./send-history.ts";

export type SalesImportOptions = Omit<SalesOptionTexts, "column" | "leaveOut"> & {
  readonly column?: readonly string[];
  readonly leaveOut?: readonly string[];
  readonly data?: string;
  readonly store?: string;
  readonly server?: string;
  readonly key?: string;
  readonly dryRun?: boolean;
  readonly skipBad?: boolean;
  readonly timeZone?: string;
  readonly reduce?: string;
  readonly json?: boolean;
};

const CHUNK_CHARACTERS = 1 << 15;

/** `lintel import sales`: takes the sales of a file in, or makes a file without persons of it; returns what is to be printed. */
export async function importSalesFile(path: string, options: SalesImportOptions): Promise<string> {
  const { column = [], leaveOut = [], data, store: storeId, server } = options;
  const said = salesOptions({ ...options, column, leaveOut });
  const problem = said.timeFormat === null ? null : formatProblem(said.timeFormat);
  if (problem) throw new Fault("import/option", `\`--time-format ${said.timeFormat}\`: ${problem}`);
  if (options.reduce !== undefined) return await reduced(path, options.reduce, said);
  const file = openSalesFile(path, said);
  if (storeId === undefined || (data === undefined) === (server === undefined))
    throw new Fault("import/option", "`--store`, and `--data` or `--server`, are needed to import");
  if (!Id.safeParse(storeId).success)
    throw new Fault("import/option", `\`--store ${storeId}\` cannot be the id of a store`);
  let report: SalesReport;
  if (server !== undefined) {
    if (options.key === undefined)
      throw new Fault("import/option", "with `--server` also `--key` is given, or LINTEL_KEY in the environment");
    // What the server would refuse does not leave this machine.
    for await (const _ of file.entries());
    report = await sentSales(path, { ...options, column, leaveOut, server, storeId, key: options.key });
  } else {
    const plan = { ...said, storeId, nowMs: Date.now(), maySkip: options.skipBad ?? false };
    if (options.dryRun) {
      using reader = openStoreReader(data!);
      report = await importSales(reader, file, plan);
    } else {
      using store = await openStoreOrSayHow(data!);
      await declareStore(store, storeId, options.timeZone);
      report = await importSales(store, file, plan);
    }
  }
  return options.json ? JSON.stringify(report, null, 2) : reportText(report);
}

async function sentSales(
  path: string,
  order: SalesOptionTexts &
    SalesImportOptions & { readonly server: string; readonly storeId: string; readonly key: string },
): Promise<SalesReport> {
  const url = storeUrl(order, "sales");
  const { dryRun, skipBad, currency, amount, decimal, timeFormat, theirs, column, leaveOut } = order;
  url.searchParams.set("amount", amount);
  if (dryRun) url.searchParams.set("dry_run", "true");
  if (skipBad) url.searchParams.set("skip_bad", "true");
  for (const [name, value] of Object.entries({ currency, decimal, time_format: timeFormat, theirs }))
    if (value !== undefined) url.searchParams.set(name, value);
  for (const one of column ?? []) url.searchParams.append("column", one);
  for (const one of leaveOut ?? []) url.searchParams.append("leave_out", one);
  const form = new FormData();
  form.set("file", new Blob([bytesOf(path)]), basename(path));
  return await sent<SalesReport>(url, form, order.key);
}

/** Writes what is read and nothing else: on the till's own machine, before anything of persons has left it. */
async function reduced(path: string, out: string, said: ReturnType<typeof salesOptions>): Promise<string> {
  const file = openSalesFile(path, { ...said, mayPassOver: true });
  checkOutput(out, path);
  writeOutput(out, csvRow(REDUCED_COLUMNS));
  let entries = 0;
  let text = "";
  for await (const entry of file.entries()) {
    text += csvRow(reducedRow(entry));
    entries += 1;
    if (text.length < CHUNK_CHARACTERS) continue;
    appendOutput(out, text);
    text = "";
  }
  appendOutput(out, text);
  return `${entries} entries written to \`${out}\`: times, amounts, items and receipt numbers, and nothing else`;
}

function reportText(report: SalesReport): string {
  const { form, read, tally, taken, badRows, currency, basis, fromMinute, toMinute } = report;
  const day = (minute: number) => new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " ");
  const span = fromMinute === null ? "" : `, ${day(fromMinute)} to ${day(toMinute!)} UTC`;
  return [
    `${tally.entries} entries (${form}): ${read.transactions} purchases, ${currency} ${read.amount} ${basis}${span}`,
    ...told(read.returns, "of the entries are returns: taken off the amount, and no purchases"),
    ...(taken
      ? [
          `${taken.added} added, ${taken.repeated} were there already`,
          ...told(
            taken.contradicted,
            "were there with other figures: what says more stays. Are the rows items? Then sum them",
          ),
          ...told(taken.voided, "receipts made void"),
          ...told(taken.closed, "are of days that are closed, and were left out"),
        ]
      : []),
    ...told(tally.training, "training transactions left out"),
    ...told(tally.suspended, "suspended transactions left out"),
    ...told(tally["no-sale"], "entries without a sale left out"),
    ...told(tally.void, "void sums left out"),
    ...told(tally.otherStores, "entries of other stores left out"),
    ...told(tally.future, "entries later than now left out: is the till's clock right?"),
    ...told(tally.twice, "entries of an hour that the clocks showed twice were taken for the first"),
    ...told(tally.bad, "entries could not be read and were passed over:"),
    ...badRows.map((text) => `  ${text}`),
    ...(taken ? [] : ["Nothing was kept (`--dry-run`)."]),
  ].join("\n");
}

function told(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
