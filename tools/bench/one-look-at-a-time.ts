import type { PersonDetector } from "#adapters/detector/person-detector.ts";

/**
 * One detector for several cameras, in the order in which they ask. ONNX Runtime works on the main thread; were all looks
 * that are due done in one turn of the event loop, nobody would read the cameras meanwhile, and their pictures would
 * arrive late instead of giving way to newer ones.
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
