import type { Point } from "#domain/space/box.ts";
import { frameAtMs, type SceneTruth, sightingsAt, type TrueVisit, type TrueZone } from "./scene-truth.ts";

/** Shorter stays are walks through. */
export const VISIT_MS_MIN = 1000;

type Filmed = Pick<SceneTruth, "width" | "height" | "framesPerSecond" | "people">;

/**
 * The stays of box centres in the zones, of at least `VISIT_MS_MIN`, in the order they began. A stay runs from the first
 * frame inside to the first frame that is outside again, or out of the picture, or after the film.
 */
export function trueVisits(zones: readonly TrueZone[], film: Filmed): TrueVisit[] {
  const visits: TrueVisit[] = [];
  for (const zone of zones) {
    const points = zone.points.map(([x, y]) => ({ x: x * film.width, y: y * film.height }));
    const since = new Map<number, number>();
    for (let frame = 0; frame <= film.people.length; frame++) {
      const inside = new Set<number>();
      for (const { person, box } of sightingsAt(film, frame))
        if (isInside(points, { x: box.left + box.width / 2, y: box.top + box.height / 2 })) inside.add(person);
      for (const person of inside) if (!since.has(person)) since.set(person, frame);
      for (const [person, first] of since) {
        if (inside.has(person)) continue;
        since.delete(person);
        const fromMs = frameAtMs(first, film.framesPerSecond);
        const toMs = frameAtMs(frame, film.framesPerSecond);
        if (toMs - fromMs >= VISIT_MS_MIN) visits.push({ zone: zone.name, person, fromMs, toMs });
      }
    }
  }
  return visits.toSorted((one, other) => one.fromMs - other.fromMs || one.person - other.person);
}

/** Even-odd rule: a ray to the right leaves the polygon an odd number of times. */
function isInside(polygon: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  for (const [index, one] of polygon.entries()) {
    const other = polygon[(index + 1) % polygon.length] ?? one;
    if (one.y > y === other.y > y) continue;
    if (x < one.x + ((y - one.y) / (other.y - one.y)) * (other.x - one.x)) inside = !inside;
  }
  return inside;
}
