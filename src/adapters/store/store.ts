import { join } from "node:path";
import type { Kysely } from "kysely";
import type { MinuteSpan, StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { Fault } from "#domain/fault/fault.ts";
import { openDayKeep } from "#domain/figures/day-keep.ts";
import type { StoreSalesFigures } from "#domain/figures/sales.ts";
import type { StoreFigures } from "#domain/figures/store-figures.ts";
import type { StoreNow } from "#domain/figures/store-now.ts";
import {
  type FigureQuestion,
  type NowQuestion,
  storedFigures,
  storedNow,
  type TotalsReader,
} from "#domain/figures/stored-figures.ts";
import { type MixQuestion, storedMix, type VisitorMix } from "#domain/figures/stored-mix.ts";
import { type SalesFigureQuestion, storedSalesFigures } from "#domain/figures/stored-sales.ts";
import { type DayDigest, dayDigests } from "#domain/ledger/day-digest.ts";
import type { LedgerEntry } from "#domain/ledger/ledger-entry.ts";
import type { RetiredScope } from "#domain/retention/retirement.ts";
import type { SalesOnFile } from "#domain/sales/sale.ts";
import { sumOfTotals } from "#domain/totals/total.ts";
import type { Unit, UnitTotal } from "#domain/totals/unit-total.ts";
import type { AgentRecord, SensorEvent } from "#domain/wire/agent-record.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import { accountsIn, type StoreAccounts } from "./accounts.ts";
import { agentsIn, type StoreAgents } from "./agents.ts";
import { openAnswerKeys } from "./answer-keys.ts";
import { rememberedCalendars } from "./calendars.ts";
import {
  type Configuration,
  configurationsDuring,
  configurationsIn,
  type StoreConfigurations,
  type StoreUnit,
} from "./configurations.ts";
import { agreeWithKeys, consentsIn, releasedWeeksOf, type StoreConsents } from "./consents.ts";
import { openToRead, openToWrite, openWriterLock, STORE_FILE } from "./database.ts";
import { declarationsIn, drawnUnitsOf } from "./declarations.ts";
import { type CheckQuestion, checksIn, checksOf, type DoorCheck, type StoreChecks } from "./door-checks.ts";
import { type EventQuestion, eventsOf } from "./events.ts";
import { type FailedLogins, failedLoginsIn } from "./failed-logins.ts";
import { FIGURES_OF_KIND, partOf, totalOf } from "./figure-columns.ts";
import { type Ingested, ingestInto } from "./ingest.ts";
import { countOldRows, type OldRows, retentionIn, type StoreRetention } from "./kept-rows.ts";
import { type LateDay, lateDaysOf, settleLateDaysIn } from "./late-days.ts";
import { keysIn, type StoreKeys } from "./program-keys.ts";
import { removeStoreFrom } from "./remove-store.ts";
import {
  countRetired,
  type FoundRows,
  forgetRetired,
  retirementIn,
  type StoreRetirement,
  scrubBackup,
} from "./retirements.ts";
import type { Schema } from "./schema.ts";
import { sequencerOf } from "./sequencer.ts";
import { type StoreSessions, sessionsIn } from "./sessions.ts";
import { type StoreSettings, settingsIn } from "./settings.ts";
import { type StoreShares, sharesIn } from "./shares.ts";
import { type SalesQuestion, type StoreTillSales, salesOf, tillSalesIn } from "./till-sales.ts";
import { minutesOf, partRowsOf, unitsOf } from "./unit-totals.ts";

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
  /** The days of a store of which something was told, by their first minutes, in their order. */
  toldDays(storeId: string): Promise<number[]>;
  /** The days of all stores that have changed since the ledger took their digest. */
  lateDays(): Promise<LateDay[]>;
  /** What the ledger keeps of a store's day: a digest of all parts of each line and zone. */
  digests(question: Question): Promise<DayDigest[]>;
  /** What happened at a store, the newest first: at most `EVENTS_PER_ANSWER_MAX`. */
  events(question: EventQuestion): Promise<SensorEvent[]>;
  /** The checks of a store's doors, the newest first: at most `CHECKS_PER_ANSWER_MAX`. */
  checks(question: CheckQuestion): Promise<DoorCheck[]>;
  /** What retailers read of a store's days; null where nothing was told and no days are named. Days that have not changed are kept. */
  figures(question: FigureQuestion): Promise<StoreFigures | null>;
  /** What a store sold, by hours; null where no sales were ever taken in. */
  sales(question: SalesQuestion): Promise<SalesOnFile | null>;
  /** Conversion, average ticket and sales per visitor; null where no sales were ever taken in. */
  salesFigures(question: SalesFigureQuestion): Promise<StoreSalesFigures | null>;
  /** How a store's present day goes. */
  now(question: NowQuestion): Promise<StoreNow>;
  /** Who answered at the welcome tablets of stores that one controller runs, by weeks that were counted and are frozen. */
  visitorMix(question: MixQuestion): Promise<VisitorMix>;
  /** The deployments that were in force at any moment from one up to but not with another, the oldest first. */
  deployments(span: { readonly fromMs: number; readonly toMs: number }): Promise<Configuration[]>;
  /** How many rows of a kind began before a moment, at one store. */
  oldRows(old: OldRows): Promise<number>;
  /** What there is of a store or sensor that began before a moment. */
  retiredRows(scope: RetiredScope, beforeMs: number): Promise<FoundRows>;
};

