import { Fault } from "#domain/fault/fault.ts";

/** A date and a time as a clock on the wall shows it. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

/** The clocks of one time zone. */
export type WallClock = {
  /**
   * When the clocks show this.
   * LIMIT: at the end of summer time an hour is shown twice, and its second showing is meant.
   */
  instantOf(wall: WallTime): number;
  /** When the clocks last showed this time of the day, at or before `atMs`. */
  lastAt(timeOfDay: { readonly hour: number; readonly minute: number }, atMs: number): number;
};

const DAY_MS = 86_400_000;
const YEAR_MIN = 2000;
const YEAR_MAX = 2200;

/** The clocks of an IANA time zone such as `Europe/Zurich`; a fault where there is no such zone. */
export function wallClock(timeZone: string): WallClock {
  const format = formatOf(timeZone);
  const wallAt = (atMs: number): WallTime => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    return {
      year: part("year"),
      month: part("month"),
      day: part("day"),
      hour: part("hour"),
      minute: part("minute"),
      second: part("second"),
    };
  };
  const offsetMs = (atMs: number) => utcOf(wallAt(atMs)) - Math.floor(atMs / 1000) * 1000;
  const instantOf = (wall: WallTime) => {
    const shown = utcOf(wall);
    const near = shown - offsetMs(shown);
    return shown - offsetMs(near);
  };
  return {
    instantOf,
    lastAt({ hour, minute }, atMs) {
      const today = instantOf({ ...wallAt(atMs), hour, minute, second: 0 });
      return today <= atMs ? today : instantOf({ ...wallAt(atMs - DAY_MS), hour, minute, second: 0 });
    },
  };
}

/** When clocks at a fixed distance from UTC show this. */
export function instantAtOffset(wall: WallTime, offsetMs: number): number {
  return utcOf(wall) - offsetMs;
}

/** Whether the calendar has this day, in a century that a counter may speak of, and the day this time. */
function doesExist(wall: WallTime): boolean {
  const { year, month, day, hour, minute, second } = wall;
  const date = new Date(utcOf(wall));
  return (
    year >= YEAR_MIN &&
    year <= YEAR_MAX &&
    date.getUTCMonth() + 1 === month &&
    date.getUTCDate() === day &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59
  );
}

/** Reads `20170503112756`, `2020-06-23 01:00:00` and `2022/12/20 18:15:52`; null where it is none of them. */
export function readWallTime(text: string): WallTime | null {
  const match =
    /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})[-/](\d{2})[-/](\d{2})[ T](\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const wall = { year, month, day, hour, minute, second };
  return doesExist(wall) ? wall : null;
}

function utcOf({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    throw new Fault("sensor/misconfigured", `\`${timeZone}\` is no time zone; write one as \`Europe/Zurich\``);
  }
}
