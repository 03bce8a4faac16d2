import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector, type PersonDetector } from "#adapters/detector/person-detector.ts";
import { walk } from "#apps/lens/walk.ts";
import { type Bucket, mergedBuckets } from "#domain/counting/bucket.ts";
import { Counter } from "#domain/counting/counter.ts";
import type { Crossing } from "#domain/counting/line-crossing.ts";
import type { Look } from "#domain/evaluation/look.ts";
import { grantsForFilm } from "#domain/policy/grant.ts";
import type { Size } from "#domain/space/box.ts";
import type { Line } from "#domain/space/line.ts";
import type { Zone } from "#domain/space/zone.ts";
import { ClothStage } from "#domain/staff/cloth-stage.ts";
import type { StaffSigns } from "#domain/staff/staff-signs.ts";
import type { TimedFrame } from "#domain/vision/frame.ts";
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
  /** How staff are told from visitors; left out where nobody asks. */
  readonly staff?: StaffSigns | undefined;
  /** What is done to a picture before anything looks at it, to see how that goes in worse light. */
  readonly spoil?: ((frame: TimedFrame) => TimedFrame) | undefined;
  /** A detector that is open already; it is asked instead of a new one, and left open. */
  readonly detector?: PersonDetector | undefined;
};

/** Everything that a film came to, tracks included: for evaluation and overlays of films, never of a camera. */
export type FilmRun = {
  readonly picture: Size;
  readonly framesPerSecond: number;
  /** The frames that were looked at, counted from 1, in order. */
  readonly looks: readonly Look[];
  readonly crossings: readonly Crossing[];
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
  const grants = grantsForFilm();
  const counter = new Counter({ ...plan, grants }, camera.picture);
  const cloth = plan.staff ? new ClothStage(grants["staff-exclusion"]!, plan.staff) : null;
  const { spoil } = plan;
  const frames = () => (spoil ? spoiled(camera.frames(), spoil) : camera.frames());
  const looks: Look[] = [];
  const crossings: Crossing[] = [];
  for await (const { atMs, detections, tracks, looks: worn } of walk({ frames }, detector, { cloth })) {
    const frame = Math.round((atMs * framesPerSecond) / 1000) + 1;
    looks.push({ frame, atMs, detections, tracks: tracks.map(({ id, box }) => ({ frame, id, box })) });
    crossings.push(...counter.update(tracks, atMs, "sure", worn));
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

async function* spoiled(
  frames: AsyncIterable<TimedFrame>,
  spoil: (frame: TimedFrame) => TimedFrame,
): AsyncGenerator<TimedFrame> {
  for await (const frame of frames) yield spoil(frame);
}
