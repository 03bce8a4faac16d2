import { setTimeout as pause } from "node:timers/promises";
import type { Camera } from "#adapters/camera/open-camera.ts";
import type { PersonDetector } from "#adapters/detector/person-detector.ts";

/** Between two looks, so that what was decoded meanwhile is taken on. */
const READ_MS = 1;

/** Cameras that one detector looks for, in turn. */
export type Looks = {
  readonly detector: PersonDetector;
  /** Says that a camera is looked at from now on; it returns how to say that no more. */
  watch(camera: Pick<Camera, "isBehind">): Disposable;
};

/**
 * One detector for several cameras, in the order in which they ask, so that each gets the same share. ONNX Runtime works
 * on the main thread; were all looks that are due done in one turn of the event loop, nobody would read the cameras
 * meanwhile. Under overload pictures then came late, none dropped; with this they give way to newer ones. It is no
 * quicker: see docs/speed.md.
 *
 * A picture takes some turns of the event loop to be read, and between two turns a look can take all the time there is. A camera
 * that fell behind then never came up, was not looked at for ten seconds and more, and the others took its share: they wait for it
 * here, for as long as a look takes at most.
 */
export function oneLookAtATime(detector: PersonDetector): Looks {
  const cameras = new Set<Pick<Camera, "isBehind">>();
  let last: Promise<unknown> = Promise.resolve();
  let lookMs = 0;
  const isAnyBehind = () => [...cameras].some(({ isBehind }) => isBehind);
  const look: PersonDetector["detect"] = async (frame) => {
    for (let beganMs = performance.now(); isAnyBehind() && performance.now() - beganMs < lookMs; ) await pause(READ_MS);
    const beganMs = performance.now();
    const found = await detector.detect(frame);
    lookMs = performance.now() - beganMs;
    return found;
  };
  return {
    detector: {
      ...detector,
      detect(frame) {
        const found = last.then(() => look(frame));
        last = found.catch(() => {});
        return found;
      },
    },
    watch(camera) {
      cameras.add(camera);
      return { [Symbol.dispose]: () => void cameras.delete(camera) };
    },
  };
}
