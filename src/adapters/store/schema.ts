import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import type { Role } from "#domain/access/asker.ts";
import type { AmountBasis } from "#domain/sales/sale.ts";
import type { LineRole, SensorEvent } from "#domain/wire/agent-record.ts";
import { toldOfParts } from "./told-seqs.ts";

/**
 * The tables of the store. Parts are the truth; totals are derived from them and can be made anew. Every key begins with the
 * store, so that an engine that is spread over machines can keep a store together.
 */
export type Schema = {
  store: StoreTable;
  unit: UnitTable;
  part: PartTable;
  total: TotalTable;
  told: ToldTable;
  event: EventTable;
  configuration: ConfigurationTable;
  agent: AgentTable;
  agentStore: { storeId: string; agentId: string };
  enrolmentCode: EnrolmentCodeTable;
  account: AccountTable;
  session: SessionTable;
  failedLogin: FailedLoginTable;
  programKey: ProgramKeyTable;
  setting: { key: string; value: string };
  doorCheck: DoorCheckTable;
  checkCounter: CheckCounterTable;
  checkTap: CheckTapTable;
  share: ShareTable;
  notice: { hash: string; text: string };
  consent: ConsentTable;
  answer: { receiptId: string; sealed: Uint8Array };
  releasedWeek: ReleasedWeekTable;
  salesMoney: { storeId: string; currency: string; basis: AmountBasis };
  salesDay: SalesDayTable;
  salesReceipt: SalesReceiptTable;
  salesHour: SalesHourTable;
  /** Days, by their first minute, that were added to after they had ended. */
  lateDay: { storeId: string; fromMinute: number; marks: number };
};

/** The shop itself, and the clocks that its days go by. */
type StoreTable = { storeId: string; timeZone: string };

/** A unit is a line or zone in one version. */
type UnitKey = { storeId: string; kind: "line" | "zone"; unitId: string; version: number };

/** What a line is for, null for zones; how it is drawn, null where a file of records declared it. */
type UnitTable = UnitKey & { role: LineRole | null; drawing: string | null };

/** The figures of a line are null in a zone's row, and those of a zone in a line's. */
type Figures = {
  in: number | null;
  out: number | null;
  staffIn: number | null;
  staffOut: number | null;
  groupsIn: number | null;
  /** JSON, in the order of ranks; null where nobody joined a group. */
  joinedIn: string | null;
  uncertain: number | null;
  entered: number | null;
  /** JSON, its classes in order. */
  dwellHistogram: string | null;
  occupancyMax: number | null;
  personMs: number | null;
  watchedMs: number;
  method: string;
};

type PartTable = UnitKey & { minute: number; agentId: string; seq: number } & Figures;

/** An hour or a day of the store, from its first minute. */
type TotalTable = UnitKey & { span: "hour" | "day"; fromMinute: number } & Figures & { watchedMsCut: number };

/** Which numbers an agent has told, a bit each: `SEQS_PER_BLOCK` of them from that many times `block` on. */
type ToldTable = { storeId: string; agentId: string; block: number; seqs: Uint8Array };

/** What only its kind has is JSON in `details`, its names in one order. */
type EventTable = {
  storeId: string;
  agentId: string;
  seq: number;
  sensorId: string;
  kind: SensorEvent["kind"];
  atMs: number;
  details: string;
};

type ConfigurationTable = { version: number; atMs: number; text: string; sha256: string; by: string };

type AgentTable = {
  agentId: string;
  name: string;
  publicKey: string;
  enrolledMs: number;
  revokedMs: number | null;
  seenMs: number | null;
  agentVersion: string | null;
};

/** `agentId` is the agent that it let in; null while nobody used it. */
type EnrolmentCodeTable = {
  codeHash: string;
  agentName: string;
  storeIds: string;
  createdMs: number;
  expiresMs: number;
  agentId: string | null;
};

/** `storeIds` is JSON, here and below: a list or `null`. */
type AccountTable = {
  accountId: string;
  login: string;
  loginKey: string;
  role: Role;
  controller: string | null;
  storeIds: string;
  passwordHash: string;
  createdMs: number;
  lockedUntilMs: number | null;
};

type SessionTable = {
  tokenHash: string;
  accountId: string;
  createdMs: number;
  expiresMs: number;
  csrfHash: string;
};

type FailedLoginTable = {
  of: "login" | "address";
  nameHash: string;
  count: number;
  lastMs: number;
  lockedUntilMs: number;
};

type ProgramKeyTable = {
  keyId: string;
  tokenHash: string;
  name: string;
  scopes: string;
  storeIds: string;
  controller: string | null;
  createdMs: number;
  createdBy: string;
  usedMs: number | null;
  revokedMs: number | null;
};

