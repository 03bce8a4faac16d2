import { type LineMethod, leastSure, MINUTE_MS, type ZoneMethod } from "#domain/counting/bucket.ts";
import { type DwellHistogram, sumOfDwells } from "#domain/counting/dwell-histogram.ts";
import { type Joined, sumOfJoined } from "#domain/counting/joined.ts";
import type { BucketPart, LinePart, ZonePart } from "#domain/wire/bucket-part.ts";

type Watched = {
  /** How long it was watched: of one minute never more than 60,000, however many parts told of it. */
  readonly watchedMs: number;
  /** How much was told beyond that and cut off: two agents watched the same, or one counted its time twice. */
  readonly watchedMsCut: number;
};

/** What one line counted in a span of time. */
export type LineTotal = Watched & {
  readonly kind: "line";
  readonly in: number;
  readonly out: number;
  readonly staffIn: number;
  readonly staffOut: number;
  readonly groupsIn: number;
  /** Left out where nobody joined a group, or nobody told. */
  readonly joinedIn?: Joined;
  readonly uncertain: number;
  /** The least sure that any part was counted by. */
  readonly method: LineMethod;
};

/** What one zone counted in a span of time. */
export type ZoneTotal = Watched & {
  readonly kind: "zone";
  readonly entered: number;
  readonly dwellHistogram: DwellHistogram;
  readonly occupancyMax: number;
  readonly personMs: number;
  /** The least sure that any part was counted by. */
  readonly method: ZoneMethod;
};

export type Total = LineTotal | ZoneTotal;

/**
 * What parts of one minute of one line or zone add to it, `watchedMsBefore` of which was told by earlier parts. However the
 * parts of a minute are split over calls, and in whatever order, the sum of the answers is the same.
 */
export function minuteTotal(parts: readonly [BucketPart, ...BucketPart[]], watchedMsBefore = 0): Total {
  const toldMs = parts.reduce((sum, part) => sum + part.watchedMs, 0);
  const room = MINUTE_MS - Math.min(watchedMsBefore, MINUTE_MS);
  const watchedMs = Math.min(toldMs, room);
  const counted = parts.map(totalOf).reduce(sumOfTotals);
  return { ...counted, watchedMs, watchedMsCut: toldMs - watchedMs };
}

/** Two totals of the same line or zone as one. */
export function sumOfTotals(a: Total, b: Total): Total {
  const watched = { watchedMs: a.watchedMs + b.watchedMs, watchedMsCut: a.watchedMsCut + b.watchedMsCut };
  if (a.kind === "line" && b.kind === "line")
    return {
      kind: "line",
      in: a.in + b.in,
      out: a.out + b.out,
      staffIn: a.staffIn + b.staffIn,
      staffOut: a.staffOut + b.staffOut,
      groupsIn: a.groupsIn + b.groupsIn,
      ...sumOfJoined(a, b),
      uncertain: a.uncertain + b.uncertain,
      method: leastSure(a.method, b.method),
      ...watched,
    };
  if (a.kind !== "zone" || b.kind !== "zone") throw new Error("a total of a line and one of a zone have no sum");
  return {
    kind: "zone",
    entered: a.entered + b.entered,
    dwellHistogram: sumOfDwells([a.dwellHistogram, b.dwellHistogram]),
    occupancyMax: Math.max(a.occupancyMax, b.occupancyMax),
    personMs: a.personMs + b.personMs,
    method: leastSure(a.method, b.method),
    ...watched,
  };
}

function totalOf(part: BucketPart): Total {
  return part.kind === "line" ? lineTotal(part) : zoneTotal(part);
}

function lineTotal({ storeId, lineId, version, minute, agentId, seq, ...figures }: LinePart): LineTotal {
  return { ...figures, watchedMsCut: 0 };
}

function zoneTotal({ storeId, zoneId, version, minute, agentId, seq, ...figures }: ZonePart): ZoneTotal {
  return { ...figures, watchedMsCut: 0 };
}
