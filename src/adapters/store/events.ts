import { type Kysely, type Selectable, sql } from "kysely";
import type { SensorEvent } from "#domain/wire/agent-record.ts";
import { manyRows, sampleRows, tuples } from "./many-rows.ts";
import type { Schema } from "./schema.ts";

/** What is asked of a store's events: from a moment up to but not with another; of some kinds where they are named. */
export type EventQuestion = {
  readonly storeId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly kinds?: readonly SensorEvent["kind"][] | undefined;
};

/** Events that one answer holds at most: the newest ones. */
const EVENTS_PER_ANSWER_MAX = 1000;
/** Days that an event is kept; ingest takes older ones away. */
const EVENT_DAYS_MAX = 400;
const DAY_MS = 86_400_000;

export type EventRow = Selectable<Schema["event"]>;
type EventKey = Pick<EventRow, "storeId" | "agentId" | "seq">;

export const EVENT_COLUMNS = ["storeId", "agentId", "seq", "sensorId", "kind", "atMs", "details"] as const;

/** An event as its row. */
export function eventRow(event: SensorEvent): EventRow {
  const { storeId, agentId, seq, sensorId, kind, atMs } = event;
  return { storeId, agentId, seq, sensorId, kind, atMs, details: JSON.stringify(detailsOf(event)) };
}

/** Events before this have become too old to keep. */
export function oldestEventMs(nowMs: number): number {
  return nowMs - EVENT_DAYS_MAX * DAY_MS;
}

/** What happened at a store, the newest first. */
export async function eventsOf(db: Kysely<Schema>, question: EventQuestion): Promise<SensorEvent[]> {
  const { storeId, fromMs, toMs, kinds } = question;
  const rows = await db
    .selectFrom("event")
    .selectAll()
    .where("storeId", "=", storeId)
    .where("atMs", ">=", fromMs)
    .where("atMs", "<", toMs)
    .$if(kinds !== undefined, (asked) => asked.where("kind", "in", kinds!))
    .orderBy("atMs", "desc")
    .orderBy("agentId", "desc")
    .orderBy("seq", "desc")
    .limit(EVENTS_PER_ANSWER_MAX)
    .execute();
  return rows.map(eventOf);
}

/** Takes the events of all stores away that are older; how many those were. */
export async function removeEventsBefore(db: Kysely<Schema>, atMs: number): Promise<number> {
  let removed = 0n;
  // Store by store, because their index is.
  for (const { storeId } of await db.selectFrom("store").select("storeId").execute()) {
    const { numDeletedRows } = await db
      .deleteFrom("event")
      .where("storeId", "=", storeId)
      .where("atMs", "<", atMs)
      .executeTakeFirstOrThrow();
    removed += numDeletedRows;
  }
  return Number(removed);
}

export function eventStatements(db: Kysely<Schema>) {
  return {
    addEvents: manyRows<EventRow, never>(
      (rows) => db.insertInto("event").values(sampleRows(EVENT_COLUMNS, rows)).compile() as never,
      (row) => EVENT_COLUMNS.map((column) => row[column]),
    ),
    eventsAt: manyRows<EventKey, EventRow>(
      (rows) =>
        sql<EventRow>`
          with asked("storeId", "agentId", seq) as (values ${tuples(3, rows)})
          select event.* from asked cross join event using ("storeId", "agentId", seq)`.compile(db),
      ({ storeId, agentId, seq }) => [storeId, agentId, seq],
    ),
  };
}

/** INVARIANT: their names in this order, so that the same event is the same row. */
function detailsOf(event: SensorEvent) {
  switch (event.kind) {
    case "health":
      return { state: event.state, why: event.why, remedy: event.remedy };
    case "gate":
      return { stages: event.stages, why: event.why };
    case "cue":
      return { zoneId: event.zoneId, waitedMs: event.waitedMs };
  }
}

/** The event that a row was made of. INVARIANT: only what `SensorEvent` allowed was ever written. */
function eventOf({ details, ...row }: EventRow): SensorEvent {
  return { ...row, ...JSON.parse(details) };
}
