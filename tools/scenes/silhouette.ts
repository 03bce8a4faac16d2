import { Matrix4, type Mesh, type PerspectiveCamera } from "three";
import type { Box, Size } from "#domain/space/box.ts";

/** Depths are compared on a picture of half the size: enough for a fraction, and quick. */
const SHRINK = 2;

/** People are measured whole, also where they reach beyond the picture: as far again on every side. */
const MARGIN_PICTURES = 1;

/** Owns what no person covers. */
const SCENERY = 0;

/** Nearer to the lens than this, in metres, nothing has a place on the picture. */
const NEAR_METRES = 0.05;

export type Silhouette = { readonly box: Box; readonly visible: number };

export type Silhouettes = {
  /**
   * The bounds of each group of meshes on the picture, clipped to it, in tenths of a pixel, and how much of the whole
   * group can be seen past the others and past what hides. Nothing for a group that the picture does not hold.
   */
  readonly of: (groups: ReadonlyArray<readonly Mesh[]>) => Array<Silhouette | undefined>;
};

/** Measures meshes as a camera sees them: every vertex is projected, every triangle is compared by depth. */
export function openSilhouettes(camera: PerspectiveCamera, picture: Size, hiding: readonly Mesh[]): Silhouettes {
  const wide = picture.width / SHRINK;
  const high = picture.height / SHRINK;
  const across = wide * (1 + 2 * MARGIN_PICTURES);
  const down = high * (1 + 2 * MARGIN_PICTURES);
  const eye = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);

  const nearest = new Float32Array(across * down);
  const owner = new Uint8Array(across * down);
  const stamp = new Uint32Array(across * down);
  let stamps = 0;
  let flat = new Float64Array(0);
  for (const mesh of hiding) {
    mesh.updateWorldMatrix(true, false);
    if (project(mesh)) fill(mesh, SCENERY);
  }
  const scenery = nearest.slice();

  return {
    of(groups) {
      nearest.set(scenery);
      owner.fill(SCENERY);
      const found = groups.map((meshes, index) => {
        let left = Number.POSITIVE_INFINITY;
        let top = Number.POSITIVE_INFINITY;
        let right = Number.NEGATIVE_INFINITY;
        let bottom = Number.NEGATIVE_INFINITY;
        let whole = 0;
        stamps++;
        for (const mesh of meshes) {
          const length = project(mesh);
          if (!length) return undefined;
          for (let at = 0; at < length; at += 3) {
            const x = flat[at]! * SHRINK;
            const y = flat[at + 1]! * SHRINK;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
          }
          whole += fill(mesh, index + 1);
        }
        return { left, top, right, bottom, whole };
      });
      const shown = new Uint32Array(groups.length + 1);
      for (let row = 0; row < high; row++)
        for (let column = 0; column < wide; column++) {
          const at = (row + high * MARGIN_PICTURES) * across + column + wide * MARGIN_PICTURES;
          const index = owner[at] ?? 0;
          shown[index] = (shown[index] ?? 0) + 1;
        }
      return found.map((bounds, index) => {
        if (!bounds) return undefined;
        const left = tenth(Math.max(0, bounds.left));
        const top = tenth(Math.max(0, bounds.top));
        const width = tenth(Math.min(picture.width, bounds.right) - left);
        const height = tenth(Math.min(picture.height, bounds.bottom) - top);
        if (width < 1 || height < 1) return undefined;
        const visible = Math.round((100 * (shown[index + 1] ?? 0)) / Math.max(1, bounds.whole)) / 100;
        return { box: { left, top, width, height }, visible: Math.min(1, visible) };
      });
    },
  };

  /**
   * Puts x, y (shrunk pixels of the picture) and nearness (one over metres) of each vertex into `flat` and answers how
   * many numbers these are; 0 when a vertex is behind the lens.
   */
  function project(mesh: Mesh): number {
    const place = new Matrix4().multiplyMatrices(eye, mesh.matrixWorld).elements;
    const position = mesh.geometry.getAttribute("position").array;
    if (flat.length < position.length) flat = new Float64Array(position.length);
    for (let at = 0; at < position.length; at += 3) {
      const x = position[at]!;
      const y = position[at + 1]!;
      const z = position[at + 2]!;
      const w = place[3] * x + place[7] * y + place[11] * z + place[15];
      if (w < NEAR_METRES) return 0;
      flat[at] = (((place[0] * x + place[4] * y + place[8] * z + place[12]) / w + 1) / 2) * wide;
      flat[at + 1] = ((1 - (place[1] * x + place[5] * y + place[9] * z + place[13]) / w) / 2) * high;
      flat[at + 2] = 1 / w;
    }
    return position.length;
  }

  /**
   * Gives every shrunk pixel whose middle a triangle of `flat` covers that faces the camera to an owner, where nobody is
   * nearer. Answers how many of these bear the present stamp for the first time.
   */
  function fill(mesh: Mesh, forOwner: number): number {
    let whole = 0;
    const faces = mesh.geometry.getIndex()?.array ?? [];
    for (let face = 0; face < faces.length; face += 3) {
      const a = 3 * faces[face]!;
      const b = 3 * faces[face + 1]!;
      const c = 3 * faces[face + 2]!;
      const ax = flat[a]!;
      const ay = flat[a + 1]!;
      const bx = flat[b]!;
      const by = flat[b + 1]!;
      const cx = flat[c]!;
      const cy = flat[c + 1]!;
      const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      if (area >= 0) continue;
      const fromX = Math.max(-wide * MARGIN_PICTURES, Math.ceil(Math.min(ax, bx, cx) - 0.5));
      const toX = Math.min(wide * (1 + MARGIN_PICTURES) - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
      if (fromX > toX) continue;
      const fromY = Math.max(-high * MARGIN_PICTURES, Math.ceil(Math.min(ay, by, cy) - 0.5));
      const toY = Math.min(high * (1 + MARGIN_PICTURES) - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
      for (let y = fromY; y <= toY; y++)
        for (let x = fromX; x <= toX; x++) {
          const px = x + 0.5;
          const py = y + 0.5;
          const u = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area;
          const v = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area;
          if (u < 0 || v < 0 || u + v > 1) continue;
          const nearness = u * flat[a + 2]! + v * flat[b + 2]! + (1 - u - v) * flat[c + 2]!;
          const at = (y + high * MARGIN_PICTURES) * across + x + wide * MARGIN_PICTURES;
          if (stamp[at] !== stamps) whole++;
          stamp[at] = stamps;
          if (nearness <= nearest[at]!) continue;
          nearest[at] = nearness;
          owner[at] = forOwner;
        }
    }
    return whole;
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
