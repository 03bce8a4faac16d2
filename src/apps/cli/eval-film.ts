import { readFileSync } from "node:fs";
import { isLiveAddress, maskAddress } from "#adapters/camera/address.ts";
import {
  type CrossingCounts,
  type CrossingFigures,
  crossingFigures,
  matchCrossings,
  poolCrossings,
} from "#domain/evaluation/crossing-match.ts";
import { judgeLooks } from "#domain/evaluation/look.ts";
import { missesAt } from "#domain/evaluation/miss-cause.ts";
import { type LabelledBox, parseTruth } from "#domain/evaluation/mot-file.ts";
import { measureTracking, type TrackingFigures, trackingFigures } from "#domain/evaluation/tracking-figures.ts";
import { trueCrossings } from "#domain/evaluation/true-crossings.ts";
import { Fault } from "#domain/fault/fault.ts";
import { type FilmPlan, runFilm } from "./film-run.ts";
import { missesText, type ReportedMiss } from "./miss-report.ts";
import { openFolder, writeStrips } from "./miss-strip.ts";
import { percentText, plainTable, shareText } from "./table.ts";

/** What `lintel eval film --json` prints: tracking in percent (null where the truth is empty), shares of the count 0..1. */
export type FilmReport = Pick<TrackingFigures, "MOTA" | "IDF1" | "HOTA" | "IDSW"> & {
  readonly lines: readonly ({ readonly name: string } & CrossingFigures)[];
  readonly pooled: CrossingFigures;
  /** What was missed and what was invented, and why, in order of time. */
  readonly misses: readonly ReportedMiss[];
  /** The same as `pooled` before it became shares, so that several films can be pooled. */
  readonly counts: CrossingCounts;
};

/** A film, what truly happens in it, and how to look at it. */
export type FilmCase = Omit<FilmPlan, "zones" | "untilMs"> & {
  readonly truth: readonly LabelledBox[];
  /** True boxes that no one can see, behind a wall or outside: they are walked, but there is nothing to track. */
  readonly hidden?: readonly LabelledBox[];
};

/**
 * From pixels to counts, against the truth: the tracks on the frames that were analysed, the crossings on all of them.
 * The truth is of the anchor that is counted. `strips` is the folder for pictures of what was missed.
 */
export async function evaluateFilm(
  { truth, hidden = [], ...film }: FilmCase,
  { strips }: { strips?: string | undefined } = {},
): Promise<FilmReport> {
  if (isLiveAddress(film.film))
    throw new Fault("evaluation/live", `\`${maskAddress(film.film)}\` is a camera, and nobody knows its truth`);
  if (strips !== undefined) openFolder(strips);
  const run = await runFilm({ ...film, zones: [] });
  const seen = new Set(run.looks.map(({ frame }) => frame));
  const everybody = [...truth, ...hidden];
  const figures = trackingFigures(
    measureTracking(
      truth.filter(({ frame }) => seen.has(frame)),
      run.looks.flatMap(({ tracks }) => tracks),
    ),
  );
  const results = film.lines.map((line) => ({
    line,
    picture: run.picture,
    truth: trueCrossings(everybody, line, { ...run, anchor: line.anchor ?? "centre" }),
    counted: run.crossings.filter((crossing) => crossing.line === line.name),
  }));
  const counts = results.map((result) => matchCrossings(result.truth, result.counted));
  const looks = judgeLooks(run.looks, everybody);
  const misses = results.flatMap((result) => missesAt(result, looks)).sort((a, b) => a.atMs - b.atMs);
  const files = strips === undefined ? [] : await writeStrips(strips, { ...film, picture: run.picture, misses, looks });
  const { IDSW } = figures;
  // A film in which nobody is has no share of anybody to state.
  const { MOTA, IDF1, HOTA } = figures.GT > 0 ? figures : { MOTA: Number.NaN, IDF1: Number.NaN, HOTA: Number.NaN };
  return {
    MOTA,
    IDF1,
    HOTA,
    IDSW,
    lines: film.lines.map(({ name }, index) => ({ name, ...crossingFigures(counts[index]!) })),
    pooled: crossingFigures(poolCrossings(counts)),
    misses: misses.map(({ place: _, ...miss }, index) => ({ ...miss, ...(files[index] && { strip: files[index] }) })),
    counts: poolCrossings(counts),
  };
}

/** The columns of `filmRows`. */
export const FILM_HEAD = [
  "film",
  "MOTA",
  "IDF1",
  "HOTA",
  "IDSW",
  "line",
  "in/true",
  "out/true",
  "F1",
  "error",
] as const;

/** A report as rows of a table, one for each line and one for all of them. */
export function filmRows(name: string, report: Omit<FilmReport, "counts">): string[][] {
  const tracking = [report.MOTA, report.IDF1, report.HOTA].map(percentText);
  const all = { name: "all", ...report.pooled };
  return [...report.lines, ...(report.lines.length === 1 ? [] : [all])].map((line, index) => [
    ...(index === 0 ? [name, ...tracking, String(report.IDSW)] : ["", "", "", "", ""]),
    line.name,
    `${line.in}/${line.trueIn}`,
    `${line.out}/${line.trueOut}`,
    line.f1.toFixed(3),
    shareText(line.error),
  ]);
}

/** The report as tables: the figures, and what was missed and invented if anything was. */
export function filmText(name: string, report: Omit<FilmReport, "counts">): string {
  const figures = plainTable(FILM_HEAD, filmRows(name, report));
  return report.misses.length === 0 ? figures : `${figures}\n\n${missesText(report.misses)}`;
}

/** Reads a `gt.txt`. */
export function readTruth(path: string): LabelledBox[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new Fault("evaluation/unreadable", `\`${path}\` cannot be read`, { cause });
  }
  return parseTruth(text, path);
}
