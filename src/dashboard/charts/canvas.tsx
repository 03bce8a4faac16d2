import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { use as draw, type EChartsCoreOption, type EChartsType, init } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";

draw([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type ChartOption = EChartsCoreOption & {
  readonly series: readonly ({ readonly id: string } & EChartsCoreOption)[];
};

/** The drawing of a chart, as wide as there is room. A page that wants to know when it was drawn hears the event `drawn`. */
export default function Canvas({
  option,
  height,
  onPick,
}: {
  readonly option: ChartOption;
  readonly height: number;
  readonly onPick: ((index: number) => void) | undefined;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const picked = useRef(onPick);
  picked.current = onPick;
  /** Which series it was last drawn of. */
  const drawn = useRef("");
  useEffect(() => {
    const made = init(place.current!);
    chart.current = made;
    made.on("click", ({ dataIndex }) => picked.current?.(dataIndex));
    made.on("rendered", () => place.current?.dispatchEvent(new CustomEvent("drawn", { bubbles: true })));
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(place.current!);
    // Letters that came after the drawing: those of Chinese and Korean do, by parts.
    const redraw = () => made.resize();
    document.fonts.addEventListener("loadingdone", redraw);
    return () => {
      document.fonts.removeEventListener("loadingdone", redraw);
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    const ids = option.series.map(({ id }) => id).join();
    // What is there already is changed, not built anew, so an option says all of its axes and its legend each time. A series that
    // joins would come to stand after those that are there, and not in its place.
    chart.current?.setOption(
      { animation: false, ...option },
      ids === drawn.current ? { replaceMerge: ["series"] } : { notMerge: true },
    );
    drawn.current = ids;
  }, [option]);
  return <div ref={place} style={{ height, width: "100%" }} />;
}
