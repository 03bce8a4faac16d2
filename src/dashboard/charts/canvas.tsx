import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { use as draw, type EChartsCoreOption, type EChartsType, init } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useEffect, useRef } from "react";

draw([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type ChartOption = EChartsCoreOption;

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
  useEffect(() => {
    const made = init(place.current!);
    chart.current = made;
    made.on("click", ({ dataIndex }) => picked.current?.(dataIndex));
    made.on("rendered", () => place.current?.dispatchEvent(new CustomEvent("drawn", { bubbles: true })));
    const watcher = new ResizeObserver(() => made.resize());
    watcher.observe(place.current!);
    return () => {
      watcher.disconnect();
      made.dispose();
    };
  }, []);
  useEffect(() => {
    // What is there already is changed, not built anew, so an option says all of its axes and its legend each time.
    chart.current?.setOption({ animation: false, ...option }, { replaceMerge: ["series"] });
  }, [option]);
  return <div ref={place} style={{ height, width: "100%" }} />;
}
