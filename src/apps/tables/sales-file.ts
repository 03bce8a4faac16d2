import {
  beginningIn,
  beginningOf,
  type CsvBeginning,
  type CsvRecord,
  readCsv,
  readCsvBytes,
  recordsIn,
} from "#adapters/csv/read-csv.ts";
import { readXml, readXmlBytes, type XmlEvent } from "#adapters/xml/read-xml.ts";
import { Fault } from "#domain/fault/fault.ts";
import { poslogReader } from "#domain/sales/poslog.ts";
import type { AmountBasis } from "#domain/sales/sale.ts";
import { entryOfRow, type SalesColumns, type SalesField, salesColumns } from "#domain/sales/sales-columns.ts";
import type { TillEntry } from "#domain/sales/till-entry.ts";

/** A file of sales on the disk or at hand, as CSV or POSLog; it can be read as often as one likes. */
export type SalesFile = {
  readonly form: "csv" | "poslog";
  /** Its entries one after the other; a fault where it has what no file of sales may have, at the latest after the last of them. */
  entries(): AsyncIterable<TillEntry>;
};

/** What of a file is read, and what may be there besides. */
export type SalesFileForm = {
  readonly basis: AmountBasis;
  /** Columns by what somebody calls them: field → header. */
  readonly named: Readonly<Partial<Record<SalesField, string>>>;
  /** Columns or elements that are passed over. What is about persons never is. */
  readonly leaveOut: readonly string[];
  /** Whether a file may hold anything besides: for who makes one that does not. */
  readonly mayPassOver?: boolean;
};

const DELIMITERS = [";", ",", "\t", "|"];
const NAMES_TOLD_MAX = 10;
/** The most that a refusal says of one name. */
const NAME_LENGTH_MAX = 60;

/** A file on the disk. */
export function openSalesFile(path: string, form: SalesFileForm): SalesFile {
  return fileOf(beginningOf(path), form, {
    csv: (csv) => readCsv(path, csv),
    xml: () => readXml(path),
  });
}

/** A file that is at hand; `name` is how it is called in faults. */
export function salesFileOf(bytes: Uint8Array, name: string, form: SalesFileForm): SalesFile {
  return fileOf(beginningIn(bytes, name), form, {
    csv: (csv) => readCsvBytes(bytes, name, csv),
    xml: () => readXmlBytes(bytes, name),
  });
}

function fileOf(
  { text, encoding }: CsvBeginning,
  form: SalesFileForm,
  read: {
    readonly csv: (form: { encoding: CsvBeginning["encoding"]; delimiter: string }) => AsyncIterable<CsvRecord>;
    readonly xml: () => AsyncIterable<XmlEvent>;
  },
): SalesFile {
  if (/^\s*</.test(text)) return { form: "poslog", entries: () => entriesOfJournal(read.xml(), form) };
  const delimiter = delimiterIn(text);
  return { form: "csv", entries: () => entriesOfTable(read.csv({ encoding, delimiter }), form) };
}

/** The sign that parts the header into the most cells. */
function delimiterIn(text: string): string {
  const [header = ""] = text.split(/\r?\n/, 1);
  const cells = (delimiter: string) => recordsIn(header, delimiter)[0]?.cells.length ?? 0;
  return DELIMITERS.toSorted((a, b) => cells(b) - cells(a))[0]!;
}

async function* entriesOfTable(records: AsyncIterable<CsvRecord>, form: SalesFileForm): AsyncGenerator<TillEntry> {
  let columns: SalesColumns | null = null;
  for await (const record of records) {
    if (columns) yield entryOfRow(record, columns);
    else columns = columnsIn(record.cells, form);
  }
}

function columnsIn(header: readonly string[], form: SalesFileForm): SalesColumns {
  const found = salesColumns(header, form);
  if (!("refused" in found)) return found;
  if (found.refused === "personal") throw personal(found.names.map((name) => `column ${quoted(name)}`));
  if (found.refused === "unknown") throw unknown(found.names.map((name) => `column ${quoted(name)}`));
  throw new Fault("sales/columns", `what the file has not: ${found.names.join(", ")}`);
}

async function* entriesOfJournal(events: AsyncIterable<XmlEvent>, form: SalesFileForm): AsyncGenerator<TillEntry> {
  const reader = poslogReader(form.leaveOut);
  let root: string | null = null;
  for await (const event of events) {
    if (event.kind === "text") reader.text(event.text);
    else if (event.kind === "open") {
      root ??= event.name.slice(event.name.indexOf(":") + 1);
      if (root !== "POSLog")
        throw new Fault("import/unreadable", `the file is XML, but no POSLog: it begins with ${quoted(event.name)}`);
      reader.open(event.name, event.attributes, event.line);
    } else {
      const entry = reader.close();
      if (entry) yield entry;
    }
  }
  const refusal = form.mayPassOver ? null : reader.refusal();
  if (!refusal) return;
  if (refusal.personal.length > 0) throw personal(refusal.personal.map((name) => `element ${quoted(name)}`));
  throw unknown(refusal.unknown.map((name) => `element ${quoted(name)}`));
}

function personal(names: readonly string[]): Fault {
  return new Fault(
    "sales/personal",
    `${listed(names)}: about who bought or who sold. Sales are kept as sums by the hour, which need nobody; with a person beside them ` +
      "they would be a history of purchases that could be tied to visits",
  );
}

function unknown(names: readonly string[]): Fault {
  return new Fault("sales/unknown-column", `${listed(names)}: not known to be about goods and money`);
}

function listed(names: readonly string[]): string {
  const more = names.length - NAMES_TOLD_MAX;
  return names.slice(0, NAMES_TOLD_MAX).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function quoted(name: string): string {
  return `\`${name.slice(0, NAME_LENGTH_MAX).replaceAll(/[`\p{Cc}]/gu, " ")}\``;
}
