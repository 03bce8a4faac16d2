import { beginningOf, type CsvRecord, readCsv, recordsIn } from "#adapters/csv/read-csv.ts";
import { openStore, openStoreReader, type Store } from "#adapters/store/store.ts";
import { readYamlFile, yamlText } from "#adapters/yaml/yaml-file.ts";
import { fittingMapping, keepMapping, mappingFrom, namedMapping } from "#apps/tables/history-mappings.ts";
import { type ImportReport, importHistory, OVERLAPS, type Overlap } from "#apps/tables/import-history.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type ProposedMapping, proposeMapping } from "#domain/history/propose-mapping.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { sendHistory } from "./send-history.ts";
import { plainTable } from "./table.ts";

export type ImportOptions = {
  readonly data?: string;
  readonly store?: string;
  readonly map?: string;
  readonly propose?: boolean;
  readonly dryRun?: boolean;
  readonly skipBad?: boolean;
  readonly overlap: string;
  readonly timeZone?: string;
  readonly json?: boolean;
  /** Lets a running server take the file in. */
  readonly server?: string;
  readonly key?: string;
};

const DELIMITERS = [";", ",", "\t", "|"];
const BAD_TOLD_MAX = 5;

/** `lintel import`: proposes a mapping, or takes the table of a previous counter in; returns what is to be printed. */
export async function importFile(path: string, options: ImportOptions): Promise<string> {
  if (options.propose) return proposal(path);
  const { data, store: storeId, server } = options;
  if (server !== undefined) return await sentToServer(path, server, options);
  if (data === undefined || storeId === undefined)
    throw new Fault(
      "import/option",
      "`--store` and `--data` or `--server` are needed to import; `--propose` needs none",
    );
  if (!Id.safeParse(storeId).success)
    throw new Fault("import/option", `\`--store ${storeId}\` cannot be the id of a store`);
  const overlap = OVERLAPS.find((one): one is Overlap => one === options.overlap);
  if (!overlap)
    throw new Fault("import/option", `\`--overlap ${options.overlap}\` is not one of ${OVERLAPS.join(", ")}`);
  const mapping =
    options.map === undefined
      ? fittingMapping(beginningOf(path).text, { file: path, data, storeId })
      : (namedMapping(options.map, { data, storeId }) ?? mappingFrom(readYamlFile(options.map)));
  const plan = { storeId, mapping, nowMs: Date.now(), maySkip: options.skipBad ?? false, overlap };
  const records = readCsv(path, { encoding: mapping.encoding, delimiter: mapping.delimiter });
  let report: ImportReport;
  if (options.dryRun) {
    using reader = openStoreReader(data);
    report = await importHistory(reader, records, plan);
  } else {
    using store = await openStoreOrSayHow(data);
    await declareStore(store, storeId, options.timeZone);
    report = await importHistory(store, records, plan);
    keepMapping(mapping, { data, storeId });
  }
  return options.json ? JSON.stringify(report, null, 2) : reportText(report, options.dryRun ?? false);
}

/** What runs has the store: it can take the file in, and it is said how. */
export async function openStoreOrSayHow(data: string) {
  try {
    return await openStore(data);
  } catch (error) {
    if (!(error instanceof Fault && error.code === "store/second-writer")) throw error;
    throw new Fault("import/server-runs", `a server runs on \`${data}\`, and takes the file in itself`, {
      cause: error,
    });
  }
}

/** Declares a store that is not known yet, where its time zone is given. */
export async function declareStore(store: Store, storeId: string, timeZone: string | undefined): Promise<void> {
  if (timeZone === undefined || (await store.stores()).includes(storeId)) return;
  checkTimeZone(timeZone);
  await store.ingest([{ kind: "store", storeId, timeZone }]);
}

async function sentToServer(path: string, server: string, options: ImportOptions): Promise<string> {
  const { store: storeId, data, timeZone, key, map, dryRun, skipBad, overlap } = options;
  if (data !== undefined || timeZone !== undefined)
    throw new Fault(
      "import/option",
      "with `--server` neither `--data` nor `--time-zone` is given: the server has both",
    );
  if (storeId === undefined || key === undefined)
    throw new Fault(
      "import/option",
      "with `--server` also `--store` and `--key` are given, or LINTEL_KEY in the environment",
    );
  const report = await sendHistory(path, { server, storeId, key, map, dryRun, skipBad, overlap });
  return options.json ? JSON.stringify(report, null, 2) : reportText(report, dryRun ?? false);
}

