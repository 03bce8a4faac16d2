import assert from "node:assert/strict";
import {
  AV_PIX_FMT_RGB24,
  AVMEDIA_TYPE_VIDEO,
  type AVPixelFormat,
  SWS_ACCURATE_RND,
  SWS_BICUBIC,
  SWS_BITEXACT,
  type SwsFlags,
} from "node-av/constants";
import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Packet, SoftwareScaleContext } from "node-av/lib";
import type { Box, Size } from "#domain/space/box.ts";

/** A picture of packed R, G, B by rows. */
export type Picture = Size & { readonly rgb: Uint8Array };

/** The picture that a JPEG or PNG file holds, at its own size. */
export function readPicture(path: string): Picture {
  const file = new FormatContext();
  FFmpegError.throwIfError(file.openInputSync(path), `open ${path}`);
  try {
    FFmpegError.throwIfError(file.findStreamInfoSync(), `look into ${path}`);
    return decodeFirst(file);
  } finally {
    file.closeInputSync();
  }
}

function decodeFirst(file: FormatContext): Picture {
  const stream = file.streams[file.findBestStream(AVMEDIA_TYPE_VIDEO)];
  assert(stream, "the file holds a picture");
  const codec = Codec.findDecoder(stream.codecpar.codecId);
  assert(codec, "there is a decoder for the file");
  using decoder = new CodecContext();
  decoder.allocContext3(codec);
  FFmpegError.throwIfError(decoder.parametersToContext(stream.codecpar), "copy codec parameters");
  FFmpegError.throwIfError(decoder.open2Sync(codec), "open decoder");
  using packet = new Packet();
  packet.alloc();
  using frame = new Frame();
  frame.alloc();
  FFmpegError.throwIfError(file.readFrameSync(packet), "read a picture");
  FFmpegError.throwIfError(decoder.sendPacketSync(packet), "decode a picture");
  FFmpegError.throwIfError(decoder.sendPacketSync(null), "end decoding");
  FFmpegError.throwIfError(decoder.receiveFrameSync(frame), "take a picture");
  return toRgb(frame);
}

function toRgb(frame: Frame): Picture {
  const { width, height } = frame;
  using scaler = new SoftwareScaleContext();
  const exactly = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT;
  const format = frame.format as AVPixelFormat;
  scaler.getContext(width, height, format, width, height, AV_PIX_FMT_RGB24, exactly as SwsFlags);
  using target = new Frame();
  target.alloc();
  Object.assign(target, { width, height, format: AV_PIX_FMT_RGB24 });
  FFmpegError.throwIfError(target.allocBuffer(), "make room for a picture");
  FFmpegError.throwIfError(scaler.scaleFrameSync(target, frame), "turn a picture into RGB");
  return { width, height, rgb: Uint8Array.from(target.toBuffer().subarray(0, width * height * 3)) };
}

/**
 * A part of a picture, stretched or shrunk to a size. Where it shrinks, each new pixel is the mean of those it covers,
 * as a camera's sensor would have it; where it grows, pixels repeat.
 */
export function cut(picture: Picture, part: Box, { width, height }: Size): Picture {
  const rgb = new Uint8Array(width * height * 3);
  const columns = spans(part.left, part.width, width, picture.width);
  const rows = spans(part.top, part.height, height, picture.height);
  for (const [y, [top, bottom]] of rows.entries())
    for (const [x, [left, right]] of columns.entries())
      for (let colour = 0; colour < 3; colour++) {
        let sum = 0;
        for (let row = top; row < bottom; row++)
          for (let column = left; column < right; column++)
            sum += picture.rgb[(row * picture.width + column) * 3 + colour]!;
        rgb[(y * width + x) * 3 + colour] = Math.round(sum / ((bottom - top) * (right - left)));
      }
  return { width, height, rgb };
}

/** Which pixels, from and up to, each of `count` new ones covers along one side. */
function spans(start: number, length: number, count: number, end: number): Array<readonly [number, number]> {
  return Array.from({ length: count }, (_, index) => {
    const from = Math.min(end - 1, Math.floor(start + (index * length) / count));
    return [from, Math.max(from + 1, Math.min(end, Math.round(start + ((index + 1) * length) / count)))] as const;
  });
}
