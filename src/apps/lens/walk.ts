import type { Camera } from "#adapters/camera/open-camera.ts";
import type { PersonDetector } from "#adapters/detector/person-detector.ts";
import { type PictureVerdict, PictureWatch } from "#domain/health/picture-watch.ts";
import type { SceneStructure } from "#domain/health/scene-structure.ts";
import type { ClothLook, ClothStage } from "#domain/staff/cloth-stage.ts";
import { type Track, Tracker } from "#domain/tracking/tracker.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { lumaCellsOf } from "#domain/vision/luma-cells.ts";
import { MotionGate } from "#domain/vision/motion-gate.ts";
import { Scenery } from "#domain/vision/scenery.ts";

/** What one frame comes to. No pixel is in it. */
export type Sight = {
  readonly atMs: number;
  /** What the tracks were made of: who was found, without what was learned to be scenery. */
  readonly detections: readonly Detection[];
  /** All that the detector found, scenery and faint ones as well; what it found last where nothing had moved. */
  readonly found: readonly Detection[];
  readonly tracks: readonly Track[];
  /** What the clothes of each track came to, by its id; of nobody where no stage looks at clothes. */
  readonly looks: ReadonlyMap<number, ClothLook>;
  /** Time in the detector; 0 where nothing had moved and the last answer stood. */
  readonly detectMs: number;
  /** Whether the camera sees what it is to see; null where that is not asked. */
  readonly verdict: PictureVerdict | null;
  /** Times of different timelines cannot be compared; no track goes from one to the next. */
  readonly timeline: number;
};

/**
 * The walk of a frame from the camera to tracks. The film's end ends it; a camera's fault is thrown. With a `scene` it is
 * judged whether the camera sees it; while it does not, nobody is looked for.
 * `isGated: false` asks the detector for every frame, to compare. `cloth` looks at what people wear.
 */
export async function* walk(
  camera: Pick<Camera, "frames">,
  detector: PersonDetector,
  {
    isGated = true,
    scene = null,
    cloth = null,
  }: {
    readonly isGated?: boolean;
    readonly scene?: SceneStructure | null;
    readonly cloth?: Pick<ClothStage, "look"> | null;
  } = {},
): AsyncGenerator<Sight> {
  let over = newMemory(scene);
  let detections: readonly Detection[] = [];
  let lastTimeline = 0;
  let wasBlind = false;
  for await (const frame of camera.frames()) {
    const { atMs, fit, timeline, haltedMs } = frame;
    if (timeline !== lastTimeline) over = newMemory(scene);
    lastTimeline = timeline;
    const cells = lumaCellsOf(frame);
    const verdict = over.pictures?.look(cells, fit, atMs, haltedMs) ?? null;
    const isBlind = verdict !== null && verdict.state !== "running";
    if (isBlind) {
      yield { atMs, detections: [], found: [], tracks: [], looks: new Map(), detectMs: 0, verdict, timeline };
      wasBlind = true;
      continue;
    }
    if (wasBlind) over = { ...newMemory(null), pictures: over.pictures };
    wasBlind = false;
    let detectMs = 0;
    if (over.gate.needsLook(cells, atMs) || !isGated) {
      const beganMs = performance.now();
      detections = await detector.detect(frame);
      detectMs = performance.now() - beganMs;
    }
    const people = over.scenery.withoutThings(detections, cells, fit, atMs);
    over.gate.noteFound(people, fit, atMs);
    const tracks = over.tracker.update(people, atMs);
    const worn = cloth?.look(frame, tracks) ?? []; // PIXELS DIE HERE
    const looks = new Map(worn.map((look, index) => [tracks[index]!.id, look]));
    yield { atMs, detections: people, found: detections, tracks, looks, detectMs, verdict, timeline };
  }
}

/** What is remembered from frame to frame; nothing of it is good for another timeline, or after blindness. */
function newMemory(scene: SceneStructure | null) {
  return {
    gate: new MotionGate(),
    scenery: new Scenery(),
    tracker: new Tracker(),
    pictures: scene ? new PictureWatch(scene) : null,
  };
}
