import assert from "node:assert/strict";
import test from "node:test";
import { type Colours, pictureValues } from "#domain/vision/picture-values.ts";

/** Two pixels. */
const RGB = Uint8Array.of(10, 20, 30, 40, 50, 60);
const PLAIN: Colours = { order: "RGB", mean: [0, 0, 0], deviation: [1, 1, 1] };
const REVERSED: Colours = { order: "BGR", mean: [30, 20, 10], deviation: [10, 10, 5] };

test("a picture is handed over in the colours, the layout and the numbers that a network takes", () => {
  const table = [
    ["float32", "NHWC", PLAIN, [10, 20, 30, 40, 50, 60]],
    ["float32", "NCHW", PLAIN, [10, 40, 20, 50, 30, 60]],
    ["float32", "NCHW", REVERSED, [0, 3, 0, 3, 0, 6]],
    ["float32", "NHWC", REVERSED, [0, 0, 0, 3, 3, 6]],
    // Whole numbers are scaled by the network itself.
    ["uint8", "NCHW", REVERSED, [30, 60, 20, 50, 10, 40]],
  ] as const;
  for (const [type, layout, colours, values] of table)
    assert.deepEqual([...pictureValues(RGB, { type, layout }, colours)].map(Math.round), values, `${type} ${layout}`);
});

test("our own network is handed the frame's very bytes", () => {
  assert.equal(pictureValues(RGB, { type: "uint8", layout: "NHWC" }, PLAIN), RGB);
});
