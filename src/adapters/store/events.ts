import type { SensorEvent } from "#domain/wire/agent-record.ts";

/** What is asked of a store's events: from a moment up to but not with another; of some kinds where they are named. */
export type EventQuestion = {
  readonly storeId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly kinds?: readonly SensorEvent["kind"][] | undefined;
};

/** Events that one answer holds at most: the newest ones. */
export const EVENTS_PER_ANSWER_MAX = 1000;
/** Days that an event is kept; ingest takes older ones away. */
export const EVENT_DAYS_MAX = 400;
