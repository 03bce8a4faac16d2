import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { FOOTAGE, sceneCase } from "#apps/cli/eval-all.ts";
import { readTruth } from "#apps/cli/eval-film.ts";
import { findScene, sceneNames } from "#apps/cli/source.ts";
import { type LabelledBox, parseDetections, parseSequence } from "#domain/evaluation/mot-file.ts";
import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";

/** People walking over a picture: what a detector said of the frames that are looked at, and the truth of all frames. */
export type Walk = {
  readonly picture: Size;
  readonly framesPerSecond: number;
  readonly frames: readonly {
    readonly frame: number;
    readonly atMs: number;
    readonly detections: readonly Detection[];
  }[];
  readonly truth: readonly LabelledBox[];
};

const ANALYSED_PER_SECOND = 5;

/** The MOT sequences, at about 5 frames a second; where they are not here, the true boxes of our scenes. */
export function readWalks(): { readonly on: string; readonly walks: readonly Walk[] } {
  const folder = join(FOOTAGE, "mot");
  if (!existsSync(folder)) return { on: "true boxes of the scenes", walks: sceneNames().map(readScene) };
  return { on: "MOT sequences", walks: readdirSync(folder).map((name) => readSequence(join(folder, name))) };
}

function readSequence(folder: string): Walk {
  const text = (file: string) => readFileSync(join(folder, file), "utf8");
  const { frames, ...sequence } = parseSequence(text("seqinfo.ini"), folder);
  return {
    ...sequence,
    frames: sampled(parseDetections(text("det/det.txt"), folder), { ...sequence, frames }),
    truth: readTruth(join(folder, "gt/gt.txt")),
  };
}

function readScene(name: string): Walk {
  const { truth: boxes } = sceneCase(name);
  const { width, height, framesPerSecond, frames } = findScene(name).truth;
  const detections = boxes.map(({ frame, box }) => ({ frame, box, score: 1 }));
  return {
    picture: { width, height },
    framesPerSecond,
    frames: sampled(detections, { framesPerSecond, frames }),
    truth: boxes,
  };
}

/** Every k-th frame, k = round(native / wanted), so that a frame that is looked at is always a true one. */
function sampled(
  boxes: readonly (Detection & { readonly frame: number })[],
  { framesPerSecond, frames }: { readonly framesPerSecond: number; readonly frames: number },
): Walk["frames"] {
  const byFrame = Map.groupBy(boxes, ({ frame }) => frame);
  const step = Math.max(1, Math.round(framesPerSecond / ANALYSED_PER_SECOND));
  return Array.from({ length: Math.ceil(frames / step) }, (_, index) => {
    const frame = 1 + index * step;
    const atMs = Math.round(((frame - 1) * 1000) / framesPerSecond);
    return { frame, atMs, detections: byFrame.get(frame) ?? [] };
  });
}
