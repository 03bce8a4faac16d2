import { VISIBLE_MIN } from "#apps/cli/eval-all.ts";
import { shareText } from "#apps/cli/table.ts";
import type { CrossingFigures } from "#domain/evaluation/crossing-match.ts";
import {
  axes,
  BLUE,
  bar,
  byDoubling,
  dot,
  evenly,
  FAINT,
  GRID,
  INK,
  ORANGE,
  type Panel,
  sheet,
  stroke,
  text,
} from "./drawing.ts";
import { type AtRate, type CountedScene, type RateFigures, type RecallBin, SURE_SCORE_MIN } from "./measured.ts";

const SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];
/** Fewer people than this say nothing about a height. */
const PEOPLE_MIN = 20;
/** A scale of F1 begins here, or lower if anything on it does. */
const F1_FROM = 0.8;

/** How well each of twelve lines over one film is counted, at two rates. */
export function twelveLinesChart(runs: readonly AtRate[]): string {
  const lines = runs[0]!.report.lines;
  const shares = f1Shares(runs.flatMap(({ report }) => report.lines.filter(isCrossed).map(({ f1 }) => f1)));
  const panel = panelOf(70, 118, 700, 230, {
    x: evenly([-0.5, lines.length - 0.5], [0, 700]),
    y: evenly([shares[0]!, 1], [230, 0]),
  });
  const xTicks = lines.map(({ name, trueIn, trueOut }, at) => ({
    at,
    rows: [
      { label: name, colour: INK },
      { label: String(trueIn + trueOut), colour: FAINT },
      ...runs.map(({ report }, run) => {
        const { in: countedIn, out: countedOut } = report.lines[at]!;
        return { label: String(countedIn + countedOut), colour: COLOURS[run]! };
      }),
    ],
  }));
  const total = lines.reduce((sum, { trueIn, trueOut }) => sum + trueIn + trueOut, 0);
  return sheet(
    "The same people, counted by twelve lines",
    `PETS09-S2L1, ${total} true crossings. Under each line how many truly cross it, and how many were counted.\nNo dot where nobody truly crosses.`,
    { width: 800, height: 450 },
    [
      ...axes(panel, {
        x: "upright lines (x) and level lines (y), at this share of the picture's width or height",
        y: `count F1 (1 = every crossing right; the scale begins at ${shares[0]})`,
        xTicks,
        yTicks: ticksOf(shares),
      }),
      ...runs.flatMap(({ rate, report }, run) => [
        ...report.lines.flatMap((line, at) =>
          isCrossed(line) ? dot(panel.x(at) + (run === 0 ? -7 : 7), panel.y(line.f1), COLOURS[run]!) : [],
        ),
        ...legend(460 + 170 * run, 84, COLOURS[run]!, `${rate} frames a second`),
      ]),
    ],
  );
}

/** What was counted of each scene beside what truly happened. */
export function scenesChart(scenes: readonly CountedScene[]): string {
  const most = Math.max(...scenes.flatMap(({ figures }) => [figures.trueIn, figures.in, figures.trueOut, figures.out]));
  const across = evenly([0, most], [0, 460]);
  const rows = scenes.flatMap(({ name, figures }, index) => {
    const top = 112 + 52 * index;
    const each = [
      { of: "in", counted: figures.in, truth: figures.trueIn, colour: BLUE },
      { of: "out", counted: figures.out, truth: figures.trueOut, colour: ORANGE },
    ];
    return [
      text(104, top + 24, name, { anchor: "end", weight: 600 }),
      text(776, top + 24, shareText(figures.error), { anchor: "end" }),
      ...each.flatMap(({ of, counted, truth, colour }, row) => {
        const y = top + 20 * row;
        return [
          text(138, y + 13, of, { anchor: "end", colour: FAINT, size: 12 }),
          bar(146, y + 2, across(counted), 14, colour),
          bar(146, y + 0.5, across(truth), 17, FAINT, true),
          text(154 + across(Math.max(counted, truth)), y + 13, `${counted} of ${truth}`, { size: 12 }),
        ];
      }),
    ];
  });
  const height = 112 + 52 * scenes.length + 16;
  const tens = Array.from({ length: Math.floor(most / 10) + 1 }, (_, index) => 10 * index);
  const scale = tens.flatMap((count) => [
    stroke(
      [
        [146 + across(count), 106],
        [146 + across(count), height - 20],
      ],
      GRID,
      { wide: 1 },
    ),
    text(146 + across(count), 100, String(count), { anchor: "middle", colour: FAINT, size: 12 }),
  ]);
  const total = scenes.reduce((sum, { figures }) => sum + figures.trueIn + figures.trueOut, 0);
  return sheet(
    "Counted and true crossings of each scene",
    `${scenes.length} rendered scenes, ${total} true crossings, 5 frames a second; bars: counted, outlines: true`,
    { width: 800, height },
    [
      ...scale,
      text(146, 82, "crossings", { colour: FAINT, size: 12 }),
      text(776, 82, "error, both directions", { anchor: "end", colour: FAINT, size: 12 }),
      ...rows,
    ],
  );
}

