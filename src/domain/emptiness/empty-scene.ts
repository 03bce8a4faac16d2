import { type Box, iou, type Size } from "#domain/space/box.ts";
import { type PixelArea, pixelArea } from "./pixel-area.ts";

/** One picture of a film, and where in it somebody may be. */
export type Sample = {
  /** Packed R, G, B by rows, `width * height * 3` bytes. */
  readonly rgb: Uint8Array;
  /** Where somebody may be, with room around them, in pixels. */
  readonly taken: readonly Box[];
  /** Where somebody was seen in this very picture, without that room, in pixels. */
  readonly seen: readonly Box[];
};

/**
 * A place without its people. `rgb` is packed R, G, B by rows; `isEmpty` holds 1 for a pixel surely seen empty, 0 for one
 * whose colour means nothing and must not be shown.
 */
export type EmptyScene = { readonly size: Size; readonly rgb: Uint8Array; readonly isEmpty: Uint8Array };

/** A pixel must have been free of people in so many samples to be shown. */
export const FREE_SAMPLES_MIN = 6;
/** Two values of a channel (0..255) this close may be the same surface, under the camera's noise and a passing shadow. */
const SAME_SURFACE_MAX = 26;
/** Of a pixel's free samples, the least share that must show the same surface: else it is not clear what is behind. */
const AGREEING_SHARE_MIN = 0.6;
/** Two values of a channel this close are the same thing, a moment later. */
const SAME_THING_MAX = 14;
/** Somebody seen where so much of their middle looks just like the emptied scene may not have been taken out of it. */
const LEFT_IN_SHARE_MIN = 0.7;
/** They have not if that happens in so many samples at about the same place; once, it is dark cloth before a dark car. */
const LEFT_IN_SAMPLES_MIN = 3;
/** Boxes that overlap by this much, as intersection over union, are at about the same place. */
const SAME_PLACE_IOU_MIN = 0.4;

/**
 * The median of each pixel over the samples in which nobody may be there. A passer-by whom the detector missed is out of
 * it, because most samples show what is behind; somebody who stood still and was missed now and then is out of it too,
 * because where they were seen looks like what would be shown.
 */
export function emptyScene(samples: readonly Sample[], size: Size): EmptyScene {
  const rows = emptySceneByRows(samples, size);
  for (;;) {
    const { done, value } = rows.next();
    if (done) return value;
  }
}

/** The same, a row of pixels at each step, so that a process with other work need not stand still for seconds. */
export function* emptySceneByRows(samples: readonly Sample[], size: Size): Generator<void, EmptyScene> {
  const { width, height } = size;
  const scene = { size, rgb: new Uint8Array(width * height * 3), isEmpty: new Uint8Array(width * height) };
  const areas = samples.map(({ taken }) => taken.map((box) => pixelArea(box, size)));
  const values = new Uint8Array(samples.length);
  const free = new Int32Array(samples.length);
  const isTaken = samples.map(() => new Uint8Array(width));
  for (let y = 0; y < height; y++) {
    for (const [index, row] of isTaken.entries()) markRow(row, areas[index]!, y);
    for (let x = 0; x < width; x++) {
      let count = 0;
      for (let index = 0; index < samples.length; index++) if (isTaken[index]![x] === 0) free[count++] = index;
      if (count < FREE_SAMPLES_MIN) continue;
      const at = y * width + x;
      for (let channel = 0; channel < 3; channel++) {
        for (let k = 0; k < count; k++) values[k] = samples[free[k]!]!.rgb[3 * at + channel]!;
        scene.rgb[3 * at + channel] = medianOf(values, count);
      }
      let agreeing = 0;
      for (let k = 0; k < count; k++) if (isAlike(scene.rgb, samples[free[k]!]!.rgb, at, SAME_SURFACE_MAX)) agreeing++;
      if (agreeing >= AGREEING_SHARE_MIN * count) scene.isEmpty[at] = 1;
    }
    yield;
  }
  return scene;
}

/**
 * The people who were seen in a sample and look there just as the emptied scene does: they are still in it, because they
 * hardly moved, or they are a picture of a person. Boxes as in `seen`.
 */
export function leftIn(scene: EmptyScene, samples: readonly Sample[]): Box[] {
  const alike = samples.map(({ rgb, seen }) => seen.filter((box) => looksAlike(scene, rgb, middleOf(box))));
  const isThere = (boxes: readonly Box[], box: Box) => boxes.some((other) => iou(other, box) >= SAME_PLACE_IOU_MIN);
  return alike.flat().filter((box) => alike.filter((boxes) => isThere(boxes, box)).length >= LEFT_IN_SAMPLES_MIN);
}

/** Whether what is shown of a box looks the same in a sample. Not where nothing of it is shown. */
function looksAlike(scene: EmptyScene, rgb: Uint8Array, box: Box): boolean {
  const { left, right, top, bottom } = pixelArea(box, scene.size);
  let shown = 0;
  let same = 0;
  for (let y = top; y < bottom; y++)
    for (let x = left; x < right; x++) {
      const at = y * scene.size.width + x;
      if (scene.isEmpty[at] === 0) continue;
      shown++;
      if (isAlike(scene.rgb, rgb, at, SAME_THING_MAX)) same++;
    }
  return shown > 0 && same >= LEFT_IN_SHARE_MIN * shown;
}

/** The part of a person's box that is surely person: the trunk, from the shoulders to the hips. */
function middleOf({ left, top, width, height }: Box): Box {
  return { left: left + 0.25 * width, top: top + 0.15 * height, width: 0.5 * width, height: 0.45 * height };
}

function isAlike(a: Uint8Array, b: Uint8Array, pixel: number, differenceMax: number): boolean {
  for (let at = 3 * pixel; at < 3 * pixel + 3; at++) if (Math.abs(a[at]! - b[at]!) > differenceMax) return false;
  return true;
}

function markRow(row: Uint8Array, areas: readonly PixelArea[], y: number): void {
  row.fill(0);
  for (const { left, right, top, bottom } of areas) if (y >= top && y < bottom) row.fill(1, left, right);
}

/** By sixteenths and then by ones, because sorting 64 values at each pixel took six times as long. */
const coarse = new Uint16Array(16);
const fine = new Uint16Array(16);

/** The lower median of the first `count` values, `count` above 0. */
function medianOf(values: Uint8Array, count: number): number {
  coarse.fill(0);
  fine.fill(0);
  for (let k = 0; k < count; k++) coarse[values[k]! >> 4]!++;
  let rank = (count - 1) >> 1;
  let high = 0;
  while (rank >= coarse[high]!) rank -= coarse[high++]!;
  for (let k = 0; k < count; k++) if (values[k]! >> 4 === high) fine[values[k]! & 15]!++;
  let low = 0;
  while (rank >= fine[low]!) rank -= fine[low++]!;
  return (high << 4) | low;
}
