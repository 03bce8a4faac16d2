import type { ChartOption } from "./canvas.tsx";
import type { ChartLook } from "./chart.tsx";
import { hatch } from "./hatch.ts";

/** One column of a chart of counts. */
export type Column = {
  readonly label: string;
  /** null: nothing is known, and nothing is drawn, which is another thing than 0. */
  readonly value: number | null;
  readonly beside?: number | null;
  /** Watched open time ÷ open time; null: not open. */
  readonly completeness: number | null;
  /** What is said of it; asked for only where somebody points at it. */
  readonly tip: () => string;
};

/** Below this share of the time watched a column is drawn as a gap. */
const GAP_BELOW = 0.995;
/** Of more columns than this nobody sees the corners, and drawing them takes time. */
const ROUNDED_MAX = 100;

/** Columns of counts, with what they are compared with beside them; a time that was not all watched stands on a hatched ground. */
export function columnsOption(
  columns: readonly Column[],
  names: {
    readonly value: string;
    readonly beside?: string | undefined;
    /** What stands below a column of a label, where that is not the label. Few of a year's have room. */
    readonly of?: (label: string) => string;
  },
  look: ChartLook,
): ChartOption {
  // Columns of one series are then drawn as one shape.
  const large = columns.length > ROUNDED_MAX;
  const borderRadius = large ? 0 : [3, 3, 0, 0];
  return {
    textStyle: { color: look.text, fontFamily: look.fontFamily },
    grid: { left: 4, right: 4, top: names.beside === undefined ? 12 : 34, bottom: 4, outerBoundsMode: "same" },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { type: "shadow" },
      formatter: (points: readonly { dataIndex: number }[]) => columns[points[0]?.dataIndex ?? 0]?.tip() ?? "",
    },
    legend: {
      show: names.beside !== undefined,
      top: 0,
      left: 0,
      textStyle: { color: look.text },
      itemHeight: 10,
      itemWidth: 14,
    },
    xAxis: [
      {
        type: "category",
        data: columns.map(({ label }) => label),
        axisLabel: { color: look.faint, hideOverlap: true, formatter: names.of },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: look.grid } },
      },
      { type: "category", data: columns.map(({ label }) => label), show: false },
    ],
    yAxis: [
      {
        type: "value",
        minInterval: 1,
        axisLabel: { color: look.faint },
        splitLine: { lineStyle: { color: look.grid } },
      },
      { type: "value", max: 1, show: false },
    ],
    series: [
      {
        id: "not-watched",
        type: "bar",
        xAxisIndex: 1,
        yAxisIndex: 1,
        silent: true,
        barCategoryGap: "4%",
        large: true,
        largeThreshold: 1,
        z: 0,
        data: columns.map(({ completeness }) => (completeness !== null && completeness < GAP_BELOW ? 1 : null)),
        itemStyle: { color: hatch(look.gap) },
      },
      ...(names.beside === undefined
        ? []
        : [
            {
              id: "beside",
              name: names.beside,
              type: "bar",
              data: columns.map(({ beside }) => beside ?? null),
              large,
              largeThreshold: ROUNDED_MAX,
              itemStyle: { color: look.beside, borderRadius },
              barGap: "10%",
            },
          ]),
      {
        id: "value",
        name: names.value,
        type: "bar",
        data: columns.map(({ value }) => value),
        large,
        largeThreshold: ROUNDED_MAX,
        itemStyle: { color: look.main, borderRadius },
        barMaxWidth: 36,
      },
    ],
  };
}

/** Lines of days side by side; a value that is null breaks its line. */
export function linesOption(
  days: readonly string[],
  series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[],
  of: (day: string) => string,
  look: ChartLook,
): ChartOption {
  return {
    color: [...look.series],
    textStyle: { color: look.text, fontFamily: look.fontFamily },
    grid: { left: 4, right: 8, top: 34, bottom: 4, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, type: "scroll", textStyle: { color: look.text } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      axisPointer: { label: { formatter: ({ value }: { value: string }) => of(value) } },
    },
    xAxis: {
      type: "category",
      data: days,
      axisLabel: { color: look.faint, hideOverlap: true, formatter: of },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: look.grid } },
    },
    yAxis: { type: "value", axisLabel: { color: look.faint }, splitLine: { lineStyle: { color: look.grid } } },
    series: series.map(({ name, values }) => ({
      id: name,
      name,
      type: "line",
      data: values,
      connectNulls: false,
      symbolSize: 6,
    })),
  };
}
