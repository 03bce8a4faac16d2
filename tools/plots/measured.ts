import type { PersonDetector } from "#adapters/detector/person-detector.ts";
import { REAL_FILMS, realCase, sceneCase, TWELVE_LINES } from "#apps/cli/eval-all.ts";
import { evaluateFilm, type FilmCase, type FilmReport } from "#apps/cli/eval-film.ts";
import { runFilm } from "#apps/cli/film-run.ts";
import { sceneNames } from "#apps/cli/source.ts";
import { type CrossingFigures, crossingFigures, poolCrossings } from "#domain/evaluation/crossing-match.ts";
import { judgeLooks } from "#domain/evaluation/look.ts";
import { fitInto } from "#domain/vision/fit.ts";
import { rememberingDetector } from "./remembering-detector.ts";

/** A film counted at one rate. */
export type AtRate = { readonly rate: number; readonly report: FilmReport };
/** A scene as `npm run eval` counts it. */
export type CountedScene = { readonly name: string; readonly figures: CrossingFigures };
/** All scenes counted at one rate, once for each frame that the walk may begin with. */
export type RateFigures = { readonly rate: number; readonly phases: readonly CrossingFigures[] };
/** People between two heights, in pixels of the model's picture: how many, how many found at all, and how many surely. */
export type RecallBin = {
  readonly from: number;
  readonly to: number;
  readonly people: number;
  readonly found: number;
  readonly surelyFound: number;
};

const RATES = [15, 7.5, 5, 4, 3, 2];
/** The frame rate of every scene. */
const SCENE_FRAMES_PER_SECOND = 15;
const PHASES_MAX = 4;
/** The heights between which people are taken together: nobody is lower or higher who is looked for. */
const HEIGHTS = [16, 24, 32, 48, 64, 96, 128, 256];
/** From this score on a detection begins a track; below, down to 0.1, it only keeps one going. */
export const SURE_SCORE_MIN = 0.5;

/** Twelve lines over PETS09-S2L1, six upright and six level, at each rate that the film is evaluated at. */
export async function measureTwelveLines(detector: PersonDetector): Promise<AtRate[]> {
  const found: AtRate[] = [];
  const remembering = rememberingDetector(detector);
  for (const film of REAL_FILMS.filter(({ sequence }) => sequence === "PETS09-S2L1")) {
    const report = await evaluateFilm({ ...realCase(film), lines: TWELVE_LINES, detector: remembering });
    found.push({ rate: film.analysedPerSecond, report });
  }
  return found;
}

/** Every scene by its own lines, at the usual rate. */
export async function measureScenes(detector: PersonDetector): Promise<CountedScene[]> {
  const counted: CountedScene[] = [];
  for (const name of sceneNames())
    counted.push({ name, figures: (await evaluateFilm({ ...sceneCase(name), detector })).pooled });
  return counted;
}

/** All scenes together at several rates; slowest first. A walk at a lower rate may begin with any of several frames. */
export async function measureRates(detector: PersonDetector): Promise<RateFigures[]> {
  const counts = new Map(RATES.map((rate) => [rate, firstFramesAt(rate).map((): FilmReport["counts"][] => [])]));
  for (const name of sceneNames()) {
    const remembering = rememberingDetector(detector);
    for (const rate of RATES)
      for (const [phase, frame] of firstFramesAt(rate).entries()) {
        const fromMs = Math.round((1000 * frame) / SCENE_FRAMES_PER_SECOND);
        const how = { analysedPerSecond: rate, fromMs, detector: remembering };
        counts.get(rate)![phase]!.push((await evaluateFilm({ ...sceneCase(name), ...how })).counts);
      }
  }
  return RATES.toReversed().map((rate) => ({
    rate,
    phases: counts.get(rate)!.map((scenes) => crossingFigures(poolCrossings(scenes))),
  }));
}

/** How many people are found, by how tall they are on the model's picture: in the scenes, and in the real films. */
export async function measureRecall(detector: PersonDetector, kind: "scenes" | "films"): Promise<RecallBin[]> {
  const once = REAL_FILMS.filter(
    ({ sequence }, index) => REAL_FILMS.findIndex((film) => film.sequence === sequence) === index,
  );
  const cases = kind === "scenes" ? sceneNames().map(sceneCase) : once.map(realCase);
  const people: Sought[] = [];
  for (const film of cases) people.push(...(await lookedFor(film, detector)));
  return HEIGHTS.slice(0, -1).map((from, index) => {
    const to = HEIGHTS[index + 1]!;
    const scores = people.filter(({ height }) => height >= from && height < to).map(({ score }) => score);
    const found = scores.filter((score) => score !== undefined);
    const surelyFound = found.filter((score) => score >= SURE_SCORE_MIN).length;
    return { from, to, people: scores.length, found: found.length, surelyFound };
  });
}

/** Somebody in one look: how tall on the model's picture, and the score they were found with, if they were. */
type Sought = { readonly height: number; readonly score: number | undefined };

/** Everybody in every look at a film. */
async function lookedFor(film: FilmCase, detector: PersonDetector): Promise<Sought[]> {
  const { picture, looks } = await runFilm({ ...film, zones: [], detector });
  const scale = fitInto(picture, detector.modelFor(picture)).scaled.height / picture.height;
  return judgeLooks(looks, film.truth).flatMap(({ people, scoreOf }) =>
    people.map(({ id, box }) => ({ height: box.height * scale, score: scoreOf.get(id) })),
  );
}

/** The frames that a walk at this rate may begin with: spread over the time between two looks. */
function firstFramesAt(rate: number): number[] {
  const stride = SCENE_FRAMES_PER_SECOND / rate;
  const phases = Math.min(PHASES_MAX, Math.floor(stride));
  return Array.from({ length: phases }, (_, phase) => Math.floor((phase * stride) / phases));
}
