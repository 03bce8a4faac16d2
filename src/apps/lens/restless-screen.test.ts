// A shop whose light and screen never rest, empty for two minutes, so that the gate has learnt what is restless in it. Then
// somebody, cut out of another scene, appears right in front of the screen, stands there for a minute, and walks on. They
// are seen as if every frame were looked at, but for the two seconds that the gate may take to look at a screen.

import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { type Camera, openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector, type PersonDetector } from "#adapters/detector/person-detector.ts";
import { type Box, iou } from "#domain/space/box.ts";
import type { TimedFrame } from "#domain/vision/frame.ts";
import { type Sight, walk } from "./walk.ts";

const SCENES = fileURLToPath(new URL("../../../scenes/", import.meta.url));
const FRAMES_PER_SECOND = 5;
const FRAME_MS = 1000 / FRAMES_PER_SECOND;
/** The scene is shown three times with nobody in it. */
const EMPTY_FRAMES = 600;
const STANDING_FRAMES = 60 * FRAMES_PER_SECOND;
const WALKING_FRAMES = 15;
const STEP_PIXELS = 6;
/** The middle of the screen, in pixels of the detector's input, which never rest. */
const SCREEN = { x: 192, y: 112 };
/** A look at what is restless may come so much later, and the next frame tells of it. */
const LATER_MS_MAX = 2000 + FRAME_MS;
const SURE_MIN = 0.7;
/** Large enough to be found surely, and small enough to stand in front of the screen. */
const HEIGHT_MIN = 60;
const HEIGHT_MAX = 100;
const SAME_OVERLAP_MIN = 0.4;

type Cut = { readonly width: number; readonly height: number; readonly rgb: Uint8Array };

async function framesOf(scene: string, detector: PersonDetector): Promise<TimedFrame[]> {
  const how = { model: detector.modelFor, analysedPerSecond: FRAMES_PER_SECOND };
  await using camera = await openCamera({ source: `${SCENES}${scene}.mp4`, ...how });
  const frames: TimedFrame[] = [];
  for await (const frame of camera.frames()) frames.push(frame);
  return frames;
}

/** The surest person of a scene who stands free of the picture's edges, as pixels of the detector's input. */
async function personOf(scene: string, detector: PersonDetector): Promise<Cut> {
  for (const frame of await framesOf(scene, detector)) {
    const scale = frame.fit.scaled.width / frame.fit.picture.width;
    for (const { box, score } of await detector.detect(frame)) {
      const [left, top] = [Math.floor(box.left * scale), Math.floor(box.top * scale)];
      const [width, height] = [Math.ceil(box.width * scale), Math.ceil(box.height * scale)];
      const isFree =
        left > 0 && top > 0 && left + width < frame.fit.scaled.width && top + height < frame.fit.scaled.height;
      if (score < SURE_MIN || !isFree || height < HEIGHT_MIN || height > HEIGHT_MAX) continue;
      const rgb = new Uint8Array(width * height * 3);
      for (let row = 0; row < height; row++) {
        const from = 3 * ((top + row) * frame.fit.model.width + left);
        rgb.set(frame.rgb.subarray(from, from + 3 * width), 3 * row * width);
      }
      return { width, height, rgb };
    }
  }
  throw new Error(`nobody stands free in ${scene}`);
}

function pasted(frame: TimedFrame, { width, height, rgb }: Cut, left: number, top: number): TimedFrame {
  const copy = Uint8Array.from(frame.rgb);
  for (let row = 0; row < height; row++)
    copy.set(rgb.subarray(3 * row * width, 3 * (row + 1) * width), 3 * ((top + row) * frame.fit.model.width + left));
  return { ...frame, rgb: copy };
}

test("who appears in front of a restless screen and stands there for a minute is seen, within two seconds", async (context) => {
  using detector = await openPersonDetector();
  const empty = await framesOf("empty", detector);
  const person = await personOf("entrance", detector);
  const start = { left: SCREEN.x - Math.floor(person.width / 2), top: SCREEN.y - Math.floor(person.height / 2) };
  const total = EMPTY_FRAMES + STANDING_FRAMES + WALKING_FRAMES;
  const answers = new Map<number, Awaited<ReturnType<PersonDetector["detect"]>>>();
  const remembering = {
    ...detector,
    async detect(frame: Parameters<PersonDetector["detect"]>[0]) {
      const isEmpty = frame.atMs < EMPTY_FRAMES * FRAME_MS;
      const key = isEmpty ? frame.atMs % (empty.length * FRAME_MS) : frame.atMs;
      const answer = answers.get(key) ?? (await detector.detect(frame));
      answers.set(key, answer);
      return answer;
    },
  };
  const boxAt = (index: number): Box | null => {
    if (index < EMPTY_FRAMES) return null;
    const steps = Math.max(0, index - EMPTY_FRAMES - STANDING_FRAMES);
    const scale = empty[0]!.fit.picture.width / empty[0]!.fit.scaled.width;
    const left = (start.left + STEP_PIXELS * steps) * scale;
    return { left, top: start.top * scale, width: person.width * scale, height: person.height * scale };
  };
  async function* frames() {
    for (let index = 0; index < total; index++) {
      const frame = { ...empty[index % empty.length]!, atMs: index * FRAME_MS, timeline: 0 };
      const steps = Math.max(0, index - EMPTY_FRAMES - STANDING_FRAMES);
      yield index < EMPTY_FRAMES ? frame : pasted(frame, person, start.left + STEP_PIXELS * steps, start.top);
    }
  }
  const walked = async (isGated: boolean) => {
    const sights: Sight[] = [];
    const camera = { frames } as unknown as Camera;
    for await (const sight of walk(camera, remembering, { isGated })) sights.push(sight);
    return sights;
  };
  const isSeen = (sight: Sight, index: number) => {
    const box = boxAt(index);
    return box !== null && sight.tracks.some((track) => iou(track.box, box) >= SAME_OVERLAP_MIN);
  };
  const gated = await walked(true);
  const always = await walked(false);
  const looks = (from: number, to: number) => gated.slice(from, to).filter(({ detectMs }) => detectMs > 0).length;
  const seen = (sights: readonly Sight[]) => sights.filter(isSeen).length;
  context.diagnostic(
    `looked at ${looks(0, 200)}, ${looks(200, 400)} and ${looks(400, 600)} of 200 empty frames, ${looks(EMPTY_FRAMES, total)} of ${total - EMPTY_FRAMES} with somebody`,
  );
  context.diagnostic(`seen in ${seen(gated)} frames, in ${seen(always)} where every frame is looked at`);
  assert.ok(looks(400, 600) < looks(0, 200), "nothing was learnt, so that nothing is tested");
  assert.ok(seen(always) > STANDING_FRAMES / 2, "the person is hardly seen at all");
  const firstOf = (sights: readonly Sight[]) => FRAME_MS * sights.findIndex(isSeen);
  assert.ok(firstOf(gated) - firstOf(always) <= LATER_MS_MAX, `${firstOf(gated) - firstOf(always)} ms later`);
  assert.ok((seen(always) - seen(gated)) * FRAME_MS <= LATER_MS_MAX, "they were lost on the way");
});
