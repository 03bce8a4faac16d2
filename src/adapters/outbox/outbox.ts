import assert from "node:assert/strict";
import { join } from "node:path";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { type OpenPart, sumOfParts } from "#domain/delivery/open-part.ts";
import {
  partsOfQuarter,
  QUARTER_MINUTES,
  type Quarter,
  quarterOf,
  quarterStart,
  sumOfQuarters,
} from "#domain/delivery/quarter.ts";
import { Fault } from "#domain/fault/fault.ts";
import { LINK_RECORDS_BYTES_MAX, LINK_RECORDS_MAX, type StatusRequest } from "#domain/wire/agent-link.ts";
import {
  AGENT_RECORD_BYTES_MAX,
  type AttestationRecord,
  LinkRecord,
  type SensorEvent,
} from "#domain/wire/agent-record.ts";
import { type OutboxUnit, partText, quarterText, readFigures, unitOf } from "./figures-text.ts";
import { type Counters, openOutboxFile, type Sealed } from "./outbox-file.ts";

/** What happened at a sensor, or came out of its lens, without the number that the outbox gives it. */
export type OpenEvent = SensorEvent | AttestationRecord extends infer Event
  ? Event extends SensorEvent | AttestationRecord
    ? Omit<Event, "agentId" | "seq">
    : never
  : never;

/** How an outbox is, as the agent tells its server. */
export type OutboxState = StatusRequest["outbox"];

export type OutboxOptions = {
  /** Who tells. Where another told before, what it handed out and was never acknowledged is dropped and counted. */
  readonly agentId: string;
  /** Numbers begin here where the file is new, so that one that was lost or put back from a copy tells none a second time. */
  readonly nowMs: number;
  /** What its file may hold. */
  readonly bytesMax?: number;
};

/** What one request may hold. */
export type TakeLimits = { readonly recordsMax?: number; readonly bytesMax?: number };

/**
 * What an agent has to tell, on the disk until its server acknowledges it. When a call returns what it was given is safe, or
 * `trouble` says why not: then it is kept in memory, tried again at every call, and lost only beyond a limit, which is counted.
 */
export type Outbox = Disposable & {
  /** Adds parts to their open minutes: one transaction, however many. What no part may say is dropped and counted. */
  add(parts: readonly OpenPart[]): void;
  /** Takes in what happened; it can be sent at once. */
  note(events: readonly OpenEvent[]): void;
  /** Seals the minutes that are over at this one. What comes later for one of them is another part of it. */
  sealBefore(minute: number): void;
  /**
   * The records to send next, in the order of their numbers: what was handed out and is not acknowledged first, as it was; then
   * the newest up to a half and the oldest for the rest, so that what is live never waits behind what is late.
   */
  take(limits?: TakeLimits): LinkRecord[];
  /** Says that the server turned the last request away unread: what was in it for the first time was never told. */
  takeBack(): void;
  /** Lets go what the server has; so many of it were refused by it. Numbers that were not handed out are passed over. */
  acknowledge(seqs: readonly number[], refused?: number): void;
  state(): OutboxState;
  /** Why it cannot write to the disk now; null where it can. */
  trouble(): Fault | null;
};

const OUTBOX_FILE = "outbox.sqlite";
/**
 * What the file holds before minutes become quarters of an hour. 22 cameras with two lines and a zone each tell 2,851,200 minutes
 * in 30 days, day and night, which take 153 MB where each of them has counted somebody; its log takes 5 MB more. As quarters
 * 256 MB hold half a year.
 */
export const OUTBOX_BYTES_MAX = 256_000_000;
const OUTBOX_BYTES_MIN = 256 * 1024;
/** Open minutes that are kept while the disk is full: a day of 22 cameras with three lines and zones each. */
const OPEN_PARTS_MAX = 100_000;
/** Events that are kept while the disk is full. */
const EVENTS_WAITING_MAX = 10_000;
/** A minute that is further ahead belongs to a clock that was set back since, and would stay open for as long. */
const MINUTES_AHEAD_MAX = 1;
/** Quarters made, and oldest records dropped, in one transaction. */
const QUARTERS_AT_ONCE = 4;
const DROPPED_AT_ONCE = 500;
/** Such transactions in one call, so that the agent goes on counting; the next call goes on with it. */
const MAKE_ROOM_TIMES_MAX = 16;

