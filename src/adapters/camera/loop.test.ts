import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { readNumber, writePatternFilm } from "#tools/rtsp/pattern-film.ts";
import { isLiveAddress, loopOf } from "./address.ts";
import { openCamera } from "./open-camera.ts";

const MODEL = { width: 416, height: 256 };
const FILM_MS = 1000;
const TURNS = 3;

test("a film is shown again and again as a camera would: in its own time, by the clock on the wall, each turn for itself", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "lintel-loop-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "door.mp4");
  await writePatternFilm({ path, size: { width: 320, height: 192 }, framesPerSecond: 25, frames: 25 });
  const source = loopOf(path);
  assert.ok(isLiveAddress(source));
  const sinceMs = Date.now();
  const camera = await openCamera({ source, model: MODEL, analysedPerSecond: 5 });
  const seen: { atMs: number; timeline: number; number: number }[] = [];
  for await (const frame of camera.frames()) {
    seen.push({
      atMs: frame.atMs,
      timeline: frame.timeline,
      number: readNumber(frame.rgb, frame.fit.scaled, MODEL.width),
    });
    if (frame.timeline >= TURNS) break;
  }
  await camera.close();
  assert.ok(camera.isLive && camera.durationMs === null && camera.steppedMs === 0);
  const elapsedMs = Date.now() - sinceMs;
  assert.ok(elapsedMs >= TURNS * FILM_MS - 200, `${TURNS} turns in ${elapsedMs} ms`);
  for (let turn = 0; turn < TURNS; turn++) {
    const own = seen.filter(({ timeline }) => timeline === turn);
    assert.ok(own.length >= 4 && own.length <= 6, `${own.length} looks in turn ${turn}`);
    assert.ok(own.every(({ number }, index) => index === 0 || number > own[index - 1]!.number));
  }
  assert.ok(seen.every(({ atMs }, index) => index === 0 || atMs >= seen[index - 1]!.atMs));
  assert.ok(seen.every(({ atMs }) => atMs >= sinceMs - 1000 && atMs <= Date.now() + 1000));
});
