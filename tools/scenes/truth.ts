import assert from "node:assert/strict";
import { trueCrossings } from "#domain/evaluation/true-crossings.ts";
import { type SceneTruth, sightingsAt } from "#domain/scene/scene-truth.ts";
import { trueVisits } from "#domain/scene/true-visits.ts";
import { onPicture } from "./camera.ts";
import type { FloorLine, Scene } from "./scene.ts";
import { openSilhouettes } from "./silhouette.ts";
import { meshesOf, type Player, type Stage, standAt } from "./stage.ts";

/** On the floor, who is this far beyond a line is clearly over it. */
const CLEARLY_OVER_METRES = 0.3;

/**
 * What really happens in a scene, computed without drawing it: the boxes from every vertex of every body, the crossings
 * and visits from the boxes. Ends when the boxes tell another story than the feet: then the scene is not clear enough.
 */
export function tellTruth(scene: Scene, stage: Stage): SceneTruth {
  const silhouettes = openSilhouettes(stage.camera, scene.picture, stage.hiding);
  const people = Array.from({ length: stage.frames }, (_, frame) => {
    const present = stage.show(frame);
    const prams = present.flatMap(({ pram }) => (pram ? [meshesOf(pram)] : []));
    return silhouettes
      .of([...present.map(({ meshes }) => meshes), ...prams])
      .flatMap((seen, index): Array<SceneTruth["people"][number][number]> => {
        const id = present[index]?.id;
        if (!seen || id === undefined) return [];
        const { left, top, width, height } = seen.box;
        return [[id, left, top, width, height, seen.visible]];
      });
  });
  const filmed = { ...scene.picture, framesPerSecond: scene.framesPerSecond, people };
  const lines = scene.lines.map(({ name, role, a, b, lift }) => ({
    name,
    role,
    a: onPicture(stage.camera, a, lift),
    b: onPicture(stage.camera, b, lift),
  }));
  const zones = scene.zones.map(({ name, points }) => ({
    name,
    points: points.map((point) => onPicture(stage.camera, point, 0)),
  }));
  const staff = scene.cast.flatMap(({ isStaff }, index) => (isStaff ? [index + 1] : []));
  const groups = groupsOf(scene);
  const truth: SceneTruth = {
    name: scene.name,
    film: `${scene.name}.mp4`,
    seed: scene.seed,
    width: scene.picture.width,
    height: scene.picture.height,
    framesPerSecond: scene.framesPerSecond,
    frames: stage.frames,
    lines,
    zones,
    ...(staff.length > 0 ? { staff } : {}),
    ...(groups.length > 0 ? { groups } : {}),
    people,
    crossings: crossingsOf(lines, filmed),
    zoneVisits: trueVisits(zones, filmed),
  };
  for (const line of scene.lines)
    for (const player of stage.players)
      assert.deepEqual(
        truth.crossings
          .filter(({ line: name, person }) => name === line.name && person === player.id)
          .map(({ direction }) => direction),
        walkedOver(line, player, stage.frames),
        `the boxes and the feet of ${player.name} must agree at the line ${line.name}`,
      );
  return truth;
}

/** Who walks beside whom in a scene, by id, the leader first. */
export function groupsOf({ cast }: Pick<Scene, "cast">): number[][] {
  return cast.flatMap(({ name }, leader) => {
    const company = cast.flatMap(({ way }, index) => ("beside" in way && way.beside === name ? [index + 1] : []));
    return company.length > 0 ? [[leader + 1, ...company]] : [];
  });
}

/** The crossings of all lines by the centres of the boxes, in order of time, then of line, then of person. */
export function crossingsOf(
  lines: SceneTruth["lines"],
  film: Pick<SceneTruth, "width" | "height" | "framesPerSecond" | "people">,
): SceneTruth["crossings"] {
  const { width, height, framesPerSecond } = film;
  const boxes = film.people.flatMap((_, frame) =>
    sightingsAt(film, frame).map(({ person, box }) => ({ frame: frame + 1, id: person, box })),
  );
  return lines
    .flatMap(({ name, a, b }) =>
      trueCrossings(
        boxes,
        { name, from: { x: a[0], y: a[1] }, to: { x: b[0], y: b[1] } },
        { picture: { width, height }, framesPerSecond, anchor: "centre" },
      ),
    )
    .map(({ line, direction, atMs, id, place }) => ({
      line,
      direction,
      atMs,
      person: id,
      x: fraction(place.x / width),
      y: fraction(place.y / height),
    }))
    .toSorted((one, other) => one.atMs - other.atMs);
}

function fraction(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

/** The directions in which a person's feet pass a line on the floor while the film runs, with hysteresis. */
export function walkedOver({ a, b }: FloorLine, { track }: Player, frames: number): Array<"in" | "out"> {
  const directions: Array<"in" | "out"> = [];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  let side = 0;
  for (let frame = 0; frame < frames; frame++) {
    const stand = standAt(track, frame);
    if (!stand) continue;
    const right = ((b[0] - a[0]) * (stand.z - a[1]) - (b[1] - a[1]) * (stand.x - a[0])) / length;
    if (Math.abs(right) <= CLEARLY_OVER_METRES) continue;
    const now = Math.sign(right);
    if (side === -now) directions.push(now > 0 ? "in" : "out");
    side = now;
  }
  return directions;
}
