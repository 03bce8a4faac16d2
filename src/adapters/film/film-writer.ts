import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_ERROR,
  AV_PIX_FMT_RGB24,
  AV_PIX_FMT_YUV420P,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  FF_ENCODER_LIBX264,
  SWS_BICUBIC,
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
import { Fault } from "#domain/fault/fault.ts";
import type { Size } from "#domain/space/box.ts";

/** One key frame at least every four seconds at 15 frames a second, so that a reader may jump. */
const KEY_FRAME_EVERY = 60;

export type FilmOptions = {
  readonly path: string;
  /** Even numbers: the picture's colour is kept at half its size. */
  readonly size: Size;
  /** Whole frames in a second. */
  readonly framesPerSecond: number;
  /** libx264's constant rate factor, 0 (lossless) to 51 (worst). */
  readonly crf?: number;
};

export type FilmWriter = {
  /** Appends one frame: packed R, G, B by rows, `width * height * 3` bytes, free to be reused once this resolves; await it before the next. */
  write(rgb: Uint8Array): Promise<void>;
  /** Ends the film; until then it cannot be played. Closing twice does nothing. */
  close(): Promise<void>;
  /** Closes what was not closed. A film that an error cut short stays where it is and may not play. */
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Opens a film for writing: H.264 (yuv420p) in MP4, its index at the front, no B-frames, so that frames are decoded in
 * the order they are shown. An older film at the path is replaced.
 * A place that cannot be written, or a disk that fills up, is the fault `film/unwritable`.
 */
export async function openFilmWriter({ path, size, framesPerSecond, crf = 23 }: FilmOptions): Promise<FilmWriter> {
  Log.setLevel(AV_LOG_ERROR);
  const codec = Codec.findEncoderByName(FF_ENCODER_LIBX264);
  if (!codec) throw new Fault("film/unwritable", "this build of FFmpeg cannot write H.264");
  const attempt = <T>(work: () => Promise<T>) =>
    work().catch((cause: unknown) => {
      throw new Fault("film/unwritable", `cannot write \`${path}\``, { cause });
    });

  // What is native is freed in the reverse order, whatever fails on the way.
  await using open = new AsyncDisposableStack();
  const container = open.use(new FormatContext());
  const encoder = open.use(new CodecContext());
  const scaler = open.use(new SoftwareScaleContext());
  const picture = open.use(new Frame());
  const packet = open.use(new Packet());

  encoder.allocContext3(codec);
  encoder.width = size.width;
  encoder.height = size.height;
  encoder.pixelFormat = AV_PIX_FMT_YUV420P;
  encoder.timeBase = new Rational(1, framesPerSecond);
  encoder.framerate = new Rational(framesPerSecond, 1);
  encoder.gopSize = KEY_FRAME_EVERY;
  encoder.maxBFrames = 0;
  encoder.threadCount = 1;
  encoder.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER);
  picture.alloc();
  picture.format = AV_PIX_FMT_YUV420P;
  picture.width = size.width;
  picture.height = size.height;
  packet.alloc();
  scaler.getContext(
    size.width,
    size.height,
    AV_PIX_FMT_RGB24,
    size.width,
    size.height,
    AV_PIX_FMT_YUV420P,
    SWS_BICUBIC,
  );

  const stream = await attempt(async () => {
    must(container.allocOutputContext2(null, "mp4", path));
    must(picture.getBuffer());
    using options = Dictionary.fromObject({ preset: "slow", crf: String(crf) });
    must(await encoder.open2(codec, options));
    const made = container.newStream();
    made.timeBase = encoder.timeBase;
    made.avgFrameRate = encoder.framerate;
    must(made.codecpar.fromContext(encoder));
    must(await container.openOutput());
    using movie = Dictionary.fromObject({ movflags: "+faststart" });
    must(await container.writeHeader(movie));
    return made;
  });

  async function drain(): Promise<void> {
    for (;;) {
      const result = await encoder.receivePacket(packet);
      if (result === AVERROR_EAGAIN || result === AVERROR_EOF) return;
      must(result);
      packet.streamIndex = stream.index;
      packet.duration = 1n;
      packet.rescaleTs(encoder.timeBase, stream.timeBase);
      must(await container.interleavedWriteFrame(packet));
    }
  }

  const held = open.move();
  const stride = size.width * 3;
  let frames = 0n;
  let isClosed = false;

  const film = {
    async write(rgb: Uint8Array) {
      if (rgb.length !== stride * size.height) throw new RangeError("a frame must be as large as the film");
      const source = Buffer.from(rgb.buffer, rgb.byteOffset, rgb.byteLength);
      await attempt(async () => {
        must(picture.makeWritable());
        must(await scaler.scale([source], [stride], 0, size.height, picture.data ?? [], picture.linesize));
        picture.pts = frames;
        frames += 1n;
        must(await encoder.sendFrame(picture));
        await drain();
      });
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      await using _ = held;
      await attempt(async () => {
        must(await encoder.sendFrame(null));
        await drain();
        must(await container.writeTrailer());
        await container.closeOutput();
      });
    },
  };
  return { ...film, [Symbol.asyncDispose]: film.close };
}

function must(result: number): void {
  FFmpegError.throwIfError(result);
}
