import { AV_LOG_QUIET, AV_NOPTS_VALUE, AV_PKT_FLAG_KEY, AVMEDIA_TYPE_VIDEO } from "node-av/constants";
import {
  BitStreamFilter,
  BitStreamFilterContext,
  FFmpegError,
  FormatContext,
  Log,
  Packet,
  type Stream,
} from "node-av/lib";

/** One picture as it travels: its NAL units, and when it is sent and shown, in milliseconds since the film began. */
export type AccessUnit = {
  readonly nals: readonly Buffer[];
  readonly sentAtMs: number;
  readonly shownAtMs: number;
  readonly isKey: boolean;
};

/** An H.264 film in memory, ready to be sent again and again; every key picture bears its parameter sets. */
export type H264Film = {
  readonly units: readonly AccessUnit[];
  readonly durationMs: number;
  readonly framesPerSecond: number;
  readonly sequenceSet: Buffer;
  readonly pictureSet: Buffer;
};

const SEQUENCE_SET = 7;
const PICTURE_SET = 8;

/** Reads the H.264 video of a film; an error where there is none. */
export async function readH264Film(path: string): Promise<H264Film> {
  Log.setLevel(AV_LOG_QUIET);
  await using open = new AsyncDisposableStack();
  const format = open.use(new FormatContext());
  must(await format.openInput(path));
  must(await format.findStreamInfo());
  const track = format.streams[must(format.findBestStream(AVMEDIA_TYPE_VIDEO))];
  const filter = BitStreamFilter.getByName("h264_mp4toannexb");
  if (!track || !filter) throw new Error(`no video in ${path}`);
  // It puts the parameter sets, which MP4 keeps in its head, before each key picture.
  const toNals = open.use(new BitStreamFilterContext());
  must(toNals.alloc(filter));
  if (!toNals.inputCodecParameters) throw new Error("the filter takes no parameters");
  must(track.codecpar.copy(toNals.inputCodecParameters));
  toNals.inputTimeBase = track.timeBase;
  must(toNals.init());
  const packet = open.use(new Packet());
  packet.alloc();

  const units: AccessUnit[] = [];
  while ((await format.readFrame(packet)) >= 0) {
    const isOfTrack = packet.streamIndex === track.index;
    if (isOfTrack) must(await toNals.sendPacket(packet));
    packet.unref();
    while (isOfTrack && (await toNals.receivePacket(packet)) >= 0) {
      units.push(readUnit(packet, track, units.length));
      packet.unref();
    }
  }

  const nals = units.flatMap((unit) => unit.nals);
  const sequenceSet = nals.find((nal) => typeOf(nal) === SEQUENCE_SET);
  const pictureSet = nals.find((nal) => typeOf(nal) === PICTURE_SET);
  if (!sequenceSet || !pictureSet) throw new Error(`no H.264 in ${path}`);
  const framesPerSecond = track.avgFrameRate.num / track.avgFrameRate.den;
  const durationMs = Math.max(...units.map(({ sentAtMs }) => sentAtMs)) + 1000 / framesPerSecond;
  return { units, durationMs, framesPerSecond, sequenceSet, pictureSet };
}

function readUnit(packet: Packet, track: Stream, index: number): AccessUnit {
  const tickMs = (track.timeBase.num * 1000) / track.timeBase.den;
  const intervalMs = (1000 * track.avgFrameRate.den) / track.avgFrameRate.num;
  const msOf = (ticks: bigint) => (ticks === AV_NOPTS_VALUE ? index * intervalMs : Number(ticks) * tickMs);
  return {
    nals: splitNals(Buffer.from(packet.data ?? [])),
    sentAtMs: Math.max(0, msOf(packet.dts)),
    shownAtMs: msOf(packet.pts),
    isKey: (packet.flags & AV_PKT_FLAG_KEY) !== 0,
  };
}

/** Splits a byte stream (H.264, annex B) at its start codes: `00 00 01`, with any zeros before it. */
function splitNals(stream: Buffer): Buffer[] {
  const nals: Buffer[] = [];
  const startCode = Buffer.from([0, 0, 1]);
  let at = stream.indexOf(startCode);
  while (at >= 0) {
    const next = stream.indexOf(startCode, at + 3);
    let end = next < 0 ? stream.length : next;
    while (end > at && stream[end - 1] === 0) end--;
    nals.push(stream.subarray(at + 3, end));
    at = next;
  }
  return nals;
}

function typeOf(nal: Buffer): number {
  return (nal[0] ?? 0) & 0x1f;
}

function must(result: number): number {
  FFmpegError.throwIfError(result);
  return result;
}
