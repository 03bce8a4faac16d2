import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_CODEC_FLAG_INTERLACED_DCT,
  AV_CODEC_FLAG_INTERLACED_ME,
  AV_FRAME_FLAG_INTERLACED,
  AV_FRAME_FLAG_TOP_FIELD_FIRST,
  AV_LOG_QUIET,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUV420P,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVCOL_PRI_BT2020,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_TRC_SMPTE2084,
  type AVPixelFormat,
  type FFVideoEncoder,
  SWS_POINT,
} from "node-av/constants";
import {
  Codec,
  CodecContext,
  Dictionary,
  FFmpegError,
  FormatContext,
  Frame,
  Log,
  Packet,
  Rational,
  SoftwareScaleContext,
} from "node-av/lib";
import type { Size } from "#domain/space/box.ts";

/** How many bits of a frame's number are written on it. */
const NUMBER_BITS = 10;

export type PatternFilmOptions = {
  /** Its ending names the container. */
  readonly path: string;
  readonly size: Size;
  readonly framesPerSecond: number;
  readonly frames: number;
  readonly encoder?: "libx264" | "libx265" | "mpeg4" | "mjpeg" | "gif" | "ffv1";
  readonly pixelFormat?: AVPixelFormat;
  readonly framesBetweenKeys?: number;
  readonly framesReordered?: number;
  /** The time of each frame in whole milliseconds, where it is not its number over the rate. */
  readonly stampMsOf?: (index: number) => number;
  /** Says that the film is of high dynamic range (BT.2020, PQ), as phones do. */
  readonly hasHighDynamicRange?: boolean;
  /** Keeps each picture as two fields, as old recorders do. */
  readonly isInterlaced?: boolean;
  /** How far a player is told to turn the picture, clockwise. */
  readonly turnDegrees?: 90 | 180 | 270;
};

/**
 * Writes a film of a pattern that can be told apart: each corner has its colour, and the frame's number is written in
 * bars along the middle.
 *
 *     +-----------+-----------+
 *     |    red    |   green   |
 *     |  # . # # . . # . . .  |     white bar 1, black bar 0, lowest bit first
 *     |    blue   |   grey    |
 *     +-----------+-----------+
 */
export async function writePatternFilm(options: PatternFilmOptions): Promise<void> {
  const { path, size, framesPerSecond, frames, stampMsOf, turnDegrees } = options;
  const { encoder: name = "libx264", pixelFormat = AV_PIX_FMT_YUV420P } = options;
  Log.setLevel(AV_LOG_QUIET);
  const codec = Codec.findEncoderByName(name as FFVideoEncoder);
  if (!codec) throw new Error(`this FFmpeg has no encoder ${name}`);
  await using open = new AsyncDisposableStack();
  const container = open.use(new FormatContext());
  const encoder = open.use(new CodecContext());
  const scaler = open.use(new SoftwareScaleContext());
  const picture = open.use(new Frame());
  const packet = open.use(new Packet());

  must(container.allocOutputContext2(null, null, path));
  encoder.allocContext3(codec);
  encoder.width = size.width;
  encoder.height = size.height;
  encoder.pixelFormat = pixelFormat;
  encoder.timeBase = stampMsOf ? new Rational(1, 1000) : new Rational(1, framesPerSecond);
  encoder.framerate = new Rational(framesPerSecond, 1);
  encoder.gopSize = options.framesBetweenKeys ?? 12;
  encoder.maxBFrames = options.framesReordered ?? 0;
  encoder.threadCount = 1;
  if (options.isInterlaced) encoder.setFlags(AV_CODEC_FLAG_INTERLACED_DCT, AV_CODEC_FLAG_INTERLACED_ME);
  if (options.hasHighDynamicRange) {
    encoder.colorPrimaries = AVCOL_PRI_BT2020;
    encoder.colorTrc = AVCOL_TRC_SMPTE2084;
    encoder.colorSpace = AVCOL_SPC_BT2020_NCL;
  }
  if (/\.(mp4|mov|mkv)$/.test(path)) encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  using quick = Dictionary.fromObject(
    name.startsWith("libx") ? { preset: "ultrafast", "x265-params": "log-level=none" } : {},
  );
  must(await encoder.open2(codec, quick));
  const stream = container.newStream();
  stream.timeBase = encoder.timeBase;
  stream.avgFrameRate = encoder.framerate;
  must(stream.codecpar.fromContext(encoder));
  if (turnDegrees) must(stream.codecpar.addCodedSideData(AV_PKT_DATA_DISPLAYMATRIX, displayMatrix(turnDegrees)));
  must(await container.openOutput());
  using settings = Dictionary.fromObject(/\.(mp4|mov)$/.test(path) ? { movflags: "+faststart" } : {});
  must(await container.writeHeader(settings));

  picture.alloc();
  picture.format = pixelFormat;
  picture.width = size.width;
  picture.height = size.height;
  must(picture.getBuffer());
  packet.alloc();
  scaler.getContext(size.width, size.height, AV_PIX_FMT_RGB24, size.width, size.height, pixelFormat, SWS_POINT);
  const drain = async () => {
    while ((await encoder.receivePacket(packet)) >= 0) {
      packet.rescaleTs(encoder.timeBase, stream.timeBase);
      must(await container.interleavedWriteFrame(packet));
    }
  };

  for (let index = 0; index < frames; index++) {
    must(picture.makeWritable());
    const rgb = drawPattern(size, index);
    must(await scaler.scale([rgb], [size.width * 3], 0, size.height, picture.data ?? [], picture.linesize));
    if (options.isInterlaced) picture.setFlags(AV_FRAME_FLAG_INTERLACED, AV_FRAME_FLAG_TOP_FIELD_FIRST);
    picture.pts = BigInt(stampMsOf?.(index) ?? index);
    must(await encoder.sendFrame(picture));
    await drain();
  }
  must(await encoder.sendFrame(null));
  await drain();
  must(await container.writeTrailer());
  await container.closeOutput();
}

