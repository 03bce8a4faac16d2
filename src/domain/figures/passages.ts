import { sumOfWatches, type Watch, watchOf } from "./completeness.ts";
import type { StoreHour } from "./store-hour.ts";
import type { LineMinutes } from "./store-sources.ts";

/** What passed some lines in the open time of one hour, as counted; nothing in it is estimated. */
export type HourPassages = Watch & {
  readonly hour: StoreHour;
  readonly in: number;
  readonly out: number;
  readonly uncertain: number;
  /** In the hour, but while the store was closed: staff, suppliers, cleaners. In no total. */
  readonly closedIn: number;
  readonly closedOut: number;
};

/** What passed a line, hour by hour. */
export function hourPassages(line: LineMinutes, hours: readonly StoreHour[]): HourPassages[] {
  return hours.map((hour) => {
    const sum = { in: 0, out: 0, uncertain: 0, closedIn: 0, closedOut: 0 };
    for (let minute = hour.span.start; minute < hour.span.end; minute++) {
      const bucket = line.minutes.get(minute);
      if (!bucket) continue;
      if (hour.open.some(({ start, end }) => start <= minute && minute < end)) {
        sum.in += bucket.in;
        sum.out += bucket.out;
        sum.uncertain += bucket.uncertain;
      } else {
        sum.closedIn += bucket.in;
        sum.closedOut += bucket.out;
      }
    }
    return { hour, ...sum, ...watchOf([line], hour) };
  });
}

/** What passed in several hours or over several lines. */
export function sumOfPassages(passages: readonly HourPassages[]): Omit<HourPassages, "hour"> {
  const sum = (figure: "in" | "out" | "uncertain" | "closedIn" | "closedOut") =>
    passages.reduce((total, hour) => total + hour[figure], 0);
  return {
    in: sum("in"),
    out: sum("out"),
    uncertain: sum("uncertain"),
    closedIn: sum("closedIn"),
    closedOut: sum("closedOut"),
    ...sumOfWatches(passages),
  };
}