/** The one writer of a store: batches are taken in one after the other, each once. */
export type Store = StoreReader & {
  /** `nowMs` says which events have become too old to keep. */
  ingest(records: readonly AgentRecord[], nowMs?: number): Promise<Ingested>;
  /** Takes away all that a store holds of one of the chain's stores. */
  removeStore(storeId: string): Promise<"unknown" | { readonly parts: number }>;
  readonly accounts: StoreAccounts;
  readonly sessions: StoreSessions;
  readonly failedLogins: FailedLogins;
  readonly keys: StoreKeys;
  readonly agents: StoreAgents;
  readonly configurations: StoreConfigurations;
  readonly settings: StoreSettings;
  readonly doorChecks: StoreChecks;
  readonly shares: StoreShares;
  readonly consents: StoreConsents;
  readonly tillSales: StoreTillSales;
  /** Forgets late days of which the digests are safe, as they were listed. */
  settleLateDays(days: readonly LateDay[]): Promise<void>;
  readonly retention: StoreRetention;
  readonly retirement: StoreRetirement & {
    /** The same of a backup in the data folder. */
    removeFromBackup(path: string, scope: RetiredScope, beforeMs: number): Promise<void>;
  };
};

/** Rows that one answer holds at most: the minutes of a month of twenty lines and zones. */
const ROWS_MAX = 1_000_000;
const QUARTER_MINUTES = 15;
const HOUR_MINUTES = 60;

/**
 * Opens the store in a folder, and makes it where there is none; a fault where another process has it open to write. `tell` hears what the
 * ledger is to hold of consents.
 */
export async function openStore(
  folder: string,
  { tell = () => {} }: { readonly tell?: (entry: LedgerEntry) => void } = {},
): Promise<Store> {
  using opened = new DisposableStack();
  opened.use(openWriterLock(folder));
  const { db } = opened.use(await openToWrite(join(folder, STORE_FILE)));
  const keys = opened.use(openAnswerKeys(folder));
  await agreeWithKeys(db, keys);
  await forgetRetired(db, keys, folder);
  const [sequenced, declarations] = [sequencerOf(db), declarationsIn(db)];
  const [consents, removeCounted] = [consentsIn(db, keys, tell), removeStoreFrom(sequenced)];
  const held = opened.move();
  return {
    ...readerOf(db),
    ingest: ingestInto(db, sequenced, declarations),
    removeStore: async (storeId) => {
      await consents.removeStore(storeId);
      return await removeCounted(storeId);
    },
    accounts: accountsIn(db),
    sessions: sessionsIn(db),
    failedLogins: failedLoginsIn(db),
    keys: keysIn(db),
    agents: agentsIn(db),
    configurations: configurationsIn(db, sequenced, declarations),
    settings: settingsIn(db),
    doorChecks: checksIn(db),
    shares: sharesIn(db),
    consents,
    tillSales: tillSalesIn(db),
    settleLateDays: settleLateDaysIn(sequenced),
    retention: retentionIn(db, sequenced),
    retirement: {
      ...retirementIn(db, keys, sequenced),
      removeFromBackup: (path, scope, beforeMs) => scrubBackup(path, keys, scope, beforeMs),
    },
    [Symbol.dispose]: () => held.dispose(),
  };
}

/** Opens the store in a folder to read, also while another process writes; a fault where there is none. */
export function openStoreReader(folder: string): StoreReader {
  const database = openToRead(join(folder, STORE_FILE));
  return { ...readerOf(database.db), [Symbol.dispose]: () => database[Symbol.dispose]() };
}

