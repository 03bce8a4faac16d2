import { setImmediate as othersFirst } from "node:timers/promises";
import { openCanvas } from "#adapters/canvas/canvas.ts";
import type { PersonDetector } from "#adapters/detector/person-detector.ts";
import { closeLooks } from "#domain/emptiness/close-look.ts";
import { type EmptyScene, emptySceneByRows, leftIn, type Sample } from "#domain/emptiness/empty-scene.ts";
import { type Frosting, hidden, painted, shownShare, smoothed, withoutIslands } from "#domain/emptiness/grey.ts";
import { withRoom } from "#domain/emptiness/presence.ts";
import { type Box, iou, type Size } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { fitInto, PAD_VALUE } from "#domain/vision/fit.ts";

/** The finished picture is searched for people down to this certainty. */
const FOUND_SCORE_MIN = 0.2;
/** Below this, what is found must at least have a person's shape, and be no higher than the people there by much. */
const ANY_SHAPE_SCORE_MIN = 0.3;
const HIGHER_MAX = 1.3;
/** The room around what is left to hide, in times of the usual: a box on the still scene is a good box. */
const FOUND_ROOM = 0.5;
/** How often what is still found is hidden before nothing of the scene is shown. */
const SEARCHES_MAX = 8;
/** So long it works in one go, in milliseconds, before others of its process have their turn. */
const TURN_MS = 10;

/** The ways to show what is hidden, the best-looking first; a patch that looks like somebody in one does not in another. */
const FROSTINGS: readonly Frosting[] = [
  { grey: 0.1, colour: 0.8 },
  { grey: 0.3, colour: 0 },
  { grey: 1, colour: 0 },
  { grey: 0, colour: 0.2 },
  { grey: 0.6, colour: 0 },
  { grey: 0.15, colour: 0.5 },
];
/** What is found with so many frostings is hidden without a look at the others. */
const WITNESSES = 4;
/** Two finds that overlap by this much, as intersection over union, are the same. */
const SAME_FIND_IOU_MIN = 0.4;

/** A picture: packed R, G, B by rows. */
export type Scene = { readonly size: Size; readonly rgb: Uint8Array };

/** A picture with nobody in it, and how much of it (0..1) was surely seen empty; the rest is frosted. */
export type PersonFreePicture = Scene & { readonly knownShare: number };

/**
 * The place that the samples show, with nobody in it: what was seen empty is shown, the rest is frosted. Whatever the detector
 * still finds in it, from near or far, is frosted too, and all of it if that does not come to an end.
 */
export async function personFreePicture(
  samples: readonly Sample[],
  {
    size,
    detector,
    tallest = Number.POSITIVE_INFINITY,
    asShown = async (rgb) => rgb,
  }: {
    readonly size: Size;
    /** It must report whom it sees as surely as `FOUND_SCORE_MIN`. */
    readonly detector: PersonDetector;
    /** The height of the largest person who was surely seen, in pixels of the picture; where nothing is said, anything may be one. */
    readonly tallest?: number;
    /** What becomes of the picture on its way, such as being packed: that is what is searched. */
    readonly asShown?: (rgb: Uint8Array) => Promise<Uint8Array>;
  },
): Promise<PersonFreePicture> {
  const median = await medianOf(samples, size);
  const hide = (scene: EmptyScene, boxes: readonly Box[]) =>
    withoutIslands(
      hidden(
        scene,
        boxes.map((box) => withRoom(box, FOUND_ROOM)),
      ),
    );
  let scene = hide(smoothed(median), leftIn(median, samples));
  const heightMax = HIGHER_MAX * tallest;
  const search = async (rgb: Uint8Array) =>
    (await searchClosely(detector, { size, rgb: await asShown(rgb) })).filter((found) => mayBePerson(found, heightMax));
  for (let searches = 0; searches < SEARCHES_MAX; searches++) {
    const finds: Detection[][] = [];
    for (const frosting of FROSTINGS) {
      const rgb = painted(scene, frosting);
      const found = await search(rgb);
      if (found.length === 0) return { size, rgb, knownShare: shownShare(scene) };
      finds.push(found);
      if (finds.length === WITNESSES && inAll(finds).length > 0) break;
    }
    scene = hide(scene, leastToHide(finds));
  }
  const nothing = { ...scene, isEmpty: new Uint8Array(scene.isEmpty.length) };
  return { size, rgb: painted(nothing, FROSTINGS[0]!), knownShare: 0 };
}

async function medianOf(samples: readonly Sample[], size: Size): Promise<EmptyScene> {
  const rows = emptySceneByRows(samples, size);
  for (let sinceMs = performance.now(); ; ) {
    const { done, value } = rows.next();
    if (done) return value;
    if (performance.now() - sinceMs < TURN_MS) continue;
    await othersFirst();
    sinceMs = performance.now();
  }
}

/**
 * Of what was found with each frosting: what all of them find, for that is really to be seen, and where there is nothing of
 * the kind, what the one finds that hides least: only the frosting itself looks like somebody.
 */
function leastToHide(finds: readonly (readonly Detection[])[]): Box[] {
  const common = inAll(finds);
  const areaOf = (found: readonly Detection[]) => found.reduce((sum, { box }) => sum + box.width * box.height, 0);
  const least = finds.toSorted((a, b) => areaOf(a) - areaOf(b))[0] ?? [];
  return (common.length > 0 ? common : least).map(({ box }) => box);
}

function inAll(finds: readonly (readonly Detection[])[]): Detection[] {
  return finds
    .flat()
    .filter(({ box }) => finds.every((found) => found.some((other) => iou(other.box, box) >= SAME_FIND_IOU_MIN)));
}

function mayBePerson({ box, score }: Detection, heightMax: number): boolean {
  return score >= ANY_SHAPE_SCORE_MIN || (box.width <= box.height && box.height <= heightMax);
}

/**
 * Who may be on a picture, as little sure as `FOUND_SCORE_MIN`, looked for in the whole of it and part by part; in its pixels, the
 * same person many times.
 */
export async function searchClosely(detector: PersonDetector, { size, rgb }: Scene): Promise<Detection[]> {
  const scene = openCanvas(size, rgb);
  const found: Detection[] = [];
  for (const look of closeLooks(size, detector.modelFor(size))) {
    const fit = fitInto({ width: look.width, height: look.height }, detector.modelFor(look));
    const view = openCanvas(fit.model);
    view.pen.fillStyle = `rgb(${PAD_VALUE} ${PAD_VALUE} ${PAD_VALUE})`;
    view.pen.fillRect(0, 0, view.size.width, view.size.height);
    scene.drawOnto(view.pen, { left: 0, top: 0, ...fit.scaled }, look);
    await othersFirst();
    for (const { box, score } of await detector.detect({ atMs: 0, picture: fit.picture, fit, rgb: view.rgb() }))
      if (score >= FOUND_SCORE_MIN)
        found.push({ box: { ...box, left: box.left + look.left, top: box.top + look.top }, score });
  }
  return found;
}
