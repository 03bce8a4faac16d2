import { daysFrom } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { type DwellHistogram, sumOfDwells } from "#domain/counting/dwell-histogram.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { captureCounts } from "./capture-rate.ts";
import { sumOfWatches, type Watch, watchOf } from "./completeness.ts";
import { drawCounts } from "./draw-rate.ts";
import type { JointCount } from "./jointly-watched.ts";
import { type DoorMinutes, doorMinutes } from "./occupancy.ts";
import { within } from "./opening.ts";
import { type HourPassages, hourPassages } from "./passages.ts";
import { type StoreHour, storeHours } from "./store-hour.ts";
import { type LineMinutes, storeSources, type ZoneMinutes } from "./store-sources.ts";

/**
 * One day of a store, as figures are made of it: sums by hours instead of minutes. It hangs on the day's own minutes and on what the
 * deployment says of hours, lines and zones, and on nothing else, so that it can be kept until one of these changes.
 */
export type StoreDay = {
  readonly day: Day;
  readonly hours: readonly StoreHour[];
  /** The first and the last minute that was told of it. */
  readonly onFile: { readonly first: number; readonly last: number } | null;
  /** In the order of the deployment, as in each other day. */
  readonly lines: readonly DayLine[];
  readonly zones: readonly DayZone[];
  /** Visitors and passers-by where both were watched: one for each hour, or none. */
  readonly captures: readonly JointCount[];
  /** The minutes of the entrances. */
  readonly doors: readonly DoorMinutes[];
  readonly unknownRows: number;
};

export type DayLine = Pick<LineMinutes, "sensor" | "name" | "role"> & {
  /** One for each hour. */
  readonly passages: readonly HourPassages[];
};

export type DayZone = Pick<ZoneMinutes, "sensor" | "name"> & {
  readonly entered: number;
  readonly dwells: DwellHistogram;
  /** Time spent in it, summed over people. */
  readonly personMs: number;
  readonly watch: Watch;
  /** Entries and visitors where both were watched: one or none. */
  readonly draws: readonly JointCount[];
};

/** What was told of a store, and how much more that the deployment does not name. */
export type ToldMinutes = { readonly rows: readonly StoreMinute[]; readonly passedOver?: number };

/** Makes a day of a store of its minutes; those of other days are passed over. Of `endMinute` and later nothing has happened yet. */
export function makeStoreDay(
  store: Store,
  day: Day,
  { rows, passedOver = 0 }: ToldMinutes,
  endMinute = Number.POSITIVE_INFINITY,
): StoreDay {
  const hours = cutOff(storeHours(store, storeCalendar(store.time_zone), day, day), endMinute);
  const span = { start: hours[0]?.span.start ?? 0, end: hours.at(-1)?.span.end ?? 0 };
  const { lines, zones, onFile, unknownRows } = storeSources(store, rows, span);
  const entrances = lines.filter(({ role }) => role === "entrance");
  const outside = lines.filter(({ role }) => role === "passer-by");
  return {
    day,
    hours,
    onFile,
    lines: lines.map((line) => ({
      sensor: line.sensor,
      name: line.name,
      role: line.role,
      passages: hourPassages(line, hours),
    })),
    zones: zones.map((zone) => dayZone(zone, entrances, hours)),
    captures: captureCounts(entrances, outside, hours),
    doors: entrances.map((line) => doorMinutes(line, span)),
    unknownRows: unknownRows + passedOver,
  };
}

/** The days of a store of which there are rows, in their order. */
export function storeDaysOf(store: Store, rows: readonly StoreMinute[]): StoreDay[] {
  const calendar = storeCalendar(store.time_zone);
  const byDay = new Map<Day, StoreMinute[]>();
  for (const row of rows) {
    if (row.store !== store.id) continue;
    const day = calendar.dayOf(row.bucket.minute);
    const own = byDay.get(day);
    if (own) own.push(row);
    else byDay.set(day, [row]);
  }
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, own]) => makeStoreDay(store, day, { rows: own }));
}

/** The same days with those between them in which nothing was told. */
export function withDaysBetween(
  store: Store,
  days: readonly StoreDay[],
  { first, last }: { readonly first: Day; readonly last: Day },
  endMinute?: number,
): StoreDay[] {
  const byDay = new Map(days.map((one) => [one.day, one]));
  return daysFrom(first, last).map((day) => byDay.get(day) ?? makeStoreDay(store, day, { rows: [] }, endMinute));
}

function cutOff(hours: readonly StoreHour[], endMinute: number): StoreHour[] {
  return hours
    .filter(({ span }) => span.start < endMinute)
    .map((hour) => {
      const span = { start: hour.span.start, end: Math.min(hour.span.end, endMinute) };
      return span.end === hour.span.end ? hour : { ...hour, span, open: within(hour.open, span) };
    });
}

function dayZone(zone: ZoneMinutes, entrances: readonly LineMinutes[], hours: readonly StoreHour[]): DayZone {
  let [entered, personMs] = [0, 0];
  const dwells: DwellHistogram[] = [];
  for (const { open } of hours)
    for (const { start, end } of open)
      for (let minute = start; minute < end; minute++) {
        const bucket = zone.minutes.get(minute);
        if (!bucket) continue;
        entered += bucket.entered;
        personMs += bucket.personMs;
        dwells.push(bucket.dwellHistogram);
      }
  return {
    sensor: zone.sensor,
    name: zone.name,
    entered,
    personMs,
    dwells: sumOfDwells(dwells),
    watch: sumOfWatches(hours.map((hour) => watchOf([zone], hour))),
    draws: drawCounts(zone, entrances, hours),
  };
}
