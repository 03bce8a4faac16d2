import { daysBetween, WEEKDAYS } from "#domain/calendar/day.ts";
import { storeCalendar } from "#domain/calendar/store-calendar.ts";
import { type DwellHistogram, sumOfDwells } from "#domain/counting/dwell-histogram.ts";
import type { StoreMinute } from "#domain/counting/minute-table.ts";
import type { Store } from "#domain/deployment/deployment.ts";
import type { CaptureForm } from "#domain/deployment/settings.ts";
import { Fault } from "#domain/fault/fault.ts";
import type { Day } from "#domain/policy/evidence.ts";
import { bounce } from "./bounce.ts";
import { captureRate } from "./capture-rate.ts";
import { completeness, sumOfWatches } from "./completeness.ts";
import { drawRate } from "./draw-rate.ts";
import { type DwellTime, dwellTime } from "./dwell-time.ts";
import { fileHours } from "./estimate.ts";
import { exits } from "./exits.ts";
import { type Groups, groups } from "./groups.ts";
import type { Share } from "./jointly-watched.ts";
import { type HourInside, insideByHour, type Occupancy, occupancy } from "./occupancy.ts";
import { type HourPassages, sumOfPassages } from "./passages.ts";
import { passersBy } from "./passers-by.ts";
import { type PeakHour, peakHour } from "./peak-hour.ts";
import { type PowerHours, powerHours } from "./power-hours.ts";
import { returnShare } from "./returns.ts";
import { type RotaPassages, rotaPassages } from "./rota-passages.ts";
import { type DayCount, type SameWeekday, sameWeekday } from "./same-weekday.ts";
import { type StaffPassages, staffPassages } from "./staff-passages.ts";
import { type DayZone, type StoreDay, storeDaysOf, withDaysBetween } from "./store-day.ts";
import { openMinutes, type StoreHour } from "./store-hour.ts";
import type { LineMinutes, ZoneMinutes } from "./store-sources.ts";
import type { LinePassages, Total } from "./total.ts";
import { visitors } from "./visitors.ts";
import { type Visits, visits } from "./visits.ts";

