import assert from "node:assert/strict";
import test from "node:test";
import { fitInto } from "./fit.ts";
import { LOOK_SIZES, modelFor } from "./look-size.ts";

test("a picture is looked at in its own shape, lying or upright", () => {
  const table = [
    { picture: [640, 360], large: [416, 224], small: [320, 192] },
    { picture: [1920, 1080], large: [416, 224], small: [320, 192] },
    { picture: [768, 576], large: [352, 256], small: [320, 256] },
    { picture: [640, 480], large: [352, 256], small: [320, 256] },
    { picture: [1000, 1000], large: [256, 256], small: [256, 256] },
    { picture: [360, 640], large: [224, 416], small: [192, 320] },
    { picture: [4000, 10], large: [416, 32], small: [320, 32] },
  ] as const;
  for (const { picture, ...models } of table)
    for (const lookSize of LOOK_SIZES) {
      const { width, height } = modelFor({ width: picture[0], height: picture[1] }, lookSize);
      assert.deepEqual([width, height], models[lookSize], `${picture.join("×")}, ${lookSize}`);
    }
});

test("of the usual shapes nothing is padded, and each look is at most as large as its size says", () => {
  const shapes = [
    [16, 9],
    [4, 3],
    [5, 4],
    [9, 16],
    [3, 4],
  ] as const;
  for (const [across, down] of shapes)
    for (const lookSize of LOOK_SIZES) {
      const picture = { width: across * 100, height: down * 100 };
      const model = modelFor(picture, lookSize);
      assert.deepEqual(fitInto(picture, model).scaled, model, `${across}:${down}, ${lookSize}`);
      assert.ok(model.width * model.height <= (lookSize === "large" ? 416 : 320) * 256);
    }
});
