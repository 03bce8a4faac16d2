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
import { completeness, sumOfWatches, watchOf } from "./completeness.ts";
import { drawRate } from "./draw-rate.ts";
import { type DwellTime, dwellTime } from "./dwell-time.ts";
import { fileHours } from "./estimate.ts";
import { exits } from "./exits.ts";
import type { Share } from "./jointly-watched.ts";
import { type Inside, insideByMinute, type Occupancy, occupancy } from "./occupancy.ts";
import { type HourPassages, hourPassages, sumOfPassages } from "./passages.ts";
import { passersBy } from "./passers-by.ts";
import { type PeakHour, peakHour } from "./peak-hour.ts";
import { type PowerHours, powerHours } from "./power-hours.ts";
import { type DayCount, type SameWeekday, sameWeekday } from "./same-weekday.ts";
import { openMinutes, type StoreHour, storeHours } from "./store-hour.ts";
import { type LineMinutes, storeSources, type ZoneMinutes } from "./store-sources.ts";
import type { LinePassages, Total } from "./total.ts";
import { visitors } from "./visitors.ts";

export const GROUPINGS = ["hour", "day", "weekday"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** What is asked of a store's minutes. */
export type FigurePlan = {
  readonly store: Store;
  /** Rows of other stores are passed over. */
  readonly rows: readonly StoreMinute[];
  /** Both included; null: all days on file. */
  readonly period: { readonly first: Day; readonly last: Day } | null;
  readonly by: Grouping;
  readonly captureForm: CaptureForm;
  readonly bounceMs: number;
};

/** The figures of some hours of a store. */
export type HourFigures = {
  /** `2026-03-14`, `14:00` or `sat`; of all together `total`. */
  readonly label: string;
  readonly openMinutes: number;
  /** Days on which it was open in these hours. */
  readonly openDays: number;
  readonly visitors: Total;
  readonly exits: Total;
  readonly passersBy: Total;
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
  readonly bounce: number | null;
  readonly draw: Share;
};

export type StoreFigures = {
  readonly store: string;
  readonly timeZone: string;
  readonly first: Day;
  readonly last: Day;
  /** The days of the first and the last minute on file. */
  readonly onFile: { readonly first: Day; readonly last: Day } | null;
  /** False: no hours are stated, and every day is taken as open from midnight to midnight. */
  readonly hasHours: boolean;
  readonly by: Grouping;
  readonly captureForm: CaptureForm;
  readonly bounceMs: number;
  readonly total: HourFigures;
  readonly rows: readonly HourFigures[];
  readonly lines: readonly LineFigures[];
  readonly zones: readonly ZoneFigures[];
  readonly powerHours: PowerHours | null;
  /** Rows of lines and zones that the deployment does not name. */
  readonly unknownRows: number;
};

/** Three years; a longer file is read in parts. */
const DAYS_MAX = 1100;

/** All figures of one store; null where neither a period nor any minute says of which days. */
export function storeFigures(plan: FigurePlan): StoreFigures | null {
  const { store, period, by, captureForm, bounceMs } = plan;
  const sources = storeSources(store, plan.rows);
  const calendar = storeCalendar(store.time_zone);
  const minutes = minutesOnFile([...sources.lines, ...sources.zones]);
  const onFile = minutes && { first: calendar.dayOf(minutes.first), last: calendar.dayOf(minutes.last) };
  const asked = period ?? onFile;
  if (!asked) return null;
  const first = onFile && onFile.first < asked.first ? onFile.first : asked.first;
  const last = onFile && onFile.last > asked.last ? onFile.last : asked.last;
  if (daysBetween(first, last) >= DAYS_MAX)
    throw new Fault("figures/too-long", `from ${first} to ${last} are more than ${DAYS_MAX} days`);

  const hours = storeHours(store, calendar, first, last);
  const isOnFile = ({ span }: StoreHour) => minutes !== null && span.start <= minutes.last && minutes.first < span.end;
  const lines = sources.lines.map((line) => {
    const passages = hourPassages(line, hours);
    return { line, passages, onFile: fileHours(passages.filter(({ hour }) => isOnFile(hour))) };
  });
  const placeOf = new Map(hours.map((hour, index) => [hour, index]));
  const entrances = lines.filter(({ line }) => line.role === "entrance");
  const outside = lines.filter(({ line }) => line.role === "passer-by");
  const entranceLines = entrances.map(({ line }) => line);
  const entrancePassages = hours.map((hour, index) => ({
    hour,
    ...sumOfPassages(entrances.map(({ passages }) => passages[index]!)),
  }));
  const inside = entrances.length === 0 ? [] : insideByMinute(entranceLines, hours, calendar);
  const days = dayCounts(entrancePassages);
  const passagesIn = (of: typeof lines, own: readonly StoreHour[]): LinePassages[] =>
    of.map(({ passages, onFile }) => ({ own: own.map((hour) => passages[placeOf.get(hour)!]!), onFile }));

  const figuresOf = (label: string, own: readonly StoreHour[]): HourFigures => {
    const [doors, streets] = [passagesIn(entrances, own), passagesIn(outside, own)];
    const door = own.map((hour) => entrancePassages[placeOf.get(hour)!]!);
    const { closedIn, closedOut } = sumOfPassages(door);
    const day = by === "day" ? days.find((one) => one.day === label) : undefined;
    return {
      label,
      openMinutes: openMinutes(own),
      openDays: new Set(own.filter(({ open }) => open.length > 0).map((hour) => hour.day)).size,
      visitors: visitors(doors),
      exits: exits(doors),
      passersBy: passersBy(streets),
      capture: captureRate(
        entranceLines,
        outside.map(({ line }) => line),
        own,
        captureForm,
      ),
      occupancy: occupancy(insideIn(inside, own)),
      peakHour: peakHour(door),
      sameWeekday: day ? sameWeekday(day, days) : null,
      closed: { in: closedIn, out: closedOut },
    };
  };

  const chosen = hours.filter(({ day }) => asked.first <= day && day <= asked.last);
  const isChosen = new Set(chosen);
  return {
    store: store.id,
    timeZone: store.time_zone,
    ...asked,
    onFile,
    hasHours: store.hours !== undefined,
    by,
    captureForm,
    bounceMs,
    total: figuresOf(asked.first === asked.last ? asked.first : "total", chosen),
    rows: groupsOf(chosen, by).map(([label, own]) => figuresOf(label, own)),
    lines: lines.map(({ line: { sensor, name, role }, passages }): LineFigures => {
      const {
        in: entered,
        out,
        uncertain,
        ...watch
      } = sumOfPassages(passages.filter(({ hour }) => isChosen.has(hour)));
      return { sensor, name, role, in: entered, out, uncertain, completeness: completeness(watch) };
    }),
    zones: sources.zones.map((zone) => zoneFigures(zone, entranceLines, chosen, bounceMs)),
    powerHours: powerHours(entrancePassages.filter(({ hour }) => isChosen.has(hour))),
    unknownRows: sources.unknownRows,
  };
}

function zoneFigures(
  zone: ZoneMinutes,
  entrances: readonly LineMinutes[],
  hours: readonly StoreHour[],
  bounceMs: number,
): ZoneFigures {
  let entered = 0;
  const dwells: DwellHistogram[] = [];
  for (const { open } of hours)
    for (const { start, end } of open)
      for (let minute = start; minute < end; minute++) {
        const bucket = zone.minutes.get(minute);
        if (!bucket) continue;
        entered += bucket.entered;
        dwells.push(bucket.dwellHistogram);
      }
  const histogram = sumOfDwells(dwells);
  return {
    sensor: zone.sensor,
    name: zone.name,
    entered,
    completeness: completeness(sumOfWatches(hours.map((hour) => watchOf([zone], hour)))),
    dwell: dwellTime(histogram),
    bounce: bounce(histogram, bounceMs),
    draw: drawRate(zone, entrances, hours),
  };
}

function dayCounts(passages: readonly HourPassages[]): DayCount[] {
  return [...Map.groupBy(passages, ({ hour }) => hour.day)].map(([day, own]) => ({
    day,
    isHoliday: own[0]!.hour.isHoliday,
    counted: own.reduce((sum, one) => sum + one.in, 0),
    completeness: completeness(sumOfWatches(own)),
  }));
}

/** Groups in the order of their kind: hours of the day, days, weekdays from Monday. */
function groupsOf(hours: readonly StoreHour[], by: Grouping): [label: string, own: StoreHour[]][] {
  const groups = [...Map.groupBy(hours, (hour) => labelOf(hour, by))];
  if (by === "day") return groups;
  if (by === "weekday") return groups.toSorted(([, a], [, b]) => orderOf(a[0]!) - orderOf(b[0]!));
  return groups.toSorted(([, a], [, b]) => a[0]!.hour - b[0]!.hour || Number(a[0]!.isAgain) - Number(b[0]!.isAgain));
}

function labelOf({ day, weekday, hour, isAgain }: StoreHour, by: Grouping): string {
  if (by === "day") return day;
  if (by === "weekday") return weekday;
  return `${String(hour).padStart(2, "0")}:00${isAgain ? " again" : ""}`;
}

function orderOf({ weekday }: StoreHour): number {
  return WEEKDAYS.indexOf(weekday);
}

function insideIn(inside: readonly Inside[], own: readonly StoreHour[]): Inside[] {
  const spans = own.filter(({ open }) => open.length > 0).map(({ span }) => span);
  let at = 0;
  // Both lie in the order of time.
  return inside.filter(({ minute }) => {
    while (at < spans.length && spans[at]!.end <= minute) at += 1;
    return at < spans.length && spans[at]!.start <= minute;
  });
}

function minutesOnFile(
  sources: readonly { readonly minutes: ReadonlyMap<number, unknown> }[],
): { readonly first: number; readonly last: number } | null {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { minutes } of sources)
    for (const minute of minutes.keys()) {
      first = Math.min(first, minute);
      last = Math.max(last, minute);
    }
  return first <= last ? { first, last } : null;
}
