import assert from "node:assert/strict";
import test from "node:test";
import type { Box } from "#domain/space/box.ts";
import type { Detection } from "./detection.ts";
import { fitInto } from "./fit.ts";
import { lumaCellsOf } from "./luma-cells.ts";
import { MotionGate } from "./motion-gate.ts";
import { Scenery } from "./scenery.ts";

const MODEL = { width: 208, height: 128 };
const FIT = fitInto({ width: 832, height: 512 }, MODEL);
const FRAME_MS = 200;
const MANNEQUIN: Box = { left: 200, top: 100, width: 80, height: 240 };

/** A grey shop with a dark striped figure wherever one is asked for, at a brightness; a little noise, the same each run. */
function picture(figures: readonly Box[], { light = 0, seed = 1 } = {}): Uint8Array {
  const rgb = new Uint8Array(MODEL.width * MODEL.height * 3);
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  for (let y = 0; y < MODEL.height; y++)
    for (let x = 0; x < MODEL.width; x++) {
      state ^= state << 13; // xorshift32, Marsaglia 2003
      state ^= state >>> 17;
      state ^= state << 5;
      const noise = ((state >>> 8) % 9) - 4;
      const isFigure = figures.some(
        ({ left, top, width, height }) => 4 * x >= left && 4 * x < left + width && 4 * y >= top && 4 * y < top + height,
      );
      rgb.fill(
        (isFigure ? 40 + (y % 7) : 130) + light + noise,
        3 * (y * MODEL.width + x),
        3 * (y * MODEL.width + x) + 3,
      );
    }
  return rgb;
}

type Shown = { readonly figures: readonly Box[]; readonly light?: number };

/** Shows a film to a new `Scenery`; the detector sees every figure. Returns how many people are left in each frame. */
function peopleOver(film: readonly Shown[]): number[] {
  const scenery = new Scenery();
  return film.map(({ figures, light = 0 }, index) => {
    const cells = lumaCellsOf({ rgb: picture(figures, { light, seed: index + 1 }), fit: FIT });
    const detections = figures.map((box): Detection => ({ box, score: 0.8 }));
    return scenery.withoutThings(detections, cells, FIT, index * FRAME_MS).length;
  });
}

const seconds = (count: number, shown: (second: number) => Shown): Shown[] =>
  Array.from({ length: (count * 1000) / FRAME_MS }, (_, index) => shown((index * FRAME_MS) / 1000));

test("a mannequin is nobody after half a minute", () => {
  const people = peopleOver(seconds(45, () => ({ figures: [MANNEQUIN] })));
  assert.equal(people[0], 1);
  assert.equal(people.at(-1), 0);
});

test("a mannequin stays nobody when the light changes", () => {
  const people = peopleOver(seconds(60, (at) => ({ figures: [MANNEQUIN], light: at > 45 ? 30 : 0 })));
  assert.equal(people.at(-1), 0);
});

test("a mannequin that is moved is looked at anew", () => {
  const moved = { ...MANNEQUIN, left: 500 };
  const people = peopleOver(seconds(60, (at) => ({ figures: [at > 40 ? moved : MANNEQUIN] })));
  assert.equal(people[Math.floor(39_000 / FRAME_MS)], 0);
  assert.equal(people[Math.floor(42_000 / FRAME_MS)], 1);
});

test("somebody who stands still for minutes is still a person", () => {
  const sway = (at: number) => ({ ...MANNEQUIN, left: MANNEQUIN.left + 8 * Math.sin(at / 2) });
  const people = peopleOver(seconds(180, (at) => ({ figures: [sway(at)] })));
  assert.ok(people.every((count) => count === 1));
});

test("who passes in front of a known mannequin is a person", () => {
  const passer = (at: number): Box => ({ left: 100 + 120 * (at - 40), top: 90, width: 90, height: 260 });
  const people = peopleOver(
    seconds(45, (at) => ({ figures: at >= 40 && at < 43 ? [MANNEQUIN, passer(at)] : [MANNEQUIN] })),
  );
  for (let at = 40.2; at < 43; at += 0.2)
    assert.ok((people[Math.floor((at * 1000) / FRAME_MS)] ?? 0) >= 1, `at ${at} s`);
  assert.equal(people.at(-1), 0);
});

test("nothing is looked at while nothing moves, and everything once somebody does", () => {
  const gate = new MotionGate();
  const looks = (figures: readonly Box[], index: number) =>
    gate.needsLook(lumaCellsOf({ rgb: picture(figures, { seed: index + 1 }), fit: FIT }), index * FRAME_MS);
  const still = Array.from({ length: 20 }, (_, index) => looks([MANNEQUIN], index));
  assert.deepEqual(still, [true, ...Array.from({ length: 19 }, () => false)]);
  const small: Box = { left: 600, top: 300, width: 12, height: 36 };
  assert.equal(looks([MANNEQUIN, small], 20), true);
  assert.equal(looks([MANNEQUIN, { ...small, left: 604 }], 21), true);
});

test("no walk is too slow for the gate", () => {
  const gate = new MotionGate();
  let looked = 0;
  for (let index = 0; index < 50; index++) {
    const walker = { ...MANNEQUIN, left: 200 + index / 2 };
    if (gate.needsLook(lumaCellsOf({ rgb: picture([walker], { seed: index + 1 }), fit: FIT }), index * 20)) looked++;
  }
  assert.ok(looked >= 8, `looked ${looked} times at a walk of 25 pixels`);
});

test("the detector looks again from time to time, whatever the picture says", () => {
  const gate = new MotionGate();
  const cells = lumaCellsOf({ rgb: picture([]), fit: FIT });
  const looks = Array.from({ length: 60 }, (_, index) => gate.needsLook(cells, index * FRAME_MS)).filter(Boolean);
  assert.equal(looks.length, 3);
});
