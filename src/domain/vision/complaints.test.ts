// Things that a detector takes for people, and people whom one who looks for things might lose: complaints that users of
// other counters have filed, and what is held against each.
import assert from "node:assert/strict";
import test from "node:test";
import type { Box } from "#domain/space/box.ts";
import type { Detection } from "./detection.ts";
import { fitInto } from "./fit.ts";
import { lumaCellsOf } from "./luma-cells.ts";
import { MotionGate } from "./motion-gate.ts";
import { Scenery } from "./scenery.ts";
import { readYolov8 } from "./yolov8-output.ts";

const MODEL = { width: 208, height: 128 };
const FIT = fitInto({ width: 832, height: 512 }, MODEL);
const FRAME_MS = 200;
const MANNEQUIN: Box = { left: 200, top: 100, width: 80, height: 240 };

/** What a camera does to the picture: how bright the light is, how strong the contrast, how dark the figures are. */
type Look = { readonly light?: number; readonly contrast?: number; readonly dark?: number; readonly shadow?: Box };

/** A grey shop with a striped figure wherever one is asked for; a little noise, the same each run. */
function picture(
  figures: readonly Box[],
  { light = 0, contrast = 1, dark = 90, shadow, seed = 1 }: Look & { readonly seed?: number } = {},
): Uint8Array {
  const rgb = new Uint8Array(MODEL.width * MODEL.height * 3);
  let state = Math.imul(seed, 0x9e3779b1) | 1;
  for (let y = 0; y < MODEL.height; y++)
    for (let x = 0; x < MODEL.width; x++) {
      state ^= state << 13; // xorshift32, Marsaglia 2003
      state ^= state >>> 17;
      state ^= state << 5;
      const noise = ((state >>> 8) % 9) - 4;
      const isIn = ({ left, top, width, height }: Box) =>
        4 * x >= left && 4 * x < left + width && 4 * y >= top && 4 * y < top + height;
      const painted = figures.some(isIn) ? 130 - dark + (y % 7) : 130;
      const shown = contrast * painted + light - (shadow && isIn(shadow) ? 40 : 0) + noise;
      rgb.fill(shown, 3 * (y * MODEL.width + x), 3 * (y * MODEL.width + x) + 3);
    }
  return rgb;
}

type Shown = Look & { readonly figures: readonly Box[] };

/** Shows a film to a new `Scenery`; the detector sees every figure. Returns how many people are left in each frame. */
function peopleOver(film: readonly Shown[]): number[] {
  const scenery = new Scenery();
  return film.map(({ figures, ...look }, index) => {
    const cells = lumaCellsOf({ rgb: picture(figures, { ...look, seed: index + 1 }), fit: FIT });
    const detections = figures.map((box): Detection => ({ box, score: 0.8 }));
    return scenery.withoutThings(detections, cells, FIT, index * FRAME_MS).length;
  });
}

const seconds = (count: number, shown: (second: number) => Shown): Shown[] =>
  Array.from({ length: (count * 1000) / FRAME_MS }, (_, index) => shown((index * FRAME_MS) / 1000));

/** The frame that is shown at a second. */
const frameAt = (second: number) => Math.floor((second * 1000) / FRAME_MS);

/** Somebody who stands and sways to either side by a share of their height, as everybody does who stands. */
function swaying(at: number, share: number): Box {
  return { ...MANNEQUIN, left: MANNEQUIN.left + share * MANNEQUIN.height * Math.sin(at / 2) };
}

// Mannequins in shops: pjreddie/darknet #1809.

test("a mannequin, a poster and a coat on a stand are nobody after half a minute", () => {
  const poster = { left: 420, top: 60, width: 100, height: 140 };
  const coat = { left: 640, top: 180, width: 60, height: 200 };
  const people = peopleOver(seconds(45, () => ({ figures: [MANNEQUIN, poster, coat] })));
  assert.equal(people[0], 3);
  assert.equal(people.at(-1), 0);
});

// Objects taken for persons, with votes, until they move: XiaoMi/xiaomi-miloco PR #382.

test("a thing is nobody only after many votes, and who moves once in between is a person", () => {
  const moved = { ...MANNEQUIN, left: MANNEQUIN.left + 40 };
  const people = peopleOver(seconds(50, (at) => ({ figures: [at < 25 ? MANNEQUIN : moved] })));
  assert.ok(people.every((count) => count === 1));
});

