import { HOUR_MINUTES, WEEKDAYS, type Weekday } from "#domain/calendar/day.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import { sumOfWatches } from "./completeness.ts";
import type { HourPassages } from "./passages.ts";
import { openMinutes } from "./store-hour.ts";

/** One hour of the week. */
export type WeekHour = {
  readonly weekday: Weekday;
  readonly hour: number;
  /** Visitors per open hour, as far as it was watched. */
  readonly visitorsPerHour: number;
};

export type PowerHours = {
  /** In the order of the week. */
  readonly hours: readonly WeekHour[];
  /** Their part of a usual week's visitors, 0..1. */
  readonly visitorShare: number;
  /** Their part of a usual week's open hours, 0..1. */
  readonly hourShare: number;
};

const HOUR_SHARE = 0.2;
const WEEK_DAYS = 7;
/** An hour of the week of which less was watched, in all weeks together, is not ranked. */
const KNOWN_MS_MIN = 30 * MINUTE_MS;

/**
 * Power hours: the fifth of the week's open hours in which most visitors come in, and what part of the visitors that is.
 * Staff those first.
 *
 * Unit: hours of the week; visitors per watched hour, so that a gap makes no hour look quiet. Holidays are left out. Edge:
 * null for less than a week, and where fewer than five of its hours are known: a fifth of them is none. Of equals the earlier in the week.
 * Source: in common use ("20% of the hours bring 40% of the traffic"); no author is known to us.
 */
export function powerHours(hours: readonly HourPassages[]): PowerHours | null {
  if (new Set(hours.map(({ hour }) => hour.day)).size < WEEK_DAYS) return null;
  const slots = [...Map.groupBy(hours, ({ hour }) => WEEKDAYS.indexOf(hour.weekday) * 24 + hour.hour)]
    .map(([slot, own]) => ({ slot, own: own.filter(({ hour }) => !hour.isHoliday) }))
    .map(({ slot, own }) => ({
      slot,
      visitors: own.reduce((sum, one) => sum + one.in, 0),
      openHours: openMinutes(own.map(({ hour }) => hour)) / HOUR_MINUTES,
      ...sumOfWatches(own),
    }))
    .filter(({ watchedMs }) => watchedMs >= KNOWN_MS_MIN)
    .map(({ slot, visitors, openHours, watchedMs, openMs }): WeekHour & { readonly slot: number } => ({
      slot,
      weekday: WEEKDAYS[Math.floor(slot / 24)]!,
      hour: slot % 24,
      visitorsPerHour: (visitors / openHours) * (openMs / watchedMs),
    }));
  const count = Math.floor(slots.length * HOUR_SHARE);
  const all = sumOf(slots);
  if (count === 0 || all === 0) return null;
  const chosen = slots.toSorted((a, b) => b.visitorsPerHour - a.visitorsPerHour || a.slot - b.slot).slice(0, count);
  return {
    hours: chosen.toSorted((a, b) => a.slot - b.slot).map(({ slot: _, ...hour }) => hour),
    visitorShare: sumOf(chosen) / all,
    hourShare: count / slots.length,
  };
}

function sumOf(hours: readonly WeekHour[]): number {
  return hours.reduce((sum, { visitorsPerHour }) => sum + visitorsPerHour, 0);
}
