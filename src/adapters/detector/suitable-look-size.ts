import type { Size } from "#domain/space/box.ts";
import { fitInto, PAD_VALUE } from "#domain/vision/fit.ts";
import type { Frame } from "#domain/vision/frame.ts";
import type { LookSize } from "#domain/vision/look-size.ts";
import type { PersonDetector } from "./person-detector.ts";

/**
 * Where a large look takes more of the processor than this, the machine is weak: five looks a second would be more than a
 * fifth of a core for a camera. An N4020 or a J4105, as small recorders have them, takes 150 to 800 ms for a network of
 * this kind (blakeblackshear/frigate, pull request 4746), a Raspberry Pi 4 some 330 ms for NanoDet in floats
 * (openvinotoolkit/openvino_contrib, issue 203); the machine that we measure on takes 8.
 */
export const LOOK_MS_MAX = 40;
/** The quickest of so many looks counts: what else the machine does can only slow one down. */
const LOOKS = 5;
/** What most cameras show. */
const USUAL_PICTURE: Size = { width: 640, height: 360 };

/**
 * The size of looks that suits this machine, found by large ones: two answers of a machine that stands at the limit may
 * differ, so ask once. `cpuMs` counts milliseconds of the processor and not of the clock, or every busy machine would look
 * weak.
 * LIMIT: the processor's time on Windows advances in steps of 1/64 s, so that there a look of up to 55 ms may pass.
 */
export async function suitableLookSize(detector: PersonDetector, cpuMs = cpuMsOfProcess): Promise<LookSize> {
  const empty = emptyFrame(detector);
  let quickestMs = Number.POSITIVE_INFINITY;
  for (let look = 0; look < LOOKS; look++) {
    const beganMs = cpuMs();
    await detector.detect(empty);
    quickestMs = Math.min(quickestMs, cpuMs() - beganMs);
  }
  return quickestMs > LOOK_MS_MAX ? "small" : "large";
}

/** A look at nothing costs what any other does. */
function emptyFrame({ modelFor }: PersonDetector): Frame {
  const fit = fitInto(USUAL_PICTURE, modelFor(USUAL_PICTURE));
  const rgb = new Uint8Array(fit.model.width * fit.model.height * 3).fill(PAD_VALUE);
  return { atMs: 0, picture: fit.picture, fit, rgb };
}

function cpuMsOfProcess(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
