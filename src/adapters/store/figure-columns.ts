import type { Selectable } from "kysely";
import type { Joined } from "#domain/counting/joined.ts";
import type { Total } from "#domain/totals/total.ts";
import type { BucketPart } from "#domain/wire/bucket-part.ts";
import type { Schema } from "./schema.ts";

export type PartRow = Selectable<Schema["part"]>;
/** Which unit, of which store. */
export type UnitOfStore = Pick<TotalRow, "storeId" | "kind" | "unitId" | "version">;
export type TotalRow = Selectable<Schema["total"]>;

/** The columns in which figures are kept, in one order for every statement. */
const LINE_COLUMNS = ["in", "out", "staffIn", "staffOut", "groupsIn", "joinedIn", "uncertain"] as const;
const ZONE_COLUMNS = ["entered", "dwellHistogram", "occupancyMax", "personMs"] as const;
const FIGURE_COLUMNS = [...LINE_COLUMNS, ...ZONE_COLUMNS, "watchedMs", "method"] as const;
const UNIT_COLUMNS = ["storeId", "kind", "unitId", "version"] as const;

export const PART_COLUMNS = [...UNIT_COLUMNS, "minute", "agentId", "seq", ...FIGURE_COLUMNS] as const;
export const TOTAL_KEY = [...UNIT_COLUMNS, "span", "fromMinute"] as const;
export const TOTAL_FIGURES = [...FIGURE_COLUMNS, "watchedMsCut"] as const;

/** The columns that hold something in rows of one kind: a row costs by its columns. */
export const FIGURES_OF_KIND = {
  line: [...LINE_COLUMNS, "watchedMs", "method"],
  zone: [...ZONE_COLUMNS, "watchedMs", "method"],
} as const;

const NO_LINE = {
  in: null,
  out: null,
  staffIn: null,
  staffOut: null,
  groupsIn: null,
  joinedIn: null,
  uncertain: null,
} as const;
const NO_ZONE = { entered: null, dwellHistogram: null, occupancyMax: null, personMs: null } as const;

const joinedText = (joined: Joined | undefined) => (joined ? JSON.stringify(joined) : null);
const joinedOf = ({ joinedIn }: { readonly joinedIn?: string | null }) =>
  joinedIn ? { joinedIn: JSON.parse(joinedIn) } : {};

/** A part as its row. */
export function partRow(part: BucketPart): PartRow {
  if (part.kind === "line") {
    const { lineId, joinedIn, ...rest } = part;
    return { ...NO_ZONE, ...rest, unitId: lineId, joinedIn: joinedText(joinedIn) };
  }
  const { zoneId, dwellHistogram, ...rest } = part;
  return { ...NO_LINE, ...rest, unitId: zoneId, dwellHistogram: JSON.stringify(dwellHistogram) };
}

/**
 * The part of a unit that a row was made of; the columns of the other kind need not have been read.
 * INVARIANT: only what `BucketPart` allowed was ever written.
 */
export function partOf(
  { storeId, kind, unitId, version }: UnitOfStore,
  row: Omit<Partial<PartRow>, "kind">,
): BucketPart {
  const { minute, agentId, seq, watchedMs, method } = row;
  const { in: _in, out, staffIn, staffOut, groupsIn, uncertain } = row;
  const { entered, dwellHistogram, occupancyMax, personMs } = row;
  const part =
    kind === "line"
      ? {
          kind,
          storeId,
          lineId: unitId,
          version,
          minute,
          agentId,
          seq,
          in: _in,
          out,
          staffIn,
          staffOut,
          groupsIn,
          ...joinedOf(row),
          uncertain,
        }
      : {
          kind,
          storeId,
          zoneId: unitId,
          version,
          minute,
          agentId,
          seq,
          entered,
          dwellHistogram: JSON.parse(dwellHistogram!),
          occupancyMax,
          personMs,
        };
  return { ...part, watchedMs, method } as BucketPart;
}

/** The figures of a total as columns. */
export function totalColumns(total: Total): Pick<TotalRow, (typeof TOTAL_FIGURES)[number]> {
  if (total.kind === "line") {
    const { kind, joinedIn, ...figures } = total;
    return { ...NO_ZONE, ...figures, joinedIn: joinedText(joinedIn) };
  }
  const { kind, dwellHistogram, ...figures } = total;
  return { ...NO_LINE, ...figures, dwellHistogram: JSON.stringify(dwellHistogram) };
}

/** The total of a line's or a zone's row; the columns of the other kind need not have been read. */
export function totalOf(kind: TotalRow["kind"], row: Partial<TotalRow> & Pick<TotalRow, "watchedMs">): Total {
  const { watchedMs, watchedMsCut, method } = row;
  const { in: _in, out, staffIn, staffOut, groupsIn, uncertain } = row;
  const { entered, dwellHistogram, occupancyMax, personMs } = row;
  const total =
    kind === "line"
      ? {
          kind,
          in: _in,
          out,
          staffIn,
          staffOut,
          groupsIn,
          ...joinedOf(row),
          uncertain,
          watchedMs,
          watchedMsCut,
          method,
        }
      : {
          kind,
          entered,
          dwellHistogram: JSON.parse(dwellHistogram!),
          occupancyMax,
          personMs,
          watchedMs,
          watchedMsCut,
          method,
        };
  return total as Total;
}
