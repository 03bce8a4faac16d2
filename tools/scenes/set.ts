import {
  BoxGeometry,
  Color,
  ConeGeometry,
  CylinderGeometry,
  Group,
  InstancedMesh,
  type Material,
  Matrix4,
  Mesh,
  MeshStandardMaterial,
  PlaneGeometry,
  SphereGeometry,
} from "three";
import { between, type Chance, oneOf, seededChance } from "./chance.ts";
import { facade, glass, plain, planks, rough, slabs } from "./surface.ts";

/** A shop without its people: what is drawn, what hides people from the camera, and the leaves of its door. */
export type Shop = {
  readonly root: Group;
  /** Solid things that people can stand behind. */
  readonly hiding: readonly Mesh[];
  /** How high the floor lies at a depth, metres. */
  readonly floorAt: (z: number) => number;
  /** Opens the door: 0 is shut, 1 is open. */
  readonly openDoor: (share: number) => void;
};

type Door = {
  readonly kind: "sliding" | "swinging";
  readonly width: number;
  /** Its middle, metres right of the shop's; 0 by default. */
  readonly x?: number;
  /** Without gates against theft beside it. */
  readonly isBare?: boolean;
};

/** The pavement ends here, and the road lies this much lower; metres. */
const KERB = -4.5;
const ROAD = -0.14;

const RAIL_HIGH = 1.12;
const GLASS_TOP = 2.55;
const WALL = 0.12;
const SIDE = 4.3;
const GOODS = [
  "#b23a2f",
  "#e0b23c",
  "#2f6d8f",
  "#4f8f57",
  "#e9e3d6",
  "#8f4f7a",
  "#d97b4a",
  "#39424e",
  "#c9d3da",
] as const;

/** A shop of 8.6 m across behind a glass front, and the street before it. The threshold is z = 0. */
export function buildShop({ seed, door }: { readonly seed: number; readonly door: Door }): Shop {
  const chance = seededChance(seed);
  const root = new Group();
  const hiding: Mesh[] = [];
  const add = (mesh: Mesh, x: number, y: number, z: number, isHiding = false) => {
    mesh.position.set(x, y, z);
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    root.add(mesh);
    if (isHiding) hiding.push(mesh);
    return mesh;
  };
  const box = (wide: number, high: number, deep: number, material: Material) =>
    new Mesh(new BoxGeometry(wide, high, deep), material);
  const flat = (wide: number, deep: number, material: Material) => {
    const mesh = new Mesh(new PlaneGeometry(wide, deep), material);
    mesh.rotation.x = -Math.PI / 2;
    return mesh;
  };

  add(flat(2 * SIDE, 10, planks("#b08d68", seed, [5, 3])), 0, 0, 5).castShadow = false;
  add(flat(40, 4.4, slabs("#a9a59d", [12, 1.4])), 0, -0.02, -2.2).castShadow = false;
  add(flat(40, 7, rough("#5a5b5e", [10, 2], 0.12)), 0, -0.14, -7.9).castShadow = false;
  add(flat(40, 3, slabs("#9a968e", [12, 1])), 0, -0.02, -12.9).castShadow = false;
  add(box(40, 0.16, 0.25, plain("#bdb8ae")), 0, -0.09, -4.45);
  add(box(40, 9, 1, facade("#b9a58c", [7, 1.6])), 0, 4.4, -14.8);
  for (let stripe = -6; stripe <= 6; stripe++) add(flat(1.6, 0.12, plain("#d9d7d0")), stripe * 3, -0.13, -7.8);
  parkCar(add, box, -4.6, "#7d2a2a");
  parkCar(add, box, 5.4, "#39516e");

  const mat = flat(door.width * 0.95, 1.3, rough("#3d3c3a", [3, 2], 0.2));
  const middle = door.x ?? 0;
  add(mat, middle, 0.006, 0.85).castShadow = false;
  for (const side of [-1, 1]) {
    add(box(WALL, 3.4, 10, rough("#e4ded2", [4, 2])), side * (SIDE + WALL / 2), 1.7, 5);
    stockShelves(chance, root, add, box, side * (SIDE - 0.22));
    plant(chance, add, middle + side * (door.width / 2 + 0.55), 0.42);
    const gate = plain("#c9ccce", 0.4);
    if (!door.isBare) add(box(0.07, 1.45, 0.38, gate), middle + side * (door.width / 2 - 0.12), 0.72, 0.62, true);
  }
  // The roof is never seen; it keeps the sun out.
  add(box(2 * SIDE + 1, 0.2, 10, plain("#f0eee8")), 0, 3.5, 5.05);
  const openDoor = buildFront(root, add, box, door);
  return { root, hiding, openDoor, floorAt: (z) => (z < KERB ? ROAD : 0) };
}

