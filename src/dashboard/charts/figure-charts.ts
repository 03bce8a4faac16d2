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
    xAxis: [
      {
        type: "category",
        data: columns.map(({ label }) => label),
        axisLabel: { color: colours.faint, hideOverlap: true },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: colours.grid } },
      },
      { type: "category", data: columns.map(({ label }) => label), show: false },
    ],
    yAxis: [
      {
        type: "value",
        minInterval: 1,
        axisLabel: { color: colours.faint },
        splitLine: { lineStyle: { color: colours.grid } },
      },
      { type: "value", max: 1, show: false },
    ],
    series: [
      {
        type: "bar",
        xAxisIndex: 1,
        yAxisIndex: 1,
        silent: true,
        barCategoryGap: "4%",
        z: 0,
        data: columns.map(({ completeness }) => (completeness !== null && completeness < GAP_BELOW ? 1 : 0)),
        itemStyle: {
          color: "transparent",
          decal: { symbol: "rect", color: colours.gap, dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.78 },
        },
      },
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
      },
    ],
  };
}
/** Hours of the day against days of the week. A cell that is null is not drawn. */
export function heatOption(
  cells: readonly (readonly [x: number, y: number, value: number | null])[],
  axes: {
    readonly x: readonly string[];
    readonly y: readonly string[];
    readonly tip: (x: number, y: number, value: number) => string;
  },
  colours: ChartColours,
): ChartOption {
  const known = cells.flatMap(([, , value]) => (value === null ? [] : [value]));
  return {
    textStyle: { color: colours.text, fontFamily: "inherit" },
    grid: { left: 4, right: 4, top: 4, bottom: 34, outerBoundsMode: "same" },
    tooltip: {
      renderMode: "richText",
      confine: true,
      formatter: ({ data: [x, y, value] }: { data: [number, number, number] }) => axes.tip(x, y, value),
    },
    xAxis: {
      type: "category",
      data: axes.x,
      axisLabel: { color: colours.faint },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    yAxis: {
      type: "category",
      data: axes.y,
      inverse: true,
      axisLabel: { color: colours.faint },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    visualMap: {
      min: 0,
      max: Math.max(1, ...known),
      orient: "horizontal",
      left: "center",
      bottom: 0,
      itemHeight: 90,
      itemWidth: 10,
      precision: 0,
      textStyle: { color: colours.faint },
      inRange: { color: [...colours.heat] },
      calculable: false,
    },
    series: [
      {
        type: "heatmap",
        data: cells.filter(([, , value]) => value !== null),
        itemStyle: { borderColor: colours.paper, borderWidth: 2, borderRadius: 3 },
      },
    ],
  };
}

/** Lines side by side; a value that is null breaks its line. */
export function linesOption(
  labels: readonly string[],
  series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[],
  colours: ChartColours,
): ChartOption {
  return {
    color: [...colours.series],
    textStyle: { color: colours.text, fontFamily: "inherit" },
    grid: { left: 4, right: 8, top: 34, bottom: 4, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, type: "scroll", textStyle: { color: colours.text } },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true },
    xAxis: {
      type: "category",
      data: labels,
      axisLabel: { color: colours.faint, hideOverlap: true },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.grid } },
    },
    yAxis: { type: "value", axisLabel: { color: colours.faint }, splitLine: { lineStyle: { color: colours.grid } } },
    series: series.map(({ name, values }) => ({
      name,
      type: "line",
      data: values,
      connectNulls: false,
      symbolSize: 6,
    })),
  };
}
