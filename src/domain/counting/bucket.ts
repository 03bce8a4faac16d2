import { type DwellHistogram, sumOfDwells } from "./dwell-histogram.ts";
import { type Joined, sumOfJoined } from "./joined.ts";

/** How the figures of a bucket came about; it changes when counts before and after should not be compared. */
export const METHOD = "body-1" as const;

/** Seen by a lens, kept for a longer time than a minute, and spread over its minutes: only the sum of those is true. */
export const SPREAD_METHOD = "body-spread-1" as const;

/**
 * How the figures of a line may have come about, the surest first: seen by a lens; told by a sensor for this very minute;
 * seen by a lens, or told by a sensor, for a longer time and spread over its minutes, so that only the sum of those is true; told by
 * the table of a previous counter, of which we know neither how it counted nor how long it watched, and mostly spread as well.
 */
export const LINE_METHODS = [METHOD, "sensor-1", SPREAD_METHOD, "sensor-spread-1", "import-1"] as const;
export const ZONE_METHODS = [METHOD, SPREAD_METHOD] as const;

export type LineMethod = (typeof LINE_METHODS)[number];
export type ZoneMethod = (typeof ZONE_METHODS)[number];

export const MINUTE_MS = 60_000;

/** What one line counted in one minute. */
export type LineBucket = {
  readonly kind: "line";
  readonly line: string;
  /** Whole minutes since the epoch; of a film, since its beginning. */
  readonly minute: number;
  readonly in: number;
  readonly out: number;
  /** How many of `in` and `out` were staff by their signs; left out where nobody looked for any. */
  readonly staffIn?: number;
  readonly staffOut?: number;
  /** How many of `in` and `out` rest on joining two tracks of what was probably one person, or on a torn vote about who is staff. */
  readonly uncertain: number;
  /**
   * How many groups came in: people who came in together are one, who comes alone is one. A group is of the minute in which its
   * first person came in. Left out where what counted does not know who came together.
   */
  readonly groupsIn?: number | undefined;
  /** Who of `in` joined a group; left out where nobody did, or what counted does not know. */
  readonly joinedIn?: Joined;
  /** How long the line was really watched, 0..60,000. "Nobody came" and "we did not look" are different facts. */
  readonly watchedMs: number;
  readonly method: LineMethod;
};

/** What one zone counted in one minute. */
export type ZoneBucket = {
  readonly kind: "zone";
  readonly zone: string;
  readonly minute: number;
  readonly entered: number;
  /** The stays that ended in this minute. */
  readonly dwellHistogram: DwellHistogram;
  readonly occupancyMax: number;
  /** Time spent in the zone by all people together. */
  readonly personMs: number;
  readonly watchedMs: number;
  readonly method: ZoneMethod;
};

export type Bucket = LineBucket | ZoneBucket;

/** A bucket of what a lens saw itself: the only kind that it makes, and may speak of. */
export type LensBucket = Bucket & { readonly method: typeof METHOD };

/**
 * Parts of buckets put together: one bucket per line or zone and minute, in the order of minutes. Where a line was counted
 * by several methods in one minute the least sure of them is said, because the sum is no surer than its worst part.
 */
export function mergedBuckets(parts: readonly Bucket[]): Bucket[] {
  const merged = new Map<string, Bucket>();
  for (const part of parts) {
    const key = `${part.minute} ${part.kind} ${part.kind === "line" ? part.line : part.zone}`;
    const present = merged.get(key);
    merged.set(key, present ? sumOf(present, part) : part);
  }
  return [...merged.values()].toSorted((a, b) => a.minute - b.minute);
}

function sumOf(a: Bucket, b: Bucket): Bucket {
  const watchedMs = a.watchedMs + b.watchedMs;
  if (a.kind === "line" && b.kind === "line")
    return {
      ...a,
      in: a.in + b.in,
      out: a.out + b.out,
      ...sumOfStaff(a, b),
      uncertain: a.uncertain + b.uncertain,
      ...groupsOf(a, b),
      ...sumOfJoined(a, b),
      watchedMs,
      method: leastSure(a.method, b.method),
    };
  if (a.kind !== "zone" || b.kind !== "zone") throw new Error("a bucket of a line is no part of a zone's");
  return {
    ...a,
    entered: a.entered + b.entered,
    dwellHistogram: sumOfDwells([a.dwellHistogram, b.dwellHistogram]),
    occupancyMax: Math.max(a.occupancyMax, b.occupancyMax),
    personMs: a.personMs + b.personMs,
    watchedMs,
    method: leastSure(a.method, b.method),
  };
}

type Staff = Pick<LineBucket, "staffIn" | "staffOut">;

/** Staff are known where one of the parts knows of any. */
function sumOfStaff(a: Staff, b: Staff): Staff {
  const isTold = [a.staffIn, a.staffOut, b.staffIn, b.staffOut].some((count) => count !== undefined);
  if (!isTold) return {};
  return { staffIn: (a.staffIn ?? 0) + (b.staffIn ?? 0), staffOut: (a.staffOut ?? 0) + (b.staffOut ?? 0) };
}

/** Groups of both; left out where neither knows of any. */
function groupsOf(a: LineBucket, b: LineBucket): Pick<LineBucket, "groupsIn"> {
  if (a.groupsIn === undefined && b.groupsIn === undefined) return {};
  return { groupsIn: (a.groupsIn ?? 0) + (b.groupsIn ?? 0) };
}

/** The less sure of two ways to count. */
export function leastSure<Method extends LineMethod>(a: Method, b: Method): Method {
  return LINE_METHODS.indexOf(a) > LINE_METHODS.indexOf(b) ? a : b;
}
