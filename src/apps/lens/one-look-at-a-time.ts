import type { PersonDetector } from "#adapters/detector/person-detector.ts";

/**
 * One detector for several cameras, in the order in which they ask, so that each gets the same share. ONNX Runtime works
 * on the main thread; were all looks that are due done in one turn of the event loop, nobody would read the cameras
 * meanwhile. Under overload pictures then came late, none dropped; with this they give way to newer ones. It is no
 * quicker: see docs/speed.md.
 */
export function oneLookAtATime(detector: PersonDetector): PersonDetector {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...detector,
    detect(frame) {
      const look = last.then(() => detector.detect(frame));
      last = look.catch(() => {});
      return look;
    },
  };
}
