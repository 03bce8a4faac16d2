import { Fault } from "#domain/fault/fault.ts";
import type { Point } from "./box.ts";

/** A closed polygon on the picture, corners in fractions 0..1 of its width and height. */
export type Zone = { readonly name: string; readonly corners: readonly Point[] };

const CORNERS_MIN = 3;

/** Refuses a zone that is no simple polygon inside the picture. */
export function checkZone(zone: Zone): Zone {
  if (zone.corners.length < CORNERS_MIN)
    throw new Fault("zone/too-few-corners", `the zone \`${zone.name}\` has ${zone.corners.length} corners`);
  for (const { x, y } of zone.corners)
    if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1))
      throw new Fault("zone/outside-picture", `the zone \`${zone.name}\` has a corner at \`${x},${y}\``);
  if (crossesItself(zone.corners)) throw new Fault("zone/crosses-itself", `two sides of \`${zone.name}\` cross`);
  return zone;
}

/** Whether a point lies inside the polygon, by the even-odd rule; zone and point in the same coordinates. */
export function isInside(corners: readonly Point[], point: Point): boolean {
  let inside = false;
  for (const [a, b] of sidesOf(corners))
    if (a.y > point.y !== b.y > point.y && point.x < a.x + ((point.y - a.y) / (b.y - a.y)) * (b.x - a.x))
      inside = !inside;
  return inside;
}

function crossesItself(corners: readonly Point[]): boolean {
  const sides = sidesOf(corners);
  return sides.some(([a, b], i) =>
    sides.some(([c, d], j) => {
      const areNeighbours = j === i + 1 || (i === 0 && j === sides.length - 1);
      return j > i && !areNeighbours && touch(a, b, c, d);
    }),
  );
}

function sidesOf(corners: readonly Point[]): (readonly [Point, Point])[] {
  return corners.map((corner, index) => [corner, corners[(index + 1) % corners.length]!]);
}

/** Whether two segments share a point. */
function touch(a: Point, b: Point, c: Point, d: Point): boolean {
  const turns = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  const [abc, abd, cda, cdb] = turns as [number, number, number, number];
  if (abc !== abd && cda !== cdb) return true;
  return [abc === 0 && within(a, b, c), abd === 0 && within(a, b, d), cda === 0 && within(c, d, a)].includes(true);
}

function turn(a: Point, b: Point, c: Point): number {
  return Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
}

function within(a: Point, b: Point, point: Point): boolean {
  return (
    Math.min(a.x, b.x) <= point.x &&
    point.x <= Math.max(a.x, b.x) &&
    Math.min(a.y, b.y) <= point.y &&
    point.y <= Math.max(a.y, b.y)
  );
}
