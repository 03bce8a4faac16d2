import { join } from "node:path";
import type { Kysely } from "kysely";
import { type MinuteSpan, type StoreCalendar, storeCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import { sumOfTotals } from "#domain/totals/total.ts";
import type { Unit, UnitTotal } from "#domain/totals/unit-total.ts";
import type { AgentRecord, SensorEvent } from "#domain/wire/agent-record.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import type { StoreAccounts } from "./accounts.ts";
import type { StoreAgents } from "./agents.ts";
import type { StoreConfigurations, StoreUnit } from "./configurations.ts";
import { openToRead, openToWrite, openWriterLock, STORE_FILE } from "./database.ts";
import type { EventQuestion } from "./events.ts";
import type { FailedLogins } from "./failed-logins.ts";
import { partOf, totalOf } from "./figure-columns.ts";
import { type Ingested, ingestInto } from "./ingest.ts";
import type { StoreKeys } from "./program-keys.ts";
import type { Schema } from "./schema.ts";
import type { StoreSessions } from "./sessions.ts";
import type { StoreSettings } from "./settings.ts";
import { minutesOf, unitsOf } from "./unit-totals.ts";

/** The spans that totals are read in. */
export const SPANS = ["minute", "quarter", "hour", "day"] as const;
export type Span = (typeof SPANS)[number];

/** What is asked of a store: the lines and zones of it, from a minute up to but not with another; of one where it is named. */
export type Question = MinuteSpan & { readonly storeId: string; readonly unitId?: string | undefined };

/** Answers questions about stores. What was ingested before the question is in the answer. */
export type StoreReader = Disposable & {
  /** The ids of all stores, in their order. */
  stores(): Promise<string[]>;
  /** The IANA time zone of a store; a fault where nobody declared it. */
  timeZoneOf(storeId: string): Promise<string>;
  /** The clocks of a store; a fault where nobody declared it. */
  calendarOf(storeId: string): Promise<StoreCalendar>;
  /** The parts as they were told, by line or zone and then by minute. */
  parts(question: Question): Promise<BucketPart[]>;
  /** Spans that begin within the question's and in which something was told, by line or zone and then by time. */
  totals(span: Span, question: Question): Promise<UnitTotal[]>;
  /** The lines and zones of a store in all their versions; none where nobody declared it. */
  units(storeId: string): Promise<StoreUnit[]>;
  /** What happened at a store, the newest first: at most `EVENTS_PER_ANSWER_MAX`. */
  events(question: EventQuestion): Promise<SensorEvent[]>;
};

/** The one writer of a store: batches are taken in one after the other, each once. */
export type Store = StoreReader & {
  /** `nowMs` says which events have become too old to keep. */
  ingest(records: readonly AgentRecord[], nowMs?: number): Promise<Ingested>;
  readonly accounts: StoreAccounts;
  readonly sessions: StoreSessions;
  readonly failedLogins: FailedLogins;
  readonly keys: StoreKeys;
  readonly agents: StoreAgents;
  readonly configurations: StoreConfigurations;
  readonly settings: StoreSettings;
};

/** Rows that one answer holds at most: the minutes of a month of twenty lines and zones. */
const ROWS_MAX = 1_000_000;
const QUARTER_MINUTES = 15;
const HOUR_MINUTES = 60;

/** Opens the store in a folder, and makes it where there is none; a fault where another process has it open to write. */
export async function openStore(folder: string): Promise<Store> {
  const lock = openWriterLock(folder);
  try {
    const database = await openToWrite(join(folder, STORE_FILE));
    return {
      ...readerOf(database.db),
      ingest: ingestInto(database.db),
      [Symbol.dispose]() {
        database[Symbol.dispose]();
        lock[Symbol.dispose]();
      },
    } as unknown as Store;
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

/** Opens the store in a folder to read, also while another process writes; a fault where there is none. */
export function openStoreReader(folder: string): StoreReader {
  const database = openToRead(join(folder, STORE_FILE));
  return { ...readerOf(database.db), [Symbol.dispose]: () => database[Symbol.dispose]() } as unknown as StoreReader;
}

function readerOf(sequenced: Kysely<Schema>): Pick<StoreReader, "stores" | "calendarOf" | "parts" | "totals"> {
  // Each question is answered from one moment, whatever is written meanwhile.
  const atOnce = <Answer>(ask: (db: Kysely<Schema>) => Promise<Answer>) =>
    sequenced.transaction().setAccessMode("read only").execute(ask);
  return {
    stores: () =>
      atOnce(async (db) => {
        const rows = await db.selectFrom("store").select("storeId").orderBy("storeId").execute();
        return rows.map(({ storeId }) => storeId);
      }),
    calendarOf: (storeId) => atOnce((db) => calendarOf(db, storeId)),
    parts: (question) => atOnce((db) => parts(db, question)),
    totals: (span, question) =>
      atOnce(async (db) => {
        if (span === "minute") return await minutes(db, question);
        if (span === "quarter") return quartersOf(await minutes(db, question));
        return await hoursOrDays(db, span, question);
      }),
  };
}

async function calendarOf(db: Kysely<Schema>, storeId: string): Promise<StoreCalendar> {
  const row = await db.selectFrom("store").select("timeZone").where("storeId", "=", storeId).executeTakeFirst();
  if (!row) throw new Fault("store/unknown", `there is no store \`${storeId}\``);
  return storeCalendar(row.timeZone);
}

async function askedUnits(db: Kysely<Schema>, { storeId, unitId }: Question): Promise<Unit[]> {
  await calendarOf(db, storeId);
  return (await unitsOf(db, storeId)).filter((unit) => unitId === undefined || unit.unitId === unitId);
}

async function parts(db: Kysely<Schema>, question: Question): Promise<BucketPart[]> {
  const answer: BucketPart[] = [];
  for (const { kind, unitId, version } of await askedUnits(db, question)) {
    const rows = await db
      .selectFrom("part")
      .selectAll()
      .where("storeId", "=", question.storeId)
      .where("kind", "=", kind)
      .where("unitId", "=", unitId)
      .where("version", "=", version)
      .where("minute", ">=", question.fromMinute)
      .where("minute", "<", question.toMinute)
      .orderBy("minute")
      .orderBy("agentId")
      .orderBy("seq")
      .limit(ROWS_MAX + 1)
      .execute();
    for (const row of rows) answer.push(partOf(row));
    refuseTooMany(answer);
  }
  return answer;
}

async function minutes(db: Kysely<Schema>, question: Question): Promise<UnitTotal[]> {
  const answer: UnitTotal[] = [];
  for (const unit of await askedUnits(db, question))
    for await (const { minute, total } of minutesOf(db, { ...question, ...unit }, question)) {
      answer.push({ unit, fromMinute: minute, toMinute: minute + 1, total });
      refuseTooMany(answer);
    }
  return answer;
}

async function hoursOrDays(db: Kysely<Schema>, span: "hour" | "day", question: Question): Promise<UnitTotal[]> {
  const { storeId, fromMinute, toMinute } = question;
  const calendar = await calendarOf(db, storeId);
  const endOf = (minute: number) =>
    span === "hour" ? minute + HOUR_MINUTES : calendar.minutesOf(calendar.dayOf(minute)).toMinute;
  const answer: UnitTotal[] = [];
  for (const unit of await askedUnits(db, question)) {
    const rows = await db
      .selectFrom("total")
      .selectAll()
      .where("storeId", "=", storeId)
      .where("span", "=", span)
      .where("kind", "=", unit.kind)
      .where("unitId", "=", unit.unitId)
      .where("version", "=", unit.version)
      .where("fromMinute", ">=", fromMinute)
      .where("fromMinute", "<", toMinute)
      .orderBy("fromMinute")
      .limit(ROWS_MAX + 1)
      .execute();
    for (const row of rows)
      answer.push({ unit, fromMinute: row.fromMinute, toMinute: endOf(row.fromMinute), total: totalOf(row) });
    refuseTooMany(answer);
  }
  return answer;
}

/** Minutes of lines and zones, in their order, as quarters of an hour. */
function quartersOf(minutes: readonly UnitTotal[]): UnitTotal[] {
  const quarters: UnitTotal[] = [];
  for (const { unit, fromMinute: minute, total } of minutes) {
    const fromMinute = minute - (minute % QUARTER_MINUTES);
    const last = quarters.at(-1);
    if (last && last.unit === unit && last.fromMinute === fromMinute)
      quarters[quarters.length - 1] = { ...last, total: sumOfTotals(last.total, total) };
    else quarters.push({ unit, fromMinute, toMinute: fromMinute + QUARTER_MINUTES, total });
  }
  return quarters;
}

function refuseTooMany(answer: readonly unknown[]): void {
  if (answer.length > ROWS_MAX) throw new Fault("store/too-much", `the answer has more than ${ROWS_MAX} rows`);
}
