import theirs from "node-moving-things-tracker/tracker.js";
import { Counter } from "#domain/counting/counter.ts";
import {
  type CrossingCounts,
  crossingFigures,
  matchCrossings,
  poolCrossings,
} from "#domain/evaluation/crossing-match.ts";
import type { LabelledBox } from "#domain/evaluation/mot-file.ts";
import { measureTracking, poolTracking, trackingFigures } from "#domain/evaluation/tracking-figures.ts";
import { trueCrossings } from "#domain/evaluation/true-crossings.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import type { Line } from "#domain/space/line.ts";
import { type Track, Tracker } from "#domain/tracking/tracker.ts";
import { interleave } from "./interleave.ts";
import { median, medianRatio } from "./spread.ts";
import { readWalks, type Walk } from "./tracked-walks.ts";

export type TrackerFigures = {
  readonly name: string;
  readonly updatesPerSecond: number;
  /** How many times as many updates a second as `theirs`. */
  readonly timesTheirs: number;
  readonly idf1: number;
  readonly hota: number;
  readonly countF1: number;
};

/** Joins one walk's detections into tracks, frame by frame. */
type Way = { readonly name: string; readonly tracksOf: (walk: Walk) => Track[][] };

const WAYS: readonly Way[] = [
  { name: "ours", tracksOf: ourTracks },
  { name: "node-moving-things-tracker", tracksOf: (walk) => theirTracks(walk, "kdTree") },
  { name: "node-moving-things-tracker, munkres", tracksOf: (walk) => theirTracks(walk, "munkres") },
];
const LINE_PLACES = [0.2, 0.35, 0.5, 0.65, 0.8];
/** Upright and lying lines over the whole picture. */
const LINES: readonly Line[] = LINE_PLACES.flatMap((at) => [
  { name: `x${at}`, from: { x: at, y: 1 }, to: { x: at, y: 0 } },
  { name: `y${at}`, from: { x: 0, y: at }, to: { x: 1, y: at } },
]);

/** Ours against the tracker on npm that people counters use, on the same detections; theirs in both its ways. */
export async function measureTrackers({ rounds }: { readonly rounds: number }): Promise<{
  readonly on: string;
  readonly trackers: TrackerFigures[];
}> {
  const { on, walks } = readWalks();
  const items = walks.reduce((sum, { frames }) => sum + frames.length, 0);
  const contestants = WAYS.map(({ name, tracksOf }) => ({ name, items, run: () => walks.forEach(tracksOf) }));
  const times = await interleave(contestants, { rounds, of: "thread" });
  const baseline = times.get(WAYS[1]!.name)!;
  const trackers = WAYS.map((way) => {
    const each = times.get(way.name)!;
    return {
      name: way.name,
      updatesPerSecond: 1000 / median(each),
      timesTheirs: medianRatio(baseline, each),
      ...qualityOf(way, walks),
    };
  });
  return { on, trackers };
}

function ourTracks({ frames }: Walk): Track[][] {
  const tracker = new Tracker();
  return frames.map(({ detections, atMs }) => tracker.update(detections, atMs));
}

/** It keeps its state in the module, and guesses on for tracks it has lost; those guesses are left out, which favours it. */
function theirTracks({ frames }: Walk, matchingAlgorithm: "kdTree" | "munkres"): Track[][] {
  theirs.reset();
  theirs.setParams({ matchingAlgorithm });
  return frames.map(({ detections }, index) => {
    const places = detections.map(({ box, score }) => ({
      x: box.left + box.width / 2,
      y: box.top + box.height / 2,
      w: box.width,
      h: box.height,
      confidence: score,
      name: "person",
    }));
    theirs.updateTrackedItemsWithNewFrame(places, index);
    return theirs
      .getJSONOfTrackedItems(false)
      .filter(({ isZombie }) => !isZombie)
      .map(({ id, x, y, w, h, confidence }) => ({
        id,
        box: { left: x - w / 2, top: y - h / 2, width: w, height: h },
        speed: { x: 0, y: 0 },
        score: confidence,
      }));
  });
}

function qualityOf({ tracksOf }: Way, walks: readonly Walk[]) {
  const tracking = [];
  const counts: CrossingCounts[] = [];
  for (const walk of walks) {
    const tracks = tracksOf(walk);
    const boxes = tracks.flatMap((seen, index) =>
      seen.map(({ id, box }): LabelledBox => ({ frame: walk.frames[index]!.frame, id, box })),
    );
    const isSeen = new Set(walk.frames.map(({ frame }) => frame));
    tracking.push(
      measureTracking(
        walk.truth.filter(({ frame }) => isSeen.has(frame)),
        boxes,
      ),
    );
    const counter = new Counter({ lines: LINES, zones: [], grants: grantsForFilm() }, walk.picture);
    const passed = tracks.flatMap((seen, index) => counter.update(seen, walk.frames[index]!.atMs));
    const crossings = [...passed, ...counter.close()];
    for (const line of LINES)
      counts.push(
        matchCrossings(
          trueCrossings(walk.truth, line, { ...walk, anchor: "centre" }),
          crossings.filter((crossing) => crossing.line === line.name),
        ),
      );
  }
  const { IDF1, HOTA } = trackingFigures(poolTracking(tracking));
  return { idf1: IDF1, hota: HOTA, countF1: crossingFigures(poolCrossings(counts)).f1 };
}
