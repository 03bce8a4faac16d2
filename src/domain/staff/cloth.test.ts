import assert from "node:assert/strict";
import test from "node:test";
import { type Cloth, matchOf, measureOf, rgbOf } from "./cloth.ts";
import { type Oklab, oklabOf, oklabOfLight, type Rgb } from "./oklab.ts";

function assertNear(actual: Oklab, expected: readonly [number, number, number], within: number): void {
  const values = [actual.lightness, actual.a, actual.b];
  for (const [index, value] of values.entries())
    assert.ok(Math.abs(value - expected[index]!) < within, `${values.join(", ")} is not ${expected.join(", ")}`);
}

test("colours are where OKLab's author and CSS Color 4 put them", () => {
  // CSS Color Module Level 4, sample conversions, and Ottosson's table.
  const known: readonly (readonly [Rgb, readonly [number, number, number]])[] = [
    [
      [255, 255, 255],
      [1, 0, 0],
    ],
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [255, 0, 0],
      [0.62796, 0.22486, 0.12585],
    ],
    [
      [0, 255, 0],
      [0.86644, -0.23389, 0.1795],
    ],
    [
      [0, 0, 255],
      [0.45201, -0.03246, -0.31153],
    ],
    [
      [128, 128, 128],
      [0.59987, 0, 0],
    ],
    [
      [255, 255, 0],
      [0.96798, -0.07137, 0.19857],
    ],
  ];
  for (const [rgb, expected] of known) assertNear(oklabOf(rgb), expected, 0.0001);
});

test("eight times the light makes lightness and chroma twice as large, and leaves the hue", () => {
  const dim = oklabOfLight(0.02, 0.05, 0.03);
  assertNear(oklabOfLight(0.16, 0.4, 0.24), [2 * dim.lightness, 2 * dim.a, 2 * dim.b], 1e-9);
});

const plain = (colour: string): Cloth => [{ colour, share: 1 }];
/** How far a plain piece of one colour is from a cloth of another. */
const apartOf = (cloth: string, worn: string) => matchOf(measureOf(plain(cloth)), [oklabOf(rgbOf(worn))]).apart;
/** Less is one cloth in another light, in the look at people. */
const SURE = 0.055;

test("the same cloth in the shade and in the light is the same cloth", () => {
  for (const colour of ["#16a34a", "#b23a2f", "#4f7fb5", "#d99a2b", "#6a4b78"])
    for (const light of [0.4, 0.7, 1, 1.4]) {
      const worn = oklabOf(rgbOf(colour));
      const factor = Math.cbrt(light);
      const seen = { lightness: worn.lightness * factor, a: worn.a * factor, b: worn.b * factor };
      const { share, apart } = matchOf(measureOf(plain(colour)), [seen]);
      assert.ok(share === 1 && apart < SURE, `${colour} at ${light}: ${apart}`);
    }
});

test("colours near to each other are told apart: two greens, two blues, black and navy, black and white", () => {
  const pairs: readonly (readonly [string, string])[] = [
    ["#16a34a", "#2f5d46"],
    ["#16a34a", "#65a30d"],
    ["#16a34a", "#0d9488"],
    ["#4f7fb5", "#1f2f4f"],
    ["#4f7fb5", "#0ea5e9"],
    ["#22252b", "#1f2f4f"],
    ["#22252b", "#e0dcd2"],
    ["#22252b", "#6d5a44"],
    ["#e0dcd2", "#c8b48a"],
  ];
  for (const [one, other] of pairs)
    assert.ok(
      apartOf(one, other) > SURE && apartOf(other, one) > SURE && apartOf(one, one) < 1e-9,
      `${one} and ${other}`,
    );
});

test("where colours are nearer than light moves them nobody could tell, and they are taken for one", () => {
  assert.ok(apartOf("#16a34a", "#18a550") < SURE);
  assert.ok(apartOf("#22252b", "#2c3036") < SURE);
});

test("a cloth of two colours is the intersection of the two histograms", () => {
  const striped = measureOf([
    { colour: "#b23a2f", share: 0.5 },
    { colour: "#ffffff", share: 0.5 },
  ]);
  const shareOf = (...pixels: (Oklab | undefined)[]) => matchOf(striped, pixels as Oklab[]).share;
  const [red, white, blue] = ["#b23a2f", "#ffffff", "#1f2f4f"].map((colour) => oklabOf(rgbOf(colour)));
  assert.equal(shareOf(red, white, red, white), 1);
  assert.equal(shareOf(red, white, white, white), 0.5, "no more than the scarcer colour has of its own");
  assert.equal(shareOf(red, red, red, red), 0, "a plain red shirt is not striped");
  assert.equal(shareOf(blue), 0);
  assert.equal(shareOf(), 0);
});

test("what pixels have in common is compared, and not single ones: folds and noise make no other cloth", () => {
  const worn = rgbOf("#16a34a");
  const noisy = Array.from({ length: 100 }, (_, index) => {
    const off = ((index * 37) % 41) - 20;
    return oklabOf([worn[0] + off, worn[1] - off, worn[2] + ((index * 11) % 31) - 15] as unknown as Rgb);
  });
  const { share, apart } = matchOf(measureOf(plain("#16a34a")), noisy);
  assert.ok(share > 0.7 && apart < 0.02, `${share} of it, ${apart} apart`);
});
