import { eachOf, type Joined } from "#domain/counting/joined.ts";
import { sumOfWatches, type Watch, watchOf } from "./completeness.ts";
import type { StoreHour } from "./store-hour.ts";
import type { LineMinutes } from "./store-sources.ts";

/** What passed some lines in the open time of one hour, as counted; nothing in it is estimated. */
export type HourPassages = Watch & {
  readonly hour: StoreHour;
  readonly in: number;
  readonly out: number;
  readonly uncertain: number;
  /** How many of `in` and `out` were staff by their signs; 0 where nobody looked for any. */
  readonly staffIn: number;
  readonly staffOut: number;
  /** Whether anything was told of staff at all. */
  readonly isStaffTold: boolean;
  /** 0 where nobody told who came together. */
  readonly groupsIn: number;
  readonly joinedIn: Joined;
  /** In the hour, but while the store was closed: staff, suppliers, cleaners. In no total. */
  readonly closedIn: number;
  readonly closedOut: number;
};

export const NOBODY_JOINED: Joined = [0, 0, 0, 0];

/** Those of both. */
export function sumOfTwo(a: Joined, b: Joined): Joined {
  return eachOf(a, (count, index) => count + b[index]!);
}

/** What passed a line, hour by hour. */
export function hourPassages(line: LineMinutes, hours: readonly StoreHour[]): HourPassages[] {
  return hours.map((hour) => {
    const sum = { in: 0, out: 0, uncertain: 0, staffIn: 0, staffOut: 0, groupsIn: 0, closedIn: 0, closedOut: 0 };
    let [isStaffTold, joinedIn] = [false, NOBODY_JOINED];
    for (let minute = hour.span.start; minute < hour.span.end; minute++) {
      const bucket = line.minutes.get(minute);
      if (!bucket) continue;
      if (hour.open.some(({ start, end }) => start <= minute && minute < end)) {
        sum.in += bucket.in;
        sum.out += bucket.out;
        sum.uncertain += bucket.uncertain;
        isStaffTold ||= bucket.staffIn !== undefined;
        sum.staffIn += bucket.staffIn ?? 0;
        sum.staffOut += bucket.staffOut ?? 0;
        sum.groupsIn += bucket.groupsIn ?? 0;
        if (bucket.joinedIn) joinedIn = sumOfTwo(joinedIn, bucket.joinedIn);
      } else {
        sum.closedIn += bucket.in;
        sum.closedOut += bucket.out;
      }
    }
    return { hour, ...sum, isStaffTold, joinedIn, ...watchOf([line], hour) };
  });
}

/** What passed in several hours or over several lines. */
export function sumOfPassages(passages: readonly HourPassages[]): Omit<HourPassages, "hour"> {
  const sum = (figure: "in" | "out" | "uncertain" | "staffIn" | "staffOut" | "groupsIn" | "closedIn" | "closedOut") =>
    passages.reduce((total, hour) => total + hour[figure], 0);
  return {
    in: sum("in"),
    out: sum("out"),
    uncertain: sum("uncertain"),
    staffIn: sum("staffIn"),
    staffOut: sum("staffOut"),
    isStaffTold: passages.some((hour) => hour.isStaffTold),
    groupsIn: sum("groupsIn"),
    joinedIn: passages.map((one) => one.joinedIn).reduce(sumOfTwo, NOBODY_JOINED),
    closedIn: sum("closedIn"),
    closedOut: sum("closedOut"),
    ...sumOfWatches(passages),
  };
}
