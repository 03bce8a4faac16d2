import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type LabelledBox,
  parseDetections,
  parseSequence,
  parseTruth,
  writeTracks,
} from "#domain/evaluation/mot-file.ts";
import {
  measureTracking,
  poolTracking,
  type TrackingCounts,
  type TrackingFigures,
  trackingFigures,
} from "#domain/evaluation/tracking-figures.ts";
import { Fault } from "#domain/fault/fault.ts";
import { Tracker } from "#domain/tracking/tracker.ts";
import { percentText, plainTable } from "./table.ts";

/** The tracker on one sequence, at about the wanted rate. */
type SequenceRun = {
  readonly name: string;
  readonly boxes: readonly LabelledBox[];
  readonly counts: TrackingCounts;
  readonly updates: number;
  readonly elapsedMs: number;
};

export type MotReport = {
  readonly sequences: Readonly<Record<string, MotFigures>>;
  readonly pooled: MotFigures;
  readonly updatesPerSecond: number;
};

type MotFigures = Pick<TrackingFigures, "MOTA" | "IDF1" | "HOTA" | "IDSW">;

/** Runs the tracker over MOT folders and measures it; result files go to `outDirectory`, one per sequence. */
export function evaluateMot(
  directories: readonly string[],
  { framesPerSecond, outDirectory }: { framesPerSecond: number; outDirectory?: string | undefined },
): MotReport {
  const runs = directories.map((directory) => runSequence(directory, framesPerSecond));
  if (outDirectory !== undefined) {
    mkdirSync(outDirectory, { recursive: true });
    for (const { name, boxes } of runs) writeFileSync(join(outDirectory, `${name}.txt`), writeTracks(boxes));
  }
  const elapsedMs = runs.reduce((sum, run) => sum + run.elapsedMs, 0);
  const updates = runs.reduce((sum, run) => sum + run.updates, 0);
  return {
    sequences: Object.fromEntries(runs.map(({ name, counts }) => [name, motFigures(counts)])),
    pooled: motFigures(poolTracking(runs.map(({ counts }) => counts))),
    updatesPerSecond: Math.round((1000 * updates) / elapsedMs),
  };
}

/** Every k-th frame is seen, k = round(native / wanted), so that a result frame is always a true frame. */
function runSequence(directory: string, framesPerSecond: number): SequenceRun {
  const sequence = parseSequence(read(directory, "seqinfo.ini"), join(directory, "seqinfo.ini"));
  const detections = Map.groupBy(
    parseDetections(read(directory, "det/det.txt"), join(directory, "det/det.txt")),
    ({ frame }) => frame,
  );
  const truth = parseTruth(read(directory, "gt/gt.txt"), join(directory, "gt/gt.txt"));
  const step = Math.max(1, Math.round(sequence.framesPerSecond / framesPerSecond));
  const isSeen = (frame: number) => (frame - 1) % step === 0;

  const tracker = new Tracker();
  const boxes: LabelledBox[] = [];
  let updates = 0;
  const beganMs = performance.now();
  for (let frame = 1; frame <= sequence.frames; frame += step) {
    const atMs = Math.round(((frame - 1) * 1000) / sequence.framesPerSecond);
    for (const { id, box } of tracker.update(detections.get(frame) ?? [], atMs)) boxes.push({ frame, id, box });
    updates += 1;
  }
  const elapsedMs = performance.now() - beganMs;
  const seenTruth = truth.filter(({ frame }) => isSeen(frame));
  return { name: sequence.name, boxes, counts: measureTracking(seenTruth, boxes), updates, elapsedMs };
}

/** The report as a table. */
export function motText({ sequences, pooled, updatesPerSecond }: MotReport): string {
  const rows = [...Object.entries(sequences), ["pooled", pooled] as const].map(([name, figures]) => [
    name,
    percentText(figures.MOTA),
    percentText(figures.IDF1),
    percentText(figures.HOTA),
    figures.IDSW,
  ]);
  return `${plainTable(["sequence", "MOTA", "IDF1", "HOTA", "IDSW"], rows)}\n${updatesPerSecond} updates a second`;
}

function motFigures(counts: TrackingCounts): MotFigures {
  const { MOTA, IDF1, HOTA, IDSW } = trackingFigures(counts);
  return { MOTA: rounded(MOTA), IDF1: rounded(IDF1), HOTA: rounded(HOTA), IDSW };
}

function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}

function read(directory: string, file: string): string {
  try {
    return readFileSync(join(directory, file), "utf8");
  } catch (cause) {
    throw new Fault("evaluation/unreadable", `\`${join(directory, file)}\` cannot be read`, { cause });
  }
}
