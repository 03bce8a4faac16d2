/** The size and rate of a stream, as its own parameters say them before any picture. */
export type SequenceParameters = {
  readonly width: number;
  readonly height: number;
  /** Null where they do not say. */
  readonly framesPerSecond: number | null;
};

/** Bits, the first first; beyond the end there are only zeros, and `isOver` says so. */
export type Bits = {
  take(count: number): number;
  /** A number in Exp-Golomb code (H.264, section 9.1). */
  number(): number;
  signed(): number;
  readonly isOver: boolean;
};

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BYTES_MAX = 512;
/** Profiles of H.264 whose parameters tell of colour as well (section 7.3.2.1.1). */
const HIGH_PROFILES: readonly number[] = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];
const FIELDS_PER_FRAME = 2;
const MACROBLOCK = 16;
const REFERENCES_MAX = 255;

/** The bits of a parameter set as it stands in a description: base64, bytes `3` that only part zeros taken out. */
export function parameterBits(base64: string): Bits {
  const bytes: number[] = [];
  let [pending, held] = [0, 0];
  for (const sign of base64) {
    const digit = DIGITS.indexOf(sign);
    if (digit < 0 || bytes.length >= BYTES_MAX) break;
    pending = (pending * 64 + digit) % 65_536;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((pending >> held) & 255);
  }
  const plain = bytes.filter((byte, index) => !(byte === 3 && bytes[index - 1] === 0 && bytes[index - 2] === 0));
  let at = 0;
  const take = (count: number) => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, at++) value = value * 2 + (((plain[at >> 3] ?? 0) >> (7 - (at & 7))) & 1);
    return value;
  };
  const number = () => {
    let zeros = 0;
    while (zeros < 32 && at < plain.length * 8 && take(1) === 0) zeros++;
    return 2 ** zeros - 1 + take(zeros);
  };
  return {
    take,
    number,
    signed: () => {
      const value = number();
      return value % 2 === 0 ? -value / 2 : (value + 1) / 2;
    },
    get isOver() {
      return at > plain.length * 8;
    },
  };
}

/** Reads a sequence parameter set of H.264 (sections 7.3.2.1.1 and E.1.1); null where it is none. */
export function sequenceParameters(bits: Bits): SequenceParameters | null {
  if ((bits.take(8) & 31) !== 7) return null;
  const profile = bits.take(8);
  bits.take(16);
  bits.number();
  let colours = 1;
  if (HIGH_PROFILES.includes(profile)) {
    colours = bits.number();
    if (colours === 3) bits.take(1);
    bits.number();
    bits.number();
    bits.take(1);
    if (bits.take(1) === 1) passScalingLists(bits, colours === 3 ? 12 : 8);
  }
  bits.number();
  const order = bits.number();
  if (order === 0) bits.number();
  else if (order === 1) {
    bits.take(1);
    bits.signed();
    bits.signed();
    for (let left = Math.min(bits.number(), REFERENCES_MAX); left > 0; left--) bits.signed();
  }
  bits.number();
  bits.take(1);
  const across = bits.number() + 1;
  const down = bits.number() + 1;
  const fields = 2 - bits.take(1);
  if (fields === 2) bits.take(1);
  bits.take(1);
  const [left, right, top, bottom] = bits.take(1) === 1 ? fourNumbers(bits) : [0, 0, 0, 0];
  const [unitX, unitY] = [colours === 1 || colours === 2 ? 2 : 1, (colours === 1 ? 2 : 1) * fields];
  const width = across * MACROBLOCK - unitX * (left + right);
  const height = down * MACROBLOCK * fields - unitY * (top + bottom);
  if (bits.isOver) return null;
  return { width, height, framesPerSecond: bits.take(1) === 1 ? rateIn(bits) : null };
}

/** Reads a sequence parameter set of H.265 (section 7.3.2.2.1); null where it is none, or has layers. */
export function hevcParameters(bits: Bits): SequenceParameters | null {
  if (((bits.take(16) >> 9) & 63) !== 33) return null;
  bits.take(4);
  if (bits.take(3) !== 0) return null;
  bits.take(1);
  for (let byte = 0; byte < 12; byte++) bits.take(8);
  bits.number();
  const colours = bits.number();
  if (colours === 3) bits.take(1);
  const [across, down] = [bits.number(), bits.number()];
  const [left, right, top, bottom] = bits.take(1) === 1 ? fourNumbers(bits) : [0, 0, 0, 0];
  const [unitX, unitY] = [colours === 1 || colours === 2 ? 2 : 1, colours === 1 ? 2 : 1];
  if (bits.isOver) return null;
  return {
    width: across - unitX * (left + right),
    height: down - unitY * (top + bottom),
    framesPerSecond: null,
  };
}

function fourNumbers(bits: Bits): readonly [number, number, number, number] {
  return [bits.number(), bits.number(), bits.number(), bits.number()];
}

function passScalingLists(bits: Bits, count: number): void {
  for (let list = 0; list < count; list++) {
    if (bits.take(1) === 0) continue;
    let [last, next] = [8, 8];
    for (let left = list < 6 ? 16 : 64; left > 0; left--) {
      if (next !== 0) next = (last + bits.signed() + 256) % 256;
      if (next !== 0) last = next;
    }
  }
}

function rateIn(bits: Bits): number | null {
  if (bits.take(1) === 1 && bits.take(8) === 255) bits.take(32);
  if (bits.take(1) === 1) bits.take(1);
  if (bits.take(1) === 1) {
    bits.take(4);
    if (bits.take(1) === 1) bits.take(24);
  }
  if (bits.take(1) === 1) {
    bits.number();
    bits.number();
  }
  if (bits.take(1) === 0) return null;
  const [ticks, perSecond] = [bits.take(32), bits.take(32)];
  return bits.isOver || ticks === 0 ? null : perSecond / ticks / FIELDS_PER_FRAME;
}
