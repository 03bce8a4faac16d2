/** A source of chance that gives the same numbers for the same seed, each at least 0 and below 1. */
export type Chance = () => number;

/** Mulberry32, by Tommy Ettinger: small, and good enough to scatter goods on a shelf. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number of at least `from` and below `to`. */
export function between(chance: Chance, from: number, to: number): number {
  return from + (to - from) * chance();
}

/** One of the things; the list must not be empty. */
export function oneOf<const T>(chance: Chance, things: readonly [T, ...T[]]): T {
  return things[Math.floor(chance() * things.length)] ?? things[0];
}

/**
 * Smooth noise in three dimensions, -1..1, with a grain of one unit. It needs no table, so that a weave or a plaster can
 * be asked at any place.
 */
export function noise(x: number, y: number, z: number): number {
  const [column, row, layer] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [u, v, w] = [ease(x - column), ease(y - row), ease(z - layer)];
  let sum = 0;
  for (const [dx, shareX] of [[0, 1 - u] as const, [1, u] as const])
    for (const [dy, shareY] of [[0, 1 - v] as const, [1, v] as const])
      for (const [dz, shareZ] of [[0, 1 - w] as const, [1, w] as const])
        sum += shareX * shareY * shareZ * grain(column + dx, row + dy, layer + dz);
  return sum;
}

/** 0..1 rises smoothly from 0 to 1; anything outside is held at the ends. */
export function ease(share: number): number {
  const held = Math.min(1, Math.max(0, share));
  return held * held * (3 - 2 * held);
}

function grain(x: number, y: number, z: number): number {
  let mixed = Math.imul(x, 374761393) ^ Math.imul(y, 668265263) ^ Math.imul(z, 2147483647 - 19);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 31 - 1;
}
