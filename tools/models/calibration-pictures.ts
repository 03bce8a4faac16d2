import { join } from "node:path";
import type { Box, Size } from "#domain/space/box.ts";
import { PAD_VALUE } from "#domain/vision/fit.ts";
import { cut, type Picture, readPicture } from "./picture.ts";

/** A photograph that ships in a package, and the parts of it that show a scene. */
type Photograph = { readonly path: string; readonly licence: string; readonly parts: readonly Box[] };

/**
 * What the network is shown to learn how far its values go. None of it is footage that we measure accuracy on.
 * Paths are relative to the project.
 */
export const PHOTOGRAPHS: readonly Photograph[] = [
  {
    path: "node_modules/@vladmandic/human/assets/samples.jpg",
    licence: "MIT",
    parts: [
      // A crowd in a hall, and its quarters, in which people stand larger.
      { left: 0, top: 197, width: 1280, height: 961 },
      { left: 0, top: 197, width: 640, height: 480 },
      { left: 640, top: 197, width: 640, height: 480 },
      { left: 0, top: 678, width: 640, height: 480 },
      { left: 640, top: 678, width: 640, height: 480 },
      { left: 320, top: 437, width: 640, height: 480 },
      // A strip of small photographs, whole figures among them.
      { left: 0, top: 0, width: 320, height: 158 },
      { left: 320, top: 0, width: 320, height: 158 },
      { left: 640, top: 0, width: 320, height: 158 },
      { left: 900, top: 0, width: 380, height: 158 },
    ],
  },
  {
    path: "node_modules/@vladmandic/human/assets/screenshot-facematch.jpg",
    licence: "MIT",
    parts: [
      // Groups in small photographs, then a wall of faces.
      { left: 175, top: 20, width: 440, height: 225 },
      { left: 600, top: 20, width: 440, height: 225 },
      { left: 1030, top: 20, width: 440, height: 225 },
      { left: 1440, top: 20, width: 440, height: 225 },
      { left: 0, top: 280, width: 960, height: 674 },
      { left: 960, top: 280, width: 960, height: 674 },
    ],
  },
];

/** One colour value under another light. */
type Light = (value: number, chance: () => number) => number;

const LIGHTS: readonly Light[] = [
  (value) => value,
  (value) => value * 0.45,
  (value) => value * 1.7,
  (value) => 128 + (value - 128) * 0.35,
  (value) => 128 + (value - 128) * 1.6,
  // The grain of a small sensor in the evening: about ±30, roughly normal.
  (value, chance) => value * 0.6 + (chance() + chance() + chance() - 1.5) * 40,
];

/** How large the scene lies on the picture; the rest is padding. The smaller, the more distant the people. */
const SCALES = [1, 0.5] as const;

/** The number that chance begins with, so that the grain is the same every time. */
const SEED = 20_240_229;

/** Every part of every photograph, at every scale and under every light, as packed RGB of a size. */
export function* calibrationPictures(root: string, size: Size): Generator<Uint8Array> {
  const chance = chanceFrom(SEED);
  for (const { path, parts } of PHOTOGRAPHS) {
    const photograph = readPicture(join(root, path));
    for (const part of parts)
      for (const scale of SCALES) {
        const scene = onPadding(photograph, part, scale, size);
        for (const light of LIGHTS) yield underLight(scene, light, chance);
      }
  }
}

function onPadding(photograph: Picture, part: Box, scale: number, size: Size): Uint8Array {
  const scaled = { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
  const { rgb } = cut(photograph, part, scaled);
  const picture = new Uint8Array(size.width * size.height * 3).fill(PAD_VALUE);
  for (let row = 0; row < scaled.height; row++)
    picture.set(rgb.subarray(row * scaled.width * 3, (row + 1) * scaled.width * 3), row * size.width * 3);
  return picture;
}

function underLight(picture: Uint8Array, light: Light, chance: () => number): Uint8Array {
  return picture.map((value) => Math.max(0, Math.min(255, Math.round(light(value, chance)))));
}

/** Marsaglia's xorshift of 32 bits: even numbers from 0 up to 1, the same from the same seed. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
