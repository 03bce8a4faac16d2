import { type FileHandle, open } from "node:fs/promises";

type Reader = { readonly file: FileHandle; readonly bytes: number };

const BOX_HEAD = 16;
const MATROSKA = 0x1a45dfa3;
/** What a recorder writes for a size that it means to fill in later. */
const UNSTATED = 0xffffffff;
/** LIMIT: a film with more top-level parts than this is not followed to its end; it then counts as whole. */
const PARTS_MAX = 100_000;
/** LIMIT: a larger GIF, which must be read whole, counts as whole. */
const GIF_BYTES_MAX = 256 * 1024 * 1024;

/**
 * How many bytes are missing at the film's end by the film's own word; 0 when it is whole or says nothing.
 * Asked of the container (MP4, AVI, Matroska, GIF), because decoders take a cut film for a short one.
 * LIMIT: MPEG-TS and raw streams state no length, nor does a recording that was never closed.
 */
export async function missingBytes(path: string): Promise<number> {
  await using file = await open(path);
  const { size: bytes } = await file.stat();
  const reader = { file, bytes };
  const head = await read(reader, 0, BOX_HEAD);
  const promised = await promisedBy(reader, head);
  return Math.max(0, promised - bytes);
}

async function promisedBy(reader: Reader, head: Buffer): Promise<number> {
  if (tag(head, 0) === "RIFF") return promisedByAvi(reader);
  if (tag(head, 0) === "GIF8") return promisedByGif(reader);
  if (tag(head, 4) === "ftyp") return promisedByMp4(reader);
  if (head.length === BOX_HEAD && head.readUInt32BE(0) === MATROSKA) return promisedByMatroska(reader);
  return 0;
}

/** MP4 is a row of boxes: size, name, content. The last one must end within the file. */
async function promisedByMp4(reader: Reader): Promise<number> {
  let at = 0;
  for (let part = 0; part < PARTS_MAX && at < reader.bytes; part++) {
    const head = await read(reader, at, BOX_HEAD);
    if (head.length < 8) break;
    const short = head.readUInt32BE(0);
    const size = short === 1 && head.length === BOX_HEAD ? Number(head.readBigUInt64BE(8)) : short;
    // A box of size 0 reaches to the end of the file, whatever that is; junk after the last box is none of the film.
    if (size < 8 || !/^[\w\s©-]{4}$/.test(tag(head, 4))) return 0;
    at += size;
  }
  return at;
}

/**
 * AVI is RIFF chunks; the pictures lie in the list `movi`, the index behind it. A film that lost only its index is whole.
 *
 *     RIFF size "AVI "  LIST size "hdrl" ...  LIST size "movi" pictures  idx1 size index  [RIFF size "AVIX" ...]
 */
async function promisedByAvi(reader: Reader): Promise<number> {
  let at = 0;
  let promised = 0;
  for (let part = 0; part < PARTS_MAX && at < reader.bytes; part++) {
    const head = await read(reader, at, 12);
    if (head.length < 12) break;
    const size = head.readUInt32LE(4);
    const isRiff = tag(head, 0) === "RIFF";
    const isStated = size !== UNSTATED;
    if (tag(head, 0) === "LIST" && tag(head, 8) === "movi" && isStated) promised = Math.max(promised, at + 8 + size);
    at += isRiff ? 12 : 8 + size + (size % 2);
  }
  return promised;
}

/** Matroska is one head element and one segment that holds all else; a segment of unknown size promises nothing. */
async function promisedByMatroska(reader: Reader): Promise<number> {
  const head = await elementAt(reader, 0, 4);
  const segmentAt = head.contentAt + (head.size ?? 0);
  const segment = await elementAt(reader, segmentAt, 4);
  return segment.size === null ? 0 : segment.contentAt + segment.size;
}

/** Where an element's content begins and how long it is (null: not stated), past an identifier of `idBytes`. */
async function elementAt(
  reader: Reader,
  at: number,
  idBytes: number,
): Promise<{ contentAt: number; size: number | null }> {
  const bytes = await read(reader, at + idBytes, 8);
  const first = bytes[0] ?? 0;
  const length = Math.clz32(first) - 23;
  if (length > 8 || bytes.length < length) return { contentAt: at + idBytes, size: null };
  let size = BigInt(first & (0xff >> length));
  for (const byte of bytes.subarray(1, length)) size = (size << 8n) | BigInt(byte);
  const isUnknown = size === (1n << BigInt(7 * length)) - 1n;
  return { contentAt: at + idBytes + length, size: isUnknown ? null : Number(size) };
}

/**
 * GIF is a row of blocks up to the byte 0x3b. An extension and a picture end in pieces, each after its length, up to a
 * piece of length 0.
 *
 *     head 13 [colours]  (0x21 label pieces | 0x2c place 9 [colours] code size pieces)...  0x3b
 */
async function promisedByGif(reader: Reader): Promise<number> {
  if (reader.bytes > GIF_BYTES_MAX) return 0;
  const gif = await read(reader, 0, reader.bytes);
  const coloursAfter = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + coloursAfter(gif[10] ?? 0);
  while (at < gif.length && gif[at] !== 0x3b) {
    if (gif[at] === 0x21) at += 2;
    else if (gif[at] === 0x2c) at += 11 + coloursAfter(gif[at + 9] ?? 0);
    else return 0;
    while (gif[at]) at += 1 + (gif[at] ?? 0);
    at++;
  }
  return at + 1;
}

async function read({ file }: Reader, at: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  return buffer.subarray(0, bytesRead);
}

function tag(bytes: Buffer, at: number): string {
  return bytes.toString("latin1", at, at + 4);
}
