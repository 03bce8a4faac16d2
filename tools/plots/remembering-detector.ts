import type { PersonDetector } from "#adapters/detector/person-detector.ts";
import type { Detection } from "#domain/vision/detection.ts";

/**
 * A detector that is asked once about each moment of one film, and then answers from memory: the same frame has the same
 * answer, and a film can be counted at many rates for the price of one. The detector behind it stays open.
 */
export function rememberingDetector(detector: PersonDetector): PersonDetector {
  const answers = new Map<number, Detection[]>();
  return {
    modelFor: detector.modelFor,
    async detect(frame) {
      const answer = answers.get(frame.atMs) ?? (await detector.detect(frame));
      answers.set(frame.atMs, answer);
      return answer;
    },
    [Symbol.dispose]() {},
  };
}