/** `tokenHash` and taps go when it is closed; `kept` is JSON, null until then. */
type DoorCheckTable = {
  storeId: string;
  checkId: string;
  unitId: string;
  version: number;
  tokenHash: string | null;
  createdMs: number;
  createdBy: string;
  fromMinute: number;
  toMinute: number;
  kept: string | null;
};

/** A phone of a check: its letter, and the hash of what it shows to be that phone. */
type CheckCounterTable = { storeId: string; checkId: string; counter: string; seatHash: string; joinedMs: number };

/** A tap that was undone before it was told has its number and nothing else. */
type CheckTapTable = {
  storeId: string;
  checkId: string;
  counter: string;
  n: number;
  atMs: number;
  direction: string;
  isStaff: number;
  isUndone: number;
};

/** `storeIds` and `query` are JSON. */
type ShareTable = {
  shareId: string;
  tokenHash: string;
  accountId: string;
  storeIds: string;
  what: string;
  query: string;
  createdMs: number;
  expiresMs: number;
};

/**
 * What somebody agreed to, without the answer and without the code, of which a hash is kept under a secret that is not in this file.
 * `given` is JSON. A row lives as long as its key in the other file.
 */
type ConsentTable = {
  receiptId: string;
  storeId: string;
  codeHash: string;
  givenMs: number;
  untilMs: number;
  given: string;
};

/** The counts of one week of the stores of one controller (empty: the chain), JSON; never changed. */
type ReleasedWeekTable = { controller: string; week: string; text: string };

/** A day of which sales were told: since when, and up to which minute they are whole. Of a closed one nothing is taken in any more. */
type SalesDayTable = {
  storeId: string;
  day: string;
  firstToldMinute: number;
  endMinute: number;
  untilMinute: number;
  isClosed: number;
};

/** A receipt of an open day, by a hash of its number; `isTold` is 0 where only that it is void is known of it. */
type SalesReceiptTable = {
  storeId: string;
  receipt: string;
  day: string;
  fromMinute: number;
  minute: number;
  amount: number;
  items: number | null;
  transactions: number;
  isTold: number;
  isVoided: number;
};

/** An hour of a closed day, from its first minute. */
type SalesHourTable = {
  storeId: string;
  fromMinute: number;
  day: string;
  amount: number;
  items: number | null;
  transactions: number;
};

/** A step from one form of the database to the next; there is none back. */
export type Migration = (db: Kysely<Schema>) => Promise<void>;

// A step that has left this machine is never changed: a new one is added.
export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  serverTables,
  checkTables,
  welcomeTables,
  salesTables,
  sizesOfGroups,
  ledgerTables,
];

// STRICT keeps a text out of a column of numbers, WITHOUT ROWID keeps the rows in the order of their key.
const inOrderOfKey = sql`strict, without rowid`;
const unit = ["storeId", "kind", "unitId", "version"] as ("storeId" | "kind" | "unitId" | "version")[];

async function firstTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("store")
    .addColumn("storeId", "text", (column) => column.primaryKey())
    .addColumn("timeZone", "text", (column) => column.notNull())
    .modifyEnd(inOrderOfKey)
    .execute();
  await withUnit(db, "unit")
    .addColumn("role", "text", (column) => column.check(sql`(kind = 'line') = (role is not null)`))
    .addPrimaryKeyConstraint("unit_key", unit)
    .addForeignKeyConstraint("unit_store", ["storeId"], "store", ["storeId"])
    .execute();
  await partTable(db, "part")
    // INVARIANT: an agent's `seq` is one part, whatever is told under it a second time.
    .addUniqueConstraint("part_once", ["storeId", "agentId", "seq"])
    .execute();
  await withFigures(db, "total")
    .addColumn("span", "text", (column) => column.notNull().check(sql`span in ('hour', 'day')`))
    .addColumn("fromMinute", "integer", (column) => column.notNull())
    .addColumn("watchedMsCut", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("total_key", ["storeId", "span", "kind", "unitId", "version", "fromMinute"])
    .execute();
}

/**
 * What a server needs besides. The numbers that an agent told become bits in `told`, which holds for events too, and the second
 * index over parts goes: it cost as much as the parts.
 */