/** How the count suffers from looking seldom. */
export function ratesChart(rates: readonly RateFigures[]): string {
  const crossings = rates[0]!.phases[0]!;
  const errorMax = Math.max(...rates.flatMap(({ phases }) => phases.map(({ error }) => error)));
  const top = Math.ceil(errorMax * 20) / 20; // to the next 5%
  const shares = f1Shares(rates.flatMap(({ phases }) => phases.map(({ f1 }) => f1)));
  const sides = [
    { left: 60, name: `count F1 (the scale begins at ${shares[0]})`, ticks: shares, label: String, of: "f1" as const },
    {
      left: 450,
      name: "count error (0% = every line and direction right)",
      ticks: Array.from({ length: Math.round(top * 20) + 1 }, (_, index) => index / 20),
      label: (share: number) => `${Math.round(100 * share)}%`,
      of: "error" as const,
    },
  ];
  return sheet(
    "How often must be looked?",
    `All scenes, ${crossings.trueIn + crossings.trueOut} true crossings in each run; rings: runs that begin with different frames, dots: their mean`,
    { width: 800, height: 410 },
    sides.flatMap(({ left, name, ticks, label, of }) => {
      const panel = panelOf(left, 108, 320, 230, {
        x: byDoubling([1.7, 17.6], [0, 320]),
        y: evenly([ticks[0]!, ticks.at(-1)!], [230, 0]),
      });
      const meanOf = ({ phases }: RateFigures) => phases.reduce((sum, figures) => sum + figures[of], 0) / phases.length;
      return [
        ...axes(panel, {
          x: "frames analysed a second; below, how many runs",
          y: name,
          xTicks: rates.map(({ rate, phases }) => ({
            at: rate,
            rows: [
              { label: String(rate), colour: INK },
              { label: `×${phases.length}`, colour: FAINT },
            ],
          })),
          yTicks: ticks.map((at) => ({ at, label: label(at) })),
        }),
        stroke(
          rates.map((each) => [panel.x(each.rate), panel.y(meanOf(each))] as const),
          BLUE,
        ),
        ...rates.flatMap(({ rate, phases }) =>
          phases.map((figures) => dot(panel.x(rate), panel.y(figures[of]), BLUE, { radius: 3, isOpen: true })),
        ),
        ...rates.map((each) => dot(panel.x(each.rate), panel.y(meanOf(each)), BLUE)),
      ];
    }),
  );
}

/** How tall a person must be to be found. */
export function recallChart(kinds: readonly { readonly name: string; readonly bins: readonly RecallBin[] }[]): string {
  const bins = kinds[0]!.bins;
  const panel = panelOf(70, 148, 700, 230, {
    x: evenly([-0.5, bins.length - 0.5], [0, 700]),
    y: evenly([0, 1], [230, 0]),
  });
  const xTicks = bins.map(({ from, to }, at) => ({
    at,
    rows: [
      { label: `${from}–${to - 1}`, colour: INK },
      ...kinds.map(({ bins }, kind) => ({ label: bins[at]!.people.toLocaleString("en"), colour: COLOURS[kind]! })),
    ],
  }));
  const series = kinds.flatMap(({ name, bins }, kind) => {
    const [colour, x] = [COLOURS[kind]!, 430 + 180 * kind];
    return [
      { name: `${name}, found at all`, of: "found" as const, dashes: "5 4", bins, colour, x, y: 98 },
      { name: `${name}, surely`, of: "surelyFound" as const, dashes: "", bins, colour, x, y: 118 },
    ];
  });
  return sheet(
    "How tall must a person be to be found?",
    `Found: a detection overlaps the true box by half or more (IoU ≥ 0.5); surely: with a score of ${SURE_SCORE_MIN} or more.\nUnder each height how many sightings there were; fewer than ${PEOPLE_MIN} are not drawn.`,
    { width: 800, height: 470 },
    [
      ...axes(panel, {
        x: "height of the person's box, in pixels of the model's picture",
        y: `share of true boxes that were found (in the scenes, of those that show by ${100 * VISIBLE_MIN}% or more)`,
        xTicks,
        yTicks: ticksOf(SHARES),
      }),
      ...series.flatMap(({ name, of, dashes, bins, colour, x, y }) => {
        const drawn = bins.map((bin, at) => ({ at, bin })).filter(({ bin }) => bin.people >= PEOPLE_MIN);
        const points = drawn.map(({ at, bin }) => [panel.x(at), panel.y(bin[of] / bin.people)] as const);
        return [
          stroke(points, colour, { dashes }),
          ...points.map(([left, top]) => dot(left, top, colour, { radius: 4, isOpen: of === "found" })),
          ...legend(x, y, colour, name, of === "found"),
        ];
      }),
    ],
  );
}

const COLOURS = [BLUE, ORANGE];

/** Where nobody truly crosses there is no share of anybody to be right about. */
function isCrossed({ trueIn, trueOut }: CrossingFigures): boolean {
  return trueIn + trueOut > 0;
}

function panelOf(left: number, top: number, width: number, height: number, { x, y }: Pick<Panel, "x" | "y">): Panel {
  return { left, top, width, height, x: (value) => left + x(value), y: (value) => top + y(value) };
}

/** From one to below the lowest, by twentieths. */
function f1Shares(found: readonly number[]): number[] {
  const first = Math.floor(20 * Math.min(F1_FROM, ...found));
  return Array.from({ length: 21 - first }, (_, index) => (first + index) / 20);
}

function ticksOf(values: readonly number[]): { at: number; label: string }[] {
  return values.map((at) => ({ at, label: String(at) }));
}

function legend(x: number, y: number, colour: string, name: string, isOpen = false): string[] {
  return [dot(x, y - 4, colour, { isOpen }), text(x + 12, y, name, { size: 12 })];
}
