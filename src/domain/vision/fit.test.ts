import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { Size } from "#domain/space/box.ts";
import { fitInto, toPicture } from "#domain/vision/fit.ts";

const MODEL = { width: 416, height: 256 };

test("a picture is fitted as large as it goes, and nobody becomes fat or thin", () => {
  const table: ReadonlyArray<readonly [picture: Size, scaled: Size]> = [
    [{ width: 1920, height: 1080 }, MODEL],
    [{ width: 640, height: 360 }, MODEL],
    [{ width: 416, height: 256 }, MODEL],
    [
      { width: 768, height: 576 },
      { width: 375, height: 256 },
    ],
    [
      { width: 640, height: 480 },
      { width: 375, height: 256 },
    ],
    [
      { width: 1080, height: 1920 },
      { width: 158, height: 256 },
    ],
    [
      { width: 2000, height: 500 },
      { width: 416, height: 114 },
    ],
    [
      { width: 5000, height: 1 },
      { width: 416, height: 1 },
    ],
  ];
  for (const [picture, scaled] of table) assert.deepEqual(fitInto(picture, MODEL).scaled, scaled);
});

test("a box found on the fitted picture comes back to its place on the camera's picture", () => {
  const side = fc.integer({ min: 32, max: 4000 });
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(side, side, part, part, part, part, (width, height, left, top, right, bottom) => {
      const fit = fitInto({ width, height }, MODEL);
      assert.ok(fit.scaled.width <= MODEL.width && fit.scaled.height <= MODEL.height);
      const [from, to] = [Math.min(left, right), Math.max(left, right)];
      const [over, under] = [Math.min(top, bottom), Math.max(top, bottom)];
      const box = toPicture(fit, {
        left: from * fit.scaled.width,
        top: over * fit.scaled.height,
        width: (to - from) * fit.scaled.width,
        height: (under - over) * fit.scaled.height,
      });
      assert.ok(Math.abs(box.left - from * width) < 1e-6 && Math.abs(box.width - (to - from) * width) < 1e-6);
      assert.ok(Math.abs(box.top - over * height) < 1e-6 && Math.abs(box.height - (under - over) * height) < 1e-6);
    }),
  );
});

test("a box that reaches beyond the picture is cut at its edge, and one in the padding is empty", () => {
  const fit = fitInto({ width: 640, height: 480 }, MODEL);
  const table = [
    [
      { left: -10, top: -20, width: 385, height: 276 },
      { left: 0, top: 0, width: 640, height: 480 },
    ],
    [
      { left: 380, top: 128, width: 30, height: 64 },
      { left: 640, top: 240, width: 0, height: 120 },
    ],
  ] as const;
  for (const [box, cut] of table) assert.deepEqual(toPicture(fit, box), cut);
});
