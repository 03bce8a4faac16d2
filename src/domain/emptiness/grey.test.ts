import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { EmptyScene } from "#domain/emptiness/empty-scene.ts";
import { hidden, painted, shownShare, smoothed, withoutIslands } from "#domain/emptiness/grey.ts";

const SIZE = { width: 60, height: 40 };
const PIXELS = SIZE.width * SIZE.height;
const FROSTING = { grey: 0.3, colour: 0.5 };

function sceneOf(colour: (pixel: number) => number, isEmpty: Uint8Array): EmptyScene {
  return { size: SIZE, rgb: Uint8Array.from({ length: 3 * PIXELS }, (_, at) => colour(Math.floor(at / 3))), isEmpty };
}

test("nothing of what is hidden can be read from the picture", () => {
  const box = fc.record({
    left: fc.integer({ min: -5, max: 55 }),
    top: fc.integer({ min: -5, max: 35 }),
    width: fc.integer({ min: 0, max: 40 }),
    height: fc.integer({ min: 0, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(box, { maxLength: 4 }), fc.integer({ min: 0, max: 255 }), (boxes, secret) => {
      const open = sceneOf((pixel) => (pixel * 7) % 251, new Uint8Array(PIXELS).fill(1));
      const one = hidden(open, boxes);
      const other = {
        ...one,
        rgb: one.rgb.map((value, at) => (one.isEmpty[Math.floor(at / 3)] === 1 ? value : secret)),
      };
      const picture = (scene: EmptyScene) => painted(withoutIslands(smoothed(scene)), FROSTING);
      assert.deepEqual(picture(one), picture(other));
    }),
    { numRuns: 30 },
  );
});

test("what is hidden is grey, and what is shown far from it is as it was", () => {
  const open = sceneOf(() => 200, new Uint8Array(PIXELS).fill(1));
  const half = hidden(open, [{ left: 0, top: 0, width: 30, height: 40 }]);
  assert.equal(shownShare(half), 0.5);
  const picture = painted(half, { grey: 1, colour: 0 });
  assert.equal(picture[0], 118);
  assert.equal(picture[3 * (SIZE.width - 1)], 200);
});

test("a scene of which nothing is shown is one grey", () => {
  const picture = painted(
    sceneOf((pixel) => pixel % 256, new Uint8Array(PIXELS)),
    FROSTING,
  );
  assert.equal(new Set(picture).size, 1);
});

test("specks are closed and islands are hidden", () => {
  const open = sceneOf(() => 200, new Uint8Array(PIXELS).fill(1));
  const speck = hidden(open, [{ left: 20, top: 20, width: 1, height: 1 }]);
  assert.equal(shownShare(smoothed(speck)), 1);
  const island = sceneOf(() => 200, new Uint8Array(PIXELS).fill(1, 20 * SIZE.width + 30, 20 * SIZE.width + 31));
  assert.equal(shownShare(withoutIslands(island)), 0);
});
