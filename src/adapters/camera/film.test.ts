import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { AV_PIX_FMT_RGB8, AV_PIX_FMT_YUV420P10LE, AV_PIX_FMT_YUV444P, AV_PIX_FMT_YUVJ420P } from "node-av/constants";
import { fitInto, PAD_VALUE } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import { type PatternFilmOptions, readNumber, writePatternFilm } from "#tools/rtsp/pattern-film.ts";
import { type CameraOptions, openCamera } from "./open-camera.ts";

const SIZE = { width: 320, height: 192 };
const MODEL = { width: 416, height: 256 };

let folder = "";
before(() => {
  folder = mkdtempSync(join(tmpdir(), "lintel-camera-"));
});
after(() => rmSync(folder, { recursive: true }));

async function film(name: string, options: Partial<PatternFilmOptions> = {}): Promise<string> {
  const path = join(folder, name);
  await writePatternFilm({ path, size: SIZE, framesPerSecond: 25, frames: 50, ...options });
  return path;
}

type Watched = { atMs: number[]; numbers: number[]; frames: Frame[]; error: unknown; decoded: number };

/** Walks a film to its end, and says what was seen before a fault, if there was one. */
async function watch(source: string, options: Partial<CameraOptions> = {}): Promise<Watched> {
  await using camera = await openCamera({ source, model: MODEL, analysedPerSecond: 5, ...options });
  const frames: Frame[] = [];
  let error: unknown;
  try {
    for await (const frame of camera.frames()) frames.push(frame);
  } catch (fault) {
    error = fault;
  }
  const numbers = frames.map(({ rgb, fit }) => readNumber(rgb, fit.scaled, MODEL.width));
  const { counts } = camera;
  assert.equal(counts.analysed, frames.length);
  assert.equal(counts.dropped, 0);
  return { atMs: frames.map(({ atMs }) => atMs), numbers, frames, error, decoded: counts.decoded };
}

const everyFifth = [0, 5, 10, 15, 20, 25, 30, 35, 40, 45];

const KINDS: ReadonlyArray<readonly [kind: string, name: string, options: Partial<PatternFilmOptions>]> = [
  ["an H.264 film", "h264.mp4", {}],
  ["an H.264 film with reordered frames", "reordered.mp4", { framesReordered: 3 }],
  ["an H.264 film in Matroska", "h264.mkv", { framesReordered: 2 }],
  ["an H.264 film in a transport stream", "h264.ts", {}],
  ["an H.265 film", "h265.mp4", { encoder: "libx265" }],
  ["an H.265 film of ten bits", "h265-10.mkv", { encoder: "libx265", pixelFormat: AV_PIX_FMT_YUV420P10LE }],
  [
    "a film of high dynamic range",
    "hdr.mp4",
    { encoder: "libx265", pixelFormat: AV_PIX_FMT_YUV420P10LE, hasHighDynamicRange: true },
  ],
  ["an interlaced H.264 film", "interlaced.mp4", { isInterlaced: true }],
  ["an interlaced MPEG-4 film", "interlaced.avi", { encoder: "mpeg4", isInterlaced: true }],
  ["an MPEG-4 film in AVI", "mpeg4.avi", { encoder: "mpeg4" }],
  ["an MPEG-4 film in AVI with reordered frames", "reordered.avi", { encoder: "mpeg4", framesReordered: 2 }],
  ["a motion JPEG film in AVI", "mjpeg.avi", { encoder: "mjpeg", pixelFormat: AV_PIX_FMT_YUVJ420P }],
  ["a film of full range", "full-range.mp4", { pixelFormat: AV_PIX_FMT_YUVJ420P }],
  ["an animated GIF", "anim.gif", { encoder: "gif", pixelFormat: AV_PIX_FMT_RGB8 }],
  ["a film of odd size", "odd.mp4", { pixelFormat: AV_PIX_FMT_YUV444P, size: { width: 321, height: 191 } }],
  ["a lossless film of odd size", "odd.mkv", { encoder: "ffv1", size: { width: 319, height: 193 } }],
  ["a film larger than the detector's input", "large.mp4", { size: { width: 1280, height: 720 } }],
  ["a raw H.264 film", "raw.h264", {}],
];

for (const [kind, name, options] of KINDS)
  test(`${kind} is read five frames a second, each at its time`, async () => {
    const { atMs, numbers, decoded, error } = await watch(await film(name, options));
    assert.equal(error, undefined);
    assert.equal(decoded, 50);
    assert.deepEqual(numbers, everyFifth);
    assert.deepEqual(
      atMs,
      everyFifth.map((index) => index * 40),
    );
  });

test("a frame lies in the upper left corner of the detector's input, and the rest is grey", async () => {
  const path = await film("wide.mp4", { size: { width: 640, height: 160 }, frames: 5 });
  await using camera = await openCamera({ source: path, model: MODEL, analysedPerSecond: 25 });
  assert.deepEqual(camera.picture, { width: 640, height: 160 });
  for await (const { fit, rgb, picture } of camera.frames()) {
    assert.deepEqual(picture, { width: 640, height: 160 });
    assert.deepEqual(fit, fitInto(picture, MODEL));
    assertCorners(rgb, fit.scaled, ["red", "green", "blue", "grey"]);
    assert.ok(rgb.subarray(fit.scaled.height * MODEL.width * 3).every((value) => value === PAD_VALUE));
  }
});