async function serverTables(db: Kysely<Schema>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name).modifyEnd(inOrderOfKey);
  const notNull = (column: ColumnDefinitionBuilder) => column.notNull();
  await table("told")
    .addColumn("storeId", "text", notNull)
    .addColumn("agentId", "text", notNull)
    .addColumn("block", "integer", notNull)
    .addColumn("seqs", "blob", notNull)
    .addPrimaryKeyConstraint("told_key", ["storeId", "agentId", "block"])
    .execute();
  await toldOfParts(db);
  await partTable(db, "part_of_form_2").execute();
  await sql`insert into part_of_form_2 select * from part`.execute(db);
  await db.schema.dropTable("part").execute();
  await db.schema.alterTable("part_of_form_2").renameTo("part").execute();
  await db.schema.alterTable("unit").addColumn("drawing", "text").execute();
  await table("event")
    .addColumn("storeId", "text", notNull)
    .addColumn("agentId", "text", notNull)
    .addColumn("seq", "integer", notNull)
    .addColumn("sensorId", "text", notNull)
    .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('health', 'gate', 'cue')`))
    .addColumn("atMs", "integer", notNull)
    .addColumn("details", "text", notNull)
    .addPrimaryKeyConstraint("event_key", ["storeId", "agentId", "seq"])
    .addForeignKeyConstraint("event_store", ["storeId"], "store", ["storeId"])
    .execute();
  await db.schema.createIndex("event_time").on("event").columns(["storeId", "atMs"]).execute();
  await table("configuration")
    .addColumn("version", "integer", (column) => column.primaryKey())
    .addColumn("atMs", "integer", notNull)
    .addColumn("text", "text", notNull)
    .addColumn("sha256", "text", notNull)
    .addColumn("by", "text", notNull)
    .execute();
  await table("agent")
    .addColumn("agentId", "text", (column) => column.primaryKey())
    .addColumn("name", "text", notNull)
    .addColumn("publicKey", "text", notNull)
    .addColumn("enrolledMs", "integer", notNull)
    .addColumn("revokedMs", "integer")
    .addColumn("seenMs", "integer")
    .addColumn("agentVersion", "text")
    .execute();
  await table("agentStore")
    .addColumn("storeId", "text", notNull)
    .addColumn("agentId", "text", notNull)
    .addPrimaryKeyConstraint("agentStore_key", ["storeId", "agentId"])
    .addForeignKeyConstraint("agentStore_agent", ["agentId"], "agent", ["agentId"])
    .execute();
  await db.schema.createIndex("agentStore_agent").on("agentStore").column("agentId").execute();
  await table("enrolmentCode")
    .addColumn("codeHash", "text", (column) => column.primaryKey())
    .addColumn("agentName", "text", notNull)
    .addColumn("storeIds", "text", notNull)
    .addColumn("createdMs", "integer", notNull)
    .addColumn("expiresMs", "integer", notNull)
    .addColumn("agentId", "text", (column) => column.references("agent.agentId"))
    .execute();
  await table("account")
    .addColumn("accountId", "text", (column) => column.primaryKey())
    .addColumn("login", "text", notNull)
    .addColumn("loginKey", "text", (column) => column.notNull().unique())
    .addColumn("role", "text", notNull)
    .addColumn("controller", "text")
    .addColumn("storeIds", "text", notNull)
    .addColumn("passwordHash", "text", notNull)
    .addColumn("createdMs", "integer", notNull)
    .addColumn("lockedUntilMs", "integer")
    .execute();
  await table("session")
    .addColumn("tokenHash", "text", (column) => column.primaryKey())
    .addColumn("accountId", "text", (column) => column.notNull().references("account.accountId").onDelete("cascade"))
    .addColumn("createdMs", "integer", notNull)
    .addColumn("expiresMs", "integer", notNull)
    .addColumn("csrfHash", "text", notNull)
    .execute();
  await db.schema.createIndex("session_account").on("session").column("accountId").execute();
  await table("failedLogin")
    .addColumn("of", "text", (column) => column.notNull().check(sql`"of" in ('login', 'address')`))
    .addColumn("nameHash", "text", notNull)
    .addColumn("count", "integer", notNull)
    .addColumn("lastMs", "integer", notNull)
    .addColumn("lockedUntilMs", "integer", notNull)
    .addPrimaryKeyConstraint("failedLogin_key", ["of", "nameHash"])
    .execute();
  await db.schema.createIndex("failedLogin_time").on("failedLogin").column("lastMs").execute();
  await table("programKey")
    .addColumn("keyId", "text", (column) => column.primaryKey())
    .addColumn("tokenHash", "text", (column) => column.notNull().unique())
    .addColumn("name", "text", notNull)
    .addColumn("scopes", "text", notNull)
    .addColumn("storeIds", "text", notNull)
    .addColumn("controller", "text")
    .addColumn("createdMs", "integer", notNull)
    .addColumn("createdBy", "text", notNull)
    .addColumn("usedMs", "integer")
    .addColumn("revokedMs", "integer")
    .execute();
  await table("setting")
    .addColumn("key", "text", (column) => column.primaryKey())
    .addColumn("value", "text", notNull)
    .execute();
}

/** Checks of a door by people who tap, and links by which figures are shown to somebody without a login. */
async function checkTables(db: Kysely<Schema>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name).modifyEnd(inOrderOfKey);
  const notNull = (column: ColumnDefinitionBuilder) => column.notNull();
  await table("doorCheck")
    .addColumn("storeId", "text", notNull)
    .addColumn("checkId", "text", notNull)
    .addColumn("unitId", "text", notNull)
    .addColumn("version", "integer", notNull)
    .addColumn("tokenHash", "text", (column) => column.unique())
    .addColumn("createdMs", "integer", notNull)
    .addColumn("createdBy", "text", notNull)
    .addColumn("fromMinute", "integer", notNull)
    .addColumn("toMinute", "integer", notNull)
    .addColumn("kept", "text")
    .addPrimaryKeyConstraint("doorCheck_key", ["storeId", "checkId"])
    .addForeignKeyConstraint("doorCheck_store", ["storeId"], "store", ["storeId"])
    .execute();
  await table("checkCounter")
    .addColumn("storeId", "text", notNull)
    .addColumn("checkId", "text", notNull)
    .addColumn("counter", "text", notNull)
    .addColumn("seatHash", "text", notNull)
    .addColumn("joinedMs", "integer", notNull)
    .addPrimaryKeyConstraint("checkCounter_key", ["storeId", "checkId", "counter"])
    .addForeignKeyConstraint(
      "checkCounter_check",
      ["storeId", "checkId"],
      "doorCheck",
      ["storeId", "checkId"],
      (constraint) => constraint.onDelete("cascade"),
    )
    .execute();
  await table("checkTap")
    .addColumn("storeId", "text", notNull)
    .addColumn("checkId", "text", notNull)
    .addColumn("counter", "text", notNull)
    .addColumn("n", "integer", notNull)
    .addColumn("atMs", "integer", notNull)
    .addColumn("direction", "text", (column) => column.notNull().check(sql`direction in ('in', 'out')`))
    .addColumn("isStaff", "integer", notNull)
    .addColumn("isUndone", "integer", notNull)
    // INVARIANT: a phone's tap is one tap, however often it is told.
    .addPrimaryKeyConstraint("checkTap_key", ["storeId", "checkId", "counter", "n"])
    .addForeignKeyConstraint(
      "checkTap_counter",
      ["storeId", "checkId", "counter"],
      "checkCounter",
      ["storeId", "checkId", "counter"],
      (constraint) => constraint.onDelete("cascade"),
    )
    .execute();
  await table("share")
    .addColumn("shareId", "text", (column) => column.primaryKey())
    .addColumn("tokenHash", "text", (column) => column.notNull().unique())
    // A link goes with the account that made it.
    .addColumn("accountId", "text", (column) => column.notNull().references("account.accountId").onDelete("cascade"))
    .addColumn("storeIds", "text", notNull)
    .addColumn("what", "text", notNull)
    .addColumn("query", "text", notNull)
    .addColumn("createdMs", "integer", notNull)
    .addColumn("expiresMs", "integer", notNull)
    .execute();
  await db.schema.createIndex("share_account").on("share").column("accountId").execute();
}

/** What people agreed to at the welcome tablet, their answers, which are encrypted, and the weeks that were counted. */
async function welcomeTables(db: Kysely<Schema>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name).modifyEnd(inOrderOfKey);
  const notNull = (column: ColumnDefinitionBuilder) => column.notNull();
  await table("notice")
    .addColumn("hash", "text", (column) => column.primaryKey())
    .addColumn("text", "text", notNull)
    .execute();
  await table("consent")
    .addColumn("receiptId", "text", (column) => column.primaryKey())
    .addColumn("storeId", "text", notNull)
    .addColumn("codeHash", "text", (column) => column.notNull().unique())
    .addColumn("givenMs", "integer", notNull)
    .addColumn("untilMs", "integer", notNull)
    .addColumn("given", "text", notNull)
    .execute();
  await db.schema.createIndex("consent_time").on("consent").columns(["storeId", "givenMs"]).execute();
  await db.schema.createIndex("consent_until").on("consent").column("untilMs").execute();
  await table("answer")
    .addColumn("receiptId", "text", (column) => column.primaryKey().references("consent.receiptId").onDelete("cascade"))
    .addColumn("sealed", "blob", notNull)
    .execute();
  await table("releasedWeek")
    .addColumn("controller", "text", notNull)
    .addColumn("week", "text", notNull)
    .addColumn("text", "text", notNull)
    .addPrimaryKeyConstraint("releasedWeek_key", ["controller", "week"])
    .execute();
}

/** What tills sold: hours that stay, and the receipts of days to which more may still come. */
async function salesTables(db: Kysely<Schema>): Promise<void> {
  const table = (name: string) => db.schema.createTable(name).modifyEnd(inOrderOfKey);
  const notNull = (column: ColumnDefinitionBuilder) => column.notNull();
  await table("salesMoney")
    .addColumn("storeId", "text", (column) => column.primaryKey())
    .addColumn("currency", "text", notNull)
    .addColumn("basis", "text", (column) => column.notNull().check(sql`basis in ('gross', 'net')`))
    .execute();
  await table("salesDay")
    .addColumn("storeId", "text", notNull)
    .addColumn("day", "text", notNull)
    .addColumn("firstToldMinute", "integer", notNull)
    .addColumn("endMinute", "integer", notNull)
    .addColumn("untilMinute", "integer", notNull)
    .addColumn("isClosed", "integer", notNull)
    .addPrimaryKeyConstraint("salesDay_key", ["storeId", "day"])
    .execute();
  await table("salesReceipt")
    .addColumn("storeId", "text", notNull)
    .addColumn("receipt", "text", notNull)
    .addColumn("day", "text", notNull)
    .addColumn("fromMinute", "integer", notNull)
    .addColumn("minute", "integer", notNull)
    .addColumn("amount", "integer", notNull)
    .addColumn("items", "integer")
    .addColumn("transactions", "integer", notNull)
    .addColumn("isTold", "integer", notNull)
    .addColumn("isVoided", "integer", notNull)
    // INVARIANT: a receipt is one sale, in however many files it comes.
    .addPrimaryKeyConstraint("salesReceipt_key", ["storeId", "receipt"])
    .execute();
  await db.schema.createIndex("salesReceipt_time").on("salesReceipt").columns(["storeId", "fromMinute"]).execute();
  await table("salesHour")
    .addColumn("storeId", "text", notNull)
    .addColumn("fromMinute", "integer", notNull)
    .addColumn("day", "text", notNull)
    .addColumn("amount", "integer", notNull)
    .addColumn("items", "integer")
    .addColumn("transactions", "integer", notNull)
    .addPrimaryKeyConstraint("salesHour_key", ["storeId", "fromMinute"])
    .execute();
}

/** Who joined a group, and as how many'th. */
async function sizesOfGroups(db: Kysely<Schema>): Promise<void> {
  for (const table of ["part", "total"]) await db.schema.alterTable(table).addColumn("joinedIn", "text").execute();
}

/** What the ledger has to digest again. */
async function ledgerTables(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable("lateDay")
    .addColumn("storeId", "text", (column) => column.notNull())
    .addColumn("fromMinute", "integer", (column) => column.notNull())
    .addColumn("marks", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("lateDay_key", ["storeId", "fromMinute"])
    .modifyEnd(inOrderOfKey)
    .execute();
}

function withUnit(db: Kysely<Schema>, table: string) {
  return db.schema
    .createTable(table)
    .addColumn("storeId", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull().check(sql`kind in ('line', 'zone')`))
    .addColumn("unitId", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .modifyEnd(inOrderOfKey);
}

function withFigures(db: Kysely<Schema>, table: string) {
  return withUnit(db, table)
    .addColumn("in", "integer", (column) => column.check(sql`(kind = 'line') = ("in" is not null)`))
    .addColumn("out", "integer")
    .addColumn("staffIn", "integer")
    .addColumn("staffOut", "integer")
    .addColumn("groupsIn", "integer")
    .addColumn("uncertain", "integer")
    .addColumn("entered", "integer", (column) => column.check(sql`(kind = 'zone') = (entered is not null)`))
    .addColumn("dwellHistogram", "text")
    .addColumn("occupancyMax", "integer")
    .addColumn("personMs", "integer")
    .addColumn("watchedMs", "integer", (column) => column.notNull())
    .addColumn("method", "text", (column) => column.notNull())
    .addForeignKeyConstraint(`${table}_unit`, unit, "unit", unit);
}

function partTable(db: Kysely<Schema>, table: string) {
  return withFigures(db, table)
    .addColumn("minute", "integer", (column) => column.notNull())
    .addColumn("agentId", "text", (column) => column.notNull())
    .addColumn("seq", "integer", (column) => column.notNull())
    .addPrimaryKeyConstraint("part_key", [...unit, "minute", "agentId", "seq"]);
}
