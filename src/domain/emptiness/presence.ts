import { type Box, iou, type Size } from "#domain/space/box.ts";
import type { Track } from "#domain/tracking/tracker.ts";
import type { Detection } from "#domain/vision/detection.ts";

/** What was seen of people at one moment of a film, in pixels of its picture; faint detections included. */
export type Sighting = {
  readonly atMs: number;
  readonly tracks: readonly Track[];
  readonly detections: readonly Detection[];
};

/** Below this certainty it is mostly poles and shadows: 35 boxes in each frame of PETS09-S2L1, where 5 people walk. */
const FAINT_SCORE_MIN = 0.2;
/** Who is to have stood still must have been seen this surely, before and after. */
const SURE_SCORE_MIN = 0.5;
/** Who is seen now is taken to be there this long before and after: boxes come late, and feet and hands reach out. */
const AROUND_MS = 200;
/** Who stands at one place, unseen for no longer than this, stood there all the while. */
const STANDING_MS_MAX = 3000;
/** Two boxes that overlap by this much, as intersection over union, may be one person standing. */
const STANDING_IOU_MIN = 0.6;
/** A track unseen for no longer than this went straight on. */
const HIDDEN_MS_MAX = 2500;

/**
 * Everywhere that somebody may have been at the moment of `sightings[index]`: boxes seen then and just before and after,
 * boxes of those who stood there before and after, and tracks that were lost in between. Too many rather than too few;
 * not grown yet. The sightings are in the order of time.
 */
export function placesTaken(sightings: readonly Sighting[], index: number): Box[] {
  const now = sightings[index]!;
  const within = (ms: number) => sightings.filter(({ atMs }) => Math.abs(atMs - now.atMs) <= ms);
  const around = within(AROUND_MS).flatMap((sighting) => boxesOf(sighting, FAINT_SCORE_MIN));
  return [...around, ...standing(within(STANDING_MS_MAX), now), ...hidden(within(HIDDEN_MS_MAX), now)];
}

/** The boxes of a sighting, detections that are sure enough and tracks alike. */
function boxesOf({ tracks, detections }: Sighting, scoreMin: number): Box[] {
  return [...tracks, ...detections.filter(({ score }) => score >= scoreMin)].map(({ box }) => box);
}

/** Of those seen before, who is seen at the same place after. */
function standing(near: readonly Sighting[], now: Sighting): Box[] {
  const sure = (sighting: Sighting) => boxesOf(sighting, SURE_SCORE_MIN);
  const before = near.filter(({ atMs }) => atMs < now.atMs).flatMap(sure);
  const after = near.filter(({ atMs }) => atMs > now.atMs).flatMap(sure);
  return before.filter((box) => after.some((later) => iou(box, later) >= STANDING_IOU_MIN));
}

function hidden(near: readonly Sighting[], now: Sighting): Box[] {
  type Seen = { readonly atMs: number; readonly box: Box };
  const last = new Map<number, Seen>();
  const next = new Map<number, Seen>();
  for (const { atMs, tracks } of near)
    for (const { id, box } of tracks) {
      if (atMs < now.atMs) last.set(id, { atMs, box });
      if (atMs > now.atMs && !next.has(id)) next.set(id, { atMs, box });
    }
  return [...last].flatMap(([id, from]) => {
    const to = next.get(id);
    return to ? [between(from.box, to.box, (now.atMs - from.atMs) / (to.atMs - from.atMs))] : [];
  });
}

/** The box that lies the given share (0..1) of the way from `a` to `b`. */
function between(a: Box, b: Box, share: number): Box {
  const mix = (side: keyof Box) => a[side] + share * (b[side] - a[side]);
  return { left: mix("left"), top: mix("top"), width: mix("width"), height: mix("height") };
}

/**
 * A person's box with room for what boxes leave out: an arm, a trolley, the shadow at the feet. `times` is how many times
 * the usual room is given.
 *
 *     +-----------+   above 15% of the height
 *     |  +-----+  |   beside 30% of the width
 *     |  |     |  |
 *     |  +-----+  |   below 20% of the height
 *     +-----------+
 */
export function withRoom({ left, top, width, height }: Box, times = 1): Box {
  const beside = 0.3 * width * times;
  const above = 0.15 * height * times;
  const below = 0.2 * height * times;
  return { left: left - beside, top: top - above, width: width + 2 * beside, height: height + above + below };
}

/** A box of one picture as a box of the same picture at another size. */
export function rescaled({ left, top, width, height }: Box, { from, to }: { from: Size; to: Size }): Box {
  const across = to.width / from.width;
  const down = to.height / from.height;
  return { left: left * across, top: top * down, width: width * across, height: height * down };
}
