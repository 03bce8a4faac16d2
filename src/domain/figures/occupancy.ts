import { DAY_MINUTES, HOUR_MINUTES } from "#domain/calendar/day.ts";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { StoreHour } from "./store-hour.ts";
import type { LineMinutes } from "./store-sources.ts";

/** How many were inside at the end of an open minute. */
export type Inside = {
  readonly minute: number;
  readonly people: number;
  /** False from the first minute that was not watched until the next closing: whoever passed then is missing from the sum. */
  readonly isSure: boolean;
};

export type Occupancy = {
  readonly peak: Inside | null;
  /** Over open minutes. */
  readonly mean: number | null;
  /** The share of open minutes of which it is sure, 0..1; null where there was no open time. */
  readonly sureShare: number | null;
};

/** Where a store has not closed for a day its sum is settled at this hour, when fewest are inside. */
const NEVER_CLOSED_SETTLES_HOUR = 4;
const WATCHED_MS_MIN = 0.9 * MINUTE_MS;

/**
 * Occupancy: those who came in less those who went out over the entrance lines, minute by minute.
 *
 * Unit: people, whole. Range: never below 0: an exit that nobody came in for is one whose entry was missed. It settles to 0 at
 * closing, so that no miscount outlives its day; staff who come before opening and stay are inside. Edge: a store that has
 * not closed for a day settles at 4:00 of its own time.
 * Source: Aura Vision, "occupancy" (running in−out, floored, reset at close).
 * What it is not: a fire register. Errors add up over the day.
 */
export function insideByMinute(
  entrances: readonly LineMinutes[],
  hours: readonly StoreHour[],
  calendar: StoreCalendar,
): Inside[] {
  const closings = new Set(hours.flatMap(({ open }) => open.map(({ end }) => end)));
  // An opening at the very minute of a closing is no closing.
  for (const { open } of hours) for (const { start } of open) closings.delete(start);
  const [from, to] = [hours[0]?.span.start ?? 0, hours.at(-1)?.span.end ?? 0];
  const open = new Set<number>();
  for (const { open: spans } of hours)
    for (const { start, end } of spans) for (let minute = start; minute < end; minute++) open.add(minute);

  const inside: Inside[] = [];
  let [people, isSure, settledAt] = [0, true, from];
  for (let minute = from; minute < to; minute++) {
    const isOverdue =
      minute - settledAt >= DAY_MINUTES &&
      calendar.wallMinute(minute) % DAY_MINUTES === NEVER_CLOSED_SETTLES_HOUR * HOUR_MINUTES;
    if (closings.has(minute) || isOverdue) [people, isSure, settledAt] = [0, true, minute];
    for (const { minutes } of entrances) {
      const bucket = minutes.get(minute);
      people = Math.max(0, people + (bucket?.in ?? 0) - (bucket?.out ?? 0));
      if (open.has(minute) && (bucket?.watchedMs ?? 0) < WATCHED_MS_MIN) isSure = false;
    }
    if (open.has(minute)) inside.push({ minute, people, isSure });
  }
  return inside;
}

/** The most and the mean of some open minutes. */
export function occupancy(inside: readonly Inside[]): Occupancy {
  if (inside.length === 0) return { peak: null, mean: null, sureShare: null };
  return {
    peak: inside.reduce((most, one) => (one.people > most.people ? one : most)),
    mean: inside.reduce((sum, { people }) => sum + people, 0) / inside.length,
    sureShare: inside.filter(({ isSure }) => isSure).length / inside.length,
  };
}
