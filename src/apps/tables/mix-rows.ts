import type { ExportCell, ExportColumn } from "#domain/export/export-table.ts";
import type { MixShares, StoreMix } from "#domain/figures/stored-mix.ts";
import { ANSWER_SOURCES } from "#domain/wire/welcome.ts";

/** The columns of an exported visitor mix; docs/export.md explains each, and new ones are added at the end. */
export const MIX_COLUMNS: readonly ExportColumn[] = [
  { name: "store", kind: "text", width: 14 },
  { name: "from", kind: "text", width: 12 },
  { name: "to", kind: "text", width: 12 },
  { name: "source", kind: "text", width: 11 },
  { name: "of", kind: "text", width: 8 },
  { name: "value", kind: "text", width: 11 },
  { name: "state", kind: "text", width: 10 },
  { name: "people", kind: "count", width: 9 },
  { name: "share", kind: "share", width: 9 },
  { name: "shareLow", kind: "share", width: 10 },
  { name: "shareHigh", kind: "share", width: 10 },
  { name: "visitors", kind: "count", width: 10 },
  { name: "completeness", kind: "share", width: 13 },
];

/** A share has so many places. */
const SHARE_STEPS = 10_000;

/**
 * The visitor mix as rows, header first: of each week and source one row for all who answered, whose share is that of the visitors, and one
 * for each age band and sex. What is withheld has its row and no number; a week that nobody may be told of has none.
 */
export function mixRows(mix: StoreMix): (readonly ExportCell[])[] {
  const rows = mix.weeks.flatMap(({ from, to, visitors, completeness, sources }) =>
    ANSWER_SOURCES.flatMap((source) => {
      const shares = sources[source];
      if (!shares || shares.answers === null) return [];
      const about = [mix.storeId, from, to, source];
      const beside = [visitors, completeness === null ? null : Math.floor(completeness * SHARE_STEPS) / SHARE_STEPS];
      return cellsOf(shares).map((cells) => [...about, ...cells, ...beside]);
    }),
  );
  return [MIX_COLUMNS.map(({ name }) => name), ...rows];
}

function cellsOf({ answers, rate, ageBands, sexes }: MixShares): (readonly ExportCell[])[] {
  const rounded = (share: number | null) => share && Math.round(share * SHARE_STEPS) / SHARE_STEPS;
  const partsOf = (of: string, parts: MixShares["ageBands"] | MixShares["sexes"]) =>
    Object.entries(parts).map(([value, one]) =>
      one
        ? [of, value, "shown", one.people, rounded(one.share), rounded(one.low), rounded(one.high)]
        : [of, value, "withheld", null, null, null, null],
    );
  return [
    ["all", null, "shown", answers, rounded(rate), null, null],
    ...partsOf("age", ageBands),
    ...partsOf("sex", sexes),
  ];
}
