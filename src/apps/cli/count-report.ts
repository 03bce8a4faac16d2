import { type FrameRate, frameRate, isTooSlow } from "#apps/agent/recent-rate.ts";
import type { WatchOutcome } from "#apps/agent/watch-source.ts";
import type { Bucket } from "#domain/counting/bucket.ts";
import { dwellMedianMs, sumOfDwells } from "#domain/counting/dwell-histogram.ts";
import type { Fault } from "#domain/fault/fault.ts";
import { STATE_TEXTS } from "#domain/health/camera-state.ts";
import type { Point } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import type { Zone } from "#domain/space/zone.ts";
import type { LookSize } from "#domain/vision/look-size.ts";
import { plainTable } from "./table.ts";

/** What `lintel count --json` prints. */
export type CountReport = {
  readonly source: string;
  /** How much of the source was really watched, in whole ms; gaps are not in it. */
  readonly durationMs: number;
  /** The count ended before the source did and before it was told to. */
  readonly partial: boolean;
  readonly fault?: { readonly code: string; readonly detail: string; readonly remedy: string };
  /** Only where more of a camera's frames were due than the machine could look at; a second, over the whole count. */
  readonly tooSlow?: FrameRate & { readonly remedy: string };
  readonly frames: {
    readonly decoded: number;
    readonly analysed: number;
    readonly dropped: number;
    readonly damaged: number;
  };
  /** How many pixels our network looked at, see docs/speed.md; null with another network, and where nothing was opened. */
  readonly lookSize: LookSize | null;
  readonly lines: readonly LineReport[];
  readonly zones: readonly ZoneTotal[];
  readonly minutes: readonly Bucket[];
  readonly speed: {
    readonly elapsedMs: number;
    readonly analysedPerSecond: number;
    /** How many times faster than the film plays. */
    readonly timesRealTime: number;
    readonly detectMsPerFrame: number;
  };
};

type LineTotal = { readonly name: string; readonly in: number; readonly out: number; readonly uncertain: number };
type LineReport = LineTotal & { readonly from: Point; readonly to: Point };
type ZoneTotal = {
  readonly name: string;
  readonly entered: number;
  readonly occupancyMax: number;
  readonly dwellMedianMs: number | null;
};

/** What was asked for, beside what came of it. */
export type Plan = { readonly label: string; readonly lines: readonly Line[]; readonly zones: readonly Zone[] };

const TOO_SLOW_REMEDY = STATE_TEXTS["too-slow"].remedy;

/** Sums a watch up. `isInterrupted` is Ctrl-C. */
export function countReport(
  plan: Plan,
  outcome: WatchOutcome,
  { elapsedMs, isInterrupted }: { elapsedMs: number; isInterrupted: boolean },
): CountReport {
  const { decoded, analysed, dropped, damaged, detectMs, fault, buckets } = outcome;
  const durationMs = watchedMsOf(buckets);
  const rate = frameRate({ analysed, dropped }, elapsedMs);
  return {
    source: plan.label,
    durationMs,
    partial: fault !== null || isInterrupted,
    ...(fault && { fault: reportFault(fault) }),
    ...(isTooSlow(rate) && { tooSlow: { ...toTenths(rate), remedy: TOO_SLOW_REMEDY } }),
    frames: { decoded, analysed, dropped, damaged },
    lookSize: outcome.opened?.lookSize ?? null,
    lines: lineTotals(plan.lines, buckets).map((total, index) => {
      const { from, to } = plan.lines[index]!;
      return { ...total, from, to };
    }),
    zones: plan.zones.map(({ name }) => zoneTotal(name, buckets)),
    minutes: buckets,
    speed: {
      elapsedMs: Math.round(elapsedMs),
      analysedPerSecond: ratio(analysed * 1000, elapsedMs),
      timesRealTime: ratio(durationMs, elapsedMs),
      detectMsPerFrame: ratio(detectMs, analysed),
    },
  };
}

/** A fault as data. */
export function reportFault({ code, detail, remedy }: Fault): NonNullable<CountReport["fault"]> {
  return { code, detail, remedy };
}

/** The time watched; every line and zone of a camera is watched at the same time. */
function watchedMsOf(buckets: readonly Bucket[]): number {
  const first = buckets[0];
  if (!first) return 0;
  const nameOf = (bucket: Bucket) => `${bucket.kind} ${bucket.kind === "line" ? bucket.line : bucket.zone}`;
  const own = buckets.filter((bucket) => nameOf(bucket) === nameOf(first));
  return own.reduce((sum, { watchedMs }) => sum + watchedMs, 0);
}

/** In and out of each line, over all minutes. */
export function lineTotals(lines: readonly { readonly name: string }[], buckets: readonly Bucket[]): LineTotal[] {
  return lines.map(({ name }) => {
    const own = buckets.filter((bucket) => bucket.kind === "line").filter(({ line }) => line === name);
    const sum = (figure: "in" | "out" | "uncertain") => own.reduce((total, bucket) => total + bucket[figure], 0);
    return { name, in: sum("in"), out: sum("out"), uncertain: sum("uncertain") };
  });
}

/** What became of a zone, over all minutes. */
export function zoneTotal(name: string, buckets: readonly Bucket[]): ZoneTotal {
  const own = buckets.filter((bucket) => bucket.kind === "zone").filter(({ zone }) => zone === name);
  return {
    name,
    entered: own.reduce((total, { entered }) => total + entered, 0),
    occupancyMax: own.reduce((most, { occupancyMax }) => Math.max(most, occupancyMax), 0),
    dwellMedianMs: dwellMedianMs(sumOfDwells(own.map(({ dwellHistogram }) => dwellHistogram))),
  };
}

/** The report as a person reads it in a terminal. */
export function reportText(report: CountReport): string {
  const { frames, speed } = report;
  const parts = [`\n${report.source}${report.partial ? " (partial: it ended early)" : ""}`];
  if (report.lines.length > 0)
    parts.push(
      plainTable(
        ["line", "in", "out"],
        report.lines.map((line) => [line.name, line.in, line.out]),
      ),
    );
  if (report.zones.length > 0)
    parts.push(plainTable(["zone", "entered", "most at once", "half stayed at least"], report.zones.map(zoneRow)));
  const dropped = frames.dropped > 0 ? `, ${frames.dropped} dropped` : "";
  const damaged = frames.damaged > 0 ? `, ${frames.damaged} damaged` : "";
  parts.push(
    `${seconds(report.durationMs)} watched in ${seconds(speed.elapsedMs)}: ` +
      `${frames.analysed} of ${frames.decoded} frames looked at${dropped}${damaged}, ${speed.analysedPerSecond} a second`,
  );
  if (report.tooSlow) parts.push(tooSlowText(report.tooSlow));
  return parts.join("\n");
}

/** What is told while a camera is looked at too seldom, and after. */
export function tooSlowText({ analysedPerSecond, duePerSecond }: FrameRate): string {
  const [analysed, due] = [analysedPerSecond.toFixed(1), duePerSecond.toFixed(1)];
  return `too slow: ${analysed} of ${due} frames a second are looked at; ${TOO_SLOW_REMEDY}`;
}

function toTenths({ analysedPerSecond, duePerSecond }: FrameRate): FrameRate {
  return { analysedPerSecond: ratio(analysedPerSecond, 1), duePerSecond: ratio(duePerSecond, 1) };
}

function zoneRow({ name, entered, occupancyMax, dwellMedianMs: median }: ZoneTotal): (string | number)[] {
  return [name, entered, occupancyMax, median === null ? "–" : seconds(median)];
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.round((10 * part) / whole) / 10 : 0;
}