test("a mannequin that is moved is looked at anew, and is soon nobody where it stands now", () => {
  const moved = { ...MANNEQUIN, left: 500 };
  const people = peopleOver(seconds(80, (at) => ({ figures: [at > 40 ? moved : MANNEQUIN] })));
  assert.equal(people[frameAt(39)], 0);
  assert.equal(people[frameAt(42)], 1);
  assert.equal(people.at(-1), 0);
});

test("somebody who comes to stand where a mannequin was taken away is a person", () => {
  const figures = (at: number) => (at < 40 ? [MANNEQUIN] : at < 55 ? [] : [swaying(at, 0.02)]);
  const people = peopleOver(seconds(120, (at) => ({ figures: figures(at) })));
  assert.equal(people[frameAt(39)], 0);
  assert.ok(people.slice(frameAt(56)).every((count) => count === 1));
});

test("somebody who stands still for minutes is still a person", () => {
  for (const look of [
    { dark: 90, sway: 0.01 },
    { dark: 30, sway: 0.025 },
  ]) {
    const people = peopleOver(seconds(120, (at) => ({ figures: [swaying(at, look.sway)], dark: look.dark })));
    assert.ok(
      people.every((count) => count === 1),
      JSON.stringify(look),
    );
  }
});

// Only persons, or one class and then another: supervision #87, deepstream-occupancy-analytics #65.

test("of all that a detector knows only persons are told of, whatever else it is surer of", () => {
  const [classes, person, anchors] = [80, 0, 3];
  const output = new Float32Array((4 + classes) * anchors);
  const set = (channel: number, values: readonly number[]) => output.set(values, channel * anchors);
  for (const [channel, values] of [
    [100, 300, 500],
    [200, 200, 200],
    [40, 40, 40],
    [120, 120, 120],
  ].entries())
    set(channel, values);
  set(4 + person, [0.8, 0.02, 0.6]);
  set(4 + 16, [0, 0.95, 0]); // a dog
  set(4 + 25, [0, 0, 0.9]); // a person under an umbrella, whom it is less sure of than of the umbrella
  const people = readYolov8(output, { classes, person, isTransposed: false, scoreMin: 0.1 });
  assert.deepEqual(
    people.map(({ box }) => box.left + box.width / 2),
    [100, 500],
  );
});

// Light and shadow at the door: WatershedArts/Footfall #17.

test("a mannequin stays nobody when the light changes, and when a lamp flickers", () => {
  const brighter = peopleOver(seconds(60, (at) => ({ figures: [MANNEQUIN], light: at > 45 ? 30 : 0 })));
  assert.equal(brighter.at(-1), 0);
  const flickering = peopleOver(seconds(60, (at) => ({ figures: [MANNEQUIN], light: 12 * Math.sin(17 * at) })));
  assert.ok(flickering.slice(frameAt(40)).every((count) => count === 0));
});

test("a mannequin over which a shadow passed is nobody again as soon as it has passed", () => {
  const shadow = { ...MANNEQUIN, left: MANNEQUIN.left + 40, width: 200 };
  const people = peopleOver(seconds(50, (at) => ({ figures: [MANNEQUIN], ...(at > 40 && at < 44 && { shadow }) })));
  assert.equal(people[frameAt(39)], 0);
  assert.ok(people.slice(frameAt(44.5)).every((count) => count === 0));
});

// The camera's night mode: frigate #5311.

test("a mannequin is nobody again within a minute of the camera's going over to its night mode", () => {
  const people = peopleOver(
    seconds(110, (at) => ({ figures: [MANNEQUIN], ...(at > 45 && { contrast: 0.5, light: 60 }) })),
  );
  assert.equal(people[frameAt(44)], 0);
  assert.ok(people.slice(frameAt(105)).every((count) => count === 0));
});

test("who passes in front of a known mannequin is a person", () => {
  const passer = (at: number): Box => ({ left: 100 + 120 * (at - 40), top: 90, width: 90, height: 260 });
  const people = peopleOver(
    seconds(45, (at) => ({ figures: at >= 40 && at < 43 ? [MANNEQUIN, passer(at)] : [MANNEQUIN] })),
  );
  for (let at = 40.2; at < 43; at += 0.2) assert.ok((people[frameAt(at)] ?? 0) >= 1, `at ${at} s`);
  assert.equal(people.at(-1), 0);
});

// What nobody may be missed for: the gate that spares the detector a picture in which nothing moved.

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