/** The number written on a frame, from RGB24 pixels whose rows are `rowPixels` long and whose picture is `size`. */
export function readNumber(rgb: Uint8Array, size: Size, rowPixels: number): number {
  const y = Math.floor(size.height / 2);
  let number = 0;
  for (let bit = 0; bit < NUMBER_BITS; bit++) {
    const x = Math.floor(((bit + 1.5) * size.width) / (NUMBER_BITS + 2));
    if ((rgb[(y * rowPixels + x) * 3 + 1] ?? 0) > 127) number |= 1 << bit;
  }
  return number;
}

function drawPattern({ width, height }: Size, index: number): Buffer {
  const [red, green, blue, grey] = [
    [220, 30, 30],
    [30, 200, 30],
    [30, 30, 220],
    [128, 128, 128],
  ] as const;
  const row = (left: readonly number[], right: readonly number[], hasBars: boolean) =>
    Buffer.from(
      Array.from({ length: width }, (_, x) => {
        const bit = Math.floor((x * (NUMBER_BITS + 2)) / width) - 1;
        const isBar = hasBars && bit >= 0 && bit < NUMBER_BITS;
        if (isBar) return Array<number>(3).fill((index >> bit) & 1 ? 235 : 20);
        return x < width / 2 ? left : right;
      }).flat(),
    );
  const plain = { upper: row(red, green, false), lower: row(blue, grey, false) };
  const barred = { upper: row(red, green, true), lower: row(blue, grey, true) };
  return Buffer.concat(
    Array.from({ length: height }, (_, y) => {
      const { upper, lower } = Math.abs(y - height / 2) < height / 8 ? barred : plain;
      return y < height / 2 ? upper : lower;
    }),
  );
}

/** What a film says so that players turn it, as FFmpeg keeps it: a 3×3 matrix in fixed point. */
function displayMatrix(degrees: 90 | 180 | 270): Buffer {
  const [a, b] = { 90: [0, 1], 180: [-1, 0], 270: [0, -1] }[degrees] as [number, number];
  const matrix = new Int32Array([a << 16, b << 16, 0, -b << 16, a << 16, 0, 0, 0, 1 << 30]);
  return Buffer.from(matrix.buffer);
}

function must(result: number): void {
  FFmpegError.throwIfError(result);
}
