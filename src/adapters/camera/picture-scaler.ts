import assert from "node:assert/strict";
import { AV_PIX_FMT_RGB24, SWS_ACCURATE_RND, SWS_BILINEAR, SWS_BITEXACT } from "node-av/constants";
import { Frame as Picture, SoftwareScaleContext } from "node-av/lib";
import { type Fit, PAD_VALUE } from "#domain/vision/fit.ts";
import { copyTurned, type Turn, turnedSize } from "./picture-turn.ts";

/** Makes the detector's input of a decoded picture. */
export type PictureScaler = {
  /** The picture scaled, turned upright and padded; a fresh buffer each time, which the caller may keep. */
  scale(picture: Picture): Promise<Uint8Array>;
  close(): void;
};

/**
 * Bilinear, because the detector was measured with it. When it shrinks, FFmpeg's bilinear widens its filter and so does
 * not alias; its fast variant does, at half the cost. The two exactness flags cost nothing and keep every machine alike.
 */
const SCALE_FLAGS = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_BITEXACT;

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

  return {
    async scale(picture) {
      const result = await context.scaleFrame(scaled, picture);
      const pixels = scaled.data?.[0];
      const stride = scaled.linesize[0];
      assert.ok(result >= 0 && pixels && stride, `a decoded picture was not scaled (${result})`);
      const rgb = new Uint8Array(model.width * model.height * 3).fill(PAD_VALUE);
      copyTurned(pixels, rgb, { size, stride, turn, rowPixels: model.width });
      return rgb;
    },
    close() {
      context.freeContext();
      scaled.free();
    },
  };
}
