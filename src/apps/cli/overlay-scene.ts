import { openCamera } from "#adapters/camera/open-camera.ts";
import { openPersonDetector } from "#adapters/detector/person-detector.ts";
import { personFreePicture, type Scene } from "#apps/lens/person-free-picture.ts";
import type { Sample } from "#domain/emptiness/empty-scene.ts";
import { placesTaken, rescaled, withRoom } from "#domain/emptiness/presence.ts";
import { sceneSize } from "#domain/emptiness/scene-size.ts";
import type { Box, Size } from "#domain/space/box.ts";
import type { Moment, OverlayPlan } from "./overlay-sightings.ts";

/** The pictures that are held of the film at a time: 64 of the largest scenes, more of smaller ones. */
const SAMPLES_BYTES_MAX = 100_000_000;
const SAMPLES_MAX = 128;

/** In the samples somebody this surely seen must be gone from the scene; below it is mostly poles and shadows. */
const SEEN_SCORE_MIN = 0.4;
/** So surely seen, somebody in the film tells how large its people are. */
const SURE_SCORE_MIN = 0.5;

/** The place where a film was taken, with nobody in it. */
export async function personFreeScene(
  plan: OverlayPlan,
  { picture, moments }: { picture: Size; moments: readonly Moment[] },
): Promise<Scene> {
  const size = sceneSize(picture);
  const samples = await takeSamples(plan, { picture, moments, size });
  using detector = await openPersonDetector();
  const tallest = tallestIn(moments) * (size.height / picture.height);
  return await personFreePicture(samples, { size, detector, tallest });
}

/** The height of the largest person surely seen, in pixels of the film's picture; 0 if there was nobody. */
function tallestIn(moments: readonly Moment[]): number {
  const sure = moments.flatMap(({ detections }) => detections.filter(({ score }) => score >= SURE_SCORE_MIN));
  return sure.reduce((most, { box }) => Math.max(most, box.height), 0);
}

/** Reads the film again for pictures spread evenly over it, and says of each where somebody may be. */
async function takeSamples(
  plan: OverlayPlan,
  { picture, moments, size }: { picture: Size; moments: readonly Moment[]; size: Size },
): Promise<Sample[]> {
  const count = Math.min(SAMPLES_MAX, Math.floor(SAMPLES_BYTES_MAX / (3 * size.width * size.height)), moments.length);
  const wanted = new Map(
    Array.from({ length: count }, (_, k) => {
      const index = Math.floor(((k + 0.5) * moments.length) / count);
      return [moments[index]!.atMs, index] as const;
    }),
  );
  const toScene = (box: Box) => rescaled(box, { from: picture, to: size });
  const samples: Sample[] = [];
  await using camera = await openCamera({ ...plan, source: plan.film, model: size });
  for await (const { atMs, rgb } of camera.frames()) {
    const index = wanted.get(atMs);
    if (index === undefined) continue;
    const { detections } = moments[index]!;
    samples.push({
      rgb,
      taken: placesTaken(moments, index).map((box) => toScene(withRoom(box))),
      seen: detections.filter(({ score }) => score >= SEEN_SCORE_MIN).map(({ box }) => toScene(box)),
    });
    if (samples.length === count) break;
  }
  return samples;
}
