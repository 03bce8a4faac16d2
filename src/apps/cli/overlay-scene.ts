import { openCamera } from "#adapters/camera/open-camera.ts";
import { openCanvas } from "#adapters/canvas/canvas.ts";
import { openPersonDetector, type PersonDetector } from "#adapters/detector/person-detector.ts";
import { closeLooks } from "#domain/emptiness/close-look.ts";
import { type EmptyScene, emptyScene, leftIn, type Sample } from "#domain/emptiness/empty-scene.ts";
import { type Frosting, hidden, painted, smoothed, withoutIslands } from "#domain/emptiness/grey.ts";
import { placesTaken, rescaled, withRoom } from "#domain/emptiness/presence.ts";
import { type Box, iou, type Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { fitInto, PAD_VALUE } from "#domain/vision/fit.ts";
import type { Moment, OverlayPlan } from "./overlay-sightings.ts";

/** The largest scene, in pixels: 960 by 540. */
const SCENE_PIXELS_MAX = 518_400;
/** A smaller picture is enlarged to this width, so that letters on it can be read. */
const SCENE_WIDTH_MIN = 640;
/** The pictures that are held of the film at a time: 64 of the largest scenes, more of smaller ones. */
const SAMPLES_BYTES_MAX = 100_000_000;
const SAMPLES_MAX = 128;

/** In the samples somebody this surely seen must be gone from the scene; below it is mostly poles and shadows. */
const SEEN_SCORE_MIN = 0.4;
/** The finished scene is searched for people down to this certainty. */
const FOUND_SCORE_MIN = 0.2;
/** Below this, what is found must at least have a person's shape, and be no larger than the people of the film by much. */
const ANY_SHAPE_SCORE_MIN = 0.3;
const LARGER_MAX = 1.3;
/** So surely seen, somebody in the film tells how large its people are. */
const SURE_SCORE_MIN = 0.5;
/** The room around what is left to hide, in times of the usual: a box on the still scene is a good box. */
const FOUND_ROOM = 0.5;
/** How often what is still found is hidden before nothing of the scene is shown. */
const SEARCHES_MAX = 8;

/** The ways to show what is hidden, the best-looking first; a patch that looks like somebody in one does not in another. */
const FROSTINGS: readonly Frosting[] = [
  { grey: 0.3, colour: 0 },
  { grey: 1, colour: 0 },
  { grey: 0, colour: 0.2 },
  { grey: 0.6, colour: 0 },
  { grey: 0.15, colour: 0.5 },
];
/** What is found with so many frostings is hidden without a look at the others. */
const WITNESSES = 2;
/** Two finds that overlap by this much, as intersection over union, are the same. */
const SAME_FIND_IOU_MIN = 0.4;

/** A picture of the film's place: packed R, G, B by rows. */
export type Scene = { readonly size: Size; readonly rgb: Uint8Array };

/**
 * The place where a film was taken, with nobody in it: what was seen empty is shown, the rest is grey. Whatever the
 * detector still finds in it, from near or far, is made grey too, and all of it if that does not come to an end.
 */
export async function personFreeScene(
  plan: OverlayPlan,
  { picture, moments }: { picture: Size; moments: readonly Moment[] },
): Promise<Scene> {
  const size = sceneSize(picture);
  const samples = await takeSamples(plan, { picture, moments, size });
  const median = emptyScene(samples, size);
  const hide = (scene: EmptyScene, boxes: readonly Box[]) =>
    withoutIslands(
      hidden(
        scene,
        boxes.map((box) => withRoom(box, FOUND_ROOM)),
      ),
    );
  let scene = hide(smoothed(median), leftIn(median, samples));
  const heightMax = LARGER_MAX * tallestIn(moments) * (size.height / picture.height);
  using detector = await openPersonDetector({ scoreMin: FOUND_SCORE_MIN });
  const search = async (rgb: Uint8Array) =>
    (await searchClosely(detector, { size, rgb })).filter((found) => mayBePerson(found, heightMax));
  for (let searches = 0; searches < SEARCHES_MAX; searches++) {
    const finds: Detection[][] = [];
    for (const frosting of FROSTINGS) {
      const rgb = painted(scene, frosting);
      const found = await search(rgb);
      if (found.length === 0) return { size, rgb };
      finds.push(found);
      if (finds.length === WITNESSES && inAll(finds).length > 0) break;
    }
    scene = hide(scene, leastToHide(finds));
  }
  return { size, rgb: painted({ ...scene, isEmpty: new Uint8Array(scene.isEmpty.length) }, FROSTINGS[0]!) };
}

/**
 * Of what was found with each frosting: what all of them find, for that is really to be seen, and where there is nothing of
 * the kind, what the one finds that finds least: only the frosting itself looks like somebody.
 */
function leastToHide(finds: readonly (readonly Detection[])[]): Box[] {
  const common = inAll(finds);
  const fewest = finds.toSorted((a, b) => a.length - b.length)[0] ?? [];
  return (common.length > 0 ? common : fewest).map(({ box }) => box);
}

function inAll(finds: readonly (readonly Detection[])[]): Detection[] {
  return finds
    .flat()
    .filter(({ box }) => finds.every((found) => found.some((other) => iou(other.box, box) >= SAME_FIND_IOU_MIN)));
}

/** The height of the largest person surely seen, in pixels of the film's picture; 0 if there was nobody. */
function tallestIn(moments: readonly Moment[]): number {
  const sure = moments.flatMap(({ detections }) => detections.filter(({ score }) => score >= SURE_SCORE_MIN));
  return sure.reduce((most, { box }) => Math.max(most, box.height), 0);
}

function mayBePerson({ box, score }: Detection, heightMax: number): boolean {
  return score >= ANY_SHAPE_SCORE_MIN || (box.width <= box.height && box.height <= heightMax);
}

/** The people on a picture, looked for in the whole of it and part by part; in its pixels, the same person many times. */
export async function searchClosely(detector: PersonDetector, { size, rgb }: Scene): Promise<Detection[]> {
  const scene = openCanvas(size, rgb);
  const found: Detection[] = [];
  for (const look of closeLooks(size, detector.modelFor(size))) {
    const fit = fitInto({ width: look.width, height: look.height }, detector.modelFor(look));
    const view = openCanvas(fit.model);
    view.pen.fillStyle = `rgb(${PAD_VALUE} ${PAD_VALUE} ${PAD_VALUE})`;
    view.pen.fillRect(0, 0, view.size.width, view.size.height);
    scene.drawOnto(view.pen, { left: 0, top: 0, ...fit.scaled }, look);
    for (const { box, score } of await detector.detect({ atMs: 0, picture: fit.picture, fit, rgb: view.rgb() }))
      found.push({ box: { ...box, left: box.left + look.left, top: box.top + look.top }, score });
  }
  return found;
}

/** Even sides, as a film needs them. */
function sceneSize(picture: Size): Size {
  const shrink = Math.sqrt(SCENE_PIXELS_MAX / (picture.width * picture.height));
  const scale = Math.min(shrink, Math.max(1, SCENE_WIDTH_MIN / picture.width));
  const even = (side: number) => Math.max(2, 2 * Math.round((side * scale) / 2));
  return { width: even(picture.width), height: even(picture.height) };
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
