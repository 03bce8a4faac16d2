import { z } from "zod";
import { beginningIn, readCsvBytes } from "#adapters/csv/read-csv.ts";
import { readYamlText } from "#adapters/yaml/yaml-file.ts";
import type { Router } from "#apps/server/route.ts";
import { ownStore } from "#apps/server/visible-stores.ts";
import { fittingMapping, keepMapping, mappingFrom, namedMapping } from "#apps/tables/history-mappings.ts";
import { type ImportLimits, importHistory, OVERLAPS } from "#apps/tables/import-history.ts";
import type { Store as Shop } from "#domain/deployment/deployment.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { HistoryMapping } from "#domain/history/history-mapping.ts";
import { Id } from "#domain/wire/bucket-part.ts";
import { partsOfUnitId } from "#domain/wire/unit-id.ts";
import { StoreParams } from "./stores.ts";

/** A file and its mapping: years of hours of some lines. */
const HISTORY_BYTES_MAX = 8 * 1024 * 1024;
/** Two years of one line's minutes at once, in transactions that hold up nobody. */
const LIMITS: ImportLimits = { rowsMax: 100_000, minutesMax: 1_100_000, batchParts: 500 };

const YesNo = z.enum(["true", "false"]).default("false");
const HistoryQuery = z.strictObject({
  dry_run: YesNo.describe("say what would come of it, and keep nothing"),
  skip_bad: YesNo.describe("pass rows over that cannot be read, and count them"),
  overlap: z.enum(OVERLAPS).default("refuse").describe("rows of a time that was counted live"),
  map: Id.optional().describe("the name of a mapping that was kept, where several fit"),
});

const Count = z.int();
const HistoryAnswer = z.object({
  mapping: z.string().describe("the name by which the mapping is kept"),
  lines: z.array(z.object({ line: z.string(), in: Count, out: Count, spans: Count })),
  fromMinute: Count.nullable().describe("minutes since 1970, UTC"),
  toMinute: Count.nullable(),
  minutes: z.object({ added: Count, repeated: Count, contradicted: Count }),
  overlapping: Count,
  tally: z.object({
    rows: Count,
    counted: Count,
    leftOut: Count,
    totals: Count,
    empty: Count,
    repeated: Count,
    neverShown: Count,
    unfinished: Count,
    bad: Count,
  }),
  badRows: z.array(z.string()),
  personal: z.array(z.string()).describe("columns that seem to be about persons: not read"),
  unread: z.array(z.string()),
});

type Sent = { readonly name: string; readonly bytes: Uint8Array; readonly mapping: string | null };

/** The history of a previous counter. */
export function addHistoryRoutes({ parts, add }: Router): void {
  let isTaking = false;
  add(
    "POST /api/v1/stores/:store/history",
    {
      summary:
        "Take in the table of a previous counter: `text/csv`, or `multipart/form-data` of `file` and, the first time, " +
        "`mapping` (docs/import.md). The same again changes nothing",
      tag: "figures",
      params: StoreParams,
      query: HistoryQuery,
      body: z.unknown(),
      answer: HistoryAnswer,
      bodyBytesMax: HISTORY_BYTES_MAX,
    },
    async ({ asker, params: { store: storeId }, query, body, request }) => {
      const shop = ownStore(parts, asker, storeId);
      const { name, bytes, mapping: given } = await sentIn(body, request.headers["content-type"] ?? "");
      const of = { data: parts.folder, storeId };
      const mapping =
        given !== null ? mappingFrom(readYamlText(given, "mapping")) : keptMapping(query.map, { name, bytes, ...of });
      refuseOwnLines(mapping, shop);
      // One at a time: each holds its file in memory, and two of one line would not see each other's minutes.
      if (isTaking) throw new Fault("request/too-many", "another history is being taken in; wait until it is there");
      isTaking = true;
      try {
        const isDry = query.dry_run === "true";
        const { calendarOf, totals, parts: partsOf } = parts.reader;
        const report = await importHistory(
          { calendarOf, totals, parts: partsOf, ...(!isDry && { ingest: parts.store.ingest }) },
          readCsvBytes(bytes, name, mapping),
          {
            storeId,
            mapping,
            nowMs: parts.nowMs(),
            maySkip: query.skip_bad === "true",
            overlap: query.overlap,
            limits: LIMITS,
          },
        );
        if (!isDry) keepMapping(mapping, of);
        return { mapping: mapping.name, ...report };
      } finally {
        isTaking = false;
      }
    },
  );
}

function keptMapping(
  asked: string | undefined,
  { name: file, bytes, ...of }: Pick<Sent, "name" | "bytes"> & { readonly data: string; readonly storeId: string },
): HistoryMapping {
  if (asked === undefined) return fittingMapping(beginningIn(bytes, file).text, { file, ...of });
  const named = namedMapping(asked, of);
  if (!named) throw new Fault("import/option", `no mapping \`${asked}\` was kept of \`${of.storeId}\``);
  return named;
}

/** A line that the deployment draws counts by itself, whether it has yet or not. */
function refuseOwnLines({ lines }: HistoryMapping, { id, sensors }: Shop): void {
  for (const { line } of lines)
    if (sensors.some((sensor) => sensor.id === partsOfUnitId(line).sensor))
      throw new Fault(
        "import/live-line",
        `\`${line}\` of \`${id}\` is named as if a sensor of the deployment counted it`,
      );
}

/** What was sent: a file as it is, or a form of `file` and perhaps `mapping`. */
export async function sentIn(body: unknown, type: string): Promise<Sent> {
  if (!(body instanceof Uint8Array) || body.length === 0)
    throw unsent("a file is sent as `text/csv` or `application/xml`, or in a form");
  if (!type.startsWith("multipart/")) return { name: "the file", bytes: body, mapping: null };
  let form: FormData;
  try {
    form = await new Response(Uint8Array.from(body), { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw new Fault("request/unreadable", "the form cannot be read", { cause });
  }
  const [file, mapping] = [form.get("file"), form.get("mapping")];
  if (file === null) throw unsent("the form has no `file`");
  const bytes = typeof file === "string" ? Buffer.from(file) : new Uint8Array(await file.arrayBuffer());
  return {
    name: typeof file === "string" ? "the file" : file.name,
    bytes,
    mapping: mapping === null || typeof mapping === "string" ? mapping : await mapping.text(),
  };
}

function unsent(detail: string): Fault {
  return new Fault("request/unreadable", detail);
}