function readerOf(sequenced: Kysely<Schema>): Omit<StoreReader, typeof Symbol.dispose> {
  // Each question is answered from one moment, whatever is written meanwhile.
  const atOnce = <Answer>(ask: (db: Kysely<Schema>) => Promise<Answer>) =>
    sequenced.transaction().setAccessMode("read only").execute(ask);
  const calendarOf = rememberedCalendars();
  const keep = openDayKeep();
  const totals: StoreReader["totals"] = (span, question) =>
    atOnce(async (db) => {
      if (span === "minute") return await minutes(db, question);
      if (span === "quarter") return quartersOf(await minutes(db, question));
      return await hoursOrDays(db, span, question, calendarOf(await timeZoneOf(db, question.storeId)));
    });
  // A store that nobody has declared yet has figures all the same: of nothing.
  const told: TotalsReader = {
    totals: async (span, question) => ((await isDeclared(question.storeId)) ? await totals(span, question) : []),
  };
  const sales: StoreReader["sales"] = (question) => atOnce((db) => salesOf(db, question));
  const figures: StoreReader["figures"] = (question) => storedFigures(told, keep, question);
  const isDeclared = (storeId: string) =>
    atOnce(
      async (db) =>
        (await db.selectFrom("store").select("storeId").where("storeId", "=", storeId).execute()).length > 0,
    );
  return {
    stores: () =>
      atOnce(async (db) => {
        const rows = await db.selectFrom("store").select("storeId").orderBy("storeId").execute();
        return rows.map(({ storeId }) => storeId);
      }),
    timeZoneOf: (storeId) => atOnce((db) => timeZoneOf(db, storeId)),
    calendarOf: (storeId) => atOnce(async (db) => calendarOf(await timeZoneOf(db, storeId))),
    parts: (question) => atOnce((db) => parts(db, question)),
    totals,
    units: (storeId) => atOnce((db) => drawnUnitsOf(db, storeId)),
    toldDays: (storeId) =>
      atOnce(async (db) => {
        const days = db.selectFrom("total").select("fromMinute").distinct().where("storeId", "=", storeId);
        const rows = await days.where("span", "=", "day").orderBy("fromMinute").execute();
        return rows.map(({ fromMinute }) => fromMinute);
      }),
    lateDays: () => atOnce(lateDaysOf),
    digests: async (question) => dayDigests(await atOnce((db) => parts(db, question))),
    events: (question) => atOnce((db) => eventsOf(db, question)),
    checks: (question) => atOnce((db) => checksOf(db, question)),
    figures,
    sales,
    salesFigures: (question) => storedSalesFigures({ ...told, sales }, keep, question),
    now: (question) => storedNow(told, keep, question),
    visitorMix: (question) =>
      storedMix({ figures, released: (...asked) => atOnce((db) => releasedWeeksOf(db, ...asked)) }, question),
    deployments: (span) => atOnce((db) => configurationsDuring(db, span)),
    oldRows: (old) => atOnce((db) => countOldRows(db, old)),
    retiredRows: (scope, beforeMs) => atOnce((db) => countRetired(db, scope, beforeMs)),
  };
}

async function timeZoneOf(db: Kysely<Schema>, storeId: string): Promise<string> {
  const row = await db.selectFrom("store").select("timeZone").where("storeId", "=", storeId).executeTakeFirst();
  if (!row) throw new Fault("store/unknown", `there is no store \`${storeId}\``);
  return row.timeZone;
}

async function askedUnits(db: Kysely<Schema>, { storeId, unitId }: Question): Promise<Unit[]> {
  await timeZoneOf(db, storeId);
  return (await unitsOf(db, storeId)).filter((unit) => unitId === undefined || unit.unitId === unitId);
}

async function parts(db: Kysely<Schema>, question: Question): Promise<BucketPart[]> {
  const answer: BucketPart[] = [];
  for (const { kind, unitId, version } of await askedUnits(db, question)) {
    const unit = { storeId: question.storeId, kind, unitId, version };
    const rows = await partRowsOf(db, unit, question)
      .orderBy("agentId")
      .orderBy("seq")
      .limit(ROWS_MAX + 1)
      .execute();
    for (const row of rows) answer.push(partOf(unit, row));
    refuseTooMany(answer);
  }
  return answer;
}

async function minutes(db: Kysely<Schema>, question: Question): Promise<UnitTotal[]> {
  const answer: UnitTotal[] = [];
  for (const unit of await askedUnits(db, question))
    for await (const some of minutesOf(db, { storeId: question.storeId, ...unit }, question)) {
      for (const { minute, total } of some) answer.push({ unit, fromMinute: minute, toMinute: minute + 1, total });
      refuseTooMany(answer);
    }
  return answer;
}

async function hoursOrDays(
  db: Kysely<Schema>,
  span: "hour" | "day",
  question: Question,
  calendar: StoreCalendar,
): Promise<UnitTotal[]> {
  const { storeId, fromMinute, toMinute } = question;
  const endOf = (minute: number) =>
    span === "hour" ? minute + HOUR_MINUTES : calendar.minutesOf(calendar.dayOf(minute)).toMinute;
  const answer: UnitTotal[] = [];
  for (const unit of await askedUnits(db, question)) {
    const rows = await db
      .selectFrom("total")
      .select(["fromMinute", "watchedMsCut", ...FIGURES_OF_KIND[unit.kind]])
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
      answer.push({
        unit,
        fromMinute: row.fromMinute,
        toMinute: endOf(row.fromMinute),
        total: totalOf(unit.kind, row),
      });
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
