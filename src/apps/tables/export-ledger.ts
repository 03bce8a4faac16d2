import type { Checkpoint, LedgerReader, NumberedEntry } from "#adapters/ledger/read-ledger.ts";
import type { StoreReader } from "#adapters/store/store.ts";
import { Fault } from "#domain/fault/fault.ts";
import { entryLines, exportFiles } from "#domain/ledger/ledger-export.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";

/** What of a ledger is asked for; all of it where nothing is named. Days are the store's, `to` is the last. */
export type LedgerExportOrder = {
  readonly storeId?: string | undefined;
  readonly fromDay?: string | undefined;
  readonly toDay?: string | undefined;
  /** Entries of other stores are shown too; buckets stay the store's own. */
  readonly withOthers?: boolean;
};

export type LedgerExport = {
  /** Their bytes by their path below the export. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Of the entries shown those that tell of the store or of none; nothing where no store is named. */
  readonly own: readonly NumberedEntry[];
  /** The buckets of each day that is among the files. */
  readonly buckets: readonly { readonly day: string; readonly parts: readonly BucketPart[] }[];
  /** How many entries the newest checkpoint is over, and how many are shown. */
  readonly entries: number;
  readonly shown: number;
  readonly days: number;
  /** The checkpoint over all that is in it. */
  readonly newest: Checkpoint;
  /** Days that were added to a moment ago and are not digested anew yet; they are left out. */
  readonly unsettled: readonly string[];
};

/** Entries that are in memory at a time. */
const ENTRIES_AT_ONCE = 10_000;

/** Of one store these are told besides its own: they hold for all, and tell of no other store. */
const COMMON = ["begun", "gap", "law", "configuration", "restore"];

/**
 * What somebody else needs to check the ledger: its entries and leaves, all checkpoints, and the buckets of the days that it holds digests
 * of. Of one store or some days it is a part: other entries are there as their hashes only.
 */
export async function exportLedger(
  { ledger, reader, key }: { readonly ledger: LedgerReader; readonly reader: StoreReader; readonly key: string },
  { storeId, fromDay = "0000-01-01", toDay = "9999-12-31", withOthers = false }: LedgerExportOrder,
): Promise<LedgerExport> {
  const checkpoints = ledger.checkpoints();
  const newest = checkpoints.at(-1);
  if (!newest) throw new Fault("ledger/not-found", "the ledger has no checkpoint yet");
  const { size } = newest;
  const asked = new Map<string, { readonly storeId: string; readonly day: string }>();
  const own: NumberedEntry[] = [];
  let shown = 0;
  function* told(): Generator<NumberedEntry> {
    for (let from = 0; from < size; from += ENTRIES_AT_ONCE)
      for (const entry of ledger.entries({ from, to: Math.min(from + ENTRIES_AT_ONCE, size) })) {
        const data = JSON.parse(entry.text);
        const isOwn = storeId === undefined || data.storeId === storeId || COMMON.includes(data.kind);
        if (isOwn && data.kind === "day-digest" && data.day >= fromDay && data.day <= toDay)
          asked.set(`${data.storeId} ${data.day}`, { storeId: data.storeId, day: data.day });
        if (!isOwn && !withOthers) continue;
        if (storeId !== undefined && (isOwn || (data.storeId ?? null) === null)) own.push(entry);
        shown += 1;
        yield entry;
      }
  }
  const entries = entryLines(told());
  const lateBefore = await reader.lateDays();
  const known = new Set(await reader.stores());
  const read: {
    readonly storeId: string;
    readonly day: string;
    readonly fromMinute: number;
    readonly parts: BucketPart[];
  }[] = [];
  for (const one of asked.values()) {
    if (!known.has(one.storeId)) continue;
    const minutes = (await reader.calendarOf(one.storeId)).minutesOf(one.day);
    read.push({
      ...one,
      fromMinute: minutes.fromMinute,
      parts: await reader.parts({ storeId: one.storeId, ...minutes }),
    });
  }
  // A day may have got something while the days were read.
  const late = [...lateBefore, ...(await reader.lateDays())];
  const isLate = ({ storeId: id, fromMinute }: (typeof read)[number]) =>
    late.some((day) => day.storeId === id && day.fromMinute === fromMinute);
  const days = read.filter((one) => !isLate(one));
  const unsettled = read.filter(isLate).map((one) => `${one.storeId} ${one.day}`);
  const buckets = days.filter(({ parts }) => parts.length > 0);
  const files = exportFiles({
    entries,
    leaves: ledger.leaves(size),
    notes: checkpoints.map(({ note }) => note),
    days: buckets,
    keys: [key, ...ledger.witnesses()],
  });
  return { files, own, buckets, entries: size, shown, days: days.length, newest, unsettled };
}
