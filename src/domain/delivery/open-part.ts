import { type Bucket, leastSure, MINUTE_MS } from "#domain/counting/bucket.ts";
import { sumOfDwells } from "#domain/counting/dwell-histogram.ts";
import { sumOfJoined } from "#domain/counting/joined.ts";
import type { LinePart, ZonePart } from "#domain/wire/bucket-part.ts";
import { CROSSINGS_PER_MINUTE_MAX, PEOPLE_MAX } from "#domain/wire/lens-message.ts";
import { unitIdOf } from "#domain/wire/unit-id.ts";

export type OpenLinePart = Omit<LinePart, "agentId" | "seq">;
export type OpenZonePart = Omit<ZonePart, "agentId" | "seq">;
/** A part that may still grow: it has no number yet, because a number is given once. */
export type OpenPart = OpenLinePart | OpenZonePart;

/** Which drawing of a line or zone counts now. */
export type VersionOf = (unit: {
  readonly kind: "line" | "zone";
  readonly storeId: string;
  readonly unitId: string;
}) => number;

/** What a sensor of a store told, as a part that may still grow. Who is staff nobody tells yet; who came together lenses tell. */
export function openPartOf(storeId: string, sensorId: string, bucket: Bucket, versionOf: VersionOf): OpenPart {
  const unitId = unitIdOf(sensorId, bucket.kind === "line" ? bucket.line : bucket.zone);
  const version = versionOf({ kind: bucket.kind, storeId, unitId });
  if (bucket.kind === "line") {
    const { line: _, groupsIn = 0, ...figures } = bucket;
    return { storeId, lineId: unitId, version, staffIn: 0, staffOut: 0, groupsIn, ...figures };
  }
  const { zone: _, ...figures } = bucket;
  return { storeId, zoneId: unitId, version, ...figures };
}

/**
 * Two parts of the same line or zone as one, of the minute of the first; null where a figure would be more than a part may
 * say, so that they must stay two. It was never watched for longer than a minute.
 */
export function sumOfParts(a: OpenPart, b: OpenPart): OpenPart | null {
  const watchedMs = Math.min(MINUTE_MS, a.watchedMs + b.watchedMs);
  if (a.kind === "line" && b.kind === "line") {
    const sum = {
      ...a,
      in: a.in + b.in,
      out: a.out + b.out,
      staffIn: a.staffIn + b.staffIn,
      staffOut: a.staffOut + b.staffOut,
      groupsIn: a.groupsIn + b.groupsIn,
      ...sumOfJoined(a, b),
      uncertain: a.uncertain + b.uncertain,
      watchedMs,
      method: leastSure(a.method, b.method),
    };
    // Staff and groups are never more than people.
    const fits = Math.max(sum.in, sum.out, sum.uncertain / 2) <= CROSSINGS_PER_MINUTE_MAX;
    return fits ? sum : null;
  }
  if (a.kind !== "zone" || b.kind !== "zone") throw new Error("a part of a line and one of a zone have no sum");
  const sum = {
    ...a,
    entered: a.entered + b.entered,
    dwellHistogram: sumOfDwells([a.dwellHistogram, b.dwellHistogram]),
    occupancyMax: Math.max(a.occupancyMax, b.occupancyMax),
    personMs: a.personMs + b.personMs,
    watchedMs,
    method: leastSure(a.method, b.method),
  };
  const most = Math.max(sum.entered, ...Object.values(sum.dwellHistogram));
  return most <= CROSSINGS_PER_MINUTE_MAX && sum.personMs <= PEOPLE_MAX * MINUTE_MS ? sum : null;
}