const TURNS = [
  [90, ["blue", "red", "grey", "green"]],
  [180, ["grey", "blue", "green", "red"]],
  [270, ["green", "grey", "red", "blue"]],
] as const;

test("a film that a phone took on its side is seen upright", async () => {
  for (const [turnDegrees, corners] of TURNS) {
    const source = await film(`turned-${turnDegrees}.mp4`, { turnDegrees, frames: 3 });
    await using camera = await openCamera({ source, model: MODEL, analysedPerSecond: 25 });
    assert.deepEqual(camera.picture, turnDegrees === 180 ? SIZE : { width: 192, height: 320 });
    for await (const { rgb, fit } of camera.frames()) {
      assert.deepEqual(fit, fitInto(camera.picture, MODEL));
      assertCorners(rgb, fit.scaled, corners);
    }
  }
});

test("a film whose frames come unevenly is analysed by their times", async () => {
  const stampMsOf = (index: number) => (index < 20 ? index * 40 : 800 + (index - 20) * 500);
  const { atMs } = await watch(await film("uneven.mkv", { stampMsOf, frames: 24 }));
  assert.deepEqual(atMs, [0, 200, 400, 600, 800, 1300, 1800, 2300]);
});

test("a film slower than the wanted rate is analysed frame by frame", async () => {
  const { atMs } = await watch(await film("slow.mp4", { framesPerSecond: 3, frames: 9 }));
  assert.deepEqual(atMs, [0, 333, 667, 1000, 1333, 1667, 2000, 2333, 2667]);
});

test("a part of a film is the same frames at the same times as in the whole", async () => {
  for (const name of ["part.mp4", "part.mkv", "part.avi", "part.h264"]) {
    const path = await film(name, { frames: 100, framesBetweenKeys: 30 });
    const { atMs, numbers, error } = await watch(path, { fromMs: 2000, untilMs: 3000 });
    assert.equal(error, undefined);
    assert.deepEqual(numbers, [50, 55, 60, 65, 70], name);
    assert.deepEqual(atMs, [2000, 2200, 2400, 2600, 2800], name);
  }
});

test("a film whose header lies about its rate is read by its true rate", async () => {
  const path = await film("liar.avi", { encoder: "mpeg4", framesPerSecond: 10, frames: 40 });
  const { atMs, numbers } = await watch(path, { trueFramesPerSecond: 20, fromMs: 1000 });
  assert.deepEqual(numbers, [20, 24, 28, 32, 36]);
  assert.deepEqual(atMs, [1000, 1200, 1400, 1600, 1800]);
  await using camera = await openCamera({ source: path, model: MODEL, analysedPerSecond: 5, trueFramesPerSecond: 20 });
  assert.equal(camera.durationMs, 2000);
  assert.equal(camera.framesPerSecond, 20);
});

test("the same film gives the same pixels each time", async () => {
  const path = await film("again.mp4", { size: { width: 768, height: 576 } });
  const [first, second] = [await watch(path), await watch(path)];
  first.frames.forEach(({ rgb }, index) => {
    assert.ok(Buffer.compare(rgb, second.frames[index]?.rgb ?? Buffer.alloc(0)) === 0);
  });
});

test("a slow reader gets every frame, and leaving early closes the film", async () => {
  const path = await film("slow-reader.mp4");
  const camera = await openCamera({ source: path, model: MODEL, analysedPerSecond: 25 });
  let seen = 0;
  for await (const { atMs } of camera.frames()) {
    assert.equal(atMs, seen++ * 40);
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (seen === 20) break;
  }
  assert.ok(camera.counts.decoded < 30, "the film was read ahead without a limit");
  assert.deepEqual({ ...camera.counts, decoded: 0 }, { decoded: 0, analysed: 20, dropped: 0, damaged: 0 });
  await camera.close();
  await camera.close();
});

const COLOURS = { red: [220, 30, 30], green: [30, 200, 30], blue: [30, 30, 220], grey: [128, 128, 128] } as const;

/** Compares the four corners: upper left, upper right, lower left, lower right. */
function assertCorners(rgb: Uint8Array, size: typeof SIZE, corners: ReadonlyArray<keyof typeof COLOURS>): void {
  corners.forEach((colour, index) => {
    const x = index % 2 === 0 ? 4 : size.width - 5;
    const y = index < 2 ? 4 : size.height - 5;
    const at = (y * MODEL.width + x) * 3;
    COLOURS[colour].forEach((value, channel) => {
      const seen = rgb[at + channel] ?? 0;
      assert.ok(Math.abs(seen - value) < 25, `${colour} at ${x},${y}: ${rgb.subarray(at, at + 3)}`);
    });
  });
}