function proposal(path: string): string {
  const { text, encoding } = beginningOf(path);
  const tried = DELIMITERS.map((delimiter) => ({ delimiter, records: recordsIn(text, delimiter) })).toSorted(
    (a, b) => cellsIn(b.records) - cellsIn(a.records),
  );
  let found: { readonly delimiter: string; readonly proposed: ProposedMapping } | null = null;
  for (const { delimiter, records } of tried) {
    const proposed = proposeMapping(records);
    if (proposed) found = { delimiter, proposed };
    if (found) break;
  }
  if (!found)
    throw new Fault(
      "import/unreadable",
      `no mapping for \`${path}\` can be proposed: no column of times or none of counts in and out was found`,
    );
  const { mapping, doubts, personal } = found.proposed;
  const { lintel_import, ...rest } = mapping;
  const data = { lintel_import, name: "previous-counter", encoding, delimiter: found.delimiter, ...rest };
  const comments = [
    "How the table of a previous counter is read, as its own look proposes it. docs/import.md explains each field.",
    "Times are taken to be of the store's time zone; if they are not, add `time_zone: Europe/Zurich`.",
    ...(mapping.span === "day"
      ? ["A day is spread over all its hours; if the store has fixed ones, add `open: 09:00-20:00`."]
      : []),
    ...doubts.map((doubt) => `LOOK: ${doubt}`),
    ...(personal.length > 0 ? [`Not read, because it seems to be about persons: ${personal.join(", ")}`] : []),
  ];
  return `${comments.map((line) => `# ${line}\n`).join("")}${yamlText(data).trimEnd()}`;
}

/** How many cells there are in the rows that have as many as most: the right sign parts the most. */
function cellsIn(records: readonly CsvRecord[]): number {
  const lengths = Map.groupBy(records, ({ cells }) => cells.length);
  return Math.max(0, ...[...lengths].map(([length, same]) => (length > 1 ? same.length * length : 0)));
}

function checkTimeZone(timeZone: string): void {
  try {
    storeCalendar(timeZone);
  } catch (cause) {
    throw new Fault("import/option", `\`--time-zone ${timeZone}\` is no time zone such as \`Europe/Zurich\``, {
      cause,
    });
  }
}

function reportText(report: ImportReport, isDry: boolean): string {
  const { lines, minutes, tally, personal, unread, badRows, overlapping, fromMinute, toMinute } = report;
  const day = (minute: number) => new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " ");
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(", ");
  const said = [
    `${tally.rows} rows: ${tally.counted} counted${fromMinute === null ? "" : `, ${day(fromMinute)} to ${day(toMinute!)} UTC`}`,
    plainTable(
      ["line", "spans", "in", "out"],
      lines.map(({ line, spans, in: people, out }) => [line, spans, people, out]),
    ),
    `${minutes.added} minutes ${isDry ? "would be added" : "added"}, ${minutes.repeated} were there already`,
    ...told(minutes.contradicted, "minutes were imported before with other counts; what was first stays"),
    ...told(tally.leftOut, "rows are of counters that the mapping leaves out"),
    ...told(tally.totals, "rows are sums and were left out"),
    ...told(tally.empty, "rows have no counts: not watched"),
    ...told(tally.repeated, "rows say what another row says"),
    ...told(tally.neverShown, "spans without anybody are of an hour that the clocks left out"),
    ...told(tally.unfinished, "spans are not over yet and were left out"),
    ...told(overlapping, "spans are of a time that was counted live and were left out"),
    ...told(tally.bad, "rows could not be read and were passed over:"),
    ...badRows.slice(0, BAD_TOLD_MAX).map((text) => `  ${text}`),
    ...(personal.length > 0 ? [`not read, because it seems to be about persons: ${list(personal)}`] : []),
    ...(unread.length > 0 ? [`not read: ${list(unread)}`] : []),
    ...(isDry ? ["Nothing was kept (`--dry-run`)."] : []),
  ];
  return said.join("\n");
}

function told(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}