type Add = (mesh: Mesh, x: number, y: number, z: number, isHiding?: boolean) => Mesh;
type Box = (wide: number, high: number, deep: number, material: Material) => Mesh;

function buildFront(root: Group, add: Add, box: Box, door: Door): (share: number) => void {
  const frame = plain("#33373b", 0.5);
  const pane = glass();
  const half = door.width / 2;
  const middle = door.x ?? 0;
  add(box(2 * SIDE, 3.5 - GLASS_TOP, WALL, rough("#4a4f55", [4, 1])), 0, (3.5 + GLASS_TOP) / 2, 0);
  for (const side of [-1, 1]) {
    const wide = SIDE - half - side * middle;
    const paneX = (side * (SIDE + half) + middle) / 2;
    add(box(wide, 0.18, WALL, frame), paneX, 0.09, 0, true);
    for (const x of [middle + side * half, middle + side * (half + 1.3), side * (SIDE - 0.05)])
      add(box(0.07, GLASS_TOP, WALL, frame), x, GLASS_TOP / 2, 0, true);
    const window = add(box(wide, GLASS_TOP, 0.02, pane), paneX, GLASS_TOP / 2, 0);
    window.castShadow = false;
  }
  const leaves = [-1, 1].map((side) => {
    const leaf = new Group();
    const wide = half;
    const parts = [
      [box(wide, 0.08, 0.05, frame), 0, 0.05],
      [box(wide, 0.06, 0.05, frame), 0, GLASS_TOP - 0.05],
      [box(0.05, GLASS_TOP, 0.05, frame), -wide / 2 + 0.03, GLASS_TOP / 2],
      [box(0.05, GLASS_TOP, 0.05, frame), wide / 2 - 0.03, GLASS_TOP / 2],
      [box(wide, GLASS_TOP, 0.015, pane), 0, GLASS_TOP / 2],
      [box(0.04, 0.4, 0.09, plain("#c0c3c6", 0.3)), (-side * wide) / 2 + side * 0.12, 1.05],
    ] as const;
    for (const [mesh, x, y] of parts) {
      // Swinging leaves hang from their outer edge.
      mesh.position.set(door.kind === "swinging" ? x - (side * wide) / 2 : x, y, 0);
      mesh.castShadow = mesh.material !== pane;
      leaf.add(mesh);
    }
    root.add(leaf);
    return { leaf, side, wide };
  });
  return (share) => {
    for (const { leaf, side, wide } of leaves) {
      if (door.kind === "swinging") {
        leaf.position.set(middle + side * half, 0, 0);
        leaf.rotation.y = side * share * 1.4;
      } else leaf.position.set(middle + side * (wide / 2 + share * (wide - 0.1)), 0, -0.09);
    }
  };
}

function stockShelves(chance: Chance, root: Group, add: Add, box: Box, x: number): void {
  const wood = plain("#8a6d4d");
  const goods = new InstancedMesh(new BoxGeometry(1, 1, 1), new MeshStandardMaterial({ roughness: 0.7 }), 400);
  goods.castShadow = true;
  goods.receiveShadow = true;
  let index = 0;
  for (let z = 0.55; z < 4.4; z += 1.25) {
    add(box(0.42, 2.1, 0.04, wood), x, 1.05, z - 0.62, true);
    for (let level = 0; level < 5; level++) {
      const y = 0.12 + level * 0.46;
      add(box(0.42, 0.03, 1.22, wood), x, y, z);
      const colour = new Color(oneOf(chance, GOODS));
      for (let along = -0.55; along < 0.5; ) {
        const wide = between(chance, 0.06, 0.16);
        const high = between(chance, 0.14, 0.36);
        const matrix = new Matrix4().makeScale(between(chance, 0.18, 0.3), high, wide * 0.92);
        matrix.setPosition(x - Math.sign(x) * 0.03, y + 0.015 + high / 2, z + along + wide / 2);
        if (chance() < 0.25) colour.set(oneOf(chance, GOODS));
        if (index < goods.count && chance() < 0.93) {
          goods.setMatrixAt(index, matrix);
          goods.setColorAt(index++, colour);
        }
        along += wide;
      }
    }
  }
  goods.count = index;
  root.add(goods);
}

