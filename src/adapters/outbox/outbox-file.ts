import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Fault } from "#domain/fault/fault.ts";
import type { OutboxUnit } from "./figures-text.ts";

/** Figures that wait: of a minute, of a quarter of an hour, or (where `unit` is 0) an event as JSON. */
export type Sealed = {
  readonly minute: number;
  readonly unit: number;
  /** The first of its numbers; it has as many as it is records. */
  readonly seq: number;
  readonly records: number;
  readonly figures: string;
};

/** The last number that was given, how many records wait, and what became of others. */
export type Counters = { seq: number; records: number; coarsened: number; dropped: number; refused: number };

/** Says in a file's header that it is an outbox of Lintel: `LNOB`. */
const APPLICATION_ID = 0x4c4e4f42;
const FORM = 1;
/** SQLite's primary result codes, https://www.sqlite.org/rescode.html. */
const SQLITE = { BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;

const TABLES = `
  create table counter(
    one integer primary key check (one = 1), agentId text not null,
    seq integer not null, records integer not null, coarsened integer not null, dropped integer not null, refused integer not null) strict;
  create table unit(
    id integer primary key, kind text not null, storeId text not null, unitId text not null, version integer not null,
    unique (kind, storeId, unitId, version)) strict;
  create table open(
    unit integer not null, minute integer not null, figures text not null, primary key (unit, minute)) strict, without rowid;
  create table sealed(
    minute integer not null, unit integer not null, seq integer not null, records integer not null,
    "out" integer not null, figures text not null, primary key (minute, unit, seq)) strict, without rowid;
  create index "out" on sealed(seq) where "out" = 1;
  insert into counter values (1, '', 0, 0, 0, 0, 0);
  pragma application_id = ${APPLICATION_ID};
  pragma user_version = ${FORM};`;

/**
 * Opens the file of an outbox, and makes it where there is none. It is this process's alone until it is closed. What is committed
 * is on the disk.
 */
export function openOutboxFile(path: string) {
  const sqlite = openSqlite(path);
  const all = <Row>(text: string) => sqlite.prepare(text).all() as Row[];
  const one = (text: string) => Number(Object.values(sqlite.prepare(text).get() ?? { none: 0 })[0]);
  const columns = "minute, unit, seq, records, figures";
  const newest = sqlite.prepare(
    `select ${columns} from sealed where "out" = 0 order by minute desc, unit desc, seq desc`,
  );
  const oldest = sqlite.prepare(`select ${columns} from sealed where "out" = 0 order by minute, unit, seq`);
  const between = sqlite.prepare(
    `select ${columns} from sealed where minute >= ? and minute < ? and unit > 0 and "out" = 0 order by minute, unit, seq`,
  );
  const firstFrom = sqlite.prepare(
    `select minute from sealed where minute >= ? and unit > 0 and "out" = 0 order by minute limit 1`,
  );
  const seal = sqlite.prepare(`insert into sealed(${columns}, "out") values (?, ?, ?, ?, ?, 0)`);
  const remove = sqlite.prepare("delete from sealed where minute = ? and unit = ? and seq = ?");
  const markOut = sqlite.prepare(`update sealed set "out" = 1 where minute = ? and unit = ? and seq = ?`);
  const unmarkOut = sqlite.prepare(`update sealed set "out" = 0 where minute = ? and unit = ? and seq = ?`);
  const keepOpen = sqlite.prepare(
    "insert into open values (?, ?, ?) on conflict do update set figures = excluded.figures",
  );
  const removeOpen = sqlite.prepare("delete from open where unit = ? and minute = ?");
  const addUnit = sqlite.prepare("insert into unit values (?, ?, ?, ?, ?)");
  const keepCounters = sqlite.prepare(
    "update counter set seq = ?, records = ?, coarsened = ?, dropped = ?, refused = ?",
  );
  const keepAgent = sqlite.prepare("update counter set agentId = ?");
  const pageBytes = one("pragma page_size");
  const pageCount = sqlite.prepare("pragma page_count");
  const freePages = sqlite.prepare("pragma freelist_count");
  return {
    /** Does all of it or nothing; a fault where the disk does not let it. */
    transact<Result>(work: () => Result): Result {
      try {
        sqlite.exec("begin immediate");
        const result = work();
        sqlite.exec("commit");
        return result;
      } catch (error) {
        if (sqlite.isTransaction) sqlite.exec("rollback");
        throw outboxFault(error, path);
      }
    },
    units: () => all<OutboxUnit & { id: number }>("select * from unit"),
    openParts: () => all<{ unit: number; minute: number; figures: string }>("select * from open"),
    out: () => all<Sealed>(`select ${columns} from sealed where "out" = 1 order by minute, unit, seq`),
    counters: () =>
      all<Counters & { agentId: string }>("select agentId, seq, records, coarsened, dropped, refused from counter")[0]!,
    /** The first minute of what waits; 0 where nothing does. */
    oldestMinute: () => one("select minute from sealed order by minute limit 1"),
    /** What of the file is in use; what was in use before is used again and not given back. */
    bytes: () => (Number(pageCount.get()!.page_count) - Number(freePages.get()!.freelist_count)) * pageBytes,
    newest: () => newest.iterate() as NodeJS.Iterator<unknown> as Iterable<Sealed>,
    oldest: () => oldest.iterate() as NodeJS.Iterator<unknown> as Iterable<Sealed>,
    between: (fromMinute: number, toMinute: number) => between.all(fromMinute, toMinute) as Sealed[],
    /** The first minute from this one on in which figures wait that were never handed out. */
    firstFrom: (minute: number) => firstFrom.get(minute)?.minute as number | undefined,
    seal: ({ minute, unit, seq, records, figures }: Sealed) => void seal.run(minute, unit, seq, records, figures),
    remove: ({ minute, unit, seq }: Sealed) => void remove.run(minute, unit, seq),
    markOut: ({ minute, unit, seq }: Sealed) => void markOut.run(minute, unit, seq),
    unmarkOut: ({ minute, unit, seq }: Sealed) => void unmarkOut.run(minute, unit, seq),
    keepOpen: (unit: number, minute: number, figures: string) => void keepOpen.run(unit, minute, figures),
    removeOpen: (unit: number, minute: number) => void removeOpen.run(unit, minute),
    addUnit: (id: number, { kind, storeId, unitId, version }: OutboxUnit) =>
      void addUnit.run(id, kind, storeId, unitId, version),
    keepCounters: ({ seq, records, coarsened, dropped, refused }: Counters) =>
      void keepCounters.run(seq, records, coarsened, dropped, refused),
    keepAgent: (agentId: string) => void keepAgent.run(agentId),
    [Symbol.dispose]: () => sqlite.close(),
  };
}

function openSqlite(path: string): DatabaseSync {
  let sqlite: DatabaseSync | undefined;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    sqlite = new DatabaseSync(path, { timeout: 0, enableDoubleQuotedStringLiterals: false });
    sqlite.exec("pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full");
    const pragma = (name: string) => Number(Object.values(sqlite!.prepare(`pragma ${name}`).get()!)[0]);
    const isEmpty = sqlite.prepare("select 1 from sqlite_schema limit 1").get() === undefined;
    if (isEmpty) sqlite.exec(`begin immediate; ${TABLES} commit`);
    else if (pragma("application_id") !== APPLICATION_ID)
      throw new Fault("outbox/damaged", `\`${path}\` is a database of another program`);
    else if (pragma("user_version") > FORM)
      throw new Fault(
        "outbox/newer",
        `\`${path}\` is of form ${pragma("user_version")}, and this program knows ${FORM}`,
      );
    return sqlite;
  } catch (error) {
    sqlite?.close();
    throw outboxFault(error, path);
  }
}

/** What SQLite or the system threw as a fault where it is the disk's or another program's doing; anything else is a bug. */
function outboxFault(error: unknown, path: string): unknown {
  const { errcode, syscall } = error as { errcode?: unknown; syscall?: unknown };
  const options = { cause: error };
  if (typeof syscall === "string") return new Fault("outbox/disk", `\`${path}\` cannot be made`, options);
  if (typeof errcode !== "number") return error;
  switch (errcode & 0xff) {
    case SQLITE.FULL:
      return new Fault("outbox/full", `there is no room on the disk for \`${path}\``, options);
    case SQLITE.IOERR:
    case SQLITE.READONLY:
    case SQLITE.CANTOPEN:
      return new Fault("outbox/disk", `\`${path}\` cannot be read or written`, options);
    case SQLITE.CORRUPT:
    case SQLITE.NOTADB:
      return new Fault("outbox/damaged", `\`${path}\` is damaged or no outbox of Lintel`, options);
    case SQLITE.BUSY:
      return new Fault("outbox/second-agent", `another process has \`${path}\` open`, options);
    default:
      return error;
  }
}
