import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector, type PersonDetector } from "#adapters/detector/person-detector.ts";
import { walk } from "#apps/lens/walk.ts";
import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { Counter } from "#domain/counting/counter.ts";
import type { TrackedCrossing } from "#domain/evaluation/line-story.ts";
import type { Look } from "#domain/evaluation/look.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import type { Size } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import type { Zone } from "#domain/space/zone.ts";
import type { LookSize } from "#domain/vision/look-size.ts";

export type FilmPlan = {
  readonly film: string;
  readonly lines: readonly Line[];
  readonly zones: readonly Zone[];
  readonly analysedPerSecond: number;
  /** The true rate of a film whose header lies about it. */
  readonly trueFramesPerSecond?: number | undefined;
  readonly fromMs?: number | undefined;
  readonly untilMs?: number | undefined;
  /** A network other than the one that comes with Lintel. */
  readonly modelPath?: string | undefined;
  /** How many pixels our network looks at; `large` where nothing is said, whatever the machine. */
  readonly lookSize?: LookSize | undefined;
  /** A detector that is open already; it is asked instead of a new one, and left open. */
  readonly detector?: PersonDetector | undefined;
};

/** Everything that a film came to, tracks included: for evaluation and overlays of films, never of a camera. */
export type FilmRun = {
  readonly picture: Size;
  readonly framesPerSecond: number;
  /** The frames that were looked at, counted from 1, in order. */
  readonly looks: readonly Look[];
  readonly crossings: readonly TrackedCrossing[];
  readonly buckets: readonly Bucket[];
};

/** The rate of a film that states none. */
const FILM_RATE_UNKNOWN = 25;

/** Walks a whole film through the same rooms as a lens does, in this process. */
export async function runFilm(plan: FilmPlan): Promise<FilmRun> {
  using own = plan.detector ? null : await openPersonDetector({ modelPath: plan.modelPath });
  const detector = plan.detector ?? own!;
  const model = (picture: Size) => detector.modelFor(picture, plan.lookSize);
  await using camera = await openCamera({ ...plan, source: plan.film, model });
  const framesPerSecond = camera.framesPerSecond ?? FILM_RATE_UNKNOWN;
  const counter = new Counter({ ...plan, grants: grantsForFilm() }, camera.picture);
  const looks: Look[] = [];
  const crossings: TrackedCrossing[] = [];
  for await (const { atMs, detections, tracks } of walk(camera, detector)) {
    const frame = Math.round((atMs * framesPerSecond) / 1000) + 1;
    looks.push({ frame, atMs, detections, tracks: tracks.map(({ id, box }) => ({ frame, id, box })) });
    crossings.push(...counter.update(tracks, atMs));
  }
  crossings.push(...counter.close());
  return {
    picture: camera.picture,
    framesPerSecond,
    looks,
    crossings,
    buckets: mergedBuckets(counter.flush()),
  };
}
