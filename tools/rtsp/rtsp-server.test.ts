import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { type Camera, openCamera } from "#adapters/camera/open-camera.ts";
import { readH264Film } from "./h264-film.ts";
import { readNumber, writePatternFilm } from "./pattern-film.ts";
import { openRtspServer } from "./rtsp-server.ts";

const SIZE = { width: 640, height: 360 };
const MODEL = { width: 416, height: 256 };

let folder = "";
let path = "";
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "lintel-rtsp-"));
  path = join(folder, "door.mp4");
  await writePatternFilm({ path, size: SIZE, framesPerSecond: 15, frames: 30, framesBetweenKeys: 6 });
});
after(() => rmSync(folder, { recursive: true }));

/** The pixels of each frame by the number written on it, until `count` frames were seen. */
async function pixels(camera: Camera, count: number): Promise<Map<number, Uint8Array>> {
  const seen = new Map<number, Uint8Array>();
  for await (const { rgb, fit } of camera.frames()) {
    seen.set(readNumber(rgb, fit.scaled, MODEL.width), rgb);
    if (seen.size === count) break;
  }
  return seen;
}

test("what is received is what is in the film, large pictures too", async () => {
  const { units } = await readH264Film(path);
  assert.ok(
    units.some(({ nals }) => nals.some((nal) => nal.length > 1400)),
    "no picture is larger than a packet",
  );
  const options = { model: MODEL, analysedPerSecond: 15 };
  await using film = await openCamera({ source: path, ...options });
  const truth = await pixels(film, 30);
  await using server = await openRtspServer({ streams: { "/door": [path] } });
  await using camera = await openCamera({ source: server.address("/door"), ...options });
  const received = await pixels(camera, 25);
  for (const [number, rgb] of received)
    assert.ok(Buffer.compare(rgb, truth.get(number) ?? Buffer.alloc(0)) === 0, `frame ${number}`);
});

test("a film is played at its own rate, again and again, to several at once", async () => {
  await using server = await openRtspServer({ streams: { "/door": [path] } });
  const address = server.address("/door");
  await Promise.all(
    [1, 2, 3].map(async () => {
      await using camera = await openCamera({ source: address, model: MODEL, analysedPerSecond: 15 });
      const beganAtMs = performance.now();
      const before = camera.counts.decoded;
      while (performance.now() - beganAtMs < 3000) await new Promise((resolve) => setTimeout(resolve, 100));
      const perSecond = ((camera.counts.decoded - before) * 1000) / (performance.now() - beganAtMs);
      assert.ok(perSecond > 13 && perSecond < 19, `${perSecond} a second`);
      assert.equal(camera.counts.damaged, 0);
    }),
  );
});

test("what is no request ends its own connection and nothing else", async () => {
  await using server = await openRtspServer({ streams: { "/door": [path] } });
  const socket = connect(server.port, "127.0.0.1");
  socket.on("error", () => {});
  await once(socket, "connect");
  const closed = once(socket, "close");
  socket.write("x".repeat(50_000));
  await closed;
  await using camera = await openCamera({ source: server.address("/door"), model: MODEL, analysedPerSecond: 5 });
  assert.deepEqual(camera.picture, SIZE);
});
