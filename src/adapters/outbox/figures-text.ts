import { MINUTE_MS } from "#domain/counting/bucket.ts";
import type { OpenPart } from "#domain/delivery/open-part.ts";
import { QUARTER_MINUTES, type Quarter } from "#domain/delivery/quarter.ts";

/**
 * The figures of a part or a quarter as a short text, because three million of them must fit on a small disk. Its file is read by
 * later versions.
 */

/** A line or zone in one version: what the figures are of. */
export type OutboxUnit = {
  readonly kind: "line" | "zone";
  readonly storeId: string;
  readonly unitId: string;
  readonly version: number;
};

// INVARIANT: a method keeps its place for ever, because the file says the place.
const METHODS = ["body-1", "sensor-1", "body-spread-1", "sensor-spread-1", "import-1"] as const;
const WHOLLY_WATCHED = Array.from({ length: QUARTER_MINUTES }, () => MINUTE_MS);

/** The line or zone that a part is of. */
export function unitOf(part: OpenPart): OutboxUnit {
  const { kind, storeId, version } = part;
  return { kind, storeId, unitId: part.kind === "line" ? part.lineId : part.zoneId, version };
}

/** The figures of a part. */
export function partText(part: OpenPart): string {
  return textOf(part, part.watchedMs);
}

/** The figures of a quarter: where its text has a list, that of a part has a number. */
export function quarterText({ sums, watchedMs }: Quarter): string {
  return textOf(sums, watchedMs.every((ms) => ms === MINUTE_MS) ? [] : watchedMs);
}

/** What `partText` or `quarterText` were made of, of the minute that stands beside the text. */
export function readFigures(text: string, unit: OutboxUnit, minute: number): OpenPart | Quarter {
  const { kind, storeId, unitId, version } = unit;
  const [watched, method, ...figures] = JSON.parse(text);
  const isQuarter = Array.isArray(watched);
  const told = { storeId, version, minute, watchedMs: isQuarter ? 0 : watched, method: METHODS[method] };
  let sums: OpenPart;
  if (kind === "line") {
    const [entered, out, staffIn, staffOut, groupsIn, uncertain, joinedIn] = figures;
    const counts = { in: entered, out, staffIn, staffOut, groupsIn, uncertain, ...(joinedIn && { joinedIn }) };
    sums = { kind, lineId: unitId, ...counts, ...told } as OpenPart;
  } else {
    const [entered, occupancyMax, personMs, dwellHistogram] = figures;
    sums = { kind, zoneId: unitId, entered, dwellHistogram, occupancyMax, personMs, ...told } as OpenPart;
  }
  return isQuarter ? { sums, watchedMs: watched.length === 0 ? WHOLLY_WATCHED : watched } : sums;
}

function textOf(part: OpenPart, watched: number | readonly (number | null)[]): string {
  const method = METHODS.indexOf(part.method);
  const figures =
    part.kind === "line"
      ? [
          ...[part.in, part.out, part.staffIn, part.staffOut, part.groupsIn, part.uncertain],
          ...(part.joinedIn ? [part.joinedIn] : []),
        ]
      : [part.entered, part.occupancyMax, part.personMs, part.dwellHistogram];
  return JSON.stringify([watched, method, ...figures]);
}
