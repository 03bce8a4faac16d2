import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { openCamera } from "#adapters/camera/open-camera.ts";
import { iou } from "#domain/space/box.ts";
import type { Detection } from "#domain/vision/detection.ts";
import { LOOK_SIZES, type LookSize } from "#domain/vision/look-size.ts";
import { openPersonDetector, type PersonDetector } from "./person-detector.ts";
import { LOOK_MS_MAX, suitableLookSize } from "./suitable-look-size.ts";

const ENTRANCE = fileURLToPath(new URL("../../../scenes/entrance.mp4", import.meta.url));
const SURE = 0.6;
/** Enough for one size to bear out what the other is sure of. */
const LIKELY = 0.3;

test("a weak machine looks at fewer pixels, and what else a machine does makes it no weaker", async () => {
  const table = [
    { lookMs: [6], lookSize: "large" },
    { lookMs: [LOOK_MS_MAX], lookSize: "large" },
    { lookMs: [LOOK_MS_MAX + 1], lookSize: "small" },
    { lookMs: [800], lookSize: "small" },
    { lookMs: [800, 90, 12], lookSize: "large" },
  ];
  using detector = await openPersonDetector();
  for (const { lookMs, lookSize } of table) {
    let cpuMs = 0;
    let looks = 0;
    const slow: PersonDetector = {
      ...detector,
      async detect() {
        cpuMs += lookMs[Math.min(looks++, lookMs.length - 1)]!;
        return [];
      },
    };
    assert.equal(await suitableLookSize(slow, () => cpuMs), lookSize, `${lookMs} ms a look`);
  }
});

test("this very machine can be asked", async (context) => {
  using detector = await openPersonDetector();
  const lookSize = await suitableLookSize(detector);
  context.diagnostic(`its looks are ${lookSize}`);
  assert.ok(LOOK_SIZES.includes(lookSize));
});

test("whom small looks find, large ones find in the same place", async (context) => {
  const [large, small] = [await seenBy("large", LIKELY), await seenBy("small", SURE)];
  assert.equal(large.length, small.length);
  assert.ok(small.flat().length > 20, "people are on the pictures");
  const alone = small.flatMap((people, frame) =>
    people.filter(({ box }) => !large[frame]?.some((other) => iou(box, other.box) > 0.5)),
  );
  context.diagnostic(`${alone.length} of ${small.flat().length} were found by small looks alone`);
  assert.ok(alone.length <= 0.05 * small.flat().length, `${alone.length} were found where nobody is`);
});

/** Who is seen at the entrance, once a second. */
async function seenBy(lookSize: LookSize, scoreMin: number): Promise<Detection[][]> {
  using detector = await openPersonDetector({ scoreMin });
  await using camera = await openCamera({
    source: ENTRANCE,
    model: (picture) => detector.modelFor(picture, lookSize),
    analysedPerSecond: 1,
  });
  const seen: Detection[][] = [];
  for await (const frame of camera.frames()) seen.push(await detector.detect(frame));
  return seen;
}
