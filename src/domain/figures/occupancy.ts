import { DAY_MINUTES, HOUR_MINUTES } from "#domain/calendar/day.ts";
import type { StoreCalendar } from "#domain/calendar/store-calendar.ts";
import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { Span } from "./opening.ts";
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

/** What passed a door in each minute of a span, kept in little room: a minute that was not told was watched for 0 ms. */
export type DoorMinutes = {
  readonly span: Span;
  readonly in: Int32Array;
  readonly out: Int32Array;
  readonly watchedMs: Uint16Array;
};

/** Hours that lie end to end, and what passed the doors in them. */
export type DoorHours = { readonly hours: readonly StoreHour[]; readonly doors: readonly DoorMinutes[] };

/** How many were inside in the open minutes of one hour. */
export type HourInside = {
  /** Of equals the first. */
  readonly peak: Inside;
  readonly last: Inside;
  /** The sum over all these minutes. */
  readonly people: number;
  readonly minutes: number;
  readonly sureMinutes: number;
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
export function* insideByMinute(
  days: readonly DoorHours[],
  calendar: StoreCalendar,
): Generator<{ readonly hour: StoreHour; readonly inside: Inside }> {
  let standing = standingBefore(days[0]);
  for (const day of days) standing = yield* minutesOfDay(day, standing, calendar);
}

/** The same by hours in which the store was open, the others left out. */
export function insideByHour(days: readonly DoorHours[], calendar: StoreCalendar): Map<StoreHour, HourInside> {
  const all = new Map<StoreHour, HourInside>();
  let standing = standingBefore(days[0]);
  for (const day of days) {
    const { insides, after } = hoursOfDay(day, standing, calendar);
    for (const [hour, inside] of insides) all.set(hour, inside);
    standing = after;
  }
  return all;
}

/** What a minute takes over from the one before it. */
type Standing = {
  readonly people: number;
  readonly isSure: boolean;
  readonly settledAt: number;
  /** Where the open time before ends; null where there was none. */
  readonly openEnd: number | null;
};

type DayInside = { readonly insides: readonly (readonly [StoreHour, HourInside])[]; readonly after: Standing };

function standingBefore(day: DoorHours | undefined): Standing {
  return { people: 0, isSure: true, settledAt: day?.hours[0]?.span.start ?? 0, openEnd: null };
}

function* minutesOfDay(
  { hours, doors }: DoorHours,
  before: Standing,
  calendar: StoreCalendar,
): Generator<{ readonly hour: StoreHour; readonly inside: Inside }, Standing> {
  const open = hours.flatMap((hour) => hour.open);
  const closings = new Set(open.map(({ end }) => end));
  if (before.openEnd !== null) closings.add(before.openEnd);
  // An opening at the very minute of a closing is no closing.
  for (const { start } of open) closings.delete(start);
  let { people, isSure, settledAt } = before;
  for (const hour of hours)
    for (let minute = hour.span.start; minute < hour.span.end; minute++) {
      const isOverdue =
        minute - settledAt >= DAY_MINUTES &&
        calendar.wallMinute(minute) % DAY_MINUTES === NEVER_CLOSED_SETTLES_HOUR * HOUR_MINUTES;
      if (closings.has(minute) || isOverdue) [people, isSure, settledAt] = [0, true, minute];
      const isOpen = isWithin(hour.open, minute);
      for (const door of doors) {
        const index = minute - door.span.start;
        people = Math.max(0, people + door.in[index]! - door.out[index]!);
        if (isOpen && door.watchedMs[index]! < WATCHED_MS_MIN) isSure = false;
      }
      if (isOpen) yield { hour, inside: { minute, people, isSure } };
    }
  return { people, isSure, settledAt, openEnd: open.at(-1)?.end ?? null };
}

/** A day's hours hang on nothing but the day and how it began, which is nearly always with nobody: made once as long as the day is kept. */
const madeHours = new WeakMap<DoorHours, { readonly of: string; readonly made: DayInside }>();

function hoursOfDay(day: DoorHours, before: Standing, calendar: StoreCalendar): DayInside {
  const of = JSON.stringify(before);
  const known = madeHours.get(day);
  if (known?.of === of) return known.made;
  const byHour = new Map<StoreHour, HourInside>();
  const minutes = minutesOfDay(day, before, calendar);
  for (let next = minutes.next(); ; next = minutes.next()) {
    if (next.done) {
      const made = { insides: [...byHour], after: next.value };
      madeHours.set(day, { of, made });
      return made;
    }
    const { hour, inside } = next.value;
    const { peak, people, minutes: told, sureMinutes } = byHour.get(hour) ?? { ...NO_MINUTES, peak: inside };
    byHour.set(hour, {
      peak: inside.people > peak.people ? inside : peak,
      last: inside,
      people: people + inside.people,
      minutes: told + 1,
      sureMinutes: sureMinutes + Number(inside.isSure),
    });
  }
}

const NO_MINUTES = { people: 0, minutes: 0, sureMinutes: 0 };

/** The most and the mean of the open minutes of some hours, in the order of time. */
export function occupancy(hours: readonly HourInside[]): Occupancy {
  const first = hours[0];
  if (!first) return { peak: null, mean: null, sureShare: null };
  const sum = (of: (hour: HourInside) => number) => hours.reduce((all, hour) => all + of(hour), 0);
  const minutes = sum((hour) => hour.minutes);
  return {
    peak: hours.reduce((most, { peak }) => (peak.people > most.people ? peak : most), first.peak),
    mean: sum(({ people }) => people) / minutes,
    sureShare: sum(({ sureMinutes }) => sureMinutes) / minutes,
  };
}

/** The minutes of a door as they are kept. */
export function doorMinutes({ minutes }: LineMinutes, span: Span): DoorMinutes {
  const length = span.end - span.start;
  const door = { span, in: new Int32Array(length), out: new Int32Array(length), watchedMs: new Uint16Array(length) };
  for (let index = 0; index < length; index++) {
    const bucket = minutes.get(span.start + index);
    if (!bucket) continue;
    door.in[index] = bucket.in;
    door.out[index] = bucket.out;
    door.watchedMs[index] = bucket.watchedMs;
  }
  return door;
}

function isWithin(spans: readonly Span[], minute: number): boolean {
  for (const { start, end } of spans) if (start <= minute && minute < end) return true;
  return false;
}
