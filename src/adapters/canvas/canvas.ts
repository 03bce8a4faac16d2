import { createCanvas, loadImage, type SKRSContext2D } from "@napi-rs/canvas";
import type { Box, Size } from "#domain/space/box.ts";

/** What draws on a canvas: the browser's own 2D context. */
export type Pen = SKRSContext2D;

/**
 * A picture that can be drawn upon.
 *
 * Skia, because FFmpeg, which is here already, draws neither smooth lines nor arrows, and its letters need a font file
 * per script. It comes ready built and links to nothing but the C library, so it runs on a bare machine.
 */
export type Canvas = {
  readonly size: Size;
  readonly pen: Pen;
  /** A copy of the picture: packed R, G, B by rows, `width * height * 3` bytes. */
  rgb(): Uint8Array;
  /** The picture as a PNG file. */
  png(): Uint8Array;
  /** The picture as a JPEG file; `quality` from 1 to 100. */
  jpeg(quality: number): Uint8Array;
  /** Draws this picture, or a part of it, into a box of another, smoothly scaled. */
  drawOnto(pen: Pen, to: Box, part?: Box): void;
};

/** A canvas that shows the picture of a PNG or JPEG file, which must be one. */
export async function openFileCanvas(file: Uint8Array): Promise<Canvas> {
  const image = await loadImage(file);
  const canvas = openCanvas({ width: image.width, height: image.height });
  canvas.pen.drawImage(image, 0, 0);
  return canvas;
}

/** A canvas that shows a picture, packed R, G, B by rows; black without one. */
export function openCanvas(size: Size, rgb?: Uint8Array): Canvas {
  const canvas = createCanvas(size.width, size.height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#000";
  pen.fillRect(0, 0, size.width, size.height);
  if (rgb) {
    const image = pen.createImageData(size.width, size.height);
    for (let at = 0; at < size.width * size.height; at++) {
      for (let channel = 0; channel < 3; channel++) image.data[4 * at + channel] = rgb[3 * at + channel]!;
      image.data[4 * at + 3] = 255;
    }
    pen.putImageData(image, 0, 0);
  }
  return {
    size,
    pen,
    rgb() {
      const { data } = pen.getImageData(0, 0, size.width, size.height);
      const packed = new Uint8Array(size.width * size.height * 3);
      for (let at = 0; at < size.width * size.height; at++)
        for (let channel = 0; channel < 3; channel++) packed[3 * at + channel] = data[4 * at + channel]!;
      return packed;
    },
    png: () => canvas.toBuffer("image/png"),
    jpeg: (quality) => canvas.toBuffer("image/jpeg", quality),
    drawOnto(other, to, part = { left: 0, top: 0, ...size }) {
      other.imageSmoothingEnabled = true;
      other.imageSmoothingQuality = "high";
      const { left, top, width, height } = part;
      other.drawImage(canvas, left, top, width, height, to.left, to.top, to.width, to.height);
    },
  };
}