type OpenRow = { unit: number; part: OpenPart; isOnDisk: boolean; isChanged: boolean };
/** Figures that were handed out: the server may have them, so that they are sent again as they are, or not at all. */
type OutRow = { readonly row: Sealed; left: number };

/** Opens the outbox in a folder; what was open when the process ended is sealed. A fault where another process has it open. */
export function openOutbox(folder: string, { agentId, nowMs, bytesMax = OUTBOX_BYTES_MAX }: OutboxOptions): Outbox {
  assert.ok(bytesMax >= OUTBOX_BYTES_MIN, `an outbox of ${bytesMax} bytes holds nothing`);
  const file = openOutboxFile(join(folder, OUTBOX_FILE));
  const { agentId: agentBefore, ...counters } = file.counters();
  const known = file.units();
  const units = new Map<number, OutboxUnit>(known.map(({ id, ...unit }) => [id, unit]));
  const unitIds = new Map(known.map(({ id, ...unit }) => [unitText(unit), id]));
  const open = new Map<string, OpenRow>();
  // INVARIANT: what is in these four is not on the disk yet.
  const newUnits = new Set<number>();
  const full: OpenRow[] = [];
  const events: OpenEvent[] = [];
  const acknowledged: Sealed[] = [];
  const out = new Map<number, OutRow>();
  let coarseBefore = 0;
  let keptCounters = "";
  let fault: Fault | null = null;

  const ownId = (unit: OutboxUnit) => {
    const text = unitText(unit);
    let id = unitIds.get(text);
    if (id === undefined) {
      id = units.size + 1;
      unitIds.set(text, id);
      units.set(id, unit);
      newUnits.add(id);
    }
    return id;
  };

  /** Runs in one transaction, or leaves all as it was and says so; `work` changes only `draft` and the file. */
  const write = <Result>(work: (draft: Counters) => Result): { readonly result: Result } | null => {
    const draft = { ...counters };
    try {
      const result = file.transact(() => {
        const done = work(draft);
        const text = JSON.stringify(draft);
        if (text !== keptCounters) file.keepCounters(draft);
        return done;
      });
      Object.assign(counters, draft);
      keptCounters = JSON.stringify(draft);
      fault = null;
      return { result };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      fault = error;
      return null;
    }
  };

  const seal = (draft: Counters, sealed: Omit<Sealed, "seq">) => {
    file.seal({ ...sealed, seq: draft.seq + 1 });
    draft.seq += sealed.records;
    draft.records += sealed.records;
  };

  const remove = (draft: Counters, rows: readonly Sealed[]) => {
    for (const row of rows) file.remove(row);
    const removed = recordsIn(rows);
    draft.records -= removed;
    return removed;
  };

  /** Brings to the disk what is not on it, and seals what is over. */
  const flush = (isOver: (minute: number) => boolean) => {
    const over = [...open.values()].filter(({ part }) => isOver(part.minute));
    const changed = [...open.values()].filter((row) => row.isChanged && !isOver(row.part.minute));
    const sealing = [...full, ...over];
    if (sealing.length + changed.length + events.length + acknowledged.length === 0) return;
    const written = write((draft) => {
      remove(draft, acknowledged);
      for (const id of newUnits) file.addUnit(id, units.get(id)!);
      for (const { unit, part, isOnDisk } of sealing) {
        seal(draft, { minute: part.minute, unit, records: 1, figures: partText(part) });
        if (isOnDisk) file.removeOpen(unit, part.minute);
      }
      for (const { unit, part } of changed) file.keepOpen(unit, part.minute, partText(part));
      for (const event of events)
        seal(draft, { minute: minuteOf(event), unit: 0, records: 1, figures: JSON.stringify(event) });
    });
    if (!written) return;
    for (const { unit, part } of over) open.delete(openText(unit, part.minute));
    for (const row of changed) Object.assign(row, { isOnDisk: true, isChanged: false });
    for (const { part } of sealing) coarseBefore = Math.min(coarseBefore, quarterStart(part.minute));
    newUnits.clear();
    full.length = 0;
    events.length = 0;
    acknowledged.length = 0;
  };
  const flushOnly = () => flush(() => false);

  const addOne = (told: OpenPart) => {
    const part = { ...told, watchedMs: Math.min(told.watchedMs, MINUTE_MS) };
    if (!LinkRecord.safeParse({ ...part, agentId, seq: 0 }).success) {
      counters.dropped += 1;
      return;
    }
    const unit = ownId(unitOf(part));
    const key = openText(unit, part.minute);
    const row = open.get(key);
    const sum = row ? sumOfParts(row.part, part) : part;
    if (row && sum) Object.assign(row, { part: sum, isChanged: true });
    else if (open.size + full.length >= OPEN_PARTS_MAX) counters.dropped += 1;
    else {
      // The row of it on the disk is removed when it is sealed, and comes again with what is told now.
      if (row) full.push(row);
      open.set(key, { unit, part, isOnDisk: false, isChanged: true });
    }
  };

  /** The figures of a quarter that never were handed out, with fewer rows; the file is left as it is where that is not fewer. */
  const coarsen = (draft: Counters, fromMinute: number) => {
    const rows = file.between(fromMinute, fromMinute + QUARTER_MINUTES);
    for (const [unitId, group] of Map.groupBy(rows, ({ unit }) => unit)) {
      const quarters: Quarter[] = [];
      let toldBefore = 0;
      for (const row of group) {
        const figures = readFigures(row.figures, units.get(unitId)!, row.minute);
        if ("sums" in figures) toldBefore += row.records;
        const quarter = "sums" in figures ? figures : quarterOf(figures);
        const last = quarters.at(-1);
        const sum = last && sumOfQuarters(last, quarter);
        if (sum) quarters[quarters.length - 1] = sum;
        else quarters.push(quarter);
      }
      if (quarters.length === group.length) continue;
      remove(draft, group);
      let told = 0;
      for (const quarter of quarters) {
        const [only, ...others] = partsOfQuarter(quarter);
        const isMinute = others.length === 0;
        const minute = isMinute ? only!.minute : fromMinute;
        const figures = isMinute ? partText(only!) : quarterText(quarter);
        seal(draft, { minute, unit: unitId, records: 1 + others.length, figures });
        if (!isMinute) told += 1 + others.length;
      }
      draft.coarsened += Math.max(0, told - toldBefore);
    }
  };

  const dropOldest = (draft: Counters) => {
    const oldest: Sealed[] = [];
    for (const row of file.oldest()) if (oldest.push(row) >= DROPPED_AT_ONCE) break;
    draft.dropped += remove(draft, oldest);
    return oldest.length;
  };

  /** Where the file is too large: the oldest minutes become quarters; where there are none left, the oldest of all goes. */
  const makeRoom = () => {
    for (let times = 0; times < MAKE_ROOM_TIMES_MAX && file.bytes() > bytesMax; times++) {
      let coarse = coarseBefore;
      const written = write((draft) => {
        for (let quarter = 0; quarter < QUARTERS_AT_ONCE; quarter++) {
          const minute = file.firstFrom(coarse);
          if (minute === undefined) return quarter === 0 ? dropOldest(draft) : quarter;
          coarsen(draft, quarterStart(minute));
          coarse = quarterStart(minute) + QUARTER_MINUTES;
        }
        return QUARTERS_AT_ONCE;
      });
      if (!written || written.result === 0) return;
      coarseBefore = coarse;
    }
  };

  const recordsOf = ({ minute, unit, seq, figures }: Sealed): LinkRecord[] => {
    if (unit === 0) return [{ ...JSON.parse(figures), agentId, seq }];
    const read = readFigures(figures, units.get(unit)!, minute);
    const parts = "sums" in read ? partsOfQuarter(read) : [read];
    return parts.map((part, index) => ({ ...part, agentId, seq: seq + index }));
  };

  /** What the last `take` handed out for the first time. */
  let outAnew: readonly Sealed[] = [];
  const handOut = (row: Sealed) => {
    const outRow = { row, left: row.records };
    for (let index = 0; index < row.records; index++) out.set(row.seq + index, outRow);
  };

  // What happened before this process: nothing below is lost by a full disk, only later.
  if (agentBefore !== agentId)
    write((draft) => {
      if (agentBefore !== "") draft.dropped += remove(draft, file.out());
      file.keepAgent(agentId);
    });
  if (fault) {
    file[Symbol.dispose]();
    throw fault;
  }
  counters.seq = Math.max(counters.seq, nowMs);
  for (const row of file.out()) handOut(row);
  for (const { unit, minute, figures } of file.openParts()) {
    const part = readFigures(figures, units.get(unit)!, minute) as OpenPart;
    open.set(openText(unit, minute), { unit, part, isOnDisk: true, isChanged: false });
  }
  flush(() => true);

  return {
    add(parts) {
      for (const part of parts) addOne(part);
      flushOnly();
    },
    note(happened) {
      for (const event of happened)
        if (events.length >= EVENTS_WAITING_MAX || !LinkRecord.safeParse({ ...event, agentId, seq: 0 }).success)
          counters.dropped += 1;
        else events.push(event);
      flushOnly();
    },
    sealBefore(minute) {
      flush((other) => other < minute || other > minute + MINUTES_AHEAD_MAX);
      makeRoom();
    },
    take({ recordsMax = LINK_RECORDS_MAX, bytesMax: requestBytesMax = LINK_RECORDS_BYTES_MAX } = {}) {
      // A quarter is handed out whole.
      assert.ok(recordsMax >= QUARTER_MINUTES && requestBytesMax >= QUARTER_MINUTES * AGENT_RECORD_BYTES_MAX);
      flushOnly();
      outAnew = [];
      const chosen = new Map<number, LinkRecord[]>();
      const room = { records: recordsMax, bytes: requestBytesMax };
      const choose = (rows: Iterable<Sealed>, share: number) => {
        const keep = { records: room.records * (1 - share), bytes: room.bytes * (1 - share) };
        const fresh: Sealed[] = [];
        for (const row of rows) {
          if (chosen.has(row.seq)) break;
          const told = recordsOf(row);
          const bytes = told.reduce((sum, record) => sum + Buffer.byteLength(JSON.stringify(record)) + 1, 0);
          if (room.records - told.length < keep.records || room.bytes - bytes < keep.bytes) break;
          room.records -= told.length;
          room.bytes -= bytes;
          chosen.set(row.seq, told);
          fresh.push(row);
        }
        return fresh;
      };
      const again = [...new Set(out.values())].map(({ row }) => row);
      choose(again.toReversed(), 0.5);
      choose(again, 1);
      if (chosen.size === again.length) {
        const fresh = [...choose(file.newest(), 0.5), ...choose(file.oldest(), 1)];
        const written =
          fresh.length === 0 ||
          write(() => {
            for (const row of fresh) file.markOut(row);
          });
        // INVARIANT: nothing leaves that is not known on the disk to have left, or it might be told anew in quarters.
        for (const row of fresh) written ? handOut(row) : chosen.delete(row.seq);
        outAnew = written ? fresh : [];
      }
      return [...chosen.values()].flat().toSorted((a, b) => a.seq - b.seq);
    },
    takeBack() {
      const rows = outAnew;
      outAnew = [];
      const isWritten = write(() => {
        for (const row of rows) file.unmarkOut(row);
      });
      if (isWritten)
        for (const { seq, records } of rows) for (let index = 0; index < records; index++) out.delete(seq + index);
    },
    acknowledge(seqs, refused = 0) {
      outAnew = [];
      counters.refused += refused;
      for (const seq of seqs) {
        const outRow = out.get(seq);
        if (!outRow) continue;
        out.delete(seq);
        outRow.left -= 1;
        if (outRow.left === 0) acknowledged.push(outRow.row);
      }
      flushOnly();
    },
    state() {
      const oldest = file.oldestMinute();
      const { records, coarsened, dropped, refused } = counters;
      const oldestAtMs = oldest === 0 ? null : oldest * MINUTE_MS;
      return { records, bytes: file.bytes(), oldestAtMs, coarsened, dropped, refused };
    },
    trouble: () => fault,
    [Symbol.dispose]() {
      flushOnly();
      file[Symbol.dispose]();
    },
  };
}

function recordsIn(rows: readonly Sealed[]): number {
  return rows.reduce((sum, { records }) => sum + records, 0);
}

function unitText({ kind, storeId, unitId, version }: OutboxUnit): string {
  return `${kind}\t${storeId}\t${unitId}\t${version}`;
}

function openText(unit: number, minute: number): string {
  return `${unit}\t${minute}`;
}

function minuteOf(event: OpenEvent): number {
  return Math.floor(event.atMs / MINUTE_MS);
}
