import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { FOOTAGE } from "#apps/cli/eval-all.ts";
import { readTruth } from "#apps/cli/eval-film.ts";
import { findScene } from "#apps/cli/source.ts";
import { averagePrecision } from "#domain/evaluation/average-precision.ts";
import type { LabelledBox, ScoredBox } from "#domain/evaluation/mot-file.ts";
import type { Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { interleave } from "./interleave.ts";
import { median, medianRatio } from "./spread.ts";
import { openTfjsDetector } from "./tfjs-detector.ts";

export type DetectorFigures = {
  readonly name: string;
  readonly msPerFrame: number;
  /** How many times longer than ours. */
  readonly timesOurs: number;
  /** On PETS09-S2L1; null where it is not here. */
  readonly ap50: number | null;
};

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const PETS_FILM = join(FOOTAGE, "video/PETS09-S2L1.avi");
const PETS_TRUTH = join(FOOTAGE, "mot/PETS09-S2L1/gt/gt.txt");
const PETS_PER_SECOND = 7; // its header says 10
/** Of PETS every so many frames: the slowest detector takes a quarter of a second for each. */
const PETS_STRIDE = 8;
/** Some machines count the processor's time in steps of 4 ms, so that one look alone cannot be timed. */
const LOOKS_A_TURN = 10;
/** A moment of the scene with people in it. */
const PICTURE_AT_MS = 20_000;

type Finder = { modelFor(picture: Size): Size; detect(frame: Frame): Detection[] | Promise<Detection[]> };

/** Ours, the one for weak machines, ours before it was rounded to whole numbers, and the original; one thread each. */
export async function measureDetectors({ rounds }: { readonly rounds: number }): Promise<DetectorFigures[]> {
  using ours = await openPersonDetector();
  using exact = await openPersonDetector({ modelPath: join(ROOT, "models/person.onnx") });
  const theirs = await openTfjsDetector();
  const finders = new Map<string, Finder>([
    ["int8 (ours)", ours],
    ["int8, small looks (for weak machines)", { ...ours, modelFor: (picture) => ours.modelFor(picture, "small") }],
    ["fp32", exact],
    ["int8, 416×416", { ...ours, modelFor: theirs.modelFor }],
    ["fp32, 416×416", { ...exact, modelFor: theirs.modelFor }],
    ["tfjs-wasm, 416×416", theirs],
  ]);
  return await compare(finders, rounds);
}

async function compare(finders: ReadonlyMap<string, Finder>, rounds: number): Promise<DetectorFigures[]> {
  const { address } = findScene("entrance");
  const contestants = await Promise.all(
    [...finders].map(async ([name, finder]) => {
      const picture = await pictureOf(address, finder);
      const run = async () => {
        for (let look = 0; look < LOOKS_A_TURN; look++) await finder.detect(picture);
      };
      return { name, items: LOOKS_A_TURN, run };
    }),
  );
  const times = await interleave(contestants, { rounds, of: "thread" });
  const [ours = []] = times.values();
  const figures: DetectorFigures[] = [];
  for (const [name, each] of times)
    figures.push({
      name,
      msPerFrame: median(each),
      timesOurs: medianRatio(each, ours),
      ap50: existsSync(PETS_FILM) ? await ap50Of(finders.get(name)!) : null,
    });
  return figures;
}

async function pictureOf(film: string, { modelFor }: Finder): Promise<Frame> {
  await using camera = await openCamera({ source: film, model: modelFor, analysedPerSecond: 5, fromMs: PICTURE_AT_MS });
  for await (const frame of camera.frames()) return frame;
  throw new Error(`no picture in ${film}`);
}

async function ap50Of({ modelFor, detect }: Finder): Promise<number> {
  const source = { source: PETS_FILM, trueFramesPerSecond: PETS_PER_SECOND };
  await using camera = await openCamera({
    ...source,
    model: modelFor,
    analysedPerSecond: PETS_PER_SECOND / PETS_STRIDE,
  });
  const truth = Map.groupBy(readTruth(PETS_TRUTH), ({ frame }) => frame);
  const there: LabelledBox[] = [];
  const found: ScoredBox[] = [];
  for await (const picture of camera.frames()) {
    const frame = Math.round((picture.atMs * PETS_PER_SECOND) / 1000) + 1;
    there.push(...(truth.get(frame) ?? []));
    for (const { box, score } of await detect(picture)) found.push({ frame, box, score });
  }
  return averagePrecision(there, found);
}