/** A low table with folded goods; people stand at it. */
export function addTable(shop: Shop, seed: number, [x, z]: readonly [number, number]): void {
  const chance = seededChance(seed);
  const top = new Mesh(new BoxGeometry(1.1, 0.05, 0.75), plain("#d8c7a6", 0.6));
  top.position.set(x, 0.72, z);
  const body = new Mesh(new BoxGeometry(1.0, 0.7, 0.65), plain("#c2ad88"));
  body.position.set(x, 0.35, z);
  for (const mesh of [top, body]) {
    mesh.castShadow = true;
    mesh.receiveShadow = true;
    shop.root.add(mesh);
  }
  (shop.hiding as Mesh[]).push(top, body);
  for (let column = 0; column < 4; column++)
    for (let row = 0; row < 2; row++) {
      const high = between(chance, 0.04, 0.16);
      const pile = new Mesh(new BoxGeometry(0.2, high, 0.27), plain(oneOf(chance, GOODS)));
      pile.position.set(x - 0.4 + column * 0.27, 0.745 + high / 2, z - 0.18 + row * 0.35);
      pile.castShadow = true;
      pile.receiveShadow = true;
      shop.root.add(pile);
    }
}

/** A rail of hanging clothes, as high as a belt. */
export function addRail(shop: Shop, seed: number, [x, z]: readonly [number, number]): void {
  const chance = seededChance(seed);
  const steel = plain("#b9bcc0", 0.3);
  const bar = new Mesh(new CylinderGeometry(0.015, 0.015, 1.2, 8), steel);
  bar.rotation.z = Math.PI / 2;
  bar.position.set(x, RAIL_HIGH, z);
  shop.root.add(bar);
  for (const side of [-0.6, 0.6]) {
    const post = new Mesh(new CylinderGeometry(0.015, 0.015, RAIL_HIGH, 8), steel);
    post.position.set(x + side, RAIL_HIGH / 2, z);
    shop.root.add(post);
  }
  for (let place = -0.54; place < 0.55; place += 0.06) {
    const long = between(chance, 0.5, 0.75);
    const cloth = new Mesh(new BoxGeometry(0.035, long, between(chance, 0.36, 0.46)), plain(oneOf(chance, GOODS)));
    cloth.position.set(x + place, RAIL_HIGH - 0.03 - long / 2, z);
    cloth.rotation.y = between(chance, -0.12, 0.12);
    cloth.castShadow = true;
    cloth.receiveShadow = true;
    shop.root.add(cloth);
    (shop.hiding as Mesh[]).push(cloth);
  }
}

function plant(chance: Chance, add: Add, x: number, z: number): void {
  add(new Mesh(new CylinderGeometry(0.17, 0.13, 0.36, 16), plain("#54483d")), x, 0.18, z, true);
  for (let leaf = 0; leaf < 26; leaf++) {
    const green = new Color().setHSL(
      between(chance, 0.27, 0.34),
      between(chance, 0.3, 0.5),
      between(chance, 0.14, 0.3),
    );
    const long = between(chance, 0.35, 0.6);
    const blade = new Mesh(new ConeGeometry(0.045, long, 5), plain(`#${green.getHexString()}`));
    add(blade, x + between(chance, -0.1, 0.1), 0.5 + between(chance, 0, 0.25), z + between(chance, -0.1, 0.1));
    blade.rotation.set(between(chance, -0.7, 0.7), between(chance, 0, 6), between(chance, -0.7, 0.7));
  }
}

function parkCar(add: Add, box: Box, x: number, colour: string): void {
  const paint = plain(colour, 0.35);
  add(box(4.2, 0.62, 1.7, paint), x, 0.5, -5.7);
  add(box(2.3, 0.5, 1.5, plain("#20262c", 0.2)), x - 0.1, 1.04, -5.7);
  add(box(2.1, 0.06, 1.4, paint), x - 0.1, 1.31, -5.7);
  for (const along of [-1.35, 1.35]) {
    const wheel = add(new Mesh(new CylinderGeometry(0.32, 0.32, 0.2, 20), plain("#17181a")), x + along, 0.2, -4.88);
    wheel.rotation.x = Math.PI / 2;
    add(new Mesh(new SphereGeometry(0.14, 10, 8), plain("#a9adb2", 0.4)), x + along, 0.2, -4.83);
  }
}
