import type { ChartOption } from "./canvas.tsx";
import type { ChartColours } from "./chart.tsx";

/** One column of a chart of counts. */
export type Column = {
  readonly label: string;
  /** null: nothing is known, and nothing is drawn, which is another thing than 0. */
  readonly value: number | null;
  readonly beside?: number | null;
  /** Watched open time ÷ open time; null: not open. */
  readonly completeness: number | null;
  readonly tip: string;
};

/** Below this share of the time watched a column is drawn as a gap. */
const GAP_BELOW = 0.995;

/** Columns of counts, with what they are compared with beside them; a time that was not all watched stands on a hatched ground. */
export function columnsOption(
  columns: readonly Column[],
  names: { readonly value: string; readonly beside?: string | undefined },
  colours: ChartColours,
): ChartOption {
  const gaps = columns.flatMap(({ completeness, label }) =>
    completeness !== null && completeness < GAP_BELOW ? [[{ xAxis: label }, { xAxis: label }]] : [],
  );
  return {
    textStyle: { color: colours.text, fontFamily: "inherit" },
    grid: { left: 4, right: 4, top: names.beside === undefined ? 12 : 34, bottom: 4, outerBoundsMode: "same" },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: "shadow" },
      formatter: (points: readonly { dataIndex: number }[]) => columns[points[0]?.dataIndex ?? 0]?.tip ?? "",
    },
    ...(names.beside !== undefined && {
      legend: { top: 0, left: 0, textStyle: { color: colours.text }, itemHeight: 10, itemWidth: 14 },
    }),
    xAxis: {
      type: "category",
      data: columns.map(({ label }) => label),
      axisLabel: { color: colours.faint, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.grid } },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      axisLabel: { color: colours.faint },
      splitLine: { lineStyle: { color: colours.grid } },
    },
    series: [
      ...(names.beside === undefined
        ? []
        : [
            {
              name: names.beside,
              type: "bar",
              data: columns.map(({ beside }) => beside ?? null),
              itemStyle: { color: colours.beside, borderRadius: [3, 3, 0, 0] },
              barGap: "10%",
            },
          ]),
      {
        name: names.value,
        type: "bar",
        data: columns.map(({ value }) => value),
        itemStyle: { color: colours.main, borderRadius: [3, 3, 0, 0] },
        barMaxWidth: 36,
        markArea: {
          silent: true,
          data: gaps,
          itemStyle: {
            color: colours.gap,
            decal: { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.78 },
          },
        },
      },
    ],
  };
}
