import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { Decoder, Demuxer } from "node-av/api";
import { AV_PIX_FMT_RGB24, AV_PIX_FMT_YUV420P, SWS_BICUBIC } from "node-av/constants";
import { SoftwareScaleContext } from "node-av/lib";
import { Fault } from "#domain/fault/fault.ts";
import { openFilmWriter } from "./film-writer.ts";

const size = { width: 64, height: 48 };
const COLOURS = [
  [200, 40, 40],
  [40, 180, 60],
  [50, 60, 210],
] as const;

function plain([red, green, blue]: readonly [number, number, number]): Uint8Array {
  return new Uint8Array(size.width * size.height * 3).map((_, index) => [red, green, blue][index % 3] ?? 0);
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lintel-film-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a film shows the frames that were written, in their order, colours and times", () =>
  withFolder(async (folder) => {
    const path = join(folder, "colours.mp4");
    {
      await using film = await openFilmWriter({ path, size, framesPerSecond: 15, crf: 10 });
      for (let frame = 0; frame < 90; frame++) await film.write(plain(COLOURS[Math.floor(frame / 30)] ?? COLOURS[0]));
      await film.close();
    }

    await using input = await Demuxer.open(path);
    const video = input.video();
    assert.ok(video);
    using decoder = await Decoder.create(video);
    using scaler = new SoftwareScaleContext();
    const { width, height } = size;
    scaler.getContext(width, height, AV_PIX_FMT_YUV420P, width, height, AV_PIX_FMT_RGB24, SWS_BICUBIC);
    const rgb = Buffer.alloc(width * height * 3);
    let frames = 0;
    for await (using frame of decoder.frames(input.packets(video.index))) {
      if (!frame) continue;
      assert.deepEqual([frame.width, frame.height], [width, height]);
      const seconds: number = (Number(frame.pts) * video.timeBase.num) / video.timeBase.den;
      assert.ok(Math.abs(seconds - frames / 15) < 1e-3, `frame ${frames} is shown at ${seconds} s`);
      scaler.scaleSync(frame.data ?? [], frame.linesize, 0, height, [rgb], [width * 3]);
      const middle = (24 * width + 32) * 3;
      for (const [channel, value] of (COLOURS[Math.floor(frames / 30)] ?? COLOURS[0]).entries())
        assert.ok(Math.abs((rgb[middle + channel] ?? 0) - value) < 8, `frame ${frames}, channel ${channel}`);
      frames++;
    }
    assert.equal(frames, 90);
  }));

test("a film can be played before it is wholly loaded", () =>
  withFolder(async (folder) => {
    const path = join(folder, "short.mp4");
    const film = await openFilmWriter({ path, size, framesPerSecond: 15 });
    await film.write(plain(COLOURS[0]));
    await film.close();
    const bytes = readFileSync(path, "latin1");
    assert.ok(bytes.indexOf("moov") > 0 && bytes.indexOf("moov") < bytes.indexOf("mdat"));
  }));

test("a place that cannot be written is a fault, not a crash", async () => {
  const path = join(tmpdir(), "lintel-no-such-folder", "film.mp4");
  await assert.rejects(
    openFilmWriter({ path, size, framesPerSecond: 15 }),
    (error) => error instanceof Fault && error.code === "film/unwritable" && error.detail.includes(path),
  );
});

test("a frame of another size is refused", () =>
  withFolder(async (folder) => {
    await using film = await openFilmWriter({ path: join(folder, "film.mp4"), size, framesPerSecond: 15 });
    await assert.rejects(film.write(new Uint8Array(3)), RangeError);
    await film.write(plain(COLOURS[0]));
  }));
