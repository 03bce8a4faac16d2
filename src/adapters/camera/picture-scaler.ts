import assert from "node:assert/strict";
import {
  AV_FRAME_FLAG_INTERLACED,
  AV_FRAME_FLAG_TOP_FIELD_FIRST,
  AV_PIX_FMT_RGB24,
  AVCOL_PRI_UNSPECIFIED,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_RANGE_UNSPECIFIED,
  AVCOL_SPC_BT470BG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_SPC_FCC,
  AVCOL_SPC_RGB,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_SMPTE240M,
  AVCOL_SPC_UNSPECIFIED,
  AVCOL_TRC_UNSPECIFIED,
  type AVColorRange,
  type AVColorSpace,
  SWS_ACCURATE_RND,
  SWS_BILINEAR,
  SWS_BITEXACT,
} from "node-av/constants";
import { Frame as Picture, SoftwareScaleContext } from "node-av/lib";
import { type Fit, PAD_VALUE } from "#domain/vision/fit.ts";
import { copyTurned, type Turn, turnedSize } from "./picture-turn.ts";

/** Makes the detector's input of a decoded picture. */
export type PictureScaler = {
  /**
   * The picture scaled, turned upright and padded: in a fresh buffer, or in one that an earlier call of this scaler gave
   * and nobody needs any more. Null where the picture is of a kind that cannot be scaled.
   */
  scale(picture: Picture, spare?: Uint8Array): Promise<Uint8Array | null>;
  close(): void;
};

/**
 * Bilinear, because the detector was measured with it. When it shrinks, FFmpeg's bilinear widens its filter and so does
 * not alias; its fast variant does, at half the cost. The two exactness flags cost nothing and keep every machine alike.
 */
const SCALE_FLAGS = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_BITEXACT;

/** The ways to keep colour that the scaler knows; any other is taken for the common one. */
const COLOUR_SPACES: ReadonlySet<AVColorSpace> = new Set([
  AVCOL_SPC_RGB,
  AVCOL_SPC_BT709,
  AVCOL_SPC_FCC,
  AVCOL_SPC_BT470BG,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_SMPTE240M,
  AVCOL_SPC_BT2020_NCL,
]);
const COLOUR_RANGES: ReadonlySet<AVColorRange> = new Set([AVCOL_RANGE_MPEG, AVCOL_RANGE_JPEG]);

/** For pictures that, once turned, have the size that `fit` says. */
export function openPictureScaler(fit: Fit, turn: Turn): PictureScaler {
  const { model } = fit;
  // The picture is turned after it was scaled, when it is small; so it is scaled lying.
  const size = turnedSize(fit.scaled, turn);
  const context = new SoftwareScaleContext();
  context.allocContext();
  assert.equal(context.setOption("sws_flags", SCALE_FLAGS), 0);
  const scaled = new Picture();
  scaled.alloc();
  scaled.width = size.width;
  scaled.height = size.height;
  scaled.format = AV_PIX_FMT_RGB24;
  assert.equal(scaled.getBuffer(0), 0);
  // Asked for once: each asking makes buffers of all planes, which V8 must collect.
  const pixels = scaled.data?.[0];
  const stride = scaled.linesize[0];
  assert.ok(pixels && stride);

  return {
    async scale(picture, spare) {
      simplify(picture);
      if ((await context.scaleFrame(scaled, picture)) < 0) return null;
      const rgb = spare ?? new Uint8Array(model.width * model.height * 3).fill(PAD_VALUE);
      copyTurned(pixels, rgb, { size, stride, turn, rowPixels: model.width });
      return rgb;
    },
    close() {
      context.freeContext();
      scaled.free();
    },
  };
}

/**
 * Takes from a picture what the scaler need not know. Of its colour only that stays which makes RGB of it: a film of high
 * dynamic range would else have every tone mapped (20 ms a picture, measured, against 1.3), and a few ways to keep colour
 * are refused. Interlaced pictures, as old recorders make them, are refused too; they are scaled as if they were whole,
 * which makes combs of what moves, finer than the scaled picture shows.
 */
function simplify(picture: Picture): void {
  picture.colorPrimaries = AVCOL_PRI_UNSPECIFIED;
  picture.colorTrc = AVCOL_TRC_UNSPECIFIED;
  if (!COLOUR_SPACES.has(picture.colorSpace)) picture.colorSpace = AVCOL_SPC_UNSPECIFIED;
  if (!COLOUR_RANGES.has(picture.colorRange)) picture.colorRange = AVCOL_RANGE_UNSPECIFIED;
  picture.clearFlags(AV_FRAME_FLAG_INTERLACED, AV_FRAME_FLAG_TOP_FIELD_FIRST);
}
