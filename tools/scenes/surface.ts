import {
  Color,
  DataTexture,
  LinearFilter,
  LinearMipmapLinearFilter,
  MeshStandardMaterial,
  RepeatWrapping,
  SRGBColorSpace,
} from "three";
import { between, type Chance, noise, seededChance } from "./chance.ts";

/** A colour at a place of a tile, both 0..1; the tile's edges need not meet, they fall on joints. */
type Paint = (u: number, v: number) => Color;

/** Tiles are drawn this many pixels wide. */
const TILE_PIXELS = 256;

/** One plain colour, dull or shining. */
export function plain(colour: string, roughness = 0.85): MeshStandardMaterial {
  return new MeshStandardMaterial({ color: colour, roughness });
}

/** Cloth that is painted by the vertices' own colours. */
export function cloth(): MeshStandardMaterial {
  return new MeshStandardMaterial({ vertexColors: true, roughness: 0.82 });
}

/** Planks that run along v, each its own shade, with grain. */
export function planks(colour: string, seed: number, repeat: readonly [number, number]): MeshStandardMaterial {
  const base = new Color(colour);
  const shades = Array.from(
    { length: 64 },
    (
      (chance: Chance) => () =>
        between(chance, 0.82, 1.12)
    )(seededChance(seed)),
  );
  return tiled(repeat, 0.55, (u, v) => {
    const plank = Math.floor(u * 6);
    const board = Math.floor(v * 2 + plank * 0.37);
    const joint = u * 6 - plank < 0.025 || v * 2 + plank * 0.37 - board < 0.008 ? 0.6 : 1;
    const grain = 1 + 0.1 * noise(u * 90, v * 6, plank) + 0.06 * noise(u * 25, v * 3, plank + 9);
    return base.clone().multiplyScalar((shades[(plank * 7 + board) % 64] ?? 1) * joint * grain);
  });
}

/** Square slabs with joints and stains. */
export function slabs(colour: string, repeat: readonly [number, number], roughness = 0.9): MeshStandardMaterial {
  const base = new Color(colour);
  return tiled(repeat, roughness, (u, v) => {
    const joint = (u * 4) % 1 < 0.02 || (v * 4) % 1 < 0.02 ? 0.7 : 1;
    const shade =
      1 + 0.07 * noise(Math.floor(u * 4) * 3.7, Math.floor(v * 4) * 5.3, 1) + 0.07 * noise(u * 60, v * 60, 2);
    return base.clone().multiplyScalar(joint * shade * (1 + 0.06 * noise(u * 6, v * 6, 3)));
  });
}

/** Plaster, asphalt, render: one colour that is never quite even. */
export function rough(colour: string, repeat: readonly [number, number], strength = 0.06): MeshStandardMaterial {
  const base = new Color(colour);
  return tiled(repeat, 0.95, (u, v) =>
    base.clone().multiplyScalar(1 + strength * noise(u * 70, v * 70, 4) + strength * noise(u * 5, v * 5, 5)),
  );
}

/** The house across the street: rows of windows in a wall. */
export function facade(colour: string, repeat: readonly [number, number]): MeshStandardMaterial {
  const wall = new Color(colour);
  const pane = new Color("#3b4650");
  return tiled(repeat, 0.9, (u, v) => {
    const [column, row] = [(u * 3) % 1, (v * 2) % 1];
    const isPane = column > 0.3 && column < 0.7 && row > 0.22 && row < 0.78;
    const isFrame = column > 0.26 && column < 0.74 && row > 0.18 && row < 0.82;
    const sky = 1 + 0.8 * Math.max(0, noise(u * 9, v * 7, 6));
    if (isPane) return pane.clone().multiplyScalar(Math.abs(column - 0.5) < 0.015 ? 2.4 : sky);
    return wall.clone().multiplyScalar((isFrame ? 1.25 : 1) * (1 + 0.06 * noise(u * 60, v * 60, 7)));
  });
}

/** Clear panes: what is behind shows, with a touch of the sky. */
export function glass(): MeshStandardMaterial {
  return new MeshStandardMaterial({
    color: "#cfe0e6",
    roughness: 0.1,
    transparent: true,
    opacity: 0.1,
    depthWrite: false,
  });
}

function tiled([across, along]: readonly [number, number], roughness: number, paint: Paint): MeshStandardMaterial {
  const pixels = new Uint8Array(TILE_PIXELS * TILE_PIXELS * 4);
  for (let row = 0; row < TILE_PIXELS; row++)
    for (let column = 0; column < TILE_PIXELS; column++) {
      const colour = paint(column / TILE_PIXELS, row / TILE_PIXELS).convertLinearToSRGB();
      pixels.set(
        [...colour.toArray().map((part) => Math.round(255 * Math.min(1, Math.max(0, part)))), 255],
        (row * TILE_PIXELS + column) * 4,
      );
    }
  const map = new DataTexture(pixels, TILE_PIXELS, TILE_PIXELS);
  map.colorSpace = SRGBColorSpace;
  map.wrapS = RepeatWrapping;
  map.wrapT = RepeatWrapping;
  map.repeat.set(across, along);
  map.magFilter = LinearFilter;
  map.minFilter = LinearMipmapLinearFilter;
  map.generateMipmaps = true;
  map.anisotropy = 8;
  map.needsUpdate = true;
  return new MeshStandardMaterial({ map, roughness });
}
