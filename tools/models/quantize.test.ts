import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import test, { type TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector, type PersonDetector } from "#adapters/detector/person-detector.ts";
import { averagePrecision } from "#domain/evaluation/average-precision.ts";
import { parseTruth, type ScoredBox } from "#domain/evaluation/mot-file.ts";
import { iou } from "#domain/space/box.ts";
import { LOOK_SIZES, type LookSize } from "#domain/vision/look-size.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const EVAL = `${ROOT}/../shared/eval`;
const SCENES = globSync(`${ROOT}/scenes/*.mp4`);

const SURE = 0.5;
const SAME_IOU_MIN = 0.5;
const AGREEMENT_MIN = 0.95;
const ACCURACY_LOSS_MAX = 0.01;

/** A film, the rate it was really taken at, and how many of its frames are looked at in a second. */
type Film = { readonly source: string; readonly trueFramesPerSecond?: number; readonly analysedPerSecond: number };

const FOOTAGE = [
  {
    name: "PETS09-S2L1",
    film: { source: `${EVAL}/video/PETS09-S2L1.avi`, trueFramesPerSecond: 7, analysedPerSecond: 7 / 6 },
  },
  {
    name: "TUD-Stadtmitte",
    film: { source: `${EVAL}/video/TUD-Stadtmitte.mp4`, trueFramesPerSecond: 25, analysedPerSecond: 25 / 6 },
  },
] as const;

for (const lookSize of LOOK_SIZES) {
  test(`whole numbers find as many people of real films as floats do, and the same ones: ${lookSize} looks`, async (context) => {
    if (!existsSync(EVAL)) return context.skip("left out: ../shared/eval is not here");
    for (const { name, film } of FOOTAGE) {
      const { whole, floats, frames } = await detectBoth(lookSize, film, film.trueFramesPerSecond);
      const path = `${EVAL}/mot/${name}/gt/gt.txt`;
      const truth = parseTruth(readFileSync(path, "utf8"), path).filter(({ frame }) => frames.has(frame));
      const [accuracy, accuracyInFloats] = [averagePrecision(truth, whole), averagePrecision(truth, floats)];
      context.diagnostic(`${name}: AP50 ${accuracy.toFixed(4)}, in floats ${accuracyInFloats.toFixed(4)}`);
      assert.ok(accuracy > accuracyInFloats - ACCURACY_LOSS_MAX);
      assertAgreement(context, name, whole, floats);
    }
  });

  test(`whole numbers find the same people of rendered scenes as floats do: ${lookSize} looks`, async (context) => {
    if (SCENES.length === 0) return context.skip("left out: scenes/ holds no films");
    const [whole, floats]: [ScoredBox[], ScoredBox[]] = [[], []];
    for (const [index, source] of SCENES.entries()) {
      const both = await detectBoth(lookSize, { source, analysedPerSecond: 0.5 }, 1000);
      const apart = (box: ScoredBox) => ({ ...box, frame: box.frame + index * 1e9 });
      whole.push(...both.whole.map(apart));
      floats.push(...both.floats.map(apart));
    }
    assertAgreement(context, SCENES.map((path) => basename(path)).join(" "), whole, floats);
  });
}

/** What is seen on a film in whole numbers and in floats; frames count from 1, at a rate. */
async function detectBoth(lookSize: LookSize, film: Film, framesPerSecond: number) {
  using inWhole = await openPersonDetector({ scoreMin: 0.05 });
  using inFloats = await openPersonDetector({ scoreMin: 0.05, modelPath: join(ROOT, "models/person.onnx") });
  await using camera = await openCamera({ ...film, model: (picture) => inWhole.modelFor(picture, lookSize) });
  const seen = { whole: [] as ScoredBox[], floats: [] as ScoredBox[], frames: new Set<number>() };
  for await (const frame of camera.frames()) {
    const number = Math.round((frame.atMs * framesPerSecond) / 1000) + 1;
    const detect = async (detector: PersonDetector) =>
      (await detector.detect(frame)).map((detection) => ({ ...detection, frame: number }));
    seen.frames.add(number);
    seen.whole.push(...(await detect(inWhole)));
    seen.floats.push(...(await detect(inFloats)));
  }
  return seen;
}

/** Holds one network's sure detections against the other's by F1. */
function assertAgreement(context: TestContext, name: string, whole: ScoredBox[], floats: ScoredBox[]): void {
  const sure = (boxes: readonly ScoredBox[]) => boxes.filter(({ score }) => score >= SURE);
  const [a, b] = [sure(whole), sure(floats)];
  const free = new Set(b);
  for (const { frame, box } of a) {
    const match = [...free].find((other) => other.frame === frame && iou(box, other.box) >= SAME_IOU_MIN);
    if (match) free.delete(match);
  }
  const agreement = (2 * (b.length - free.size)) / (a.length + b.length);
  context.diagnostic(`${name}: agreement F1 ${agreement.toFixed(3)} over ${b.length} people`);
  assert.ok(b.length > 20, `${name} shows people`);
  assert.ok(agreement >= AGREEMENT_MIN, `${name}: agreement F1 ${agreement}`);
}
