import { writeFileSync } from "node:fs";
import { Decoder, Demuxer } from "node-av/api";
import { AV_PIX_FMT_RGB24, SWS_BICUBIC } from "node-av/constants";
import { SoftwareScaleContext } from "node-av/lib";
import type { Box, Size } from "#domain/space/box.ts";
import { cut, type Picture } from "#tools/models/picture.ts";

const FRAMES_PER_SECOND = 10;

/** The first pictures of a film or picture file, at its own size. */
export async function readFrames(path: string, { framesMax }: { readonly framesMax: number }): Promise<Picture[]> {
  await using input = await Demuxer.open(path);
  const video = input.video();
  if (!video) return [];
  using decoder = await Decoder.create(video);
  using scaler = new SoftwareScaleContext();
  const frames: Picture[] = [];
  for await (using frame of decoder.frames(input.packets(video.index))) {
    if (!frame) continue;
    const { width, height, format } = frame;
    if (frames.length === 0)
      scaler.getContext(width, height, format as never, width, height, AV_PIX_FMT_RGB24, SWS_BICUBIC);
    const rgb = Buffer.alloc(width * height * 3);
    scaler.scaleSync(frame.data ?? [], frame.linesize, 0, height, [rgb], [width * 3]);
    frames.push({ width, height, rgb });
    if (frames.length === framesMax) break;
  }
  return frames;
}

/** Writes a part of pictures as a film that a browser takes for its camera (Y4M, 4:2:0, ten pictures a second). */
export function writeCameraFilm(
  path: string,
  pictures: readonly Picture[],
  { part, size }: { readonly part: Box; readonly size: Size },
): void {
  const head = `YUV4MPEG2 W${size.width} H${size.height} F${FRAMES_PER_SECOND}:1 Ip A1:1 C420jpeg\n`;
  const frames = pictures.flatMap((picture) => [Buffer.from("FRAME\n"), planesOf(cut(picture, part, size))]);
  writeFileSync(path, Buffer.concat([Buffer.from(head), ...frames]));
}

/** Luma of each pixel, then the two colours of each four (ITU-R BT.601, full range). */
function planesOf({ width, height, rgb }: Picture): Uint8Array {
  const cells = width * height;
  const planes = new Uint8Array(cells * 1.5);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [r = 0, g = 0, b = 0] = rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3);
      planes[y * width + x] = 0.299 * r + 0.587 * g + 0.114 * b;
      if (x % 2 || y % 2) continue;
      const at = cells + (y / 2) * (width / 2) + x / 2;
      planes[at] = 128 - 0.169 * r - 0.331 * g + 0.5 * b;
      planes[at + cells / 4] = 128 + 0.5 * r - 0.419 * g - 0.081 * b;
    }
  return planes;
}
