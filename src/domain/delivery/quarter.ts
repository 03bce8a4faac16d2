import { type LineMethod, MINUTE_MS, SPREAD_METHOD, type ZoneMethod } from "#domain/counting/bucket.ts";
import type { Joined } from "#domain/counting/joined.ts";
import { spread } from "#domain/sensing/spread.ts";
import { type OpenLinePart, type OpenPart, type OpenZonePart, sumOfParts } from "./open-part.ts";

export const QUARTER_MINUTES = 15;

/**
 * What is kept of a quarter of an hour where there is no room for its minutes: the sums of its figures, and of each minute how
 * long it was watched. It is told as parts of its minutes again, with the figures spread over them by how long each was
 * watched, and says so by its method. Quarters begin with the hours of every time zone in use, so that quarters, hours and
 * days stay exact, and `watchedMs` of every minute does.
 * INVARIANT: the same quarter is told in the same way for ever; a part that was sent twice must not contradict itself.
 */
export type Quarter = {
  /** Of the first minute of the quarter; its `watchedMs` says nothing. */
  readonly sums: OpenPart;
  /** Of each of the 15 minutes, or null where nothing was told of it. */
  readonly watchedMs: readonly (number | null)[];
};

/** The first minute of the quarter that a minute is in. */
export function quarterStart(minute: number): number {
  return minute - (minute % QUARTER_MINUTES);
}

/** A part of a minute as what is known of its quarter. */
export function quarterOf(part: OpenPart): Quarter {
  const fromMinute = quarterStart(part.minute);
  const watchedMs = Array.from({ length: QUARTER_MINUTES }, (_, index) =>
    fromMinute + index === part.minute ? part.watchedMs : null,
  );
  return { sums: { ...part, minute: fromMinute, watchedMs: 0 }, watchedMs };
}

/** All that is known of a quarter of the same line or zone; null where its figures would be more than a part may say. */
export function sumOfQuarters(a: Quarter, b: Quarter): Quarter | null {
  const sums = sumOfParts(a.sums, b.sums);
  if (!sums) return null;
  const watchedMs = a.watchedMs.map((ms, index) => {
    const other = b.watchedMs[index] ?? null;
    return ms === null || other === null ? (ms ?? other) : Math.min(MINUTE_MS, ms + other);
  });
  return { sums, watchedMs };
}

/** A quarter as parts of the minutes that it is made of, whose sum it is. One that is of one minute only is that minute. */
export function partsOfQuarter({ sums, watchedMs }: Quarter): OpenPart[] {
  const minutes = watchedMs.flatMap((ms, index) =>
    ms === null ? [] : [{ minute: sums.minute + index, watchedMs: ms }],
  );
  if (minutes.length === 1) return minutes.map((minute) => ({ ...sums, ...minute }));
  const weights = minutes.map((minute) => minute.watchedMs);
  const figures = sums.kind === "line" ? lineShares(sums, weights) : zoneShares(sums, weights);
  return minutes.map((minute, index) => ({ ...figures[index]!, ...minute }));
}

function lineShares(sums: OpenLinePart, weights: readonly number[]): OpenLinePart[] {
  const [entered, left] = [spread(sums.in, weights), spread(sums.out, weights)];
  // What is a part of something is spread by it, so that no minute has more staff than people.
  const [staffIn, groupsIn] = [spread(sums.staffIn, entered), spread(sums.groupsIn, entered)];
  const staffOut = spread(sums.staffOut, left);
  const joined = sums.joinedIn?.map((count) => spread(count, entered));
  const uncertain = spread(
    sums.uncertain,
    entered.map((people, index) => people + left[index]!),
  );
  const method: LineMethod = sums.method === "sensor-1" ? "sensor-spread-1" : spreadMethod(sums.method);
  return weights.map((_, index) => ({
    ...sums,
    in: entered[index]!,
    out: left[index]!,
    staffIn: staffIn[index]!,
    staffOut: staffOut[index]!,
    groupsIn: groupsIn[index]!,
    uncertain: uncertain[index]!,
    ...(joined && { joinedIn: joined.map((counts) => counts[index]!) as unknown as Joined }),
    method,
  }));
}

function zoneShares(sums: OpenZonePart, weights: readonly number[]): OpenZonePart[] {
  const [entered, personMs] = [spread(sums.entered, weights), spread(sums.personMs, weights)];
  const dwells = Object.entries(sums.dwellHistogram).map(([name, stays]) => ({ name, stays: spread(stays, weights) }));
  return weights.map((_, index) => ({
    ...sums,
    entered: entered[index]!,
    dwellHistogram: Object.fromEntries(
      dwells.flatMap(({ name, stays }) => (stays[index]! > 0 ? [[name, stays[index]!]] : [])),
    ),
    // The most that were in it at once is a most of the quarter, and so may be one of each of its minutes.
    personMs: personMs[index]!,
    method: spreadMethod(sums.method),
  }));
}

function spreadMethod<Method extends LineMethod | ZoneMethod>(method: Method): Method | typeof SPREAD_METHOD {
  return method === "body-1" ? SPREAD_METHOD : method;
}
