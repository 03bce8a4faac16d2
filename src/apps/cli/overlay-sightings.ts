import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { walk } from "#apps/lens/walk.ts";
import type { Bucket } from "#domain/counting/bucket.ts";
import { Counter } from "#domain/counting/counter.ts";
import type { Crossing } from "#domain/counting/line-crossing.ts";
import type { Sighting } from "#domain/emptiness/presence.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import type { Size } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import type { Zone } from "#domain/space/zone.ts";
import type { LookSize } from "#domain/vision/look-size.ts";

/** A film and what is counted in it. */
export type OverlayPlan = {
  readonly film: string;
  readonly lines: readonly Line[];
  readonly zones: readonly Zone[];
  readonly analysedPerSecond: number;
  readonly untilMs?: number | undefined;
  /** The network that it was counted with, if it was another than the one that comes with Lintel. */
  readonly modelPath?: string | undefined;
  /** How many pixels our network looked at. */
  readonly lookSize?: LookSize | undefined;
};

/** One analysed frame of a film: who was seen, and what the counter made of it. */
export type Moment = Sighting & {
  readonly crossings: readonly Crossing[];
  /** What was counted since the moment before: parts of buckets, which sum. */
  readonly parts: readonly Bucket[];
};

/** Walks a film through the same rooms as a lens does, in this process, and keeps what an overlay shows: no pixels. */
export async function watchMoments(plan: OverlayPlan): Promise<{ picture: Size; moments: Moment[] }> {
  using detector = await openPersonDetector({ modelPath: plan.modelPath });
  const model = (picture: Size) => detector.modelFor(picture, plan.lookSize);
  await using camera = await openCamera({ ...plan, source: plan.film, model });
  const counter = new Counter({ ...plan, grants: grantsForFilm() }, camera.picture);
  const moments: Moment[] = [];
  for await (const { atMs, tracks, found } of walk(camera, detector)) {
    const crossings = counter.update(tracks, atMs);
    moments.push({ atMs, tracks, detections: found, crossings, parts: counter.flush() });
  }
  const last = moments.pop();
  if (last)
    moments.push({
      ...last,
      crossings: [...last.crossings, ...counter.close()],
      parts: [...last.parts, ...counter.flush()],
    });
  return { picture: camera.picture, moments };
}
