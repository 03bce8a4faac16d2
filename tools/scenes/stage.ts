import {
  Color,
  DirectionalLight,
  Scene as Graph,
  type Group,
  HemisphereLight,
  Mesh,
  type PerspectiveCamera,
} from "three";
import { type Body, buildBody, strike } from "./body.ts";
import { mountCamera } from "./camera.ts";
import { seededChance } from "./chance.ts";
import { choreograph, type Stand, type Track } from "./choreography.ts";
import { poseAt } from "./gait.ts";
import { buildPram, PRAM_AHEAD_METRES } from "./pram.ts";
import { openReflection } from "./reflection.ts";
import type { Scene } from "./scene.ts";
import { cloth } from "./surface.ts";
import { drawLook } from "./wardrobe.ts";

/** A person on the stage; `id` counts from 1 in the order of the cast. */
export type Player = {
  readonly id: number;
  readonly name: string;
  readonly body: Body;
  readonly meshes: readonly Mesh[];
  readonly track: Track;
  /** What they push, which is no part of them. */
  readonly pram?: Group;
  /** What a pane shows of them. */
  readonly image?: Body;
};

/** A scene set up: show a frame, and everything stands where it stands then. The same in Node and in a browser. */
export type Stage = {
  readonly graph: Graph;
  readonly camera: PerspectiveCamera;
  readonly frames: number;
  readonly players: readonly Player[];
  readonly hiding: readonly Mesh[];
  /** Moves everything to its place in a frame and answers who is on the floor then. */
  readonly show: (frame: number) => readonly Player[];
};

const DOOR_OPENS_A_SECOND = 1.1;
const DOOR_SEES_METRES = 2.3;

/** Builds the shop, dresses the cast and sends it on its way. */
export function setUp(scene: Scene): Stage {
  const { framesPerSecond, seed } = scene;
  const frames = Math.round(scene.seconds * framesPerSecond);
  const shop = scene.build(seed);
  const looks = scene.cast.map(({ look }, index) => ({ ...drawLook(seededChance(seed * 1000 + index)), ...look }));
  const tracks = choreograph(
    scene.cast.map(({ name, way, pram }, index) => ({
      name,
      way,
      height: looks[index]?.height ?? 1.7,
      ...(pram ? { pushes: PRAM_AHEAD_METRES } : {}),
    })),
    framesPerSecond,
  );
  const graph = new Graph();
  graph.background = new Color("#c9d6e2");
  graph.add(shop.root);
  const light = hangLights(graph);
  const fabric = cloth();
  const camera = mountCamera(scene.mounting, scene.picture);
  const reflection = scene.mirror && openReflection(scene.mirror, camera);
  if (reflection) graph.add(reflection.root);
  const players = scene.cast.flatMap(({ name, pram: colour }, index): Player[] => {
    const look = looks[index];
    const track = tracks.get(name);
    if (!look || !track) return [];
    const body = buildBody(look, fabric);
    graph.add(body.root);
    const pram = colour ? buildPram(colour) : undefined;
    if (pram) graph.add(pram);
    const image = reflection?.reflect(look);
    const player = { id: index + 1, name, body, meshes: meshesOf(body.root), track };
    return [{ ...player, ...(pram ? { pram } : {}), ...(image ? { image } : {}) }];
  });
  const doorShares = openings(scene, players, frames);

  return {
    graph,
    camera,
    frames,
    players,
    hiding: shop.hiding,
    show(frame) {
      const seconds = frame / framesPerSecond;
      light(scene.lightAt(seconds));
      shop.openDoor(doorShares[frame] ?? 0);
      const present = players.filter((player) => {
        const stand = standAt(player.track, frame);
        for (const part of [player.body.root, player.pram, player.image?.root])
          if (part) part.visible = stand !== undefined;
        if (stand) place(scene, player, stand, seconds, shop.floorAt(stand.z));
        return stand !== undefined;
      });
      graph.updateMatrixWorld();
      return present;
    },
  };
}

/** Where somebody is in a frame; nothing before they come and after they went. */
export function standAt({ firstFrame, stands }: Track, frame: number): Stand | undefined {
  return stands[frame - firstFrame];
}

/** The meshes of a part of the stage and of all that hangs from it. */
export function meshesOf(part: Group): Mesh[] {
  const meshes: Mesh[] = [];
  part.traverse((piece) => {
    if (piece instanceof Mesh) meshes.push(piece);
  });
  return meshes;
}

function place(scene: Scene, { id, body, pram, image }: Player, stand: Stand, seconds: number, floor: number): void {
  const way = scene.cast[id - 1]?.way;
  const habit = way?.habit ?? (pram ? "push" : body.look.bag?.kind === "carrier" ? "carry" : "free");
  const pose = { ...stand, atSeconds: seconds, habit, gaze: 0, temper: id * 0.37 };
  strike(body, poseAt(pose));
  if (image) {
    strike(image, poseAt(pose));
    // Who is outside stands behind the glass and is not mirrored.
    image.root.visible = stand.z > 0;
  }
  for (const part of [body.root, pram, image?.root]) {
    part?.position.set(stand.x, floor, stand.z);
    if (part) part.rotation.y = stand.heading;
  }
}

function openings({ doorAt, framesPerSecond }: Scene, players: readonly Player[], frames: number): number[] {
  const shares: number[] = [];
  let share = 0;
  for (let frame = 0; frame < frames; frame++) {
    const isNear = players.some(({ track }) => {
      const stand = standAt(track, frame + Math.round(framesPerSecond * 0.4));
      return stand && Math.abs(stand.x) < 2 && Math.abs(stand.z) < DOOR_SEES_METRES;
    });
    share += ((isNear ? 1 : -1) * DOOR_OPENS_A_SECOND) / framesPerSecond;
    share = Math.min(1, Math.max(0, share));
    shares.push(doorAt ? doorAt(frame / framesPerSecond) : share);
  }
  return shares;
}

function hangLights(graph: Graph): (light: { sun: number; sky: number; lamps: number }) => void {
  const sky = new HemisphereLight("#e6edf5", "#8d8073", 1);
  const sun = new DirectionalLight("#fff1dc", 1);
  sun.position.set(-7, 8.5, -7);
  sun.target.position.set(0, 0, 0.5);
  const lamps = new DirectionalLight("#fff4e4", 1);
  lamps.position.set(1.6, 3.35, 3.2);
  lamps.target.position.set(0.4, 0, 0.9);
  for (const [light, reach] of [[sun, 9] as const, [lamps, 6] as const]) {
    light.castShadow = true;
    light.shadow.mapSize.set(1024, 1024);
    light.shadow.radius = 4;
    light.shadow.bias = -0.0006;
    light.shadow.normalBias = 0.02;
    Object.assign(light.shadow.camera, { left: -reach, right: reach, top: reach, bottom: -reach, near: 0.1, far: 30 });
    graph.add(light, light.target);
  }
  graph.add(sky);
  return (light) => {
    sky.intensity = 1.5 * light.sky;
    sun.intensity = 2.2 * light.sun;
    lamps.intensity = 1.5 * light.lamps;
  };
}
