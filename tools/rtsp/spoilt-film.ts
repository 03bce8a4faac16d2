import { openCamera } from "#adapters/camera/open-camera.ts";
import { openFilmWriter } from "#adapters/film/film-writer.ts";
import type { Size } from "#domain/space/box.ts";

const FRAMES_PER_SECOND = 5;

/** What is done to one picture, in place: packed R, G, B by rows. */
export type Spoiling = (rgb: Uint8Array, size: Size) => void;

/**
 * Writes a film that shows another one, again and again, until it is spoilt: five pictures a second, scaled to `size`.
 */
export async function writeSpoiltFilm(options: {
  readonly source: string;
  readonly path: string;
  readonly size: Size;
  readonly wholeSeconds: number;
  readonly spoiltSeconds: number;
  readonly spoil: Spoiling;
}): Promise<void> {
  const { source, path, size, wholeSeconds, spoiltSeconds, spoil } = options;
  const pictures: Uint8Array[] = [];
  await using camera = await openCamera({ source, model: size, analysedPerSecond: FRAMES_PER_SECOND });
  for await (const { rgb } of camera.frames()) pictures.push(rgb);
  await using film = await openFilmWriter({ path, size, framesPerSecond: FRAMES_PER_SECOND, crf: 20 });
  for (let index = 0; index < (wholeSeconds + spoiltSeconds) * FRAMES_PER_SECOND; index++) {
    const rgb = Uint8Array.from(pictures[index % pictures.length]!);
    if (index >= wholeSeconds * FRAMES_PER_SECOND) spoil(rgb, size);
    await film.write(rgb);
  }
}

/** The light is off: what is left is a thirtieth of it. */
export function darken(rgb: Uint8Array): void {
  for (const [at, value] of rgb.entries()) rgb[at] = value / 30;
}

/** A hand before the lens: warm, brighter to one side, and nothing else of the scene but a trace of its light. */
export function cover(rgb: Uint8Array, { width }: Size): void {
  for (const [at, value] of rgb.entries()) {
    const x = Math.floor(at / 3) % width;
    rgb[at] = 60 + 40 * (x / width) + (at % 3 === 0 ? 30 : 0) + value / 60;
  }
}

/** The camera is turned to the right, by a share of its picture. */
export function turnBy(share: number): Spoiling {
  return (rgb, { width, height }) => {
    const shift = Math.round(share * width);
    for (let y = 0; y < height; y++) {
      const row = rgb.subarray(3 * y * width, 3 * (y + 1) * width);
      const before = row.slice();
      // What comes into view is what goes out of it: a shop has more of the same.
      row.set(before.subarray(3 * shift));
      row.set(before.subarray(0, 3 * shift), 3 * (width - shift));
    }
  };
}
