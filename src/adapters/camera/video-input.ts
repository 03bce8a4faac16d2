import {
  AV_DISPOSITION_ATTACHED_PIC,
  AV_LOG_QUIET,
  AV_NOPTS_VALUE,
  AV_PKT_DATA_DISPLAYMATRIX,
  AVDISCARD_ALL,
  AVERROR_EAGAIN,
  AVERROR_EOF,
  AVMEDIA_TYPE_VIDEO,
  AVSEEK_FLAG_BACKWARD,
} from "node-av/constants";
import {
  Codec,
  CodecContext,
  Dictionary,
  FormatContext,
  type InputFormat,
  Log,
  Packet,
  Frame as Picture,
  type Stream,
} from "node-av/lib";
import { Fault } from "#domain/fault/fault.ts";
import type { Size } from "#domain/space/box.ts";
import { type Turn, turnedSize, turnOf } from "./picture-turn.ts";

/** Rates outside this range are a time base taken for a rate. */
const RATE_MIN = 0.1;
const RATE_MAX = 240;

/** A decoded picture, and its time stamp in milliseconds since the first picture, where it bears one. */
export type StampedPicture = { readonly picture: Picture; readonly stampMs: number | null };

/** What FFmpeg made of a film or stream: one video track, decoded picture by picture. */
export type VideoInput = {
  /** The size of its pictures, turned upright. */
  readonly size: Size;
  readonly turn: Turn;
  readonly framesPerSecond: number | null;
  readonly durationMs: number | null;
  readonly counts: { readonly decoded: number; readonly damaged: number };
  /**
   * The next picture, good until the next call; null at the end. `onPacket` hears of every packet of the video track.
   * @throws Fault `camera/size-changed`, `camera/damaged`, and whatever `onReadError` makes of a failed read.
   */
  next(): Promise<StampedPicture | null>;
  /** Goes back to where decoding can begin, at or before a time. Where pictures bear no time stamps it does nothing. */
  seek(toMs: number): Promise<void>;
  close(): Promise<void>;
};

export type VideoInputOptions = {
  /** What FFmpeg is to open, and how: its own option names. */
  readonly url: string;
  readonly settings: Readonly<Record<string, string>>;
  /** As what it is to be opened, where FFmpeg cannot see that from the url. */
  readonly format?: InputFormat | null;
  readonly decodeThreads: number;
  /** So many packets in a row that yield no picture are one too many. */
  readonly damagedRunMax: number;
  /** The source as a message may show it. */
  readonly shown: string;
  /** What a refusal to open means. */
  readonly onOpenError: (code: number) => Fault;
  /** What a failed read means; null: it is a damaged place, read on. */
  readonly onReadError: (code: number) => Fault | null;
  readonly onPacket?: () => void;
  /** Makes an opening or a read that waits give up. */
  readonly signal?: AbortSignal;
};

/**
 * Opens a source and decodes its first picture, so that what is said of it is true.
 * Null where there is no picture to decode: no video track, no decoder for it, or an end before the first picture.
 */
export async function openVideoInput(options: VideoInputOptions): Promise<VideoInput | null> {
  Log.setLevel(AV_LOG_QUIET);
  const format = new FormatContext();
  // Without this FFmpeg allocates its own context at the opening, which cannot be interrupted.
  format.allocContext();
  const interrupt = () => format.interrupt();
  options.signal?.addEventListener("abort", interrupt);
  using settings = Dictionary.fromObject(options.settings);
  const opened = await format.openInput(options.url, options.format ?? null, settings);
  if (opened < 0) {
    options.signal?.removeEventListener("abort", interrupt);
    throw options.onOpenError(opened);
  }
  const codec = new CodecContext();
  const packet = new Packet();
  const picture = new Picture();
  const close = async () => {
    options.signal?.removeEventListener("abort", interrupt);
    codec.freeContext();
    packet.free();
    picture.free();
    await format.closeInput();
  };
  try {
    const track = await findTrack(format);
    const isReady = track !== null && (await openDecoder(codec, track, options.decodeThreads));
    if (isReady) {
      packet.alloc();
      picture.alloc();
      const input = readPictures({ options, format, track, codec, packet, picture, close });
      if (await input.begin()) return input;
    }
  } catch (error) {
    await close();
    throw error;
  }
  await close();
  return null;
}

async function findTrack(format: FormatContext): Promise<Stream | null> {
  if ((await format.findStreamInfo()) < 0) return null;
  const index = format.findBestStream(AVMEDIA_TYPE_VIDEO);
  for (const stream of format.streams) if (stream.index !== index) stream.discard = AVDISCARD_ALL;
  const track = format.streams[index];
  // The cover of a song is no film.
  return track && !track.hasDisposition(AV_DISPOSITION_ATTACHED_PIC) ? track : null;
}

