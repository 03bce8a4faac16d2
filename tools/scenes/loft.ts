import { BufferAttribute, BufferGeometry, type Color } from "three";

/** A cross-section: where along the loft (`at`, metres), how wide (x) and deep (z) from its centre, and how boxy. */
export type Ring = {
  readonly at: number;
  readonly wide: number;
  readonly deep: number;
  /** Where the centre lies forward (z), metres. */
  readonly forward?: number;
  /** 2 is an ellipse, 4 nearly a box. */
  readonly boxy?: number;
};

/** A place on a loft: `along` 0..1 from the first ring to the last, `around` in radians, 0 in front, growing to +x. */
export type Spot = { readonly along: number; readonly around: number; readonly at: number };

export type LoftOptions = {
  readonly rings: readonly Ring[];
  readonly rows?: number;
  readonly columns?: number;
  /** The colour of a spot, in linear light as three.js mixes it. */
  readonly paint: (spot: Spot) => Color;
  /** How far a spot stands out, metres: folds, noses, hair. */
  readonly relief?: (spot: Spot) => number;
};

/**
 * A closed skin drawn over cross-sections that lie above one another along y, smooth between them.
 *
 *       __
 *      (  )   ring, at 0.3
 *     (    )  ring, at 0.2       z is forward, x to the side
 *      (__)   ring, at 0
 */
export function loft({ rings, rows = 16, columns = 16, paint, relief = () => 0 }: LoftOptions): BufferGeometry {
  const positions: number[] = [];
  const colours: number[] = [];
  const first = rings[0];
  const last = rings.at(-1);
  if (!first || !last) throw new RangeError("a loft needs rings");

  const put = (x: number, y: number, z: number, spot: Spot) => {
    positions.push(x, y, z);
    colours.push(...paint(spot).toArray());
  };
  for (let row = 0; row <= rows; row++) {
    const along = row / rows;
    const at = first.at + (last.at - first.at) * along;
    const ring = sectionAt(rings, at);
    for (let column = 0; column < columns; column++) {
      const around = (column / columns) * 2 * Math.PI;
      const spot = { along, around, at };
      const sine = Math.sin(around);
      const cosine = Math.cos(around);
      const power = 2 / (ring.boxy ?? 2);
      const side = Math.sign(sine) * Math.abs(sine) ** power;
      const front = Math.sign(cosine) * Math.abs(cosine) ** power;
      const out = relief(spot);
      put(side * ring.wide + sine * out, at, front * ring.deep + cosine * out + (ring.forward ?? 0), spot);
    }
  }
  put(0, first.at, first.forward ?? 0, { along: 0, around: 0, at: first.at });
  put(0, last.at, last.forward ?? 0, { along: 1, around: 0, at: last.at });

  const faces: number[] = [];
  const bottom = (rows + 1) * columns;
  const isUpward = last.at > first.at;
  const face = (a: number, b: number, c: number) => (isUpward ? faces.push(a, b, c) : faces.push(a, c, b));
  for (let column = 0; column < columns; column++) {
    const next = (column + 1) % columns;
    for (let row = 0; row < rows; row++) {
      const [low, high] = [row * columns, (row + 1) * columns];
      face(low + column, low + next, high + column);
      face(high + column, low + next, high + next);
    }
    face(bottom, next, column);
    face(bottom + 1, rows * columns + column, rows * columns + next);
  }

  const geometry = new BufferGeometry();
  geometry.setAttribute("position", new BufferAttribute(new Float32Array(positions), 3));
  geometry.setAttribute("color", new BufferAttribute(new Float32Array(colours), 3));
  geometry.setIndex(faces);
  geometry.computeVertexNormals();
  return geometry;
}

/** The cross-section at a height, eased between the rings on either side. */
function sectionAt(rings: readonly Ring[], at: number): Ring {
  const upper = rings.findIndex((ring, index) => index > 0 && isBetween(at, rings[index - 1]?.at ?? 0, ring.at));
  const high = rings[upper] ?? rings.at(-1);
  const low = rings[upper - 1] ?? high;
  if (!high || !low) throw new RangeError("a loft needs rings");
  const span = high.at - low.at;
  const share = span === 0 ? 1 : (at - low.at) / span;
  const smooth = share * share * (3 - 2 * share) * 0.5 + share * 0.5;
  const mix = (a: number, b: number) => a + (b - a) * smooth;
  return {
    at,
    wide: mix(low.wide, high.wide),
    deep: mix(low.deep, high.deep),
    forward: mix(low.forward ?? 0, high.forward ?? 0),
    boxy: mix(low.boxy ?? 2, high.boxy ?? 2),
  };
}

function isBetween(value: number, one: number, other: number): boolean {
  return value >= Math.min(one, other) - 1e-9 && value <= Math.max(one, other) + 1e-9;
}

/** Rings of a ball-like shape from `from` to `to` along y, for heads of bones and hands. */
export function ball(from: number, to: number, wide: number, deep: number): Ring[] {
  const steps = 8;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    const round = Math.max(0.04, Math.sin(Math.PI * share) ** 0.6);
    return { at: from + (to - from) * share, wide: wide * round, deep: deep * round };
  });
}
