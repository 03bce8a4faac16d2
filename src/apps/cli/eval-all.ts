import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CrossingCounts, crossingFigures, poolCrossings } from "#domain/evaluation/crossing-match.ts";
import { sightingsAt } from "#domain/scene/scene-truth.ts";
import type { Line } from "#domain/space/line.ts";
import { evaluateFilm, FILM_HEAD, type FilmCase, filmRows, readTruth } from "./eval-film.ts";
import { evaluateMot, motText } from "./eval-mot.ts";
import { CAUSE_HEAD, causeRow } from "./miss-report.ts";
import { readLines } from "./option-text.ts";
import { findScene, sceneNames } from "./source.ts";
import { plainTable, shareText } from "./table.ts";

/** Real footage and its truth; it is not part of the project and is often not there. */
export const FOOTAGE = fileURLToPath(new URL("../../../../shared/eval/", import.meta.url));

const FRAMES_PER_SECOND = 5;
/** Less of a body than this is not asked of a tracker; the scenes know what the camera cannot see. */
export const VISIBLE_MIN = 0.3;

type RealFilm = Pick<FilmCase, "analysedPerSecond" | "trueFramesPerSecond"> & {
  readonly sequence: string;
  readonly film: string;
  readonly lines: readonly string[];
};

const PETS = {
  sequence: "PETS09-S2L1",
  film: "PETS09-S2L1.avi",
  trueFramesPerSecond: 7, // its header says 10
  lines: ["x.5=0.5,1,0.5,0", "y.5=0,0.5,1,0.5"],
};

const TWELVE = [0.2, 0.32, 0.44, 0.56, 0.68, 0.8];
/** Six upright and six level, evenly over the whole picture: PETS09-S2L1 has room for all of them. */
export const TWELVE_LINES: readonly Line[] = readLines([
  ...TWELVE.map((at) => `x${at}=${at},1,${at},0`),
  ...TWELVE.map((at) => `y${at}=0,${at},1,${at}`),
]);

/** The films with labelled people, looked at in more than one way. */
export const REAL_FILMS: readonly RealFilm[] = [
  { ...PETS, analysedPerSecond: 7 },
  { ...PETS, analysedPerSecond: 3.5 },
  {
    sequence: "TUD-Stadtmitte",
    film: "TUD-Stadtmitte.mp4",
    lines: ["x.8=0.8,1,0.8,0"],
    analysedPerSecond: FRAMES_PER_SECOND,
  },
];

/** `npm run eval`: everything there is, as tables. Says what it left out. */
export async function evaluateAll(): Promise<string> {
  const hasFootage = existsSync(FOOTAGE);
  const parts = hasFootage
    ? [motPart(), await filmsPart(), await twelveLinesPart()]
    : ["Left out: the real footage. It is not part of the project; put it at `../shared/eval`."];
  return [...parts, await scenesPart()].join("\n\n");
}

/** The median of an even number of figures. */
export function medianF1(lines: readonly { readonly f1: number }[]): number {
  const sorted = lines.map(({ f1 }) => f1).toSorted((a, b) => a - b);
  return (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
}

async function twelveLinesPart(): Promise<string> {
  const rows: string[][] = [];
  for (const film of REAL_FILMS.filter(({ sequence }) => sequence === PETS.sequence)) {
    const { lines, pooled } = await evaluateFilm({ ...realCase(film), lines: TWELVE_LINES });
    const { trueIn, trueOut, in: into, out, f1, error } = pooled;
    rows.push([
      `${film.sequence} @${film.analysedPerSecond}`,
      `${into}/${trueIn}`,
      `${out}/${trueOut}`,
      medianF1(lines).toFixed(3),
      f1.toFixed(3),
      shareText(error),
    ]);
  }
  const head = ["film", "in/true", "out/true", "median F1", "F1 of all", "error"];
  return `Twelve lines over the whole picture\n${plainTable(head, rows)}`;
}

/** A real film with its truth, ready to be evaluated. */
export function realCase({ sequence, film, lines, ...how }: RealFilm): FilmCase {
  const truth = readTruth(join(FOOTAGE, "mot", sequence, "gt/gt.txt"));
  return { ...how, film: join(FOOTAGE, "video", film), truth, lines: readLines(lines) };
}

/** A scene with its truth, ready to be evaluated at the usual rate. */
export function sceneCase(name: string): FilmCase {
  const { address, lines, truth } = findScene(name);
  const boxes = truth.people.flatMap((_, index) =>
    sightingsAt(truth, index).map(({ person, box, visible }) => ({ frame: index + 1, id: person, box, visible })),
  );
  return {
    film: address,
    truth: boxes.filter(({ visible }) => visible >= VISIBLE_MIN),
    hidden: boxes.filter(({ visible }) => visible < VISIBLE_MIN),
    lines,
    analysedPerSecond: FRAMES_PER_SECOND,
  };
}

function motPart(): string {
  const directories = readdirSync(join(FOOTAGE, "mot")).map((name) => join(FOOTAGE, "mot", name));
  const report = evaluateMot(directories, { framesPerSecond: FRAMES_PER_SECOND });
  return `The tracker on given detections, ${FRAMES_PER_SECOND} frames a second\n${motText(report)}`;
}

async function filmsPart(): Promise<string> {
  const rows: string[][] = [];
  const causes: (string | number)[][] = [];
  for (const film of REAL_FILMS) {
    const name = `${film.sequence} @${film.analysedPerSecond}`;
    const report = await evaluateFilm(realCase(film));
    rows.push(...filmRows(name, report));
    causes.push(causeRow(name, report.misses));
  }
  return `From pixels to counts, real films\n${plainTable(FILM_HEAD, rows)}\n${plainTable(CAUSE_HEAD, causes)}`;
}

async function scenesPart(): Promise<string> {
  const rows: string[][] = [];
  const counts: CrossingCounts[] = [];
  const causes: (string | number)[][] = [];
  for (const name of sceneNames()) {
    const report = await evaluateFilm(sceneCase(name));
    rows.push(...filmRows(`scene:${name}`, report));
    counts.push(report.counts);
    causes.push(causeRow(`scene:${name}`, report.misses));
  }
  const { error } = crossingFigures(poolCrossings(counts));
  const tables = `${plainTable(FILM_HEAD, rows)}\n${plainTable(CAUSE_HEAD, causes)}`;
  return `From pixels to counts, scenes\n${tables}\nCount error over all scenes: ${shareText(error)}`;
}
