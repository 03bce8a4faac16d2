import assert from "node:assert/strict";
import test from "node:test";
import { closeLooks } from "#domain/emptiness/close-look.ts";
import { placesTaken, rescaled, type Sighting, withRoom } from "#domain/emptiness/presence.ts";
import type { Box } from "#domain/space/box.ts";

const HERE: Box = { left: 100, top: 100, width: 40, height: 100 };
const FRAME_MS = 200;

/** A film of 41 frames, five a second, in which somebody is seen as said. */
function film(seenIn: (frame: number) => Partial<Sighting>): Sighting[] {
  return Array.from({ length: 41 }, (_, k) => ({ atMs: k * FRAME_MS, tracks: [], detections: [], ...seenIn(k) }));
}

test("a place is taken while somebody is seen there, hardly seen there, or was just there", () => {
  const table: ReadonlyArray<readonly [what: string, score: number, frames: readonly number[], places: number]> = [
    ["seen now", 0.9, [20], 1],
    ["hardly seen now", 0.2, [20], 1],
    ["seen a frame later", 0.9, [21], 1],
    ["a shadow", 0.15, [20], 0],
    ["seen long before only", 0.9, [10], 0],
    ["seen before and after at the same place", 0.9, [10, 30], 1],
    ["seen too long before and after", 0.9, [1, 40], 0],
    ["never seen", 0.9, [], 0],
  ];
  for (const [what, score, frames, places] of table) {
    const sightings = film((k) => (frames.includes(k) ? { detections: [{ box: HERE, score }] } : {}));
    assert.equal(placesTaken(sightings, 20).length, places, what);
  }
});

test("who walks on unseen between two sightings is taken to be half-way", () => {
  const at = (left: number) => [{ id: 7, box: { ...HERE, left }, speed: { x: 0, y: 0 }, score: 0.9 }];
  const sightings = film((k) => (k === 15 ? { tracks: at(0) } : k === 25 ? { tracks: at(400) } : {}));
  assert.deepEqual(placesTaken(sightings, 20), [{ ...HERE, left: 200 }]);
});

test("a person's box is given room on every side, most below", () => {
  const room = withRoom(HERE);
  assert.deepEqual(room, { left: 88, top: 85, width: 64, height: 135 });
  assert.deepEqual(withRoom(HERE, 0), HERE);
  const half = rescaled(HERE, { from: { width: 800, height: 600 }, to: { width: 400, height: 300 } });
  assert.deepEqual(half, { left: 50, top: 50, width: 20, height: 50 });
});

test("a picture is searched whole and in parts that lie over each other's seams, as far as it has detail", () => {
  const model = { width: 416, height: 256 };
  const table = [
    [{ width: 320, height: 240 }, 1],
    [{ width: 640, height: 360 }, 1 + 9],
    [{ width: 960, height: 540 }, 1 + 9 + 25],
    [{ width: 1920, height: 1080 }, 1 + 9 + 25 + 49],
  ] as const;
  for (const [picture, parts] of table) {
    const looks = closeLooks(picture, model);
    assert.equal(looks.length, parts);
    assert.deepEqual(looks[0], { left: 0, top: 0, ...picture });
    for (const { left, top, width, height } of looks)
      assert.ok(left >= 0 && top >= 0 && left + width <= picture.width + 1e-6 && top + height <= picture.height + 1e-6);
  }
});
