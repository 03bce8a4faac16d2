import assert from "node:assert/strict";
import test from "node:test";
import type { Detection } from "./detection.ts";
import { fitInto } from "./fit.ts";
import type { LumaCells } from "./luma-cells.ts";
import { MotionGate } from "./motion-gate.ts";

const MODEL = { width: 416, height: 224 };
const FIT = fitInto({ width: 640, height: 360 }, MODEL);
const COLUMNS = MODEL.width / 8;
const ROWS = MODEL.height / 8;
const FRAME_MS = 200;
/** Where a screen hangs, in cells. */
const SCREEN = { left: 20, top: 10, columns: 8, rows: 7 };
const SCREEN_MIDDLE = { left: 22, top: 11, columns: 2, rows: 6 };
const LEARNT_MS = 60_000;
const SEED = 20261129;

type Area = typeof SCREEN;
type Painted = Area & { readonly luma: number };

/** A shop with a screen that never rests, watched frame by frame; `paint` puts into a picture what is there besides. */
function openShop(detect: () => Detection[] = () => []) {
  const gate = new MotionGate();
  let state = SEED;
  const chance = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  let atMs = 0;
  let people: Detection[] = [];
  const frame = (...painted: readonly Painted[]) => {
    const means = new Float32Array(COLUMNS * ROWS).fill(100);
    const screen = { ...SCREEN, luma: 100 + 40 * chance() };
    for (const { left, top, columns, rows, luma } of [screen, ...painted])
      for (let row = top; row < top + rows; row++)
        means.fill(luma, row * COLUMNS + left, row * COLUMNS + left + columns);
    const cells: LumaCells = { columns: COLUMNS, rows: ROWS, means };
    const isLooked = gate.needsLook(cells, atMs);
    if (isLooked) people = detect();
    gate.noteFound(people, FIT, atMs);
    atMs += FRAME_MS;
    return isLooked;
  };
  const looksIn = (durationMs: number, ...painted: readonly Painted[]) => {
    let looks = 0;
    for (const endMs = atMs + durationMs; atMs < endMs; ) if (frame(...painted)) looks += 1;
    return looks;
  };
  return { frame, looksIn };
}

const personAt = ({ left, top, columns, rows }: Area, score = 0.8): Detection => ({
  box: { left: (left * 640) / 52, top: (top * 360) / 28, width: (columns * 640) / 52, height: (rows * 360) / 28 },
  score,
});

test(`a screen in an empty shop is looked at in every frame at first, and every two seconds when it is known (seed ${SEED})`, () => {
  const shop = openShop();
  assert.ok(shop.looksIn(10_000) > 40);
  shop.looksIn(LEARNT_MS);
  assert.ok(shop.looksIn(60_000) <= 31);
});

test("who comes in anywhere else is looked at at once", () => {
  const shop = openShop();
  shop.looksIn(LEARNT_MS);
  assert.ok(shop.frame({ left: 2, top: 8, columns: 2, rows: 6, luma: 90 }));
});

test("who comes in just in front of the screen is looked at at once where they are darker than it ever is, and else within two seconds", () => {
  const dark = openShop();
  dark.looksIn(LEARNT_MS);
  assert.ok(dark.frame({ ...SCREEN_MIDDLE, luma: 10 }));
  const alike = openShop();
  alike.looksIn(LEARNT_MS);
  assert.ok(alike.looksIn(2200, { ...SCREEN_MIDDLE, luma: 110 }) >= 1);
});

test("from the moment at which somebody is found in front of the screen every change is looked at, and for a while after", () => {
  let people: Detection[] = [];
  const shop = openShop(() => people);
  shop.looksIn(LEARNT_MS);
  people = [personAt(SCREEN_MIDDLE)];
  shop.looksIn(2200);
  assert.ok(shop.looksIn(8000) > 30);
});

test("who stands in front of the screen for a minute is looked at all the while", () => {
  let people: Detection[] = [];
  const shop = openShop(() => people);
  shop.looksIn(LEARNT_MS);
  people = [personAt(SCREEN)];
  shop.looksIn(2200);
  assert.ok(shop.looksIn(60_000) > 240);
});

test("a mannequin keeps nothing from being learnt, and the least that changes where it stands is looked at", () => {
  const mannequin = { left: 40, top: 10, columns: 3, rows: 8 };
  const shop = openShop(() => [personAt(mannequin)]);
  shop.looksIn(LEARNT_MS);
  assert.ok(shop.looksIn(20_000) <= 11);
  assert.ok(shop.frame({ left: 41, top: 12, columns: 1, rows: 1, luma: 104 }));
});

test("what has kept still for a while since is learnt to be still", () => {
  const shop = openShop(() => []);
  shop.looksIn(LEARNT_MS);
  const covered = { ...SCREEN, luma: 50 };
  shop.looksIn(120_000, covered);
  assert.ok(shop.frame({ ...covered, luma: 56 }));
});
