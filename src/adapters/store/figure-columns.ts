import type { Selectable } from "kysely";
import type { Total } from "#domain/totals/total.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import type { Schema } from "./schema.ts";

export type PartRow = Selectable<Schema["part"]>;
export type TotalRow = Selectable<Schema["total"]>;

/** The columns in which figures are kept, in one order for every statement. */
const FIGURE_COLUMNS = [
  "in",
  "out",
  "staffIn",
  "staffOut",
  "groupsIn",
  "uncertain",
  "entered",
  "dwellHistogram",
  "occupancyMax",
  "personMs",
  "watchedMs",
  "method",
] as const;
const UNIT_COLUMNS = ["storeId", "kind", "unitId", "version"] as const;

export const PART_COLUMNS = [...UNIT_COLUMNS, "minute", "agentId", "seq", ...FIGURE_COLUMNS] as const;
export const TOTAL_KEY = [...UNIT_COLUMNS, "span", "fromMinute"] as const;
export const TOTAL_FIGURES = [...FIGURE_COLUMNS, "watchedMsCut"] as const;

const NO_LINE = { in: null, out: null, staffIn: null, staffOut: null, groupsIn: null, uncertain: null } as const;
const NO_ZONE = { entered: null, dwellHistogram: null, occupancyMax: null, personMs: null } as const;

/** A part as its row. */
export function partRow(part: BucketPart): PartRow {
  if (part.kind === "line") {
    const { lineId, ...rest } = part;
    return { ...NO_ZONE, ...rest, unitId: lineId };
  }
  const { zoneId, dwellHistogram, ...rest } = part;
  return { ...NO_LINE, ...rest, unitId: zoneId, dwellHistogram: JSON.stringify(dwellHistogram) };
}

/** The part that a row was made of. INVARIANT: only what `BucketPart` allowed was ever written. */
export function partOf(row: PartRow): BucketPart {
  const { unitId, dwellHistogram, ...rest } = row;
  const { in: _in, out, staffIn, staffOut, groupsIn, uncertain, entered, occupancyMax, personMs, ...told } = rest;
  const part =
    row.kind === "line"
      ? { ...told, lineId: unitId, in: _in, out, staffIn, staffOut, groupsIn, uncertain }
      : { ...told, zoneId: unitId, entered, dwellHistogram: JSON.parse(dwellHistogram!), occupancyMax, personMs };
  return part as BucketPart;
}

/** The figures of a total as columns. */
export function totalColumns(total: Total): Pick<TotalRow, (typeof TOTAL_FIGURES)[number]> {
  if (total.kind === "line") {
    const { kind, ...figures } = total;
    return { ...NO_ZONE, ...figures };
  }
  const { kind, dwellHistogram, ...figures } = total;
  return { ...NO_LINE, ...figures, dwellHistogram: JSON.stringify(dwellHistogram) };
}

/** The total that a row holds. */
export function totalOf(row: Pick<TotalRow, "kind" | (typeof TOTAL_FIGURES)[number]>): Total {
  const { watchedMs, watchedMsCut, method } = row;
  const watched = { watchedMs, watchedMsCut, method };
  const { in: _in, out, staffIn, staffOut, groupsIn, uncertain } = row;
  const { entered, dwellHistogram, occupancyMax, personMs } = row;
  const total =
    row.kind === "line"
      ? { kind: "line", in: _in, out, staffIn, staffOut, groupsIn, uncertain, ...watched }
      : { kind: "zone", entered, dwellHistogram: JSON.parse(dwellHistogram!), occupancyMax, personMs, ...watched };
  return total as Total;
}
