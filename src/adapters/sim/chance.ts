/** Chance that is the same wherever and whenever it is asked again. */
export type Chance = {
  /** 0 up to but not 1. */
  next(): number;
  /** Between two numbers. */
  between(low: number, high: number): number;
  /** Around 0, with a deviation of 1. */
  normal(): number;
  /** How many of what happens so often on the average. */
  poisson(mean: number): number;
};

type Words = [number, number, number, number];

/** Above this mean the normal distribution stands in for Poisson's; the two differ by less than a rounding. */
const POISSON_MEAN_MAX = 30;

/**
 * Opens the chance that belongs to a text: xoshiro128** (D. Blackman and S. Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47, 2021), its state filled from the text by FNV-1a and SplitMix. Whatever has its own text has its own
 * chance, so that one camera more changes nothing at the others.
 */
export function openChance(text: string): Chance {
  const draw = xoshiro(stateOf(text));
  const next = () => draw() / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    normal,
    poisson(mean) {
      if (mean > POISSON_MEAN_MAX) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
  };
}

/** The generator itself: whole numbers below 2^32. */
export function xoshiro(state: Readonly<Words>): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotated(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotated(d, 11);
    return result;
  };
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function stateOf(text: string): Words {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  const split = () => {
    hash = (hash + 0x9e3779b9) | 0;
    let word = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return word ^ (word >>> 15);
  };
  return [split(), split(), split(), split()];
}