async function openDecoder(codec: CodecContext, track: Stream, threads: number): Promise<boolean> {
  const decoder = Codec.findDecoder(track.codecpar.codecId);
  if (!decoder) return false;
  codec.allocContext3(decoder);
  codec.parametersToContext(track.codecpar);
  codec.pktTimebase = track.timeBase;
  codec.threadCount = threads;
  return (await codec.open2(decoder)) >= 0;
}

type Reading = {
  readonly options: VideoInputOptions;
  readonly format: FormatContext;
  readonly track: Stream;
  readonly codec: CodecContext;
  readonly packet: Packet;
  readonly picture: Picture;
  readonly close: () => Promise<void>;
};

function readPictures(reading: Reading): VideoInput & { begin(): Promise<boolean> } {
  const { options, format, track, codec, packet, picture } = reading;
  const trackIndex = track.index;
  const tickMs = (track.timeBase.num * 1000) / track.timeBase.den;
  const turn = turnOf(track.codecpar.getCodedSideData(AV_PKT_DATA_DISPLAYMATRIX));
  const counts = { decoded: 0, damaged: 0 };
  let size: Size = { width: 0, height: 0 };
  let damagedRun = 0;
  let isFirstHeld = false;
  let startTicks = 0n;

  function countDamage(): void {
    counts.damaged++;
    if (++damagedRun > options.damagedRunMax)
      throw new Fault("camera/damaged", `${damagedRun} packets in a row of \`${options.shown}\` could not be decoded`);
  }

  async function feed(): Promise<void> {
    const read = await format.readFrame(packet);
    const fault = read < 0 && read !== AVERROR_EOF ? options.onReadError(read) : null;
    if (fault) throw fault;
    if (read < 0 && read !== AVERROR_EOF) return countDamage();
    if (read >= 0 && packet.streamIndex !== trackIndex) return packet.unref();
    if (read >= 0) options.onPacket?.();
    const sent = await codec.sendPacket(read < 0 ? null : packet);
    packet.unref();
    if (sent < 0 && sent !== AVERROR_EOF) countDamage();
  }

  async function decode(): Promise<boolean> {
    for (;;) {
      // The decoding itself is done where the packet is sent; this only fetches.
      const received = codec.receiveFrameSync(picture);
      if (received >= 0) break;
      if (received === AVERROR_EOF) return false;
      if (received !== AVERROR_EAGAIN) countDamage();
      await feed();
    }
    counts.decoded++;
    if (picture.decodeErrorFlags !== 0) counts.damaged++;
    else damagedRun = 0;
    return true;
  }

  return {
    get size() {
      return turnedSize(size, turn);
    },
    turn,
    framesPerSecond: rateOf(track),
    durationMs: durationMsOf(format, track),
    counts,
    async begin() {
      isFirstHeld = await decode();
      size = { width: picture.width, height: picture.height };
      // The film begins with its first picture; what its header says of the beginning differs by container.
      startTicks = picture.bestEffortTimestamp === AV_NOPTS_VALUE ? 0n : picture.bestEffortTimestamp;
      return isFirstHeld;
    },
    async next() {
      if (!isFirstHeld && !(await decode())) return null;
      isFirstHeld = false;
      if (picture.width !== size.width || picture.height !== size.height)
        throw new Fault(
          "camera/size-changed",
          `the picture of \`${options.shown}\` changed from ${size.width}×${size.height} to ${picture.width}×${picture.height}`,
        );
      const ticks = picture.bestEffortTimestamp;
      return { picture, stampMs: ticks === AV_NOPTS_VALUE ? null : Number(ticks - startTicks) * tickMs };
    },
    async seek(toMs) {
      if (picture.bestEffortTimestamp === AV_NOPTS_VALUE) return;
      const ticks = startTicks + BigInt(Math.round(toMs / tickMs));
      if ((await format.seekFrame(trackIndex, ticks, AVSEEK_FLAG_BACKWARD)) < 0) return;
      codec.flushBuffers();
      isFirstHeld = false;
    },
    close: reading.close,
  };
}

function rateOf(track: Stream): number | null {
  for (const { num, den } of [track.avgFrameRate, track.rFrameRate]) {
    const rate = num / den;
    if (rate >= RATE_MIN && rate <= RATE_MAX) return rate;
  }
  return null;
}

function durationMsOf(format: FormatContext, track: Stream): number | null {
  const { num, den } = track.timeBase;
  if (track.duration > 0n) return Math.round((Number(track.duration) * num * 1000) / den);
  return format.duration > 0n ? Math.round(Number(format.duration) / 1000) : null;
}
