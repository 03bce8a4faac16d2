import { mkdtempDisposableSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector, type PersonDetector } from "#adapters/detector/person-detector.ts";
import { openFilmWriter } from "#adapters/film/film-writer.ts";
import { findScene } from "#apps/cli/source.ts";
import { walk } from "#apps/lens/walk.ts";
import { Counter } from "#domain/counting/counter.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import { Tracker } from "#domain/tracking/tracker.ts";
import type { Detection } from "#domain/vision/detection.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { lumaCellsOf } from "#domain/vision/luma-cells.ts";
import { MotionGate } from "#domain/vision/motion-gate.ts";
import { Scenery } from "#domain/vision/scenery.ts";
import { interleave } from "./interleave.ts";
import { median } from "./spread.ts";

/** Milliseconds of the processor, each in the walk of one analysed frame of a busy door. */
export type FrameCost = {
  /** One picture, analysed or not. */
  readonly decodeMs: number;
  readonly scaleMs: number;
  readonly gateMs: number;
  readonly detectMs: number;
  readonly trackAndCountMs: number;
};

/** What one camera costs at five analysed frames a second, and how often the gate lets a frame through. */
export type CameraCost = { readonly watched: string; readonly coreShare: number; readonly lookedShare: number };

const ANALYSED_PER_SECOND = 5;
const FRAMES = 100;
/** How much of a film each round watches. */
const WATCHED_MS = 15_000;
/** The first frame is always due; at this rate no other is. */
const HARDLY_EVER = 0.001;

/** What each stage costs on the scene of the busy door. */
export async function measureFrameCost({ rounds }: { readonly rounds: number }): Promise<FrameCost> {
  const { address, lines, zones } = findScene("entrance");
  using detector = await openPersonDetector();
  const { frames, framesPerSecond } = await framesOf(address, detector);
  const detections = await detectAll(frames, detector);
  const items = frames.length;
  const decoded = Math.round((WATCHED_MS * framesPerSecond) / 1000);
  const decode = (analysedPerSecond: number) => async () => {
    await using camera = await openCamera({
      source: address,
      model: detector.modelFor,
      analysedPerSecond,
      untilMs: WATCHED_MS,
    });
    for await (const _ of camera.frames());
  };
  const times = await interleave(
    [
      { name: "decode", items: decoded, run: decode(HARDLY_EVER) },
      { name: "decode and scale", items: decoded, run: decode(framesPerSecond) },
      { name: "gate", items, run: () => gateAll(frames, detections) },
      { name: "detect", items, run: async () => void (await detectAll(frames, detector)) },
      {
        name: "track and count",
        items,
        run: () => trackAll(frames, detections, { lines, zones, grants: grantsForFilm() }),
      },
    ],
    { rounds, of: "process" },
  );
  const msOf = (name: string) => median(times.get(name)!);
  return {
    decodeMs: msOf("decode"),
    scaleMs: msOf("decode and scale") - msOf("decode"),
    gateMs: msOf("gate"),
    detectMs: msOf("detect"),
    trackAndCountMs: msOf("track and count"),
  };
}

/** Whole walks, gate and all: a busy door, an empty shop in restless light, and a picture in which nothing changes. */
export async function measureGate({ rounds }: { readonly rounds: number }): Promise<CameraCost[]> {
  using detector = await openPersonDetector();
  using folder = mkdtempDisposableSync(join(tmpdir(), "lintel-bench-"));
  const still = { ...findScene("empty"), address: join(folder.path, "still.mp4") };
  await writeStill(findScene("empty").address, still.address);
  const sources = new Map([
    ["scene:entrance", findScene("entrance")],
    ["scene:empty", findScene("empty")],
    ["a still picture", still],
  ]);
  const looks = new Map<string, { looked: number; analysed: number }>();
  const contestants = [...sources].map(([name, source]) => ({
    name,
    items: WATCHED_MS,
    run: async () => void looks.set(name, await walkThrough(source, detector)),
  }));
  const times = await interleave(contestants, { rounds, of: "process" });
  return [...times].map(([watched, each]) => {
    const { looked, analysed } = looks.get(watched)!;
    return { watched, coreShare: median(each), lookedShare: looked / analysed };
  });
}

/** One analysed frame of a camera that sends `framesPerSecond`. */
export function costOfFrame(cost: FrameCost, framesPerSecond: number): number {
  const { decodeMs, scaleMs, gateMs, detectMs, trackAndCountMs } = cost;
  return (decodeMs * framesPerSecond) / ANALYSED_PER_SECOND + scaleMs + gateMs + detectMs + trackAndCountMs;
}

async function walkThrough({ address, lines, zones }: ReturnType<typeof findScene>, detector: PersonDetector) {
  const options = { model: detector.modelFor, analysedPerSecond: ANALYSED_PER_SECOND, untilMs: WATCHED_MS };
  await using camera = await openCamera({ source: address, ...options });
  const counter = new Counter({ lines, zones, grants: grantsForFilm() }, camera.picture);
  let looked = 0;
  for await (const { atMs, tracks, detectMs } of walk(camera, detector)) {
    counter.update(tracks, atMs);
    if (detectMs > 0) looked += 1;
  }
  return { looked, analysed: camera.counts.analysed };
}

/** A film of the first picture of another, again and again. */
async function writeStill(source: string, path: string): Promise<void> {
  const size = { width: 640, height: 360 };
  await using camera = await openCamera({ source, model: size, analysedPerSecond: HARDLY_EVER });
  for await (const { rgb } of camera.frames()) {
    const framesPerSecond = camera.framesPerSecond ?? Number.NaN;
    await using film = await openFilmWriter({ path, size, framesPerSecond });
    for (let frame = 0; frame < (WATCHED_MS * framesPerSecond) / 1000; frame++) await film.write(rgb);
    return;
  }
}

async function framesOf(source: string, { modelFor }: PersonDetector) {
  await using camera = await openCamera({ source, model: modelFor, analysedPerSecond: ANALYSED_PER_SECOND });
  const frames: Frame[] = [];
  for await (const frame of camera.frames()) if (frames.push(frame) === FRAMES) break;
  return { frames, framesPerSecond: camera.framesPerSecond ?? Number.NaN };
}

async function detectAll(frames: readonly Frame[], detector: PersonDetector): Promise<Detection[][]> {
  const all: Detection[][] = [];
  for (const frame of frames) all.push(await detector.detect(frame));
  return all;
}

function gateAll(frames: readonly Frame[], detections: readonly Detection[][]): void {
  const gate = new MotionGate();
  const scenery = new Scenery();
  for (const [index, frame] of frames.entries()) {
    const cells = lumaCellsOf(frame);
    gate.needsLook(cells, frame.atMs);
    scenery.withoutThings(detections[index]!, cells, frame.fit, frame.atMs);
  }
}

function trackAll(
  frames: readonly Frame[],
  detections: readonly Detection[][],
  plan: ConstructorParameters<typeof Counter>[0],
): void {
  const tracker = new Tracker();
  const counter = new Counter(plan, frames[0]!.picture);
  for (const [index, { atMs }] of frames.entries()) counter.update(tracker.update(detections[index]!, atMs), atMs);
}