export const GROUPINGS = ["hour", "day", "weekday", "hour-of-week"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What is asked of a store's minutes. */
export type FigurePlan = {
  readonly store: Store;
  /** Both included; null: all days on file. */
  readonly period: Period | null;
  readonly by: Grouping;
  readonly captureForm: CaptureForm;
  readonly bounceMs: number;
};

/** Days of a store, both included. */
export type Period = { readonly first: Day; readonly last: Day };

/** The figures of some hours of a store. */
export type HourFigures = {
  /** `2026-03-14`, `14:00`, `sat` or `sat 14:00`; of all together `total`. */
  readonly label: string;
  readonly openMinutes: number;
  /** Days on which it was open in these hours. */
  readonly openDays: number;
  readonly visitors: Total;
  readonly exits: Total;
  /** How many of the visitors and of the exits were staff; null where nothing says how they are told. */
  readonly staff: StaffPassages | null;
  readonly passersBy: Total;
  readonly groups: Groups;
  readonly capture: Share;
  readonly occupancy: Occupancy;
  readonly peakHour: PeakHour | null;
  /** Of days only. */
  readonly sameWeekday: SameWeekday | null;
  /** While it was closed: in none of the totals. */
  readonly closed: { readonly in: number; readonly out: number };
};

export type LineFigures = Pick<LineMinutes, "sensor" | "name" | "role"> & {
  readonly in: number;
  readonly out: number;
  readonly uncertain: number;
  readonly completeness: number | null;
};

export type ZoneFigures = Pick<ZoneMinutes, "sensor" | "name"> & {
  readonly entered: number;
  readonly completeness: number | null;
  readonly dwell: DwellTime;
  /** Stays by their length. */
  readonly dwells: DwellHistogram;
  /** Time spent in it, summed over people. */
  readonly personMs: number;
  readonly bounce: number | null;
  readonly draw: Share;
};

export type StoreFigures = {
  readonly store: string;
  readonly timeZone: string;
  readonly first: Day;
  readonly last: Day;
  /** The days of the first and the last minute on file. */
  readonly onFile: Period | null;
  /** False: no hours are stated, and every day is taken as open from midnight to midnight. */
  readonly hasHours: boolean;
  readonly by: Grouping;
  readonly captureForm: CaptureForm;
  readonly bounceMs: number;
  readonly total: HourFigures;
  readonly rows: readonly HourFigures[];
  /** Of all together; what it rests on are the days around as well. */
  readonly visits: Visits;
  /** How often staff are expected to have passed by the store's rota; null where it states none. In no other figure. */
  readonly staffByRota: RotaPassages | null;
  readonly lines: readonly LineFigures[];
  readonly zones: readonly ZoneFigures[];
  readonly powerHours: PowerHours | null;
  /** Rows of lines and zones that the deployment does not name. */
  readonly unknownRows: number;
};

/** Three years; a longer file is read in parts. */
const DAYS_MAX = 1100;

/** All figures of one store of its minutes; null where neither a period nor any minute says of which days. */
export function storeFigures(plan: FigurePlan & { readonly rows: readonly StoreMinute[] }): StoreFigures | null {
  return figuresOfDays({ ...plan, days: storeDaysOf(plan.store, plan.rows) });
}

/**
 * All figures of one store of its days; null where neither a period nor any day on file says of which. What is estimated and what is
 * usual comes from the days around the period, as far as they are given. Where `endMinute` is named it and what comes after it are
 * still to come and in no figure, and what was not watched before it never will be; the day that it is in was made up to it.
 */
export function figuresOfDays(
  plan: FigurePlan & { readonly days: readonly StoreDay[]; readonly endMinute?: number },
): StoreFigures | null {
  const { store, period, by, captureForm, bounceMs, days: given, endMinute } = plan;
  const told = given.filter((day) => day.onFile !== null);
  const onFile = told.length === 0 ? null : { first: told[0]!.day, last: told.at(-1)!.day };
  const asked = period ?? onFile;
  if (!asked) return null;
  const first = onFile && onFile.first < asked.first ? onFile.first : asked.first;
  const last = onFile && onFile.last > asked.last ? onFile.last : asked.last;
  if (daysBetween(first, last) >= DAYS_MAX)
    throw new Fault("figures/too-long", `from ${first} to ${last} are more than ${DAYS_MAX} days`);

  const days = withDaysBetween(store, given, { first, last }, endMinute);
  const hours = days.flatMap((day) => day.hours);
  const minutes = {
    first: told[0]?.onFile?.first ?? 0,
    end: Math.max(endMinute ?? 0, (told.at(-1)?.onFile?.last ?? -1) + 1),
  };
  const isOnFile = ({ span }: StoreHour) => told.length > 0 && span.start < minutes.end && minutes.first < span.end;
  const lines = (days[0]?.lines ?? []).map(({ sensor, name, role }, index) => {
    const passages = days.flatMap((day) => day.lines[index]!.passages);
    return { sensor, name, role, passages, onFile: fileHours(passages.filter(({ hour }) => isOnFile(hour))) };
  });
  const placeOf = new Map(hours.map((hour, index) => [hour, index]));
  const entrances = lines.filter(({ role }) => role === "entrance");
  const outside = lines.filter(({ role }) => role === "passer-by");
  const entrancePassages = hours.map((hour, index) => ({
    hour,
    ...sumOfPassages(entrances.map(({ passages }) => passages[index]!)),
  }));
  const captures = days.flatMap((day) => day.captures);
  const inside =
    entrances.length === 0 ? new Map<StoreHour, HourInside>() : insideByHour(days, storeCalendar(store.time_zone));
  const dayTotals = dayCounts(entrancePassages);
  const dayList = [...dayTotals.values()];
  const passagesAt = (of: typeof lines, places: readonly number[]): LinePassages[] =>
    of.map(({ passages, onFile }) => ({ own: places.map((place) => passages[place]!), onFile }));

  const figuresOf = (label: string, own: readonly StoreHour[]): HourFigures => {
    const places = own.map((hour) => placeOf.get(hour)!);
    const [doors, streets] = [passagesAt(entrances, places), passagesAt(outside, places)];
    const door = places.map((place) => entrancePassages[place]!);
    const { closedIn, closedOut } = sumOfPassages(door);
    const day = by === "day" ? dayTotals.get(label) : undefined;
    return {
      label,
      openMinutes: openMinutes(own),
      openDays: new Set(own.filter(({ open }) => open.length > 0).map((hour) => hour.day)).size,
      visitors: visitors(doors),
      exits: exits(doors),
      staff: staffPassages(store, doors),
      passersBy: passersBy(streets),
      groups: groups(doors),
      capture: captureRate(
        places.flatMap((place) => captures[place] ?? []),
        captureForm,
      ),
      occupancy: occupancy(own.flatMap((hour) => inside.get(hour) ?? [])),
      peakHour: peakHour(door),
      sameWeekday: day ? sameWeekday(day, dayList) : null,
      closed: { in: closedIn, out: closedOut },
    };
  };

  const chosenDays = days.filter(({ day }) => asked.first <= day && day <= asked.last);
  const chosen = chosenDays.flatMap((day) => day.hours);
  const total = figuresOf(asked.first === asked.last ? asked.first : "total", chosen);
  const counted = { visitors: total.visitors.counted, exits: total.exits.counted };
  return {
    store: store.id,
    timeZone: store.time_zone,
    ...asked,
    onFile,
    hasHours: store.hours !== undefined,
    by,
    captureForm,
    bounceMs,
    total,
    visits: visits(counted, returnShare(days)),
    staffByRota: rotaPassages(store, chosen),
    rows: groupsOf(chosen, by).map(([label, own]) => figuresOf(label, own)),
    lines: (days[0]?.lines ?? []).map(({ sensor, name, role }, index): LineFigures => {
      const {
        in: entered,
        out,
        uncertain,
        ...watch
      } = sumOfPassages(chosenDays.flatMap((day) => day.lines[index]!.passages));
      return { sensor, name, role, in: entered, out, uncertain, completeness: completeness(watch) };
    }),
    zones: (days[0]?.zones ?? []).map((_, index) =>
      zoneFigures(
        chosenDays.map((day) => day.zones[index]!),
        bounceMs,
      ),
    ),
    powerHours: powerHours(chosen.map((hour) => entrancePassages[placeOf.get(hour)!]!)),
    unknownRows: given.reduce((sum, day) => sum + day.unknownRows, 0),
  };
}

function zoneFigures(days: readonly DayZone[], bounceMs: number): ZoneFigures {
  const { sensor, name } = days[0]!;
  const histogram = sumOfDwells(days.map(({ dwells }) => dwells));
  return {
    sensor,
    name,
    entered: days.reduce((sum, day) => sum + day.entered, 0),
    completeness: completeness(sumOfWatches(days.map(({ watch }) => watch))),
    dwell: dwellTime(histogram),
    dwells: histogram,
    personMs: days.reduce((sum, day) => sum + day.personMs, 0),
    bounce: bounce(histogram, bounceMs),
    draw: drawRate(days.flatMap(({ draws }) => draws)),
  };
}

function dayCounts(passages: readonly HourPassages[]): Map<Day, DayCount> {
  return new Map(
    [...Map.groupBy(passages, ({ hour }) => hour.day)].map(([day, own]) => [
      day,
      {
        day,
        isHoliday: own[0]!.hour.isHoliday,
        counted: own.reduce((sum, one) => sum + one.in, 0),
        completeness: completeness(sumOfWatches(own)),
      },
    ]),
  );
}

/** Groups in the order of their kind: hours of the day, days, weekdays from Monday, hours of the week from Monday's first. */
export function groupsOf(hours: readonly StoreHour[], by: Grouping): [label: string, own: StoreHour[]][] {
  const groups = [...Map.groupBy(hours, (hour) => labelOf(hour, by))];
  if (by === "day") return groups;
  const placeOf = ([, [first]]: [string, StoreHour[]]) => orderOf(first!, by);
  return groups.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function labelOf({ day, weekday, hour, isAgain }: StoreHour, by: Grouping): string {
  if (by === "day") return day;
  if (by === "weekday") return weekday;
  const clock = `${String(hour).padStart(2, "0")}:00${isAgain ? " again" : ""}`;
  return by === "hour" ? clock : `${weekday} ${clock}`;
}

function orderOf({ weekday, hour, isAgain }: StoreHour, by: Grouping): number {
  const inDay = 2 * hour + Number(isAgain);
  const inWeek = WEEKDAYS.indexOf(weekday);
  return by === "hour" ? inDay : by === "weekday" ? inWeek : 2 * 24 * inWeek + inDay;
}
