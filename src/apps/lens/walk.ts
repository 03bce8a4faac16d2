import type { Camera } from "#adapters/camera/open-camera.ts";
import type { PersonDetector } from "#adapters/detector/person-detector.ts";
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
  readonly tracks: readonly Track[];
  /** Time in the detector; 0 where nothing had moved and the last answer stood. */
  readonly detectMs: number;
};

/**
 * The walk of a frame from the camera to tracks. The film's end ends it; a camera's fault is thrown.
 * `isGated: false` asks the detector for every frame, to compare.
 */
export async function* walk(
  camera: Camera,
  detector: PersonDetector,
  { isGated = true }: { readonly isGated?: boolean } = {},
): AsyncGenerator<Sight> {
  const gate = new MotionGate();
  const scenery = new Scenery();
  const tracker = new Tracker();
  let detections: readonly Detection[] = [];
  for await (const frame of camera.frames()) {
    const { atMs, fit } = frame;
    const cells = lumaCellsOf(frame);
    let detectMs = 0;
    if (gate.needsLook(cells, atMs) || !isGated) {
      const beganMs = performance.now();
      detections = await detector.detect(frame); // PIXELS DIE HERE
      detectMs = performance.now() - beganMs;
    }
    const people = scenery.withoutThings(detections, cells, fit, atMs);
    yield { atMs, detections: people, tracks: tracker.update(people, atMs), detectMs };
  }
}
