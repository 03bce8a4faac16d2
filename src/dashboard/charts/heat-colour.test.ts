import assert from "node:assert/strict";
import test from "node:test";
import { heatColour } from "./heat-colour.ts";

function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels.map((value) =>
    value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

test("what stands in a cell can be read at any share, and more is darker", () => {
  let before = Number.POSITIVE_INFINITY;
  for (let share = 0; share <= 1; share += 0.01) {
    const { ground, ink } = heatColour(share);
    const dark = luminance(ground.match(/\d+/g)!.map(Number));
    const inked = ink === "#fff" ? 1 : 0;
    const contrast = (Math.max(dark, inked) + 0.05) / (Math.min(dark, inked) + 0.05);
    assert.ok(contrast >= 4.5, `${share}: ${contrast}`);
    assert.ok(dark <= before);
    before = dark;
  }
});

test("a share out of range is taken for the nearest in it", () => {
  assert.deepEqual(heatColour(-1), heatColour(0));
  assert.deepEqual(heatColour(2), heatColour(1));
});
