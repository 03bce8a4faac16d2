import type { Camera } from "#adapters/camera/open-camera.ts";
import type { PersonDetector } from "#adapters/detector/person-detector.ts";
import { type Track, Tracker } from "#domain/tracking/tracker.ts";

/** What one frame comes to. No pixel is in it. */
export type Sight = { readonly atMs: number; readonly tracks: readonly Track[]; readonly detectMs: number };

/** The walk of a frame from the camera to tracks. The film's end ends it; a camera's fault is thrown. */
export async function* walk(camera: Camera, detector: PersonDetector): AsyncGenerator<Sight> {
  const tracker = new Tracker();
  for await (const frame of camera.frames()) {
    const beganMs = performance.now();
    const detections = await detector.detect(frame); // PIXELS DIE HERE
    const detectMs = performance.now() - beganMs;
    yield { atMs: frame.atMs, tracks: tracker.update(detections, frame.atMs), detectMs };
  }
}
