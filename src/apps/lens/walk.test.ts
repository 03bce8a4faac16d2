import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { walk } from "./walk.ts";

const path = (name: string) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

/** Who was where, to a tenth of a pixel, and how often the detector was asked. */
async function watched(film: string, isGated: boolean) {
  using detector = await openPersonDetector();
  await using camera = await openCamera({ source: film, model: detector.model, analysedPerSecond: 5, untilMs: 40_000 });
  const seen: { atMs: number; people: { x: number; y: number }[] }[] = [];
  let looks = 0;
  for await (const { atMs, tracks, detectMs } of walk(camera, detector, { isGated })) {
    if (detectMs > 0) looks += 1;
    const people = tracks.map(({ box }) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 }));
    seen.push({ atMs, people });
  }
  return { seen, looks };
}

const FILMS = ["scenes/entrance.mp4", "scenes/empty.mp4", "../shared/eval/video/TUD-Stadtmitte.mp4"];

for (const name of FILMS)
  test(`nobody in ${name} is missed because nothing moved`, {
    skip: !existsSync(path(name)) && `left out: ${name} is not here`,
  }, async (context) => {
    const always = await watched(path(name), false);
    const gated = await watched(path(name), true);
    context.diagnostic(`the detector looked at ${gated.looks} of ${always.looks} frames`);
    assert.equal(gated.seen.length, always.seen.length);
    for (const [index, { atMs, people }] of gated.seen.entries())
      assert.equal(people.length, always.seen[index]?.people.length, `at ${atMs} ms`);
  });
