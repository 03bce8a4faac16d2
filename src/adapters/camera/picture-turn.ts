import type { Size } from "#domain/space/box.ts";

/**
 * How a picture must be turned to stand upright: a pixel at (x, y) belongs at (a·x + c·y, b·x + d·y), counted from the
 * other edge where that is negative. Each is -1, 0 or 1.
 */
export type Turn = { readonly a: number; readonly b: number; readonly c: number; readonly d: number };

export const UPRIGHT: Turn = { a: 1, b: 0, c: 0, d: 1 };

/**
 * The turn that a phone wrote beside its film as a display matrix (nine 32-bit numbers, little-endian, as FFmpeg keeps
 * them). No matrix, and one that is no quarter turn or mirror, means upright.
 */
export function turnOf(displayMatrix: Uint8Array | null): Turn {
  if (!displayMatrix || displayMatrix.byteLength < 36) return UPRIGHT;
  const view = new DataView(displayMatrix.buffer, displayMatrix.byteOffset, displayMatrix.byteLength);
  const [a, b, c, d] = [0, 4, 12, 16].map((offset) => Math.sign(view.getInt32(offset, true)));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return UPRIGHT;
  const isQuarterTurn = Math.abs(a * d - b * c) === 1 && Math.abs(a) !== Math.abs(b) && Math.abs(b) === Math.abs(c);
  return isQuarterTurn ? { a, b, c, d } : UPRIGHT;
}

/** The size of a picture once it has been turned. */
export function turnedSize(size: Size, turn: Turn): Size {
  return turn.a === 0 ? { width: size.height, height: size.width } : size;
}

/**
 * Copies an RGB24 picture of `size`, whose rows lie `stride` bytes apart, turned, into the upper left corner of `into`,
 * whose rows are `rowPixels` long. The turned picture must fit there.
 */
export function copyTurned(
  from: Uint8Array,
  into: Uint8Array,
  options: { readonly size: Size; readonly stride: number; readonly turn: Turn; readonly rowPixels: number },
): void {
  const { size, stride, turn, rowPixels } = options;
  if (turn.a === 1 && turn.d === 1) {
    for (let y = 0; y < size.height; y++)
      into.set(from.subarray(y * stride, y * stride + size.width * 3), y * rowPixels * 3);
    return;
  }
  const turned = turnedSize(size, turn);
  const firstX = turn.a + turn.c < 0 ? turned.width - 1 : 0;
  const firstY = turn.b + turn.d < 0 ? turned.height - 1 : 0;
  const stepX = (turn.a + turn.b * rowPixels) * 3;
  const stepY = (turn.c + turn.d * rowPixels) * 3;
  for (let y = 0; y < size.height; y++) {
    let source = y * stride;
    let target = (firstX + firstY * rowPixels) * 3 + y * stepY;
    for (let x = 0; x < size.width; x++) {
      into[target] = from[source] ?? 0;
      into[target + 1] = from[source + 1] ?? 0;
      into[target + 2] = from[source + 2] ?? 0;
      source += 3;
      target += stepX;
    }
  }
}
