import type { Point } from "#domain/space/box.ts";
import { frameAtMs, type SceneTruth, sightingsAt, type TrueVisit, type TrueZone } from "./scene-truth.ts";

/** Shorter stays are walks through. */
export const VISIT_MS_MIN = 1000;

/** Who comes back sooner has only leaned out. */
export const VISIT_GAP_MS_MAX = 1000;

type Filmed = Pick<SceneTruth, "width" | "height" | "framesPerSecond" | "people">;

/**
 * The stays of feet in the zones (the middle of a box's lower side: a zone lies on the floor), of at least `VISIT_MS_MIN`, in the order they began. A stay runs from the first
 * frame inside to the first frame outside again, out of the picture, or after the film; gaps of up to
 * `VISIT_GAP_MS_MAX` are bridged.
 */
export function trueVisits(zones: readonly TrueZone[], film: Filmed): TrueVisit[] {
  return zones
    .flatMap((zone) =>
      [...staysIn(zone, film)].flatMap(([person, stays]) => {
        const bridged: Array<{ fromMs: number; toMs: number }> = [];
        for (const stay of stays) {
          const last = bridged.at(-1);
          if (last && stay.fromMs - last.toMs <= VISIT_GAP_MS_MAX) last.toMs = stay.toMs;
          else bridged.push({ ...stay });
        }
        return bridged
          .filter(({ fromMs, toMs }) => toMs - fromMs >= VISIT_MS_MIN)
          .map((stay): TrueVisit => ({ zone: zone.name, person, ...stay }));
      }),
    )
    .toSorted((one, other) => one.fromMs - other.fromMs || one.person - other.person);
}

/** Every unbroken stay of every person, however short. */
function staysIn(zone: TrueZone, film: Filmed): Map<number, Array<{ fromMs: number; toMs: number }>> {
  const points = zone.points.map(([x, y]) => ({ x: x * film.width, y: y * film.height }));
  const stays = new Map<number, Array<{ fromMs: number; toMs: number }>>();
  for (let frame = 0; frame < film.people.length; frame++) {
    const fromMs = frameAtMs(frame, film.framesPerSecond);
    const toMs = frameAtMs(frame + 1, film.framesPerSecond);
    for (const { person, box } of sightingsAt(film, frame)) {
      if (!isInside(points, { x: box.left + box.width / 2, y: box.top + box.height })) continue;
      const mine = stays.get(person) ?? [];
      const last = mine.at(-1);
      if (last?.toMs === fromMs) last.toMs = toMs;
      else mine.push({ fromMs, toMs });
      stays.set(person, mine);
    }
  }
  return stays;
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
