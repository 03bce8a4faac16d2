import { randomBytes } from "node:crypto";
import type { AccessUnit } from "./h264-film.ts";

/** What fits a common network's packet, with room for the heads below. */
const PAYLOAD_BYTES_MAX = 1400;
const PAYLOAD_TYPE = 96;
const CLOCK_PER_MS = 90;
const FU_A = 28;

/** Packs pictures for one receiver; sequence numbers and time stamps run on from a chance start. */
export type RtpSender = {
  /** A picture as RTP packets. */
  pack(unit: AccessUnit, shownAtMs: number): Buffer[];
};

/** Packets as they travel within an RTSP connection, on the channel of that number. */
export function interleaved(packets: readonly Buffer[], { channel }: { readonly channel: number }): Buffer {
  return Buffer.concat(
    packets.flatMap((packet) => {
      // RFC 2326, section 10.12: a dollar, the channel, the length.
      const head = Buffer.from([0x24, channel, 0, 0]);
      head.writeUInt16BE(packet.length, 2);
      return [head, packet];
    }),
  );
}

/** Packs for one receiver, who may read them from a connection or one by one. */
export function openRtpSender(): RtpSender {
  const chance = randomBytes(10);
  const source = chance.readUInt32BE(0);
  const firstStamp = chance.readUInt32BE(4);
  let sequence = chance.readUInt16BE(8);

  function packet(payload: readonly Buffer[], stamp: number, isLast: boolean): Buffer {
    // RFC 3550, section 5.1.
    const head = Buffer.alloc(12);
    head.writeUInt8(0x80, 0);
    head.writeUInt8((isLast ? 0x80 : 0) | PAYLOAD_TYPE, 1);
    head.writeUInt16BE(sequence, 2);
    head.writeUInt32BE(stamp, 4);
    head.writeUInt32BE(source, 8);
    sequence = (sequence + 1) & 0xffff;
    return Buffer.concat([head, ...payload]);
  }

  return {
    pack({ nals }, shownAtMs) {
      const stamp = (firstStamp + Math.round(shownAtMs * CLOCK_PER_MS)) >>> 0;
      return nals.flatMap((nal, index) => {
        const isLastNal = index === nals.length - 1;
        const pieces = cut(nal);
        return pieces.map((piece, at) => packet(piece, stamp, isLastNal && at === pieces.length - 1));
      });
    },
  };
}

/**
 * RFC 6184: a NAL unit that fits travels as it is (section 5.6), a larger one in pieces (section 5.8).
 *
 *     piece:  [ F NRI 28 ]  [ first last 0 type ]  part of the unit without its first byte
 */
function cut(nal: Buffer): Buffer[][] {
  if (nal.length <= PAYLOAD_BYTES_MAX) return [[nal]];
  const first = nal[0] ?? 0;
  const pieces: Buffer[][] = [];
  for (let at = 1; at < nal.length; at += PAYLOAD_BYTES_MAX) {
    const end = Math.min(at + PAYLOAD_BYTES_MAX, nal.length);
    const edges = (at === 1 ? 0x80 : 0) | (end === nal.length ? 0x40 : 0);
    pieces.push([Buffer.from([(first & 0xe0) | FU_A, edges | (first & 0x1f)]), nal.subarray(at, end)]);
  }
  return pieces;
}
